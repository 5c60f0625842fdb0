package console_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
	"hotro/internal/worktime"
)

var dueForm = regexp.MustCompile(`<time class="due ([a-z ]+)"[^>]*title="([^"]*)"[^>]*>([^<]*)</time>`)

// promised is the countdown that a page shows first: its class, what it says of
// itself, its words.
func promised(t *testing.T, c *webtest.Client, path string) (class, title, text string) {
	t.Helper()
	m := dueForm.FindStringSubmatch(c.Get(path).Body)
	if m == nil {
		return "", "", ""
	}
	return m[1], m[2], m[3]
}

// What counts is DESK_SLA, and not who holds the ticket.
func TestPromiseIsTheOperators(t *testing.T) {
	w := webtest.New(t, func(o *desk.Options) { o.SLA = 40 * time.Minute })
	conv, path := add(w, "Hương", 25*time.Minute)
	lan := w.Staff("Lan")
	for _, page := range []string{"/desk", path} {
		class, title, text := promised(t, lan, page)
		if class != "run" || text != "còn 15 phút" {
			t.Errorf("%s: got %q %q (%s), want 15 of 40 minutes left", page, class, text, title)
		}
	}
	if err := w.Desk.Claim(t.Context(), conv, desk.Staff{ID: "telegram:42", Name: "Minh"}, ""); err != nil {
		t.Fatal(err)
	}
	if class, _, text := promised(t, lan, "/desk?view=open"); class != "run" || text != "còn 15 phút" {
		t.Errorf("claimed: got %q %q, want the promise as it was", class, text)
	}
	if _, err := w.Desk.Say(t.Context(), conv, desk.Staff{ID: "telegram:42", Name: "Minh"}, "telegram", chat.Reply{Text: "Em đây ạ"}, ""); err != nil {
		t.Fatal(err)
	}
	w.Feed.Touch(conv)
	if class, _, text := promised(t, lan, "/desk?view=open"); class != "" {
		t.Errorf("answered: got %q %q, want no promise", class, text)
	}
}

func TestPromiseOutsideHoursPauses(t *testing.T) {
	far := time.Now().UTC().AddDate(0, 0, 3).Format("Mon")
	hours, err := worktime.Parse(far+" 08:00-17:00", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	w := webtest.New(t, func(o *desk.Options) { o.Hours = hours })
	add(w, "Hương", 25*time.Minute)
	if class, _, text := promised(t, w.Staff("Lan"), "/desk"); class != "run paused" || text != "ngoài giờ, còn 15 phút" {
		t.Errorf("got %q %q, want it to stand still", class, text)
	}
}

// The list begins with whoever waits longest, held or not; what is overdue is
// among what waits for somebody, whoever holds it.
func TestOverdueIsInTheQueueWhoeverHoldsIt(t *testing.T) {
	w := webtest.New(t)
	add(w, "Hương", 5*time.Minute)
	held, _ := add(w, "Bảo", 30*time.Minute)
	if err := w.Desk.Claim(t.Context(), held, desk.Staff{ID: "telegram:42", Name: "Minh"}, ""); err != nil {
		t.Fatal(err)
	}
	lan := w.Staff("Lan")
	class, title, text := promised(t, lan, "/desk?view=open")
	if class != "late" || text != "quá 15 phút" || !regexp.MustCompile(`^Hẹn trả lời lần đầu trước \d\d:\d\d`).MatchString(title) {
		t.Errorf("the first row: got %q %q %q, want the one that Minh holds", class, title, text)
	}
	w.Change(held, func(r *record.Record) { w.Desk.Lifecycle.Wake(r, desk.TimerSLA) })
	rows := regexp.MustCompile(`data-number="(\d+)"`).FindAllStringSubmatch(lan.Get("/desk?view=waiting").Body, -1)
	if got := fmt.Sprint(rows); len(rows) != 2 || rows[0][1] != "2" {
		t.Errorf("waiting: got %s, want #2, which Minh leaves alone, ahead of #1", got)
	}
}
