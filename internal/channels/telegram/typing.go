package telegram

import (
	"context"
	"errors"
	"sync"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

const (
	typingEvery = 4 * time.Second // Telegram shows it for five
	typingChats = 4096            // remembered at once
)

// Typing shows that an answer is on its way. At most one call goes out per
// chat in four seconds, and none while Telegram asks for a pause.
func (b *Bot) Typing(ctx context.Context, to chat.Address) {
	if !b.typing.allow(to, b.now()) {
		return
	}
	p := inThread(to)
	p["action"] = "typing"
	_, err := b.call(ctx, "sendChatAction", p)
	var f *channels.Failure
	if errors.As(err, &f) && f.After > 0 {
		b.typing.pause(to, b.now().Add(f.After))
	}
}

// throttle remembers until when each chat is left alone. The zero value works.
type throttle struct {
	mu    sync.Mutex
	until map[chat.Address]time.Time
}

func (t *throttle) allow(to chat.Address, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.Before(t.until[to]) {
		return false
	}
	if t.until == nil || len(t.until) >= typingChats {
		t.forget(now)
	}
	t.until[to] = now.Add(typingEvery)
	return true
}

func (t *throttle) pause(to chat.Address, until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.until[to] = until
}

// forget drops what is over; should nothing be, it drops all.
func (t *throttle) forget(now time.Time) {
	keep := map[chat.Address]time.Time{}
	for a, u := range t.until {
		if now.Before(u) {
			keep[a] = u
		}
	}
	if len(keep) >= typingChats {
		clear(keep)
	}
	t.until = keep
}
