package bot_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// counting is a store that counts how it is asked for conversations.
type counting struct {
	*bolt.Store
	mu              sync.Mutex
	taken, withPuts int
}

func (c *counting) TakeOne(ctx context.Context, conv string, now time.Time, lease time.Duration) (store.Lease, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken++
	return c.Store.TakeOne(ctx, conv, now, lease)
}

func (c *counting) PutTake(ctx context.Context, conv string, it store.Item, lease time.Duration) (bool, *store.Lease, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.withPuts++
	return c.Store.PutTake(ctx, conv, it, lease)
}

// press is a press of a button, which waits for nothing.
func press(user int) chat.Incoming {
	return chat.Incoming{
		ID: fmt.Sprint("p", user), From: chat.Address{Channel: chat.Telegram, Bot: "1", Chat: fmt.Sprint(user)},
		Kind: chat.KindButton, Data: "menu", At: time.Now(),
	}
}

// A press is put and taken in one step while workers run; without any it waits.
func TestAPressIsTakenWithItsPut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &counting{Store: bolttest.Open(t)}
		b := newBot(t, s.Store, func(o *bot.Options) { o.Inbox, o.Reception, o.Poll = s, s, time.Hour })
		if err := b.Accept(t.Context(), press(1)); err != nil {
			t.Fatal(err)
		}
		if did, err := b.TakeTurn(t.Context(), press(1).From.String()); err != nil || !did || s.withPuts != 0 {
			t.Errorf("without workers: got a turn %v, %v and %d taken with their puts; want one and none", did, err, s.withPuts)
		}
		ctx, stop := context.WithCancel(t.Context())
		go b.Run(ctx)
		synctest.Wait()
		before := s.taken
		if err := b.Accept(t.Context(), press(2)); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		snap, err := s.Load(t.Context(), press(2).From.String())
		if err != nil || snap.Version != 1 || s.withPuts != 1 || s.taken != before {
			t.Errorf("got version %d, %v after %d puts that take and %d takes more; want a turn after one and none", snap.Version, err, s.withPuts, s.taken-before)
		}
		stop()
		synctest.Wait()
	})
}

// What was taken and no worker has begun is given back when the program stops,
// its try not counted.
func TestWhatNoWorkerBeganIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, slow := bolttest.Open(t), make(chan struct{})
		b := newBot(t, s, func(o *bot.Options) {
			o.Reception, o.Poll, o.Workers = s, time.Hour, 1
			o.Nudge = func(string) { <-slow } // the only worker is held up
		})
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { b.Run(ctx); close(done) }()
		synctest.Wait()
		for user := range 30 {
			if err := b.Accept(context.Background(), press(user)); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		stop()
		synctest.Wait()
		close(slow)
		<-done
		turns := 0
		for user := range 30 {
			conv := press(user).From.String()
			snap, err := s.Load(context.Background(), conv)
			if err != nil {
				t.Fatal(err)
			}
			if snap.Version > 0 {
				turns++
				continue
			}
			if l, ok, err := s.TakeOne(context.Background(), conv, time.Now(), time.Minute); err != nil || !ok || l.Tries != 1 {
				t.Errorf("%s: got %v at try %d, %v; want it free at its first try", conv, ok, l.Tries, err)
			}
		}
		if turns == 0 || turns == 30 {
			t.Errorf("%d of 30 had a turn, want some to be given back", turns)
		}
	})
}
