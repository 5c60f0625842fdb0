package zalo

import (
	"errors"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// rule says what an error code of the API means for a send: its class, and
// the reason that staff see.
type rule struct {
	class  channels.Class
	reason chat.Reason
}

// rules is Zalo's table of errors. Codes that ask for another token stand in
// refreshes.
var rules = map[int]rule{
	-32:  {channels.Later, "zalo.rate_limited"},
	-100: {channels.Refused, "zalo.file_expired"},
	-200: {channels.Later, "zalo.not_sent_yet"},
	-201: {channels.Refused, "zalo.content_refused"},
	-204: {channels.Operator, "zalo.oa_disabled"},
	-205: {channels.Operator, "zalo.oa_missing"},
	-209: {channels.Operator, "zalo.app_inactive"},
	-210: {channels.Refused, "zalo.too_large"},
	-211: {channels.Later, "zalo.oa_quota_used"},
	-212: {channels.Operator, "zalo.app_not_registered"},
	-213: {channels.Gone, "zalo.unfollowed"},
	-214: {channels.Later, "zalo.still_processing"},
	-217: {channels.Refused, "zalo.invitation_blocked"},
	-218: {channels.Refused, "zalo.user_quota_used"},
	-219: {channels.Operator, "zalo.app_removed"},
	-221: {channels.Operator, "zalo.oa_unverified"},
	-223: {channels.Operator, "zalo.oa_not_granted"},
	-224: {channels.Operator, "zalo.oa_needs_plan"},
	-227: {channels.Gone, "zalo.user_inactive"},
	-230: {channels.Refused, "zalo.window_closed"},
	-232: {channels.Refused, "zalo.no_window"},
	-233: {channels.Refused, "zalo.kind_unsupported"},
	-234: {channels.Refused, "zalo.night"},
	-235: {channels.Operator, "zalo.oa_kind"},
	-237: {channels.Refused, "zalo.group_disabled"},
	-238: {channels.Refused, "zalo.package_used"},
	-240: {channels.Operator, "zalo.api_retired"},
	-241: {channels.Refused, "zalo.package_used"},
	-242: {channels.Operator, "zalo.proof_refused"},
	-244: {channels.Refused, "zalo.kind_blocked"},
	-248: {channels.Refused, "zalo.standards"},
	-249: {channels.Refused, "zalo.template_refused"},
	-320: {channels.Operator, "zalo.cloud_not_linked"},
	-321: {channels.Operator, "zalo.cloud_no_credit"},
	-403: {channels.Refused, "zalo.not_in_group"},
}

// refreshes are the codes, as seen by different programs, that another access
// token cures: ended, removed, invalid.
var refreshes = map[int]bool{-216: true, 216: true, -220: true, -401: true, 401: true, -124: true, -1001: true}

// Codes that the adapter itself acts on.
const (
	codeExpired = -100 // an uploaded file
	codeInvalid = -201 // a field, or a kind of message in disguise
	codeLimit   = -210
	codeKind    = -233
)

// apiError is an answer of the API that is not success. Failures come with
// HTTP 200.
type apiError struct {
	code, status int
	message      string
}

// Error says what Zalo answered.
func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("Zalo answered HTTP %d", e.status)
	}
	if _, known := rules[e.code]; known || e.message == "" {
		return fmt.Sprintf("Zalo error %d", e.code)
	}
	return fmt.Sprintf("Zalo error %d (%s)", e.code, e.message)
}

// token reports whether another access token may cure it.
func (e *apiError) token() bool { return refreshes[e.code] || e.status == 401 }

// failure says what it means for a send. A code that nobody knows is a
// definite no to this message: it is shown to staff at once, and the
// conversation goes on.
func (e *apiError) failure() *channels.Failure {
	f := &channels.Failure{Err: e}
	r, known := rules[e.code]
	switch {
	case known:
		f.Class, f.Reason = r.class, r.reason
	case e.token():
		f.Class, f.Reason = channels.Operator, tokenRefused
	case e.code != 0 && e.status < 500:
		f.Class, f.Reason = channels.Refused, unknownCode(e.code, e.message)
	case e.status == 429 || e.status == 503 || e.code != 0:
		f.Class, f.Reason = channels.Later, overloaded
	case e.status == 404 || e.status == 405 || e.status >= 300 && e.status < 400:
		f.Class, f.Reason = channels.Operator, notZalo
	case e.status >= 400 && e.status < 500:
		f.Class, f.Reason = channels.Refused, httpRefused(e.status)
	default: // 5xx of a gateway, or a page that is no answer: it may have been carried out
		f.Class, f.Reason = channels.Unknown, unclear
	}
	return f
}

// code returns the API's error code behind a failure, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}

// tame makes the platform's words fit for one line.
func tame(s string) string { return httpapi.OneLine(s, 120) }
