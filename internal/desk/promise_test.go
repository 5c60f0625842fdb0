package desk_test

import (
	"slices"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/worktime"
)

// promise is what Hoa was promised, and how much of it is left.
func (o *office) promise() (desk.Promise, desk.Countdown, bool) {
	o.Helper()
	p, ok := o.Desk.Promises.Of(o.ticket())
	return p, o.Desk.Promises.At(p, o.now), ok
}

func (o *office) wantLeft(after string, want time.Duration) {
	o.Helper()
	if _, c, ok := o.promise(); !ok || c.Left != want {
		o.Errorf("%s: %s left (promised %v), want %s", after, c.Left, ok, want)
	}
}

// A claim is no answer: the promise runs on, and is broken whoever holds the
// ticket.
func TestPromiseIsKeptByAnswersAlone(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.wantLeft("asked", 15*time.Minute)
	o.passes(10 * time.Minute)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.wantLeft("claimed", 5*time.Minute)
	o.passes(7 * time.Minute)
	p, c, _ := o.promise()
	if !p.First || !c.Late() || c.Left != -2*time.Minute {
		t.Errorf("2 minutes too late: got %+v %+v", p, c)
	}
	if got := o.ticket(); got.Reminded != 1 {
		t.Errorf("reminded %d times once the promise was broken, want once", got.Reminded)
	}

	_, err := o.Say(t.Context(), hoa.String(), lan, "telegram", chat.Reply{Text: "Dạ em chào chị"}, "")
	o.ok(err)
	if _, _, ok := o.promise(); ok {
		t.Error("answered, and still promised something")
	}

	// Further lines of the user do not put the next answer off.
	o.passes(time.Hour)
	o.writes("vẫn lỗi em ơi")
	o.passes(9 * time.Minute)
	o.writes("alo")
	o.passes(9 * time.Minute)
	o.writes("em ơi")
	if p, c, _ := o.promise(); p.First || c.Left != -3*time.Minute {
		t.Errorf("the next answer: got %+v %+v, want 3 minutes too late", p, c)
	}
	o.ok(o.Release(t.Context(), hoa.String(), lan, ""))
	o.wantLeft("given back to the queue", -3*time.Minute)
	o.ok(o.Close(t.Context(), hoa.String(), lan, "", ""))
	if _, _, ok := o.promise(); ok {
		t.Error("closed, and still promised something")
	}
}

func TestPromisePausesWhenNobodyIsAtWork(t *testing.T) {
	o := newOffice(t)
	o.now = o.now.Add(2*time.Hour + 50*time.Minute) // 11:50
	o.asks(12)
	_, c, _ := o.promise()
	if noon := o.now.Add(10 * time.Minute); c.Paused || !c.Turn.Equal(noon) {
		t.Errorf("before lunch: got %+v, want it to run till %s", c, noon)
	}
	for range 4 {
		o.passes(20 * time.Minute)
		o.wantLeft("at lunch", 5*time.Minute)
	}
	if _, c, _ := o.promise(); !c.Paused || !c.Turn.Equal(o.now.Add(20*time.Minute)) {
		t.Errorf("at lunch: got %+v, want a pause till 13:30", c)
	}
	o.passes(23 * time.Minute)
	o.wantLeft("after lunch", 2*time.Minute)
	if _, c, _ := o.promise(); !o.Desk.Promises.Soon(c) || c.Paused {
		t.Errorf("shortly before: got %+v, want it to be soon", c)
	}
	o.passes(4*time.Hour + 30*time.Minute) // closed since 17:30
	o.wantLeft("in the evening", 2*time.Minute-(3*time.Hour+57*time.Minute))
}

// An escalation is no priority: that is what people say of a ticket.
func TestBeingLateIsNoPriority(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.passes(31 * time.Minute)
	if got := o.ticket(); !logged(got, desk.EvEscalated) || got.Priority != 0 {
		t.Errorf("priority %d, log %v; want it escalated and as urgent as before", got.Priority, got.Log)
	}
}

func TestOrderIsByUrgencyAndThenByWait(t *testing.T) {
	o := newOffice(t)
	at := func(minutes int) time.Time { return o.now.Add(time.Duration(minutes) * time.Minute) }
	queue := []chat.Ticket{
		{Number: 1, State: chat.Claimed, Opened: at(0), UserAt: at(0), StaffAt: at(1)},                // answered
		{Number: 2, State: chat.Waiting, Opened: at(9), UserAt: at(9), Asked: at(9)},                  // waits
		{Number: 3, State: chat.Claimed, Opened: at(0), UserAt: at(30), StaffAt: at(1), Asked: at(8)}, // waits longer, held
		{Number: 4, State: chat.Waiting, Opened: at(20), UserAt: at(20), Asked: at(20), Priority: 2},
		{Number: 5, State: chat.Claimed, Opened: at(0), UserAt: at(12), StaffAt: at(1)}, // stored before Asked was
	}
	slices.SortFunc(queue, desk.Order)
	var got []int64
	for _, k := range queue {
		got = append(got, k.Number)
	}
	if want := []int64{4, 3, 2, 5, 1}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestBetweenCountsWorkingTime(t *testing.T) {
	o := newOffice(t)
	h, at := o.hours, o.now // Monday, 9:00
	for _, c := range []struct {
		from, to, want time.Duration
	}{
		{0, time.Hour, time.Hour},
		{time.Hour, 0, 0},
		{0, 4 * time.Hour, 3 * time.Hour},
		{3 * time.Hour, 4 * time.Hour, 0},
		{0, 24 * time.Hour, 8 * time.Hour},
		{0, 7 * 24 * time.Hour, 44 * time.Hour},
	} {
		if got := h.Between(at.Add(c.from), at.Add(c.to)); got != c.want {
			t.Errorf("from +%s to +%s: got %s, want %s", c.from, c.to, got, c.want)
		}
	}
	if got := (worktime.Hours{}).Between(at, at.Add(1000*24*time.Hour)); got != 1000*24*time.Hour {
		t.Errorf("always open: got %s", got)
	}
}
