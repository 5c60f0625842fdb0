package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/web/webtest"
)

// crowd opens n tickets.
func crowd(b testing.TB, n int) (*webtest.World, []string) {
	b.Helper()
	w := webtest.New(b)
	var convs []string
	for i := range n {
		conv, _ := w.Add(webtest.Case{
			Channel: []string{chat.Telegram, chat.Zalo, chat.Web}[i%3], Name: fmt.Sprintf("Khách %04d", i),
			Said: []string{"em bị lỗi gọi"}, Handoff: webtest.Handoff(), Ago: time.Duration(i) * time.Second,
		})
		convs = append(convs, conv)
	}
	return w, convs
}

// BenchmarkQueuePage loads the queue with 1,000 open tickets.
func BenchmarkQueuePage(b *testing.B) {
	w, _ := crowd(b, 1000)
	lan := w.Staff("Lan")
	b.ResetTimer()
	for b.Loop() {
		if a := lan.Get("/desk"); a.Code != http.StatusOK || strings.Count(a.Body, `class="row`) < 100 {
			b.Fatalf("queue: got %d", a.Code)
		}
	}
}

// BenchmarkTicketPage loads one ticket among 1,000.
func BenchmarkTicketPage(b *testing.B) {
	w, _ := crowd(b, 1000)
	lan := w.Staff("Lan")
	b.ResetTimer()
	for b.Loop() {
		if a := lan.Get("/desk/t/500"); a.Code != http.StatusOK {
			b.Fatalf("ticket: got %d", a.Code)
		}
	}
}

// BenchmarkLiveUpdate is the time from a claim to the moment another page
// shows it, with 1,000 open tickets and 20 pages open. Changes are gathered for
// a tenth of a second before they are told.
func BenchmarkLiveUpdate(b *testing.B) {
	w, _ := crowd(b, 1000)
	lan := w.Staff("Lan")
	lan.Header.Set("Accept", "application/json")
	minh := w.Staff("Minh")
	for range 19 {
		w.Staff("Hoa").Events("/desk/events", "").Next("rows", "")
	}
	ev := minh.Events("/desk/events?view=open", "")
	ev.Next("rows", "")
	n := 1000
	b.ResetTimer()
	for b.Loop() {
		act := "claim"
		if n%2 == 1 {
			act = "release"
		}
		number := 1000 - (1000-n)/2%900
		if a := lan.Post(fmt.Sprintf("/desk/t/%d/%s", number, act), nil); a.Code != http.StatusOK {
			b.Fatalf("%s #%d: got %d %s", act, number, a.Code, a.Body)
		}
		ev.Next("rows", fmt.Sprintf(`"number":%d,`, number))
		n--
	}
}
