package channeltest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"slices"
	"strconv"
	"sync"
	"time"
)

// ZaloDelivery is one event on its way to the webhook.
type ZaloDelivery struct {
	Event    string
	Statuses []int // of each attempt; 0: no answer within the deadline
	Done     bool  // it got its 200
	Lost     bool  // the ladder has no rung left
}

// zaloHook calls a webhook as Zalo does: a deadline for the 200, then the ladder,
// each rung with num_retry.
type zaloHook struct {
	ladder   []time.Duration
	deadline time.Duration
	ctx      context.Context // of the deliveries; ended by close
	stop     context.CancelFunc
	wg       sync.WaitGroup

	mu      sync.Mutex
	idle    *sync.Cond
	busy    int
	address string
	handler http.Handler
	events  []*ZaloDelivery
}

func newZaloHook(ladder []time.Duration, deadline time.Duration) *zaloHook {
	h := &zaloHook{ladder: ladder, deadline: deadline}
	h.idle = sync.NewCond(&h.mu)
	h.ctx, h.stop = context.WithCancel(context.Background())
	return h
}

func (h *zaloHook) set(address string, handler http.Handler) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.address, h.handler = address, handler
}

func (h *zaloHook) close() {
	h.stop()
	h.wg.Wait()
}

func (h *zaloHook) quiet() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.busy > 0 {
		h.idle.Wait()
	}
}

func (h *zaloHook) work(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy += n; h.busy == 0 {
		h.idle.Broadcast()
	}
}

func (h *zaloHook) log() []ZaloDelivery {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []ZaloDelivery
	for _, d := range h.events {
		c := *d
		c.Statuses = slices.Clone(d.Statuses)
		out = append(out, c)
	}
	return out
}

// deliver starts to deliver an event. With first it returns after the first
// attempt.
func (h *zaloHook) deliver(event string, header http.Header, body []byte, first bool) {
	h.mu.Lock()
	set := h.address != "" || h.handler != nil
	h.mu.Unlock()
	if !set || h.ctx.Err() != nil {
		return
	}
	d := &ZaloDelivery{Event: event}
	h.mu.Lock()
	h.events = append(h.events, d)
	h.mu.Unlock()
	h.work(1)
	tried := make(chan struct{})
	h.wg.Go(func() { h.climb(d, header, body, tried) })
	if first {
		<-tried
	}
}

func (h *zaloHook) climb(d *ZaloDelivery, header http.Header, body []byte, tried chan struct{}) {
	for n := 0; ; n++ {
		if n > 0 {
			header = header.Clone()
			header["num_retry"] = []string{strconv.Itoa(n)} // as Zalo spells it
			h.work(1)
		}
		status := h.once(header, body)
		if n == 0 {
			close(tried)
		}
		h.mu.Lock()
		d.Statuses = append(d.Statuses, status)
		d.Done = status == http.StatusOK
		d.Lost = !d.Done && n == len(h.ladder)
		over := d.Done || d.Lost
		h.mu.Unlock()
		h.work(-1)
		if over || !h.pause(h.ladder[n]) {
			return
		}
	}
}

func (h *zaloHook) pause(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-h.ctx.Done():
		return false
	}
}

// once makes one attempt and returns the status, 0 when none came in time.
func (h *zaloHook) once(header http.Header, body []byte) int {
	h.mu.Lock()
	address, handler := h.address, h.handler
	h.mu.Unlock()
	c := http.DefaultClient
	if handler != nil {
		c, address = &http.Client{Transport: zaloDirect{handler}}, "https://bot.example/webhook"
	}
	ctx, cancel := context.WithTimeout(h.ctx, h.deadline)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	req.Header = header
	resp, err := c.Do(req)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// zaloDirect carries requests to a handler without a network, and otherwise
// behaves as one: a caller that gives up is not kept waiting, and a handler
// that aborts leaves the request sent and unanswered.
type zaloDirect struct{ to http.Handler }

// RoundTrip serves one request.
func (d zaloDirect) RoundTrip(r *http.Request) (*http.Response, error) {
	body := []byte{}
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.Clone(r.Context())
	in.Header = http.Header{}
	for k, v := range r.Header {
		in.Header[http.CanonicalHeaderKey(k)] = v // as a server reads it
	}
	in.Body, in.RequestURI, in.RemoteAddr = io.NopCloser(bytes.NewReader(body)), r.URL.RequestURI(), "192.0.2.1:1234"
	in.Host = r.URL.Host
	if t := httptrace.ContextClientTrace(r.Context()); t != nil && t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{})
	}
	answered := make(chan *http.Response, 1)
	go func() {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				answered <- nil
			default:
				panic(p)
			}
		}()
		w := httptest.NewRecorder()
		d.to.ServeHTTP(w, in)
		answered <- w.Result()
	}()
	select {
	case resp := <-answered:
		if resp == nil {
			return nil, errors.New("connection closed without an answer")
		}
		resp.Request = r
		return resp, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}
