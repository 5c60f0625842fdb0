package channels

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"hotro/internal/capped"
	"hotro/internal/chat"
	"hotro/internal/obs"
)

// What is read of a webhook at most; no platform sends more, or more slowly.
const (
	maxBody  = 256 << 10
	bodyTime = 10 * time.Second
)

// storeTime bounds how long a call waits for the store: Zalo gives up after two
// seconds, and takes no answer for a fault of ours.
const storeTime = 1500 * time.Millisecond

// HookObserver hears what became of a webhook call, for metrics; result is one
// of "stored", "ignored", "forged", "undecodable", "refused", "verified".
type HookObserver func(channel, result string)

// Answer is the body to answer a webhook with, so that the platform itself
// sends the reply to what has just been stored; nil for none. It is asked
// again when the platform repeats the call, and must then say the same. After
// an error the platform is told to call again.
type Answer func(ctx context.Context, in []chat.Incoming) ([]byte, error)

// HookOptions are what a Hook works with. Accept and Log are required.
type HookOptions struct {
	Accept   Accept
	Receipts Receipts     // nil: nobody wants to know
	Answer   Answer       // nil: every call is answered with an empty body
	Observe  HookObserver // nil: nobody counts
	Log      *slog.Logger
}

// Hook is the HTTP side of a platform that calls us: verify, decode, store,
// and only then 200. Forged: 401 and nothing stored. Too large: 413. Store
// down: 503, so that the platform sends it again.
func Hook(channel string, e Endpoint, o HookOptions) http.Handler {
	if o.Observe == nil {
		o.Observe = func(string, string) {}
	}
	return &hook{
		Endpoint: e, HookOptions: o, channel: channel,
		down: obs.Outage{Log: o.Log, What: channel + " webhook: storing what arrives"},
	}
}

// hook serves one Endpoint.
type hook struct {
	Endpoint
	HookOptions
	channel string
	down    obs.Outage
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodPost:
		h.post(w, r)
	case r.Method == http.MethodGet && h.Challenge != nil:
		h.verify(w, r)
	default:
		w.Header().Set("Allow", h.methods())
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}

func (h *hook) methods() string {
	if h.Challenge != nil {
		return http.MethodGet + ", " + http.MethodPost
	}
	return http.MethodPost
}

// verify answers a platform that asks whether the address is ours.
func (h *hook) verify(w http.ResponseWriter, r *http.Request) {
	answer, ok := h.Challenge(r.URL.Query())
	if !ok {
		h.Observe(h.channel, "forged")
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	h.Observe(h.channel, "verified")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, answer) // a platform that does not get it asks again
}

func (h *hook) post(w http.ResponseWriter, r *http.Request) {
	body, ok := h.read(w, r)
	if !ok {
		return
	}
	got, err := h.Webhook.Decode(r.Header, body)
	if err != nil {
		h.Observe(h.channel, "undecodable")
		h.Log.Warn("webhook body can't be read; ignored", "channel", h.channel, "bytes", len(body), "err", err)
		return
	}
	in := got.Messages
	if h.Receipts == nil {
		got.Receipts = nil
	}
	if len(in)+len(got.Receipts) == 0 {
		h.Observe(h.channel, "ignored")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), storeTime)
	err = h.store(ctx, got)
	cancel()
	h.down.Saw(r.Context(), err)
	if err != nil {
		h.Observe(h.channel, "refused")
		later(w)
		return
	}
	h.Observe(h.channel, "stored")
	if len(in) == 0 {
		return
	}
	var answer []byte
	if h.Taken != nil {
		answer = h.Taken(in)
	}
	if h.Answer != nil {
		h.answer(w, r, in)
		return
	}
	write(w, answer)
}

// store keeps what a call brought.
func (h *hook) store(ctx context.Context, got Arrivals) error {
	if len(got.Messages) > 0 {
		if err := h.Accept(ctx, got.Messages...); err != nil {
			return err
		}
	}
	if len(got.Receipts) > 0 {
		return h.Receipts(ctx, got.Receipts...)
	}
	return nil
}

// read returns the body of a genuine call. Headers that show a call to be
// forged, and a length that no genuine one has, are refused before the body is
// read.
func (h *hook) read(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	size := int64(maxBody)
	if s, ok := h.Webhook.(Screen); ok {
		size = s.Screen(r.Header)
	}
	switch {
	case size <= 0:
		h.refuse(w, "forged", http.StatusUnauthorized)
		return nil, false
	case r.ContentLength > size:
		h.refuse(w, "refused", http.StatusRequestEntityTooLarge)
		return nil, false
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // a test's recorder has none
	body, err := capped.Sized(http.MaxBytesReader(w, r.Body, size), r.ContentLength)
	if err != nil {
		status := http.StatusBadRequest
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			status = http.StatusRequestEntityTooLarge
		}
		h.refuse(w, "refused", status)
		return nil, false
	}
	if !h.Webhook.Verify(r.Header, body) {
		h.Observe(h.channel, "forged")
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return nil, false
	}
	return body, true
}

// refuse answers a call whose body is not read to its end; the connection ends
// with it, so that the rest need not be read either.
func (h *hook) refuse(w http.ResponseWriter, result string, status int) {
	h.Observe(h.channel, result)
	w.Header().Set("Connection", "close")
	http.Error(w, http.StatusText(status), status)
}

func (h *hook) answer(w http.ResponseWriter, r *http.Request, in []chat.Incoming) {
	body, err := h.Answer(r.Context(), in)
	if !errors.Is(err, ErrUndecided) {
		h.down.Saw(r.Context(), err)
	}
	if err != nil {
		later(w)
		return
	}
	write(w, body)
}

// write answers a call with JSON; nil is an empty answer.
func write(w http.ResponseWriter, body []byte) {
	if body != nil {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body) // a platform that does not get it asks again
	}
}

// later tells the platform to call again.
func later(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "2")
	http.Error(w, "try again", http.StatusServiceUnavailable)
}
