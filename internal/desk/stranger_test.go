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
				o.Update(r, desk.Details{CallIDs: []string{"call-vn-1-7EOLB370OL-1751008322530"}})
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
