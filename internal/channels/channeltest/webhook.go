package channeltest

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Delivery is one event on its way to the webhook.
type Delivery struct {
	Event    string
	Statuses []int // of each attempt; 0: no answer within the deadline
	Done     bool  // it got its 200
	Lost     bool  // the ladder has no rung left
}

// Webhook calls a webhook as Zalo does: a deadline for the 200, then the ladder,
// each rung with num_retry.
type Webhook struct {
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
	events  []*Delivery
}

func NewWebhook(ladder []time.Duration, deadline time.Duration) *Webhook {
	h := &Webhook{ladder: ladder, deadline: deadline}
	h.idle = sync.NewCond(&h.mu)
	h.ctx, h.stop = context.WithCancel(context.Background())
	return h
}

func (h *Webhook) Set(address string, handler http.Handler) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.address, h.handler = address, handler
}

// Move changes the address alone: a handler, where there is one, is called
// under it.
func (h *Webhook) Move(address string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.address = address
}

func (h *Webhook) Close() {
	h.stop()
	h.wg.Wait()
}

func (h *Webhook) Quiet() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.busy > 0 {
		h.idle.Wait()
	}
}

func (h *Webhook) work(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy += n; h.busy == 0 {
		h.idle.Broadcast()
	}
}

func (h *Webhook) Deliveries() []Delivery {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []Delivery
	for _, d := range h.events {
		c := *d
		c.Statuses = slices.Clone(d.Statuses)
		out = append(out, c)
	}
	return out
}

// deliver starts to deliver an event. With first it returns after the first
// attempt.
func (h *Webhook) Deliver(event string, header http.Header, body []byte, first bool) {
	h.mu.Lock()
	set := h.address != "" || h.handler != nil
	h.mu.Unlock()
	if !set || h.ctx.Err() != nil {
		return
	}
	d := &Delivery{Event: event}
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

func (h *Webhook) climb(d *Delivery, header http.Header, body []byte, tried chan struct{}) {
	for n := 0; ; n++ {
		if n > 0 {
			header = header.Clone()
			header["num_retry"] = []string{strconv.Itoa(n)} // as Zalo spells it
			h.work(1)
		}
		status := h.Post(header, body)
		h.mu.Lock()
		d.Statuses = append(d.Statuses, status)
		d.Done = status == http.StatusOK
		d.Lost = !d.Done && n == len(h.ladder)
		over := d.Done || d.Lost
		h.mu.Unlock()
		if n == 0 { // its status is to be seen by whoever waited for it
			close(tried)
		}
		h.work(-1)
		if over || !h.pause(h.ladder[n]) {
			return
		}
	}
}

func (h *Webhook) pause(d time.Duration) bool {
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
func (h *Webhook) Post(header http.Header, body []byte) int {
	h.mu.Lock()
	address, handler := h.address, h.handler
	h.mu.Unlock()
	c := http.DefaultClient
	if handler != nil {
		c, address = Client(handler), cmp.Or(address, "https://bot.example/webhook")
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
