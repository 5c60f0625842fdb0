package zalo

import (
	"errors"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// rules is Zalo's table of errors. Codes that ask for another token stand in
// tokenCodes.
var rules = map[int]httpapi.Rule{
	-32:  httpapi.Fails(channels.Later, "zalo.rate_limited"),
	-100: httpapi.Fails(channels.Refused, "zalo.file_expired"),
	-200: httpapi.Fails(channels.Later, "zalo.not_sent_yet"),
	-201: httpapi.Fails(channels.Refused, "zalo.content_refused"),
	-204: httpapi.Fails(channels.Operator, "zalo.oa_disabled"),
	-205: httpapi.Fails(channels.Operator, "zalo.oa_missing"),
	-209: httpapi.Fails(channels.Operator, "zalo.app_inactive"),
	-210: httpapi.Fails(channels.Refused, "zalo.too_large"),
	-211: httpapi.Fails(channels.Later, "zalo.oa_quota_used"),
	-212: httpapi.Fails(channels.Operator, "zalo.app_not_registered"),
	-213: httpapi.FailsFinally(channels.Refused, "zalo.unfollowed"),
	-214: httpapi.Fails(channels.Later, "zalo.still_processing"),
	-217: httpapi.FailsFinally(channels.Refused, "zalo.invitation_blocked"),
	-218: httpapi.FailsFinally(channels.Refused, "zalo.user_quota_used"),
	-219: httpapi.Fails(channels.Operator, "zalo.app_removed"),
	-221: httpapi.Fails(channels.Operator, "zalo.oa_unverified"),
	-223: httpapi.Fails(channels.Operator, "zalo.oa_not_granted"),
	-224: httpapi.Fails(channels.Operator, "zalo.oa_needs_plan"),
	-227: httpapi.Fails(channels.Gone, "zalo.user_inactive"),
	-230: httpapi.FailsFinally(channels.Refused, "zalo.window_closed"),
	-232: httpapi.FailsFinally(channels.Refused, "zalo.no_window"),
	-233: httpapi.Fails(channels.Refused, "zalo.kind_unsupported"),
	-234: httpapi.FailsFinally(channels.Refused, "zalo.night"),
	-235: httpapi.Fails(channels.Operator, "zalo.oa_kind"),
	-237: httpapi.FailsFinally(channels.Refused, "zalo.group_disabled"),
	-238: httpapi.FailsFinally(channels.Refused, "zalo.package_used"),
	-240: httpapi.Fails(channels.Operator, "zalo.api_retired"), // of an anonymous visitor: see refusedVisitor
	-241: httpapi.FailsFinally(channels.Refused, "zalo.package_used"),
	-242: httpapi.Fails(channels.Operator, "zalo.proof_refused"),
	-244: httpapi.FailsFinally(channels.Refused, "zalo.kind_blocked"),
	-248: httpapi.FailsFinally(channels.Refused, "zalo.standards"),
	-249: httpapi.Fails(channels.Refused, "zalo.template_refused"),
	-320: httpapi.Fails(channels.Operator, "zalo.cloud_not_linked"),
	-321: httpapi.Fails(channels.Operator, "zalo.cloud_no_credit"),
	-403: httpapi.FailsFinally(channels.Refused, "zalo.not_in_group"),
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

// number is the code, 0 for success.
func (e *apiError) number() int {
	if e == nil {
		return 0
	}
	return e.code
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
		f.Class, f.Reason = r.Class, r.Reason
	case e.needsToken():
		f.Class, f.Reason = channels.Operator, tokenRefused
	case e.code != 0 && e.status < 500:
		f.Class, f.Reason = channels.Refused, httpapi.UnknownCode(chat.Zalo, e.code, e.message)
	case e.status == 429 || e.status == 503 || e.code != 0:
		f.Class, f.Reason = channels.Later, overloaded
	case e.status == 404 || e.status == 405 || e.status >= 300 && e.status < 400:
		f.Class, f.Reason = channels.Operator, notZalo
	case e.status >= 400 && e.status < 500:
		f.Class, f.Reason = channels.Refused, httpapi.HTTPRefused(chat.Zalo, e.status)
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

// refusesForm reports whether a simpler form of the message may pass.
func refusesForm(err error) bool {
	e, answered := errors.AsType[*apiError](err)
	return answered && rules[e.code].RefusesForm(e.failure())
}

// code returns the API's error code behind a failure, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
