package bot_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// refuses has the platform refuse everything that waits for the user, and
// returns what that was.
func (o *office) refuses(why string) (said []string) {
	o.Helper()
	return o.delivers(func(out store.Out) store.Settlement {
		b, err := json.Marshal(chat.Delivery{State: chat.Failed, Reason: chat.Reason(why), At: time.Now()})
		if err != nil {
			o.Fatal(err)
		}
		return store.Settlement{Dead: why, Desk: true, Marks: []store.Entry{{Seq: out.Seq, Delivery: b}}}
	})
}

// takes has the platform take everything that waits for the user.
func (o *office) takes() []string {
	o.Helper()
	return o.delivers(func(out store.Out) store.Settlement {
		b, err := json.Marshal(chat.Delivery{State: chat.Sent, At: time.Now()})
		if err != nil {
			o.Fatal(err)
		}
		return store.Settlement{Sent: 1, Marks: []store.Entry{{Seq: out.Seq, Delivery: b}}}
	})
}

func (o *office) delivers(settled func(store.Out) store.Settlement) (said []string) {
	o.Helper()
	for {
		j, ok, err := o.store.NextOne(o.Context(), o.at.String(), store.LaneUser, time.Now(), time.Minute, nil)
		if err != nil {
			o.Fatal(err)
		}
		if !ok || len(j.Outs) == 0 {
			return said
		}
		var msg chat.Outgoing
		if err := json.Unmarshal(j.Outs[0].Body, &msg); err != nil {
			o.Fatal(err)
		}
		said = append(said, msg.Reply.Text)
		if _, err := o.store.Settle(o.Context(), j, time.Now(), settled(j.Outs[0])); err != nil {
			o.Fatal(err)
		}
	}
}

// TestWhatAPlatformRefusedIsOfferedAgainWhenTheUserWrites: one press sends it,
// in its order, once, as the lines that they are.
func TestWhatAPlatformRefusedIsOfferedAgainWhenTheUserWrites(t *testing.T) {
	atWork(t, func(o *office) {
		lan := desk.Staff{ID: "web:lan", Name: "Lan"}
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindButton, Data: "human"}, time.Second)
		o.takes()
		for _, words := range []string{"em đã sửa xong", "anh thử lại nhé"} {
			if _, err := o.desk.Say(o.Context(), o.at.String(), lan, "web", chat.Reply{Text: words}, words); err != nil {
				t.Fatal(err)
			}
		}
		o.refuses("zalo.window_closed")
		may := func() bool {
			tk := *o.conversation().Ticket
			return slices.ContainsFunc(desk.Offered(desk.CardButton, tk, lan), func(a desk.Action) bool { return a.Name == "resend" })
		}
		if may() {
			t.Error("it is offered while the user can't be written to")
		}
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "alo em ơi", Message: "m2"}, 10*time.Second)
		if !may() {
			t.Fatal("the user wrote again, and it is not offered")
		}
		before := o.conversation()
		for range 2 { // the same press twice
			if err := o.desk.Resend(o.Context(), o.at.String(), lan, "press-1"); err != nil {
				t.Fatal(err)
			}
		}
		if may() {
			t.Error("it was sent again, and is still offered")
		}
		if got, want := o.takes(), []string{"em đã sửa xong", "anh thử lại nhé"}; !slices.Equal(got, want) {
			t.Errorf("sent %q, want %q", got, want)
		}
		if err := o.desk.Resend(o.Context(), o.at.String(), lan, "press-2"); err == nil {
			t.Error("what has arrived is sent a third time")
		}
		if now := o.conversation(); len(now.Ticket.Log) != len(before.Ticket.Log)+1 {
			t.Errorf("the log has %d entries more, want one", len(now.Ticket.Log)-len(before.Ticket.Log))
		}
	})
}

// TestNothingIsOfferedAgainThatArrived.
func TestNothingIsOfferedAgainThatArrived(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindButton, Data: "human"}, time.Second)
		if _, err := o.desk.Say(o.Context(), o.at.String(), desk.Staff{ID: "web:lan", Name: "Lan"}, "web", chat.Reply{Text: "dạ"}, "w1"); err != nil {
			t.Fatal(err)
		}
		o.takes()
		o.arrives(chat.Incoming{ID: "2", Kind: chat.KindText, Text: "alo", Message: "m2"}, 10*time.Second)
		if !o.conversation().Ticket.Back.IsZero() {
			t.Error("it is offered to send again what has arrived")
		}
	})
}
