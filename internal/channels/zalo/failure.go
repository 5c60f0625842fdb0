package zalo

import (
	"errors"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// rule says what an error code of the API means for a send: its class, the
// reason that staff see, and whether that is final: a refusal that has to do
// with the user, the hour or the words themselves, so that no other form of
// the message fares better.
type rule struct {
	class  channels.Class
	reason chat.Reason
	final  bool
}

// rules is Zalo's table of errors. Codes that ask for another token stand in
// tokenCodes.
var rules = map[int]rule{
	-32:  {channels.Later, "zalo.rate_limited", false},
	-100: {channels.Refused, "zalo.file_expired", false},
	-200: {channels.Later, "zalo.not_sent_yet", false},
	-201: {channels.Refused, "zalo.content_refused", false},
	-204: {channels.Operator, "zalo.oa_disabled", false},
	-205: {channels.Operator, "zalo.oa_missing", false},
	-209: {channels.Operator, "zalo.app_inactive", false},
	-210: {channels.Refused, "zalo.too_large", false},
	-211: {channels.Later, "zalo.oa_quota_used", false},
	-212: {channels.Operator, "zalo.app_not_registered", false},
	-213: {channels.Gone, "zalo.unfollowed", false},
	-214: {channels.Later, "zalo.still_processing", false},
	-217: {channels.Refused, "zalo.invitation_blocked", true},
	-218: {channels.Refused, "zalo.user_quota_used", true},
	-219: {channels.Operator, "zalo.app_removed", false},
	-221: {channels.Operator, "zalo.oa_unverified", false},
	-223: {channels.Operator, "zalo.oa_not_granted", false},
	-224: {channels.Operator, "zalo.oa_needs_plan", false},
	-227: {channels.Gone, "zalo.user_inactive", false},
	-230: {channels.Refused, "zalo.window_closed", true},
	-232: {channels.Refused, "zalo.no_window", true},
	-233: {channels.Refused, "zalo.kind_unsupported", false},
	-234: {channels.Refused, "zalo.night", true},
	-235: {channels.Operator, "zalo.oa_kind", false},
	-237: {channels.Refused, "zalo.group_disabled", true},
	-238: {channels.Refused, "zalo.package_used", true},
	-240: {channels.Operator, "zalo.api_retired", false}, // of an anonymous visitor: see refusedVisitor
	-241: {channels.Refused, "zalo.package_used", true},
	-242: {channels.Operator, "zalo.proof_refused", false},
	-244: {channels.Refused, "zalo.kind_blocked", true},
	-248: {channels.Refused, "zalo.standards", true},
	-249: {channels.Refused, "zalo.template_refused", false},
	-320: {channels.Operator, "zalo.cloud_not_linked", false},
	-321: {channels.Operator, "zalo.cloud_no_credit", false},
	-403: {channels.Refused, "zalo.not_in_group", true},
}

// tokenCodes are the codes, as seen by different programs, that another access
// token cures: ended, removed, invalid.
var tokenCodes = map[int]bool{-216: true, 216: true, -220: true, -401: true, 401: true, -124: true, -1001: true}

// codeRetired: the API is not in use any more, or not for this recipient.
const codeRetired = -240

// codeExpired: Zalo no longer has an uploaded file.
const codeExpired = -100

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

// needsToken reports whether another access token may cure it.
func (e *apiError) needsToken() bool { return tokenCodes[e.code] || e.status == 401 }

// failure says what it means for a send. A code that nobody knows is a
// definite no to this message: it is shown to staff at once, and the
// conversation goes on.
func (e *apiError) failure() *channels.Failure {
	f := &channels.Failure{Err: e}
	r, known := rules[e.code]
	switch {
	case known:
		f.Class, f.Reason = r.class, r.reason
	case e.needsToken():
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

// refusedVisitor is the failure that a visitor without an account may not be
// answered: of no use to wait for, unlike a retired API.
func refusedVisitor(err error) error {
	if f, ok := errors.AsType[*channels.Failure](err); ok && code(err) == codeRetired {
		return &channels.Failure{Class: channels.Refused, Reason: visitorRefused, Err: f.Err}
	}
	return err
}

// refusesForm reports whether a simpler form of the message may pass: Zalo
// definitely refused this one, and not for a reason that is known to hold for
// every form. A code that nobody knows counts as about the form.
func refusesForm(err error) bool {
	e, answered := errors.AsType[*apiError](err)
	return answered && e.failure().Class == channels.Refused && !rules[e.code].final
}

// code returns the API's error code behind a failure, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
