package desk_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

func TestTheWindowOfAPlatform(t *testing.T) {
	wrote := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	conv := chat.Conversation{Address: chat.Address{Channel: chat.Zalo, Bot: "1", Chat: "2"}, LastIn: wrote}
	d := desk.Windows(func(channel string) chat.Window {
		if channel == chat.Zalo {
			return chat.Window{Free: 48 * time.Hour, Last: 7 * 24 * time.Hour}
		}
		return chat.Window{}
	})
	w, ok := d.Window(conv)
	if !ok {
		t.Fatal("a user of Zalo who wrote has no window")
	}
	type at struct {
		kind string
		left time.Duration
	}
	for after, want := range map[time.Duration]at{
		0:                            {desk.WindowFree, 48 * time.Hour},
		47 * time.Hour:               {desk.WindowFree, time.Hour},
		48 * time.Hour:               {desk.WindowBilled, 5 * 24 * time.Hour},
		7*24*time.Hour - time.Minute: {desk.WindowBilled, time.Minute},
		7 * 24 * time.Hour:           {desk.WindowClosed, 0},
		365 * 24 * time.Hour:         {desk.WindowClosed, 0},
	} {
		kind, left := w.At(wrote.Add(after))
		if got := (at{kind, left}); got != want {
			t.Errorf("%v after the last message: got %+v, want %+v", after, got, want)
		}
	}
	never, elsewhere := conv, conv
	never.LastIn, elsewhere.Address.Channel = time.Time{}, chat.Telegram
	for name, c := range map[string]chat.Conversation{"never wrote": never, "on Telegram": elsewhere} {
		if _, ok := d.Window(c); ok {
			t.Errorf("%s: has a window, want none", name)
		}
	}
}

// TestStaffAreToldHowLongTheyMayAnswer: four hours before answers are charged
// for, when they are, and half a day before they are refused; the program says
// nothing of its own accord in charged time.
func TestStaffAreToldHowLongTheyMayAnswer(t *testing.T) {
	o := newOffice(t)
	o.windows = func(string) chat.Window { return chat.Window{Free: 48 * time.Hour, Last: 7 * 24 * time.Hour} }
	o.restart()
	o.asks(1)
	said := func() (n int) {
		for _, e := range o.ticket().Log {
			if strings.HasPrefix(e.What, "window-") {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{43 * time.Hour, 0}, {2 * time.Hour, 1}, {4 * time.Hour, 2}, {100 * time.Hour, 2}, {8 * time.Hour, 3}, {48 * time.Hour, 3}} {
		o.passes(step.after)
		if got := said(); got != step.want {
			t.Errorf("%v later: told %d times, want %d", step.after, got, step.want)
		}
	}
	o.writes("anh ơi")
	o.passes(45 * time.Hour)
	if got := said(); got != 4 {
		t.Errorf("after the user wrote again: told %d times, want once more", got)
	}
}
