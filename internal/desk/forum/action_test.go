package forum

import (
	"testing"

	"hotro/internal/desk"
)

// TestEveryCommandIsDone: a row of the table that nobody acts on would be
// offered and answered with silence.
func TestEveryCommandIsDone(t *testing.T) {
	for _, a := range desk.ActionsIn(desk.TopicCommand | desk.GeneralCommand | desk.CardButton) {
		if _, own := owns()[a.Name]; own == (a.Do != nil) {
			t.Errorf("%s: done by the group: %t, by the desk: %t; want one of them", a.Name, own, a.Do != nil)
		}
	}
	for name := range owns() {
		if a, ok := desk.ActionNamed(name); !ok || !a.In(desk.TopicCommand) {
			t.Errorf("%s is done and offered nowhere", name)
		}
	}
}
