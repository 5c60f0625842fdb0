package receipts_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/chat"
	"hotro/internal/receipts"
	"hotro/internal/record"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

var lan = chat.Address{Channel: "zalo", Bot: "oa", Chat: "lan"}

// shelf is a store with one line of ours in it, and a book over it.
type shelf struct {
	*bolt.Store
	*receipts.Book
	t *testing.T
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	s := bolttest.Open(t)
	b := receipts.New(receipts.Options{
		Lines: s, Conversations: s, Nudge: func(string) {}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	sh := shelf{s, b, t}
	snap, err := s.Load(t.Context(), lan.String())
	sh.ok(err)
	r, err := record.Open(snap, lan, time.Now())
	sh.ok(err)
	r.Say(chat.Reply{Text: "Dạ em chào chị"})
	r.Wake("dialog", time.Now().Add(time.Hour), 1)
	ch, err := r.Change()
	sh.ok(err)
	sh.ok(s.Apply(t.Context(), snap, time.Now(), "", ch))
	return sh
}

func (s shelf) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// sends has the line taken by the platform in two parts.
func (s shelf) sends() {
	s.t.Helper()
	j, ok, err := s.NextOne(s.t.Context(), lan.String(), store.LaneUser, time.Now(), time.Minute, nil)
	if err != nil || !ok {
		s.t.Fatalf("nothing to send: %v", err)
	}
	d, err := json.Marshal(chat.Delivery{State: chat.Sent, IDs: []string{"m1", "m2"}})
	s.ok(err)
	_, err = s.Settle(s.t.Context(), j, time.Now(), store.Settlement{
		Sent: 1, Marks: []store.Entry{{Seq: 1, Delivery: d}},
		Refs: []store.Ref{{Scope: "user", ID: "m1", Seq: 1}, {Scope: "user", ID: "m2", Seq: 1}},
	})
	s.ok(err)
}

// line returns the line as it stands.
func (s shelf) line() (chat.Line, chat.Delivery) {
	s.t.Helper()
	rows, err := s.Lines(s.t.Context(), lan.String(), 1, 1)
	s.ok(err)
	var l chat.Line
	var d chat.Delivery
	s.ok(json.Unmarshal(rows[0].Body, &l))
	s.ok(json.Unmarshal(rows[0].Delivery, &d))
	return l, d
}

func told(id, state string) chat.Receipt {
	return chat.Receipt{From: lan, Message: id, State: state, At: time.Now(), Reason: chat.Reason("pigeon.lost")}
}

// TestReceiptsOnlyEverSayMore: late and repeated ones change nothing, and a
// line in parts has arrived when its last part has.
func TestReceiptsOnlyEverSayMore(t *testing.T) {
	for name, c := range map[string]struct {
		told []chat.Receipt
		want string
	}{
		"arrived":                   {[]chat.Receipt{told("m1", chat.Delivered), told("m2", chat.Delivered)}, chat.Delivered},
		"a part arrived":            {[]chat.Receipt{told("m1", chat.Delivered)}, chat.Sent},
		"read":                      {[]chat.Receipt{told("m2", chat.Delivered), told("m2", chat.Read)}, chat.Read},
		"read, told before arrived": {[]chat.Receipt{told("m2", chat.Read), told("m2", chat.Delivered)}, chat.Read},
		"failed after all":          {[]chat.Receipt{told("m1", chat.Failed)}, chat.Failed},
		"failed, but it was read":   {[]chat.Receipt{told("m2", chat.Read), told("m2", chat.Failed)}, chat.Read},
		"a state nobody knows":      {[]chat.Receipt{told("m2", "pondered")}, chat.Sent},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			s.sends()
			for range 2 { // platforms repeat themselves
				s.ok(s.Note(t.Context(), c.told...))
			}
			l, d := s.line()
			if d.State != c.want || l.Text != "Dạ em chào chị" || len(d.IDs) != 2 {
				t.Errorf("got %q in %+v, want state %q and the line untouched", l.Text, d, c.want)
			}
			if (d.Reason != "") != (c.want == chat.Failed) {
				t.Errorf("got reason %q for a line that is %s", d.Reason, d.State)
			}
		})
	}
}

// TestAReceiptLeavesTheConversationAsItIs: its timer is still set.
func TestAReceiptLeavesTheConversationAsItIs(t *testing.T) {
	s := newShelf(t)
	s.sends()
	s.ok(s.Note(t.Context(), told("m2", chat.Read)))
	l, ok, err := s.TakeOne(t.Context(), lan.String(), time.Now().Add(2*time.Hour), time.Minute)
	if err != nil || !ok || !l.Due {
		t.Errorf("two hours later: got %v, %v, due %v; want the timer", ok, err, l.Due)
	}
}

// TestAReceiptMayBeFasterThanTheAnswerToTheSend: then it waits, and one of a
// message that was never ours is dropped.
func TestAReceiptMayBeFasterThanTheAnswerToTheSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(t)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go s.Run(ctx)
		s.ok(s.Note(ctx, told("m2", chat.Delivered), told("of another program", chat.Read)))
		time.Sleep(1500 * time.Millisecond)
		if _, d := s.line(); d.State != chat.Queued {
			t.Errorf("before the send is known: got %q, want it queued", d.State)
		}
		s.sends()
		time.Sleep(time.Second)
		if _, d := s.line(); d.State != chat.Delivered {
			t.Errorf("after that: got %q, want delivered", d.State)
		}
		time.Sleep(time.Minute)
		if n := s.Waiting(); n != 0 {
			t.Errorf("a minute later %d receipts still wait", n)
		}
	})
}

// TestAReceiptForALineThatIsGone is forgotten.
func TestAReceiptForALineThatIsGone(t *testing.T) {
	s := newShelf(t)
	if err := s.Note(t.Context(), chat.Receipt{From: chat.Address{Channel: "zalo", Bot: "oa", Chat: "nobody"}, Message: "m", State: chat.Read}); err != nil {
		t.Errorf("of a user nobody knows: %v; want it taken in silence, for the platform would only repeat it", err)
	}
}

// crowded is a store in which somebody changes the conversation first, the
// given number of times.
type crowded struct {
	*bolt.Store
	left int
}

func (c *crowded) Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error {
	if c.left > 0 {
		c.left--
		return store.ErrFenced
	}
	return c.Store.Apply(ctx, snap, now, id, ch)
}

// TestAReceiptThatFindsNoGapWaits: a conversation that changes all the time
// is no reason to have the platform say it again.
func TestAReceiptThatFindsNoGapWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(t)
		s.sends()
		busy := &crowded{s.Store, 12}
		b := receipts.New(receipts.Options{
			Lines: s, Conversations: busy, Nudge: func(string) {}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		})
		s.ok(b.Note(t.Context(), told("m1", chat.Read), told("m2", chat.Read)))
		ctx, cancel := context.WithCancel(t.Context())
		go b.Run(ctx)
		time.Sleep(4 * time.Second)
		cancel()
		synctest.Wait()
		if _, d := s.line(); d.State != chat.Read {
			t.Errorf("the line is %q, want %q", d.State, chat.Read)
		}
	})
}
