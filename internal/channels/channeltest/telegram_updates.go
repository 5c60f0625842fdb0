package channeltest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// How long the server keeps an update that nobody takes.
const (
	tgKeep      = 24 * time.Hour
	tgKeepPress = 150 * time.Second
	tgLongest   = 50 * time.Second // of a long poll
)

// tgQueue holds the updates that are not confirmed yet.
type tgQueue struct {
	last    int64 // number of the newest update
	items   []*tgItem
	polling chan struct{} // closed when another poll takes over
	allowed []string      // kinds asked for; nil: the default
	hook    *tgHook
}

type tgItem struct {
	id      int64
	kind    string
	key     string // of the webhook's queues
	body    json.RawMessage
	expires time.Time
	taken   bool // delivered by webhook
}

// Pending returns how many updates the bot has not confirmed.
func (t *Telegram) Pending() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.live())
}

// live drops what is confirmed or too old, and returns the rest. The lock is
// held.
func (t *Telegram) live() []*tgItem {
	now, q := t.o.Now(), &t.queue
	keep := q.items[:0]
	for _, i := range q.items {
		if !i.taken && now.Before(i.expires) {
			keep = append(keep, i)
		}
	}
	clear(q.items[len(keep):])
	q.items = keep
	return keep
}

// push queues an update of ours. The lock is held.
func (t *Telegram) push(u tgUpdate) int64 {
	kind, key, keep := "message", "", tgKeep
	switch {
	case u.Message != nil:
		key = fmt.Sprint("chat ", u.Message.Chat.ID)
	case u.Edited != nil:
		kind, key = "edited_message", fmt.Sprint("chat ", u.Edited.Chat.ID)
	case u.Callback != nil:
		kind, key, keep = "callback_query", fmt.Sprint("user ", u.Callback.From.ID), tgKeepPress
	case u.Member != nil:
		kind, key = "my_chat_member", fmt.Sprint("member ", u.Member.Chat.ID)
	}
	t.queue.last++
	u.ID = t.queue.last
	body, err := json.Marshal(u)
	if err != nil {
		panic(fmt.Sprintf("an update of our own can't be encoded: %v", err))
	}
	t.enqueue(&tgItem{id: u.ID, kind: kind, key: key, body: body, expires: t.o.Now().Add(keep)})
	return u.ID
}

// PushUpdate queues raw JSON as the next update and returns its number. When
// it is an object, "update_id" is added; else it is delivered as it is.
func (t *Telegram) PushUpdate(raw string) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queue.last++
	if body, ok := strings.CutPrefix(strings.TrimSpace(raw), "{"); ok && !strings.Contains(raw, `"update_id"`) {
		comma := ","
		if strings.TrimSpace(body) == "}" {
			comma = ""
		}
		raw = fmt.Sprintf(`{"update_id":%d%s%s`, t.queue.last, comma, body)
	}
	t.enqueue(&tgItem{id: t.queue.last, key: "raw", body: json.RawMessage(raw), expires: t.o.Now().Add(tgKeep)})
	return t.queue.last
}

func (t *Telegram) enqueue(i *tgItem) {
	if i.kind != "" && !t.wants(i.kind) {
		return
	}
	t.queue.items = append(t.queue.items, i)
	if t.queue.hook != nil {
		t.dispatch(i)
	}
	t.changed()
}

func (t *Telegram) wants(kind string) bool {
	if len(t.queue.allowed) == 0 {
		return true
	}
	for _, a := range t.queue.allowed {
		if a == kind {
			return true
		}
	}
	return false
}

// allow keeps the kinds asked for: an array replaces them, what is no array
// leaves them. The lock is held.
func (t *Telegram) allow(param string) {
	var kinds []string
	if param != "" && json.Unmarshal([]byte(param), &kinds) == nil && kinds != nil {
		t.queue.allowed = kinds
	}
}

// getUpdates is the long poll: asking for an offset confirms what is below
// it; the rest comes again until it is confirmed.
func (t *Telegram) getUpdates(r *request) ([]json.RawMessage, *tgError) {
	wait := min(time.Duration(r.num("timeout"))*time.Second, tgLongest)
	timer := time.NewTimer(wait)
	defer timer.Stop()

	t.mu.Lock()
	if t.queue.hook != nil {
		t.mu.Unlock()
		return nil, &tgError{Code: 409, Text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	t.allow(r.str("allowed_updates"))
	t.confirm(r.num("offset"))
	if t.queue.polling != nil {
		close(t.queue.polling)
	}
	mine := make(chan struct{})
	t.queue.polling = mine
	t.mu.Unlock()
	defer t.endPoll(mine)

	for {
		t.mu.Lock()
		got, change := t.batch(r), t.change
		t.mu.Unlock()
		if len(got) > 0 || wait <= 0 {
			return got, nil
		}
		select {
		case <-change:
		case <-timer.C:
			return got, nil
		case <-mine:
			return nil, &tgError{Code: 409, Text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		case <-r.done:
			return got, nil
		case <-t.done:
			return got, nil
		}
	}
}

func (t *Telegram) endPoll(mine chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queue.polling == mine {
		t.queue.polling = nil
	}
}

func (t *Telegram) confirm(offset int64) {
	live := t.live()
	n := 0
	switch {
	case offset > 0:
		for n < len(live) && live[n].id < offset {
			n++
		}
	case offset < 0:
		n = max(0, len(live)+int(offset))
	}
	if n > 0 {
		t.queue.items = append([]*tgItem(nil), live[n:]...)
		t.changed()
	}
}

func (t *Telegram) batch(r *request) []json.RawMessage {
	limit := int(r.num("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []json.RawMessage{}
	for _, i := range t.live() {
		if len(out) == limit {
			break
		}
		if i.id >= r.num("offset") {
			out = append(out, i.body)
		}
	}
	return out
}

// RestartNumbers makes the next update have the number after last, as the
// server may do when there was none for a week.
func (t *Telegram) RestartNumbers(last int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queue.last = last
}
