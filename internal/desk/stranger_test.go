package desk_test

import (
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
)

// Who nobody knows is a stranger until a call is named, a page vouches for
// them, another day comes, or a person answers.
func TestStrangers(t *testing.T) {
	for name, c := range map[string]struct {
		known func(o *office)
		want  bool
	}{
		"wrote for the first time": {func(*office) {}, true},
		"gave a call's ID": {func(o *office) {
			o.turn(func(r *record.Record) {
				o.Update(r, desk.Details{Refs: []string{"call-vn-1-7EOLB370OL-1751008322530"}})
			})
		}, false},
		"is vouched for": {func(o *office) {
			o.turn(func(r *record.Record) {
				r.Conv.Learn(map[string]string{chat.AboutAccount: "hoa@example.vn"})
				o.Heard(r, chat.Incoming{Kind: chat.KindText, Text: "alo"}, 1)
			})
		}, false},
		"says who they are": {func(o *office) {
			o.turn(func(r *record.Record) { r.Conv.Learn(map[string]string{chat.AboutClaim: "hoa"}) })
		}, true},
		"writes on another day": {func(o *office) { o.now = o.now.Add(24 * time.Hour); o.writes("alo") }, false},
		"was answered": {func(o *office) {
			_, err := o.Write(t.Context(), hoa.String(), lan, desk.StaffMessage{Reply: chat.Reply{Text: "dạ"}})
			o.ok(err)
			o.ok(o.Release(t.Context(), hoa.String(), lan, ""))
			o.writes("alo")
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.writes("alo")
			o.asks(12)
			c.known(o)
			if got := o.ticket().Stranger; got != c.want {
				t.Errorf("a stranger: got %v, want %v", got, c.want)
			}
		})
	}
}

// TestJunkIsClosedWithoutAWord: its user hears nothing and is not asked for a
// rating, stays a stranger with whatever they ask for next, and gets a ticket of
// its own then; it is in the log, and can be undone.
func TestJunkIsClosedWithoutAWord(t *testing.T) {
	o := newOffice(t)
	o.writes("mua hàng giá rẻ")
	o.asks(12)
	o.told()
	o.ok(o.Spam(t.Context(), hoa.String(), lan, "junk-1"))
	o.ok(o.Spam(t.Context(), hoa.String(), lan, "junk-1"))
	got := o.ticket()
	if said := o.told(); got.State != chat.Closed || got.Reason != "closed.spam" || len(said) > 0 || o.MayReopen(o.opened()) {
		t.Errorf("the ticket is %s (%s), the user heard %q; want it closed in silence, and not to be gone on with", got.State, got.Reason, said)
	}
	last := got.Log[len(got.Log)-1]
	if last.What != desk.EvClosed || last.Who != lan.ID || last.Note != "closed.spam" {
		t.Errorf("the log ends with %+v, want who closed it as junk", last)
	}
	o.ok(o.Resume(t.Context(), hoa.String(), lan, "undo-1"))
	if got := o.ticket(); got.State != chat.Waiting || o.opened().Conv.Spam {
		t.Errorf("undone: the ticket is %s, want it waiting as before", got.State)
	}
	o.ok(o.Spam(t.Context(), hoa.String(), lan, "junk-2"))
	o.now = o.now.Add(24 * time.Hour)
	o.asks(13)
	if got := o.ticket(); got.Number != 13 || !got.Stranger {
		t.Errorf("asked again on another day: ticket %d, a stranger %v; want a new one, and a stranger", got.Number, got.Stranger)
	}
}

// opened is the conversation as a turn has it.
func (o *office) opened() *record.Record {
	o.Helper()
	snap, err := o.store.Load(o.Context(), hoa.String())
	o.ok(err)
	r, err := record.Open(snap, hoa, o.now)
	o.ok(err)
	return r
}
