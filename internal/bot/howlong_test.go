package bot_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/bot"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/store/bolt"
	"hotro/internal/worktime"
	"hotro/prompts"
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

// TestHoursAreTold as they are set to who asks for them, and nobody is called for it;
// where none are set, that they are not known.
func TestHoursAreTold(t *testing.T) {
	h, err := worktime.Parse("Mon-Fri 08:00-17:30; Sat 08:00-12:00", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		hours worktime.Hours
		want  string
	}{
		{h, "thứ Hai đến thứ Sáu 08:00–17:30; thứ Bảy 08:00–12:00"},
		{worktime.Hours{}, "chưa có thông tin"},
	} {
		k := newTalk(t, func(o *bot.Options) {
			o.Lifecycle = desk.New(desk.Options{Store: o.Keep.(*bolt.Store), Say: prompts.Must("vi"), Now: time.Now, Hours: c.hours}).Lifecycle
		})
		if said := strings.Join(k.writes("bên mình mấy giờ mở cửa"), "\n"); !strings.Contains(said, c.want) || k.conv().Ticket.Open() {
			t.Errorf("got %q, want %q and no request", said, c.want)
		}
	}
}
