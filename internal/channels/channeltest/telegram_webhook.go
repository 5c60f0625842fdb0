package channeltest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// tgHook is a webhook that is set. Every queue key has its own order and one
// update in flight; keys run beside each other.
type tgHook struct {
	url, secret string
	slots       chan struct{} // max_connections
	queues      map[string][]*tgItem
	gone        chan struct{} // closed when the webhook is deleted or replaced
	lastError   string
}

// WebhookErrors returns the last failed delivery, or "".
func (t *Telegram) WebhookErrors() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queue.hook == nil {
		return ""
	}
	return t.queue.hook.lastError
}

// setWebhook takes http too, as a local server does. What is set already stays
// as it is, deliveries under way included. The lock is held.
func (t *Telegram) setWebhook(r *request) (any, *tgError) {
	if h := t.queue.hook; h != nil && h.url == r.str("url") && h.secret == r.str("secret_token") && !r.yes("drop_pending_updates") {
		t.allow(r.str("allowed_updates"))
		return true, nil
	}
	t.dropHook()
	if r.yes("drop_pending_updates") {
		t.queue.items = nil
	}
	t.allow(r.str("allowed_updates"))
	if r.str("url") == "" {
		return true, nil
	}
	n := int(r.num("max_connections"))
	if n < 1 || n > 100 {
		n = 40
	}
	t.queue.hook = &tgHook{
		url: r.str("url"), secret: r.str("secret_token"), slots: make(chan struct{}, n),
		queues: map[string][]*tgItem{}, gone: make(chan struct{}),
	}
	for _, i := range t.live() {
		t.dispatch(i)
	}
	return true, nil
}

func (t *Telegram) deleteWebhook(r *request) (any, *tgError) {
	t.dropHook()
	if r.yes("drop_pending_updates") {
		t.queue.items = nil
	}
	return true, nil
}

func (t *Telegram) dropHook() {
	if t.queue.hook != nil {
		close(t.queue.hook.gone)
		t.queue.hook = nil
	}
}

func (t *Telegram) webhookInfo() any {
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(t.live())}
	if h := t.queue.hook; h != nil {
		info["url"], info["max_connections"] = h.url, cap(h.slots)
		if h.lastError != "" {
			info["last_error_message"] = h.lastError
		}
	}
	if t.queue.allowed != nil {
		info["allowed_updates"] = t.queue.allowed
	}
	return info
}

// dispatch adds an update to its key's queue, and starts that queue's
// deliveries when it was empty. The lock is held.
func (t *Telegram) dispatch(i *tgItem) {
	h := t.queue.hook
	h.queues[i.key] = append(h.queues[i.key], i)
	if len(h.queues[i.key]) == 1 {
		t.wg.Go(func() { t.drain(h, i.key) })
	}
}

func (t *Telegram) drain(h *tgHook, key string) {
	for {
		t.mu.Lock()
		if len(h.queues[key]) == 0 {
			delete(h.queues, key)
			t.mu.Unlock()
			return
		}
		i := h.queues[key][0]
		t.mu.Unlock()
		if !t.deliver(h, i) {
			return
		}
		t.mu.Lock()
		i.taken = true
		h.queues[key] = h.queues[key][1:]
		if len(h.queues[key]) == 0 {
			delete(h.queues, key)
			t.changed()
			t.mu.Unlock()
			return
		}
		t.changed()
		t.mu.Unlock()
	}
}

// deliver posts one update until it is taken or has expired; false: the
// webhook is gone. The first repetition comes at once, the next ones after 2,
// 4, 8 … at most 60 units.
func (t *Telegram) deliver(h *tgHook, i *tgItem) bool {
	for try := 0; ; try++ {
		select {
		case h.slots <- struct{}{}:
		case <-h.gone:
			return false
		case <-t.done:
			return false
		}
		after, ok := t.post(h, i)
		<-h.slots
		if ok || t.o.Now().After(i.expires) {
			return true
		}
		wait := time.Duration(0)
		if try > 0 {
			wait = t.o.RetryUnit * time.Duration(min(1<<min(try, 6), 60))
		}
		timer := time.NewTimer(max(wait, after))
		select {
		case <-timer.C:
		case <-h.gone:
			timer.Stop()
			return false
		case <-t.done:
			timer.Stop()
			return false
		}
	}
}

// post makes one delivery. A JSON body with a method in the answer is
// executed, as the server does.
func (t *Telegram) post(h *tgHook, i *tgItem) (after time.Duration, ok bool) {
	failed := func(why string) (time.Duration, bool) {
		t.mu.Lock()
		defer t.mu.Unlock()
		h.lastError = why
		t.changed()
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
			after = t.o.RetryUnit * time.Duration(min(n, 3600))
		}
		return failed("Wrong response from the webhook: " + resp.Status)
	}
	t.inReply(body)
	return 0, true
}

func (t *Telegram) inReply(body []byte) {
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
	if _, no := t.run(r); no != nil {
		code = no.Code
	}
	t.record(r, code)
}
