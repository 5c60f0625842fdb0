package channels_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
)

// slow is a platform that answers after a while.
type slow struct {
	takes time.Duration
	sent  *atomic.Int64
}

func (s slow) Send(context.Context, chat.Address, chat.Reply) (string, error) {
	s.sent.Add(1)
	time.Sleep(s.takes)
	return "1", nil
}

func (s slow) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }

// TestASlowSendKeepsItsLane: two programs on one store, and a platform that
// takes longer than the lease. The reply goes out once.
func TestASlowSendKeepsItsLane(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, at := laneStore(t)
		queue(t, s, at)
		ctx, stop := context.WithCancel(t.Context())
		platform := slow{takes: 35 * time.Second, sent: new(atomic.Int64)}
		for range 2 {
			go delivering(s, s, map[string]channels.Sender{at.Channel: platform}).Run(ctx)
		}
		time.Sleep(2 * time.Minute)
		stop()
		synctest.Wait()
		if n := platform.sent.Load(); n != 1 {
			t.Errorf("the reply was sent %d times, want once", n)
		}
		rows, err := s.Lines(t.Context(), at.String(), 1, 1)
		if err != nil || len(rows) != 1 {
			t.Fatalf("got %d lines, %v; want 1", len(rows), err)
		}
		var fate chat.Delivery
		if err := json.Unmarshal(rows[0].Delivery, &fate); err != nil || fate.State != chat.Sent {
			t.Errorf("the line is %q, %v; want %q", fate.State, err, chat.Sent)
		}
	})
}

// delivering is one program's Deliver on a store.
func delivering(s *bolt.Store, k channels.Keeper, to map[string]channels.Sender) *channels.Deliver {
	return channels.NewDeliver(channels.DeliverOptions{
		Lanes: s, Gate: s, Keep: k, Senders: to,
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})
}

// queue puts one reply into a user's lane.
func queue(t *testing.T, s *bolt.Store, at chat.Address) {
	t.Helper()
	body, err := json.Marshal(chat.Outgoing{Seq: 1, To: at, By: chat.ByBot, Reply: chat.Reply{Text: "Dạ em chào anh/chị"}, At: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	snap, err := s.Load(t.Context(), at.String())
	if err != nil {
		t.Fatal(err)
	}
	ch := store.Change{
		State: []byte("{}"), Epoch: 1, Lines: []store.Entry{{Seq: 1, Body: []byte("{}"), Delivery: []byte("{}")}},
		Out: []store.Out{{Seq: 1, Body: body}},
	}
	if err := s.Apply(t.Context(), snap, time.Now(), "first", ch); err != nil {
		t.Fatal(err)
	}
}

// heldUp is a platform whose first send is held up before it begins, longer
// than the lane's lease.
type heldUp struct {
	first *atomic.Bool
	sent  *atomic.Int64
}

func (h heldUp) Send(ctx context.Context, _ chat.Address, _ chat.Reply) (string, error) {
	if h.first.CompareAndSwap(false, true) {
		time.Sleep(25 * time.Second)
	}
	if err := channels.MayBegin(ctx); err != nil {
		return "", err
	}
	h.sent.Add(1)
	return "1", nil
}

func (h heldUp) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }

// cutOff is a store whose leases cannot be renewed.
type cutOff struct{}

func (cutOff) Renew(context.Context, store.Job, time.Time) error {
	return errors.New("connection refused")
}

// TestASendThatWasHeldUpTooLongDoesNotBegin: the process that is about to send
// is cut off from the store. Another takes the lane over; the first must not
// send as well when it gets to it.
func TestASendThatWasHeldUpTooLongDoesNotBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, at := laneStore(t)
		queue(t, s, at)
		ctx, stop := context.WithCancel(t.Context())
		platform := heldUp{first: new(atomic.Bool), sent: new(atomic.Int64)}
		for _, k := range []channels.Keeper{cutOff{}, s} {
			go delivering(s, k, map[string]channels.Sender{at.Channel: platform}).Run(ctx)
			time.Sleep(time.Second)
		}
		time.Sleep(2 * time.Minute)
		stop()
		synctest.Wait()
		if n := platform.sent.Load(); n != 1 {
			t.Errorf("the reply was sent %d times, want once", n)
		}
	})
}

// hung is a platform that does not answer.
type hung struct{ slow }

// TestAPlatformThatHangsDoesNotSilenceAnother: a hundred users wait for a
// platform that does not answer; the reply to one on another goes out at once.
func TestAPlatformThatHangsDoesNotSilenceAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := laneStore(t)
		for n := range 100 {
			queue(t, s, chat.Address{Channel: "hung", Bot: "1", Chat: strconv.Itoa(n + 1)})
		}
		away, well := hung{slow{time.Minute, new(atomic.Int64)}}, slow{time.Millisecond, new(atomic.Int64)}
		d := delivering(s, s, map[string]channels.Sender{"hung": away, "well": well})
		ctx, stop := context.WithCancel(t.Context())
		go d.Run(ctx)
		time.Sleep(10 * time.Second)
		queue(t, s, chat.Address{Channel: "well", Bot: "1", Chat: "1"})
		time.Sleep(2 * time.Second)
		if n := well.sent.Load(); n != 1 {
			t.Errorf("after two seconds the other platform has %d replies, want 1", n)
		}
		if n := away.sent.Load(); n > 32 {
			t.Errorf("%d sends at once on one platform, want at most 32", n)
		}
		time.Sleep(10 * time.Minute)
		stop()
		synctest.Wait()
		if n := away.sent.Load(); n != 100 {
			t.Errorf("%d replies were sent in the end, want each of 100 once", n)
		}
	})
}
