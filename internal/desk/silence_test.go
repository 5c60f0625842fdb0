package desk_test

import (
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
)

const day = 24 * time.Hour

// TestASilentTicketEnds: the user is told a day before, hears of the end, and
// can go on with the ticket.
func TestASilentTicketEnds(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "Anh thử lại giúp em"}, "")
	o.ok(err)
	o.told()
	o.passes(2*day - time.Minute)
	if said := o.told(); len(said) > 0 {
		t.Errorf("too early: told %q", said)
	}
	o.passes(2 * time.Minute)
	o.wantTold("two days", "#12", "đóng yêu cầu lúc 09:00 26/06/2025")
	o.passes(day - 2*time.Minute)
	o.wantState(chat.Claimed, chat.HeldByStaff)
	o.passes(2 * time.Minute)
	o.wantTold("three days", "đã đóng yêu cầu **#12**", "Mở lại")
	o.wantState(chat.Closed, chat.HeldByBot)
	if got := o.ticket(); got.Reason != "closed.silent" || len(o.conv().Wakes) > 0 {
		t.Errorf("got the reason %s and the timers %v, want closed.silent and none", got.Reason, o.conv().Wakes)
	}
	o.writes("mở lại giúp em")
	o.wantState(chat.Waiting, chat.HeldByQueue)
}

// TestAWordBreaksTheSilence: whoever speaks after the warning, it begins anew.
func TestAWordBreaksTheSilence(t *testing.T) {
	for _, who := range []string{"user", "staff"} {
		o := newOffice(t)
		o.asks(12)
		say := func() {
			_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "Anh thử lại giúp em"}, "")
			o.ok(err)
		}
		say()
		o.passes(2*day + time.Hour)
		if who == "user" {
			o.writes("em vẫn cần")
		}
		say()
		o.told()
		o.passes(2*day - time.Minute)
		if said := o.told(); len(said) > 0 || !o.conv().Ticket.Open() {
			t.Errorf("%s spoke: told %q", who, said)
		}
		o.passes(day + 2*time.Minute)
		o.wantTold("silence again", "đóng yêu cầu", "đã đóng")
	}
}

// TestNobodyAnsweredForTwoWeeks: reminders do not keep a ticket for ever, and
// the user hears an apology.
func TestNobodyAnsweredForTwoWeeks(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.passes(13*day - time.Minute)
	o.wantState(chat.Waiting, chat.HeldByQueue)
	o.told()
	o.passes(2 * time.Minute)
	o.wantTold("13 days", "xin lỗi", "nhắn em một tin bất kỳ")
	o.passes(day)
	o.wantTold("14 days", "xin lỗi", "Mở lại")
	o.wantState(chat.Closed, chat.HeldByBot)
	o.passes(31 * day)
	o.ok(o.store.Sweep(t.Context(), o.now))
	if _, err := o.Ticket(t.Context(), 12); err == nil {
		t.Error("the ticket is there still, a month after its end")
	}
}

// TestTheWarningComesWhileItIsFree: where a message will be charged for, the user
// is told before; where it is charged already, the ticket ends without a word.
func TestTheWarningComesWhileItIsFree(t *testing.T) {
	rule := func(string) chat.Window { return chat.Window{Free: 36 * time.Hour, Last: 7 * day} }
	o := newOffice(t)
	o.windows = rule
	o.restart()
	o.asks(12)
	_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "Anh thử lại giúp em"}, "")
	o.ok(err)
	o.told()
	o.passes(35*time.Hour + time.Minute)
	o.wantTold("an hour before it is charged for", "đóng yêu cầu lúc 09:00 26/06/2025")
	o.passes(37 * time.Hour)
	if said := o.told(); len(said) > 0 || o.conv().Ticket.Open() || !logged(o.ticket(), desk.EvSilent) {
		t.Errorf("at its end: told %q, log %v", said, o.ticket().Log)
	}
}

// TestABotThatWasAwayTellsFirst: a warning that comes late puts the end off.
func TestABotThatWasAwayTellsFirst(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.now = o.now.Add(20 * day)
	o.turn(func(r *record.Record) {
		for _, w := range r.Due() {
			o.Wake(r, w.Name)
		}
	})
	o.wantTold("late", "đóng yêu cầu lúc")
	if !o.conv().Ticket.Open() {
		t.Fatal("it ended without a warning")
	}
	o.passes(day + time.Minute)
	o.wantState(chat.Closed, chat.HeldByBot)
}
