package dialog_test

import (
	"os"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestEarlierStates takes up states as version 1 wrote them: a user in the
// middle of something when the program is updated goes on from there.
func TestEarlierStates(t *testing.T) {
	eng := mustShipped(t)
	for name, want := range map[string]struct {
		press string
		at    dialog.Screen
		why   string
	}{
		"v1-seen":  {"s2:nope", dialog.AtMenu, ""},
		"v1-offer": {"s2:yes", dialog.AtPerson, dialog.WhyUncovered},
		"v1-fact":  {"s4:skip", dialog.AtFact, ""},
		"v1-step":  {"s2:ok", dialog.AtSolved, ""},
	} {
		b, err := os.ReadFile("testdata/states/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		st, err := dialog.DecodeState(b)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		st.Guide = eng.Guide().Version
		o := eng.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindButton, Data: want.press}}}, monday)
		if o.Kind == "stale" || o.State.Place.Screen != want.at {
			t.Errorf("%s: pressing %s leads to screen %q (%s), want %q", name, want.press, o.State.Place.Screen, o.Kind, want.at)
		}
		if want.why != "" && (o.Handoff == nil || o.Handoff.Why != want.why) {
			t.Errorf("%s: hand-off %+v, want one because %q", name, o.Handoff, want.why)
		}
	}
}
