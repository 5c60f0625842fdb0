package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestListenersThatNoTalkNeeds holds what a line gets from listeners without which every
// other talk would go on as it does.
func TestListenersThatNoTalkNeeds(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		ok    func(dialog.Outcome) bool
	}{
		{"who only says the own name is greeted", []string{"em tên Lan"}, func(o dialog.Outcome) bool {
			return o.Kind == chat.TurnGreet && !strings.Contains(said(o), "ghi nhận")
		}},
		{"who calls somebody by name is offered a person", []string{"chị Hà ơi"}, func(o dialog.Outcome) bool { return o.State.Place.Screen == dialog.AtOffer }},
		{"who asks why it still fails goes on where he left", []string{"GET_USER_MEDIA_ERROR", "1", "menu", "sao vẫn bị vậy?"}, func(o dialog.Outcome) bool { return o.State.Place.Flow != nil }},
		{"who asks for the others hears that they are next", []string{"chị báo giùm mấy bé: bé Thảo thì báo lỗi mic, bé Ngân thì báo số không cho gọi ra, còn Tuấn thì gọi cái là ngắt", "Thảo xài Chrome, mà hai đứa kia tính sao em"}, func(o dialog.Outcome) bool { return strings.Contains(said(o), "những bạn còn lại") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			tk := &talk{eng: mustShipped(t), now: monday}
			var o dialog.Outcome
			for _, line := range c.lines {
				o = tk.hears(line)
			}
			if !c.ok(o) {
				t.Errorf("%s: %s at %q:\n%s", strings.Join(c.lines, " / "), o.Kind, o.State.Place.Screen, said(o))
			}
		})
	}
}
