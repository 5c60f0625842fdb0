package zalobot

import (
	"errors"
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// rules is the platform's table of errors, by error_code.
var rules = map[int]httpapi.Rule{
	400: httpapi.Fails(channels.Refused, "zalobot.content_refused"),
	401: httpapi.Fails(channels.Operator, "zalobot.token_refused"),
	403: httpapi.Fails(channels.Later, "zalobot.down"), // an error of theirs, not "forbidden"
	404: httpapi.FailsFinally(channels.Refused, "zalobot.no_chat"),
	408: httpapi.Fails(channels.Unknown, "zalobot.too_slow"),
	429: httpapi.Fails(channels.Later, "zalobot.rate_limited"),
	500: httpapi.Fails(channels.Later, "zalobot.down"),
	502: httpapi.Fails(channels.Later, "zalobot.down"),
	503: httpapi.Fails(channels.Later, "zalobot.overloaded"),
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
		f.Class, f.Reason = r.Class, r.Reason
	case e.code != 0:
		f.Class, f.Reason = channels.Refused, httpapi.UnknownCode(chat.ZaloBot, e.code, e.said)
	case e.status == http.StatusUnauthorized:
		f.Class, f.Reason = channels.Operator, rules[401].Reason
	case e.status == http.StatusTooManyRequests || e.status == http.StatusServiceUnavailable:
		f.Class, f.Reason = channels.Later, rules[503].Reason
	case e.status == http.StatusNotFound || e.status >= 300 && e.status < 400:
		f.Class, f.Reason = channels.Operator, notZalo
	case e.status >= 400 && e.status < 500:
		f.Class, f.Reason = channels.Refused, httpapi.HTTPRefused(chat.ZaloBot, e.status)
	default:
		f.Class, f.Reason = channels.Unknown, unclear
	}
	return f
}

// refusesForm reports whether a simpler form of the message may pass.
func refusesForm(err error) bool {
	e, answered := errors.AsType[*apiError](err)
	return answered && rules[e.code].RefusesForm(e.failure())
}

// codeOf returns the error code behind a failure, or 0.
func codeOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
