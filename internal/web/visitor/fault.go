package visitor

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
	"hotro/internal/web/files"
)

// errNotFound is a request for something that does not exist or is not this
// visitor's.
var errNotFound = errors.New("not found")

// errStranger is a file from somebody who has not talked to us.
var errStranger = errors.New("no conversation yet")

// errBad is a message that can't be accepted as it is.
type errBad struct{ error }

// Unwrap returns what is wrong with the message.
func (e errBad) Unwrap() error { return e.error }

// errSlow tells a visitor to wait.
type errSlow struct{ wait time.Duration }

// Error says how long.
func (e errSlow) Error() string { return fmt.Sprintf("too fast: wait %v", e.wait) }

// handle wraps a function that may fail; this is the one place that tells the
// visitor why.
func (p *Page) handle(f func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := f(w, r)
		if err == nil {
			p.down.Saw(r.Context(), nil)
		}
		if err == nil || r.Context().Err() != nil {
			return // answered, or the reader is gone
		}
		if errors.Is(err, errNotFound) {
			http.NotFound(w, r)
			return
		}
		status, key, detail := explain(err)
		if _, spent := errors.AsType[*budget.Refusal](err); !spent && (status == http.StatusTooManyRequests || status == http.StatusForbidden || status == http.StatusRequestEntityTooLarge) {
			p.Refused("chat", strings.TrimPrefix(key, "web.chat."))
		}
		switch wait := patience(err); {
		case wait > 0:
			w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(wait.Seconds())))))
		case status == http.StatusServiceUnavailable:
			p.down.Saw(r.Context(), fmt.Errorf("%s: %w", r.URL.Path, err))
			w.Header().Set("Retry-After", "2")
		}
		if r.Method == http.MethodPost {
			w.Header().Set("Connection", "close") // what is left of the body need not be read
		}
		f := fault{Error: p.Renderer.Page(w, r).T(key) + detail}
		if r.PostForm != nil { // a page without script: people read the answer itself
			http.Error(w, f.Error, status)
			return
		}
		if prove, ok := errors.AsType[errProve](err); ok {
			f.Puzzle, f.Bits = prove.puzzle, effort
		}
		if err := answer(w, status, f); err != nil {
			p.Log.Error("chat page: answer", "err", err)
		}
	}
}

// patience is how long somebody is told to wait; 0: not told so.
func patience(err error) time.Duration {
	if slow, ok := errors.AsType[errSlow](err); ok {
		return slow.wait
	}
	if spent, ok := errors.AsType[*budget.Refusal](err); ok {
		return spent.Wait
	}
	return 0
}

// fault is the answer to a request that failed.
type fault struct {
	Error  string `json:"error"`
	Puzzle string `json:"puzzle,omitempty"` // what the browser is to work on before it asks again
	Bits   int    `json:"bits,omitempty"`   // and how much
}

// explain returns the status of an error, the key of what the visitor is
// told, and a detail for whoever wrote the client.
func explain(err error) (status int, key, detail string) {
	var big *http.MaxBytesError
	var bad errBad
	var slow errSlow
	var spent *budget.Refusal
	switch {
	case errors.As(err, &slow):
		return http.StatusTooManyRequests, "web.chat.slow_down", ""
	case errors.As(err, new(errProve)):
		return http.StatusPreconditionRequired, "web.chat.prove", ""
	case errors.As(err, &spent):
		return http.StatusTooManyRequests, "web.chat.spent_" + string(spent.Kind), ""
	case errors.Is(err, errStranger):
		return http.StatusForbidden, "web.chat.words_first", ""
	case errors.Is(err, files.ErrFull):
		return http.StatusRequestEntityTooLarge, "web.chat.full", ""
	case errors.As(err, &big), errors.Is(err, files.ErrTooLarge):
		return http.StatusRequestEntityTooLarge, "web.chat.too_large", ""
	case errors.Is(err, webchat.ErrTooLong):
		return http.StatusRequestEntityTooLarge, "web.chat.too_long", ""
	case errors.Is(err, webchat.ErrEmpty):
		return http.StatusBadRequest, "web.chat.empty", ""
	case errors.As(err, &bad):
		return http.StatusBadRequest, "web.chat.bad", " (" + err.Error() + ")"
	}
	return http.StatusServiceUnavailable, "web.chat.broken", ""
}
