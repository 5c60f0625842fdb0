package bot_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestOfferSaysHowLongAPersonTakes: who asks that before he agrees hears what the
// desk promises, and is not handed over by asking.
func TestOfferSaysHowLongAPersonTakes(t *testing.T) {
	k := newTalk(t)
	for _, s := range []string{"xyz xyz xyz", "abc abc abc"} {
		k.writes(s)
	}
	st, err := dialog.DecodeState(k.conv().Dialog)
	if err != nil || st.Place.Screen != dialog.AtOffer {
		t.Fatalf("at %s (%v), want the offer of a person", st.Place.Screen, err)
	}
	if said := strings.Join(k.writes("chuyển thì mấy phút có người vậy"), "\n"); !strings.Contains(said, "15 phút") || k.conv().Ticket.Open() {
		t.Errorf("got %q, want the desk's promise and no request yet", said)
	}
}
