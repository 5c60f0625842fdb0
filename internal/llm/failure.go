package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hotro/internal/capped"

	openai "github.com/sashabaranov/go-openai"
)

// Outcome is how one question to the model ended: a label for metrics.
type Outcome string

// The outcomes.
const (
	OK        Outcome = "ok"
	Cached    Outcome = "cached"
	Off       Outcome = "off"        // no model is configured for this
	Budget    Outcome = "budget"     // our own bound is reached
	Paused    Outcome = "paused"     // the model failed repeatedly, or asked for patience
	Timeout   Outcome = "timeout"    // no answer in time
	Network   Outcome = "network"    // no connection, or it broke
	Busy      Outcome = "busy"       // 429: too many requests
	Quota     Outcome = "quota"      // 429: the account has no credit
	Server    Outcome = "server"     // 5xx
	Denied    Outcome = "denied"     // 401, 403: the key
	Rejected  Outcome = "rejected"   // other 4xx: the configuration
	Empty     Outcome = "empty"      // an answer without content
	Refused   Outcome = "refused"    // the model declines
	Truncated Outcome = "truncated"  // cut off by its length
	Junk      Outcome = "junk"       // content that is not what was asked for
	UnknownID Outcome = "unknown_id" // a topic that was not offered
	Untrusted Outcome = "untrusted"  // the model has not passed the exam
	Cancelled Outcome = "cancelled"  // the caller left
)

// Failure is why there is no answer. Its text holds nothing of the request or
// the answer: either may quote the user.
type Failure struct {
	Outcome Outcome
	Status  int    // of HTTP, when one came
	Detail  string // a short word of the server's, such as "model_not_found"
	wait    time.Duration
	cause   error // only for learning the server's dialect
}

func (f *Failure) Error() string {
	s := "model: " + string(f.Outcome)
	if f.Status != 0 {
		s += fmt.Sprintf(", status %d", f.Status)
	}
	if f.Detail != "" {
		s += ", " + f.Detail
	}
	return s
}

// OutcomeOf returns the outcome behind err; OK for none.
func OutcomeOf(err error) Outcome {
	var f *Failure
	switch {
	case err == nil:
		return OK
	case errors.As(err, &f):
		return f.Outcome
	default:
		return Network
	}
}

// classify turns whatever the client returned into a Failure. header is of
// the response when one came; the client's error does not carry it.
func classify(ctx context.Context, err error, header http.Header) *Failure {
	var api *openai.APIError
	var rq *openai.RequestError
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return &Failure{Outcome: Cancelled}
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return &Failure{Outcome: Timeout}
	case errors.As(err, &rq): // before APIError: it may wrap an empty one
		return byStatus(rq.HTTPStatusCode, "", "", header, err)
	case errors.As(err, &api) && api.HTTPStatusCode != 0:
		return byStatus(api.HTTPStatusCode, api.Type, fmt.Sprint(api.Code), header, err)
	case isLocal(err):
		return &Failure{Outcome: Rejected, Detail: "parameters", cause: err}
	case errors.As(err, &syntax), errors.As(err, &kind), errors.Is(err, capped.ErrTooLarge):
		return &Failure{Outcome: Junk}
	default:
		return &Failure{Outcome: Network}
	}
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// isLocal reports the client's own refusals, made before anything is sent.
func isLocal(err error) bool {
	for _, e := range []error{
		openai.ErrReasoningModelLimitationsOther, openai.ErrReasoningSamplingUnsupported, openai.ErrReasoningModelMaxTokensDeprecated,
		openai.ErrReasoningEffortUnsupported, openai.ErrChatCompletionInvalidModel, openai.ErrReasoningModelLimitationsLogprobs,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func byStatus(status int, kind, code string, header http.Header, err error) *Failure {
	f := &Failure{Status: status, Detail: word(code, kind), wait: retryAfter(header), cause: err}
	switch {
	case status == http.StatusTooManyRequests && (code == "insufficient_quota" || kind == "insufficient_quota"):
		f.Outcome = Quota
	case status == http.StatusTooManyRequests:
		f.Outcome = Busy
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		f.Outcome = Denied
	case status == http.StatusRequestTimeout || status == http.StatusGatewayTimeout:
		f.Outcome = Timeout
	case status >= 500:
		f.Outcome = Server
	case code == "content_filter":
		f.Outcome = Refused
	default:
		f.Outcome = Rejected
	}
	return f
}

// word is the first of the server's labels that is a plain identifier; a
// label that may hold anything else is left out.
func word(labels ...string) string {
	for _, l := range labels {
		if l != "" && l != "<nil>" && len(l) <= 40 && strings.Trim(l, "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return l
		}
	}
	return ""
}

func retryAfter(h http.Header) time.Duration {
	s, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || s < 0 {
		return 0
	}
	return min(time.Duration(s)*time.Second, maxPause)
}
