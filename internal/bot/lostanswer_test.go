package bot_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// unheard is a store whose answers to Put get lost: what was asked is done.
type unheard struct {
	*bolt.Store
	lost *int // so many more
}

func (m unheard) Put(ctx context.Context, conv string, it store.Item, ready time.Time) (bool, error) {
	fresh, err := m.Store.Put(ctx, conv, it, ready)
	if *m.lost > 0 {
		*m.lost--
		return false, errors.New("redis: put: EOF")
	}
	return fresh, err
}

// TestAnArrivalIsStoredThoughAnAnswerIsLost: the platform is not told to send
// it again, which Zalo does after half a minute. A store that is away is.
func TestAnArrivalIsStoredThoughAnAnswerIsLost(t *testing.T) {
	lost := 1
	s := unheard{bolttest.Open(t), &lost}
	b := newBot(t, s.Store, func(o *bot.Options) { o.Inbox = s })
	at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "lan"}
	in := chat.Incoming{ID: "1", From: at, Kind: chat.KindText, Text: "alo", At: time.Now()}
	if err := b.Accept(t.Context(), in); err != nil {
		t.Errorf("one answer is lost: got %v, want it stored", err)
	}
	if n, err := s.Depth(t.Context()); err != nil || n.Inbox != 1 {
		t.Errorf("arrivals that wait: got %d, %v; want 1", n.Inbox, err)
	}
	lost = 1000
	if err := b.Accept(t.Context(), in); err == nil || lost < 990 {
		t.Errorf("no answer comes: got %v after %d tries, want an error after few", err, 1000-lost)
	}
}
