package desk_test

import (
	"fmt"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
)

// TestThoseWhoStillWaitCount: five people were served at once and many have
// waited for an hour; nobody is promised the wait of the five.
func TestThoseWhoStillWaitCount(t *testing.T) {
	for _, c := range []struct {
		waiting int
		want    time.Duration
	}{{0, time.Minute}, {4, time.Minute}, {6, 0}} {
		o := newOffice(t)
		for i := range int64(5) {
			o.turn(func(r *record.Record) { o.Open(r, i+1, desk.Details{Topic: fmt.Sprint("T", i)}, 0) })
			o.passes(time.Minute)
			o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
			o.ok(o.Close(t.Context(), hoa.String(), lan, "", ""))
		}
		for i := range c.waiting {
			who := chat.Address{Channel: chat.Telegram, Bot: "7", Chat: fmt.Sprint(2000 + i)}
			o.turnOf(who, func(r *record.Record) { o.Open(r, int64(100+i), handoff(), 0) })
		}
		o.passes(time.Hour)
		e, err := o.Wait(t.Context())
		o.ok(err)
		if e.Median != c.want || e.Place != c.waiting+1 {
			t.Errorf("with %d waiting: median %s at place %d, want %s", c.waiting, e.Median, e.Place, c.want)
		}
	}
}
