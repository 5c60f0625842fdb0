package visitor_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/web/webtest"
)

// TestALaterQuestionStandsInThePlaceOfEarlierOnes: the buttons of a question are
// dead once a later one is asked, and those that were asked with it are not.
func TestALaterQuestionStandsInThePlaceOfEarlierOnes(t *testing.T) {
	w := webtest.New(t)
	user, conv := visits(t, w)
	ask := func(at time.Time, data ...string) {
		w.Change(conv, func(r *record.Record) {
			r.Now = at
			for _, d := range data {
				r.Announce(chat.Reply{Text: d, Choices: []chat.Choice{{Data: d, Label: d}}})
			}
		})
	}
	ask(time.Now().Add(time.Minute), "cancel", "list")
	ask(time.Now().Add(2*time.Minute), "reopen", "rate:1")
	ask(time.Now().Add(3*time.Minute), "rate:2", "rate:3")
	var page string
	for !strings.Contains(page, `value="rate:3"`) {
		page = user.Get("/chat").Body
	}
	for data, live := range map[string]bool{"ok": false, "cancel": false, "list": false, "reopen": true, "rate:1": false, "rate:2": true, "rate:3": true} {
		button := `name="data" value="` + data + `"`
		if got := strings.Contains(page, button+">"); !strings.Contains(page, button) || got != live {
			t.Errorf("the button %s can be pressed: %t, want %t", data, got, live)
		}
	}
}

// TestWhatIsAskedWhenAllIsDoneOutlivesThanks: a visitor who thanks may still rate and
// open the ticket again; who has pressed a button may not press its neighbours.
func TestWhatIsAskedWhenAllIsDoneOutlivesThanks(t *testing.T) {
	w := webtest.New(t)
	user, conv := visits(t, w)
	w.Change(conv, func(r *record.Record) {
		r.Now = r.Now.Add(time.Minute)
		r.Announce(chat.Reply{Text: "xong", Choices: []chat.Choice{{Data: "reopen", Label: "Mở lại"}}})
		r.Announce(chat.Reply{Text: "thế nào", Choices: []chat.Choice{{Data: "rate:4", Label: "Tốt"}, {Data: "rate:5", Label: "Rất tốt"}}})
	})
	for _, c := range []struct {
		says         string
		rate, reopen bool
	}{{"cảm ơn em", true, true}, {"Rất tốt", false, true}, {"Mở lại", false, false}} {
		for !strings.Contains(user.Get("/chat").Body, `value="rate:4"`) {
		}
		w.Change(conv, func(r *record.Record) {
			r.Now = r.Now.Add(2 * time.Minute)
			r.Hear(chat.Incoming{From: r.Conv.Address, Kind: chat.KindText, Text: c.says, At: r.Now})
		})
		page := user.Get("/chat").Body
		for data, live := range map[string]bool{"rate:4": c.rate, "reopen": c.reopen} {
			if got := strings.Contains(page, `name="data" value="`+data+`">`); got != live {
				t.Errorf("after %q the button %s can be pressed: %t, want %t", c.says, data, got, live)
			}
		}
	}
}

// visits is a visitor who has written once and was answered, and the conversation.
func visits(t *testing.T, w *webtest.World) (user *webtest.Client, conv string) {
	t.Helper()
	user = w.Visitor()
	user.Send("/chat/send", map[string]any{"id": strings.Repeat("a", 32), "text": "em bị lỗi gọi"})
	for conv == "" {
		convs, _, err := w.Store.Recent(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range convs {
			if c, err := w.Desk.Reader.Lines(t.Context(), c, 1, 9); err == nil && len(c) > 1 {
				conv = convs[0]
			}
		}
	}
	return user, conv
}
