package console

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/web/live"
)

// slowRows is a store of open tickets that takes a second to list them.
type slowRows struct {
	desk.Store
	asked   atomic.Int32
	held    atomic.Int32 // reads at once
	most    atomic.Int32
	refuses atomic.Bool
	n       atomic.Int64 // tickets there are
}

func (s *slowRows) Rows(ctx context.Context, open bool, _ int) ([]store.Row, error) {
	s.asked.Add(1)
	s.most.Store(max(s.most.Load(), s.held.Add(1)))
	defer s.held.Add(-1)
	rows := make([]store.Row, s.n.Load())
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(time.Second):
	}
	if s.refuses.Load() {
		return nil, errors.New("the store is away")
	}
	for i := range rows {
		n := strconv.Itoa(i + 1)
		rows[i] = store.Row{Number: int64(i + 1), Body: []byte(`{"number":` + n + `,"state":"waiting","conv":{"channel":"telegram","chat":"` + n + `"}}`)}
	}
	return rows, nil
}

// Load gives the conversation of the ticket whose number is its chat.
func (s *slowRows) Load(_ context.Context, conv string) (store.Snapshot, error) {
	a, err := chat.ParseAddress(conv)
	if err != nil {
		return store.Snapshot{}, err
	}
	return store.Snapshot{State: []byte(`{"ticket":{"number":` + a.Chat + `,"state":"waiting","conv":{"channel":"telegram","chat":"` + a.Chat + `"}}}`)}, nil
}

func testBoard(t *testing.T) (*board, *slowRows) {
	rows := &slowRows{}
	rows.n.Store(3)
	quiet := slog.New(slog.DiscardHandler)
	feed := live.NewFeed(func(context.Context, int64) ([]string, int64, error) { return nil, 0, nil }, time.Hour, quiet)
	return newBoard(desk.New(desk.Options{Store: rows, Now: time.Now}).Reader, feed, &obs.Outage{Log: quiet, What: "desk page"}), rows
}

// TestManyPagesReadTheQueueOnce: those who come while it is read wait for the
// next read together, and no two reads run at once.
func TestManyPagesReadTheQueueOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, rows := testBoard(t)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if got, err := b.fresh(t.Context()); err != nil || len(got) != 3 {
					t.Errorf("got %d tickets, %v, want 3", len(got), err)
				}
			})
		}
		wg.Wait()
		if asked, most := rows.asked.Load(), rows.most.Load(); asked > 2 || most != 1 {
			t.Errorf("read %d times, %d at once; want at most twice, one by one", asked, most)
		}
		time.Sleep(2 * linger) // the board is let go
		synctest.Wait()
	})
}

// TestOneWhoLeavesHoldsNobodyUp: a reader that is gone stops waiting at once,
// and the read it began goes on for the others.
func TestOneWhoLeavesHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, _ := testBoard(t)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		start := time.Now()
		if _, err := b.fresh(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 200*time.Millisecond {
			t.Errorf("got %v after %v, want to be gone at the deadline", err, time.Since(start))
		}
		if got, err := b.fresh(t.Context()); err != nil || len(got) != 3 {
			t.Errorf("the next one got %d tickets, %v", len(got), err)
		}
		time.Sleep(2 * linger)
		synctest.Wait()
	})
}

// TestAFailedReadIsMadeGood: what had changed was taken already, so that all
// is read again.
func TestAFailedReadIsMadeGood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, rows := testBoard(t)
		leave := b.watch()
		defer leave()
		rows.refuses.Store(true)
		if _, err := b.fresh(t.Context()); err == nil {
			t.Error("got no error from a store that is away")
		}
		rows.refuses.Store(false)
		rows.n.Store(4)
		b.feed.Touch(chat.Address{Channel: chat.Telegram, Chat: "4"}.String())
		if got, err := b.fresh(t.Context()); err != nil || len(got) != 4 {
			t.Errorf("got %d tickets, %v, want 4", len(got), err)
		}
		leave()
		time.Sleep(2 * linger)
		synctest.Wait()
	})
}

// TestAPanicInAReadIsAnError: it runs on no request's goroutine, where one would
// end the program.
func TestAPanicInAReadIsAnError(t *testing.T) {
	var f flight
	if err := f.do(t.Context(), func(context.Context) error { panic("boom") }); err == nil {
		t.Error("got no error")
	}
	if err := f.do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Errorf("the next read: got %v", err)
	}
}
