package telegramtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// How long the server keeps an update that nobody takes.
const (
	keepUpdate  = 24 * time.Hour
	keepPress   = 150 * time.Second
	longestText = 50 * time.Second // of a long poll
)

// updateQueue holds the updates that are not confirmed yet.
type updateQueue struct {
	last    int64 // number of the newest update
	items   []*queuedUpdate
	polling chan struct{} // closed when another poll takes over
	allowed []string      // kinds asked for; nil: the default
	hook    *webhook
}

type queuedUpdate struct {
	id      int64
	kind    string
	key     string // of the webhook's queues
	body    json.RawMessage
	expires time.Time
	taken   bool // delivered by webhook
}

// Pending returns how many updates the bot has not confirmed.
func (tg *Server) Pending() int {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return len(tg.live())
}

// live drops what is confirmed or too old, and returns the rest. The lock is
// held.
func (tg *Server) live() []*queuedUpdate {
	now, q := tg.o.Now(), &tg.queue
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
func (tg *Server) push(u wireUpdate) int64 {
	kind, key, keep := "message", "", keepUpdate
	switch {
	case u.Message != nil:
		key = fmt.Sprint("chat ", u.Message.Chat.ID)
	case u.Edited != nil:
		kind, key = "edited_message", fmt.Sprint("chat ", u.Edited.Chat.ID)
	case u.Callback != nil:
		kind, key, keep = "callback_query", fmt.Sprint("user ", u.Callback.From.ID), keepPress
	case u.Member != nil:
		kind, key = "my_chat_member", fmt.Sprint("member ", u.Member.Chat.ID)
	case u.Other != nil:
		kind, key = "chat_member", fmt.Sprint("member ", u.Other.Chat.ID)
	case u.Reaction != nil:
		kind, key = "message_reaction", fmt.Sprint("reaction ", u.Reaction.Chat.ID)
	}
	tg.queue.last++
	u.ID = tg.queue.last
	body, err := json.Marshal(u)
	if err != nil {
		panic(fmt.Sprintf("an update of our own can't be encoded: %v", err))
	}
	tg.enqueue(&queuedUpdate{id: u.ID, kind: kind, key: key, body: body, expires: tg.o.Now().Add(keep)})
	return u.ID
}

// PushUpdate queues raw JSON as the next update and returns its number. When
// it is an object, "update_id" is added; else it is delivered as it is.
func (tg *Server) PushUpdate(raw string) int64 {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.queue.last++
	if body, ok := strings.CutPrefix(strings.TrimSpace(raw), "{"); ok && !strings.Contains(raw, `"update_id"`) {
		comma := ","
		if strings.TrimSpace(body) == "}" {
			comma = ""
		}
		raw = fmt.Sprintf(`{"update_id":%d%s%s`, tg.queue.last, comma, body)
	}
	tg.enqueue(&queuedUpdate{id: tg.queue.last, key: "raw", body: json.RawMessage(raw), expires: tg.o.Now().Add(keepUpdate)})
	return tg.queue.last
}

func (tg *Server) enqueue(i *queuedUpdate) {
	if i.kind != "" && !tg.wants(i.kind) {
		return
	}
	tg.queue.items = append(tg.queue.items, i)
	if tg.queue.hook != nil {
		tg.dispatch(i)
	}
	tg.changed()
}

func (tg *Server) wants(kind string) bool {
	if len(tg.queue.allowed) == 0 {
		return kind != "chat_member" && kind != "message_reaction" // which have to be asked for
	}
	for _, a := range tg.queue.allowed {
		if a == kind {
			return true
		}
	}
	return false
}

// allow keeps the kinds asked for: an array replaces them, what is no array
// leaves them. The lock is held.
func (tg *Server) allow(param string) {
	var kinds []string
	if param != "" && json.Unmarshal([]byte(param), &kinds) == nil && kinds != nil {
		tg.queue.allowed = kinds
	}
}

// getUpdates is the long poll: asking for an offset confirms what is below
// it; the rest comes again until it is confirmed.
func (tg *Server) getUpdates(r *request) ([]json.RawMessage, *wireError) {
	wait := min(time.Duration(r.num("timeout"))*time.Second, longestText)
	timer := time.NewTimer(wait)
	defer timer.Stop()

	tg.mu.Lock()
	if tg.queue.hook != nil {
		tg.mu.Unlock()
		return nil, &wireError{Code: 409, Text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	tg.allow(r.str("allowed_updates"))
	tg.confirm(r.num("offset"))
	if tg.queue.polling != nil {
		close(tg.queue.polling)
	}
	mine := make(chan struct{})
	tg.queue.polling = mine
	tg.mu.Unlock()
	defer tg.endPoll(mine)

	for {
		tg.mu.Lock()
		got, change := tg.batch(r), tg.change
		tg.mu.Unlock()
		if len(got) > 0 || wait <= 0 {
			return got, nil
		}
		select {
		case <-change:
		case <-timer.C:
			return got, nil
		case <-mine:
			return nil, &wireError{Code: 409, Text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		case <-r.done:
			return got, nil
		case <-tg.done:
			return got, nil
		}
	}
}

func (tg *Server) endPoll(mine chan struct{}) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	if tg.queue.polling == mine {
		tg.queue.polling = nil
	}
}

func (tg *Server) confirm(offset int64) {
	live := tg.live()
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
		tg.queue.items = append([]*queuedUpdate(nil), live[n:]...)
		tg.changed()
	}
}

func (tg *Server) batch(r *request) []json.RawMessage {
	limit := int(r.num("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []json.RawMessage{}
	for _, i := range tg.live() {
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
func (tg *Server) RestartNumbers(last int64) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.queue.last = last
}
