package channels

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"

	"hotro/internal/chat"
	"hotro/internal/obs"
)

// maxBody is the largest webhook that is read; no platform sends more.
const maxBody = 1 << 20

// HookObserver hears what became of a webhook, for metrics; result is one of
// "stored", "ignored", "forged", "undecodable", "refused".
type HookObserver func(channel, result string)

// Hook is the HTTP side of a platform that calls us: verify, decode, store,
// and only then 200. Forged: 401 and nothing stored. Too large: 413. Store
// down: 503, so that the platform sends it again. after, if set, sees what was
// stored and may do quick best-effort work (acknowledge a press).
func Hook(channel string, w Webhook, accept Accept, after func([]chat.Incoming), heard HookObserver, log *slog.Logger) http.Handler {
	return AnsweringHook(channel, w, accept, after, nil, heard, log)
}

// Answer is the body to answer a webhook with, so that the platform itself
// sends the reply to what has just been stored; nil for none. It is asked
// again when the platform repeats the call, and must then say the same. After
// an error the platform is told to call again.
type Answer func(ctx context.Context, in []chat.Incoming) ([]byte, error)

// AnsweringHook is a Hook that may put the reply into the answer.
func AnsweringHook(channel string, w Webhook, accept Accept, after func([]chat.Incoming), answer Answer, heard HookObserver, log *slog.Logger) http.Handler {
	down := &outage{Outage: obs.Outage{Log: log, What: channel + " webhook: storing what arrives"}}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			rw.Header().Set("Allow", http.MethodPost)
			http.Error(rw, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
		if err != nil {
			heard(channel, "refused")
			status := http.StatusBadRequest
			if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(rw, http.StatusText(status), status)
			return
		}
		if !w.Verify(r.Header, body) {
			heard(channel, "forged")
			http.Error(rw, "unauthorized", http.StatusUnauthorized)
			return
		}
		in, err := w.Decode(r.Header, body)
		if err != nil {
			heard(channel, "undecodable")
			log.Warn("webhook body can't be read; ignored", "channel", channel, "bytes", len(body), "err", err)
			return
		}
		if len(in) == 0 {
			heard(channel, "ignored")
			return
		}
		later := func() {
			rw.Header().Set("Retry-After", "2")
			http.Error(rw, "try again", http.StatusServiceUnavailable)
		}
		err = accept(r.Context(), in...)
		down.saw(r.Context(), err)
		if err != nil {
			heard(channel, "refused")
			later()
			return
		}
		heard(channel, "stored")
		if after != nil {
			after(in)
		}
		if answer == nil {
			return
		}
		body, err = answer(r.Context(), in)
		if !errors.Is(err, ErrUndecided) {
			down.saw(r.Context(), err)
		}
		if err != nil {
			later()
			return
		}
		if body != nil {
			rw.Header().Set("Content-Type", "application/json")
			_, _ = rw.Write(body) // a platform that does not get it asks again
		}
	})
}

// outage is an obs.Outage that many calls share.
type outage struct {
	mu sync.Mutex
	obs.Outage
}

func (o *outage) saw(ctx context.Context, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Saw(ctx, err)
}
