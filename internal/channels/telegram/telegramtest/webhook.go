package telegramtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// webhook is a webhook that is set. Every queue key has its own order and one
// update in flight; keys run beside each other.
type webhook struct {
	url, secret string
	slots       chan struct{} // max_connections
	queues      map[string][]*queuedUpdate
	gone        chan struct{} // closed when the webhook is deleted or replaced
	lastError   string
}

// WebhookErrors returns the last failed delivery, or "".
func (tg *Server) WebhookErrors() string {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	if tg.queue.hook == nil {
		return ""
	}
	return tg.queue.hook.lastError
}

// setWebhook takes http too, as a local server does. What is set already stays
// as it is, deliveries under way included. The lock is held.
func (tg *Server) setWebhook(r *request) (any, *wireError) {
	if h := tg.queue.hook; h != nil && h.url == r.str("url") && h.secret == r.str("secret_token") && !r.yes("drop_pending_updates") {
		tg.allow(r.str("allowed_updates"))
		return true, nil
	}
	tg.dropHook()
	if r.yes("drop_pending_updates") {
		tg.queue.items = nil
	}
	tg.allow(r.str("allowed_updates"))
	if r.str("url") == "" {
		return true, nil
	}
	n := int(r.num("max_connections"))
	if n < 1 || n > 100 {
		n = 40
	}
	tg.queue.hook = &webhook{
		url: r.str("url"), secret: r.str("secret_token"), slots: make(chan struct{}, n),
		queues: map[string][]*queuedUpdate{}, gone: make(chan struct{}),
	}
	for _, i := range tg.live() {
		tg.dispatch(i)
	}
	return true, nil
}

func (tg *Server) deleteWebhook(r *request) (any, *wireError) {
	tg.dropHook()
	if r.yes("drop_pending_updates") {
		tg.queue.items = nil
	}
	return true, nil
}

func (tg *Server) dropHook() {
	if tg.queue.hook != nil {
		close(tg.queue.hook.gone)
		tg.queue.hook = nil
	}
}

func (tg *Server) webhookInfo() any {
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(tg.live())}
	if h := tg.queue.hook; h != nil {
		info["url"], info["max_connections"] = h.url, cap(h.slots)
		if h.lastError != "" {
			info["last_error_message"] = h.lastError
		}
	}
	if tg.queue.allowed != nil {
		info["allowed_updates"] = tg.queue.allowed
	}
	return info
}

// dispatch adds an update to its key's queue, and starts that queue's
// deliveries when it was empty. The lock is held.
func (tg *Server) dispatch(i *queuedUpdate) {
	h := tg.queue.hook
	h.queues[i.key] = append(h.queues[i.key], i)
	if len(h.queues[i.key]) == 1 {
		tg.wg.Go(func() { tg.drain(h, i.key) })
	}
}

func (tg *Server) drain(h *webhook, key string) {
	for {
		tg.mu.Lock()
		if len(h.queues[key]) == 0 {
			delete(h.queues, key)
			tg.mu.Unlock()
			return
		}
		i := h.queues[key][0]
		tg.mu.Unlock()
		if !tg.deliver(h, i) {
			return
		}
		tg.mu.Lock()
		i.taken = true
		h.queues[key] = h.queues[key][1:]
		if len(h.queues[key]) == 0 {
			delete(h.queues, key)
			tg.changed()
			tg.mu.Unlock()
			return
		}
		tg.changed()
		tg.mu.Unlock()
	}
}

// deliver posts one update until it is taken or has expired; false: the
// webhook is gone. The first repetition comes at once, the next ones after 2,
// 4, 8 … at most 60 units.
func (tg *Server) deliver(h *webhook, i *queuedUpdate) bool {
	for try := 0; ; try++ {
		select {
		case h.slots <- struct{}{}:
		case <-h.gone:
			return false
		case <-tg.done:
			return false
		}
		after, ok := tg.post(h, i)
		<-h.slots
		if ok || tg.o.Now().After(i.expires) {
			return true
		}
		wait := time.Duration(0)
		if try > 0 {
			wait = tg.o.RetryUnit * time.Duration(min(1<<min(try, 6), 60))
		}
		timer := time.NewTimer(max(wait, after))
		select {
		case <-timer.C:
		case <-h.gone:
			timer.Stop()
			return false
		case <-tg.done:
			timer.Stop()
			return false
		}
	}
}

// post makes one delivery. A JSON body with a method in the answer is
// executed, as the server does.
func (tg *Server) post(h *webhook, i *queuedUpdate) (after time.Duration, ok bool) {
	failed := func(why string) (time.Duration, bool) {
		tg.mu.Lock()
		defer tg.mu.Unlock()
		h.lastError = why
		tg.changed()
		return after, false
	}
	req, err := http.NewRequest(http.MethodPost, h.url, bytes.NewReader(i.body))
	if err != nil {
		return failed(err.Error())
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	client := http.Client{Timeout: 60 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return failed(err.Error())
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return failed(err.Error())
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		if n, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
			after = tg.o.RetryUnit * time.Duration(min(n, 3600))
		}
		return failed("Wrong response from the webhook: " + resp.Status)
	}
	tg.inReply(body)
	return 0, true
}

func (tg *Server) inReply(body []byte) {
	var in map[string]json.RawMessage
	if json.Unmarshal(body, &in) != nil || in["method"] == nil {
		return
	}
	r := &request{params: map[string]string{}}
	for k, v := range in {
		r.params[k] = text(v)
	}
	r.method = r.params["method"]
	delete(r.params, "method")
	code := 200
	if _, no := tg.run(r); no != nil {
		code = no.Code
	}
	tg.record(r, code)
}
