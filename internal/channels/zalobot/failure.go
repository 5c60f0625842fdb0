package zalobot

import (
	"errors"
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// rule says what an error means for a send: its class, the reason that staff
// see, and whether that is final: a refusal that has to do with the chat, so
// that no other form of the message fares better.
type rule struct {
	class  channels.Class
	reason chat.Reason
	final  bool
}

// rules is the platform's table of errors, by error_code.
var rules = map[int]rule{
	400: {channels.Refused, "zalobot.content_refused", false},
	401: {channels.Operator, "zalobot.token_refused", false},
	403: {channels.Gone, "zalobot.blocked", false},
	404: {channels.Refused, "zalobot.no_chat", true},
	408: {channels.Unknown, "zalobot.too_slow", false},
	429: {channels.Later, "zalobot.rate_limited", false},
	500: {channels.Later, "zalobot.down", false},
	502: {channels.Later, "zalobot.down", false},
	503: {channels.Later, "zalobot.overloaded", false},
}

// failure turns an error of call into what it means for a send.
func failure(err error) error {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.failure()
	}
	return err // nil, or a *channels.Failure already
}

// failure says what an answer means for a send. A code that nobody knows is a
// definite no to this message: it is shown to staff at once, and the
// conversation goes on.
func (e *apiError) failure() *channels.Failure {
	f := &channels.Failure{Err: e}
	r, known := rules[e.code]
	switch {
	case known:
		f.Class, f.Reason = r.class, r.reason
	case e.code != 0:
		f.Class, f.Reason = channels.Refused, unknownCode(e.code, e.said)
	case e.status == http.StatusUnauthorized:
		f.Class, f.Reason = channels.Operator, rules[401].reason
	case e.status == http.StatusTooManyRequests || e.status == http.StatusServiceUnavailable:
		f.Class, f.Reason = channels.Later, rules[503].reason
	case e.status == http.StatusNotFound || e.status >= 300 && e.status < 400:
		f.Class, f.Reason = channels.Operator, notZalo
	case e.status >= 400 && e.status < 500:
		f.Class, f.Reason = channels.Refused, httpRefused(e.status)
	default:
		f.Class, f.Reason = channels.Unknown, unclear
	}
	return f
}

// refusesForm reports whether a simpler form of the message may pass: the
// platform definitely refused this one, and not for a reason that is known to
// hold for every form. A code that nobody knows counts as about the form.
func refusesForm(err error) bool {
	e, answered := errors.AsType[*apiError](err)
	return answered && e.failure().Class == channels.Refused && !rules[e.code].final
}

// codeOf returns the error code behind a failure, or 0.
func codeOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
