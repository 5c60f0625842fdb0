package zalobot

import (
	"errors"
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// rule says what an error means for a send: its class, and the reason
// that staff see.
type rule struct {
	class  channels.Class
	reason chat.Reason
}

// rules is the platform's table of errors, by error_code.
var rules = map[int]rule{
	400: {channels.Refused, "zalobot.content_refused"},
	401: {channels.Operator, "zalobot.token_refused"},
	403: {channels.Gone, "zalobot.blocked"},
	404: {channels.Refused, "zalobot.no_chat"},
	408: {channels.Unknown, "zalobot.too_slow"},
	429: {channels.Later, "zalobot.rate_limited"},
	500: {channels.Later, "zalobot.down"},
	502: {channels.Later, "zalobot.down"},
	503: {channels.Later, "zalobot.overloaded"},
}

// failure turns an error of call into what it means for a send.
func failure(err error) error {
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		return err // nil, or a *channels.Failure already
	}
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

// codeOf returns the error code behind a failure, or 0.
func codeOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
