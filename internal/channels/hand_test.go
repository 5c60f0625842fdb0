package channels_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/record"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// asked is a store that notes what it is asked about single lanes.
type asked struct {
	*bolt.Store
	mu   sync.Mutex
	list []string
}

func (a *asked) note(what string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = append(a.list, what)
}

func (a *asked) NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error) {
	a.note("next " + lane)
	return a.Store.NextOne(ctx, conv, lane, now, lease, dropped)
}

func (a *asked) Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (bool, error) {
	a.note("settle " + j.Lane)
	return a.Store.Settle(ctx, j, now, o)
}

func (a *asked) Check(ctx context.Context, j store.Job) (int64, error) {
	a.note("check")
	return a.Store.Check(ctx, j)
}

// handover is a store, a platform and a Deliver that does not run yet.
type handover struct {
	*asked
	d  *channels.Deliver
	p  *platform
	to chat.Address
}

func newHandover(t *testing.T) *handover {
	h := &handover{asked: &asked{Store: bolttest.Open(t)}, p: &platform{}, to: chat.Address{Channel: "telegram", Bot: "7", Chat: "1"}}
	h.d = channels.NewDeliver(channels.DeliverOptions{
		Lanes: h, Gate: h, Keep: h, Senders: map[string]channels.Sender{"telegram": h.p}, Now: time.Now, Workers: 1,
		Poll: time.Hour, // what is not handed is not found
		Log:  slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
		Accept: func(context.Context, ...chat.Incoming) error { return nil },
	})
	return h
}

// turn is a turn whose commit hands the lane out.
func (h *handover) turn(t *testing.T, by string) store.Job {
	t.Helper()
	ctx, conv := context.Background(), h.to.String()
	if _, err := h.Put(ctx, conv, store.Item{ID: by, Body: []byte("{}"), At: time.Now()}, time.Now()); err != nil {
		t.Fatal(err)
	}
	l, ok, err := h.TakeOne(ctx, conv, time.Now().Add(time.Millisecond), time.Minute)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	r, err := record.Open(l.Snapshot, h.to, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	r.Say(chat.Reply{Text: by})
	ch, err := r.Change()
	if err != nil {
		t.Fatal(err)
	}
	ch.Hand = 10 * time.Second
	done, err := h.Commit(ctx, l, time.Now(), ch)
	if err != nil || done.Job == nil {
		t.Fatal(done, err)
	}
	return *done.Job
}

// run lets Deliver work while do runs.
func (h *handover) run(do func()) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { h.d.Run(ctx); close(done) }()
	do()
	synctest.Wait()
	stop()
	<-done
}

func (h *handover) was(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(h.list, want) {
		t.Errorf("the store was asked %q, want %q", h.list, want)
	}
}

// What a commit has handed out is sent with no trip to the store but the one
// that records it; staff's view is looked at only where it was marked.
func TestHandedRepliesCostOneTrip(t *testing.T) {
	for name, c := range map[string]struct {
		marked bool
		wait   time.Duration // between the commit and the send
		want   []string
	}{
		"at once":          {want: []string{"settle user"}},
		"staff's view too": {marked: true, want: []string{"settle user", "next desk"}},
		"later":            {wait: time.Second, want: []string{"check", "settle user"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHandover(t)
				h.run(func() {
					j := h.turn(t, "hello")
					time.Sleep(c.wait)
					h.d.Hand(j, c.marked)
				})
				if !slices.Equal(h.p.sent, []string{"hello"}) {
					t.Errorf("sent %q, want the reply", h.p.sent)
				}
				h.was(t, c.want...)
			})
		})
	}
}

// A lane that is handed to a Deliver that has ended, or is ending, is free for
// others at once.
func TestALaneHandedTooLateIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHandover(t)
		h.run(func() {})
		h.d.Hand(h.turn(t, "hello"), false)
		j, ok, err := h.Store.NextOne(context.Background(), h.to.String(), store.LaneUser, time.Now(), time.Minute, nil)
		if err != nil || !ok || j.Tries != 1 {
			t.Errorf("got %+v %v %v, want the lane at its first try", j, ok, err)
		}
		h.was(t, "settle user")
	})
}
