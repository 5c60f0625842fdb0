package bot_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/internal/store/bolt/bolttest"
	"hotro/prompts"
)

// TestAPressWhileAPersonTalksIsAnswered: the bot is silent to words then, but a
// button that it left on the screen says who is there.
func TestAPressWhileAPersonTalksIsAnswered(t *testing.T) {
	s, say := bolttest.Open(t), prompts.Must("vi")
	eng := dialog.New(dialog.Options{Guide: &kb.Guide{Version: "1"}, Reader: unread{}, Say: map[string]*prompts.Say{"vi": say}})
	d := desk.New(desk.Options{Store: s, Say: say, Now: time.Now})
	b := bot.New(bot.Options{
		Inbox: s, Work: s, Keep: s, Memory: s, Nudge: func(string) {},
		Dialog:    func() (*dialog.Engine, bot.Reader) { return eng, unread{} },
		Lifecycle: d.Lifecycle, Queue: d.Reader,
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})
	at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}
	n := 0
	hears := func(in chat.Incoming) (last string, lines int) {
		t.Helper()
		n++
		in.ID, in.From, in.At = fmt.Sprint(n), at, time.Now()
		if err := b.Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		if did, err := b.TakeTurn(t.Context(), at.String()); err != nil || !did {
			t.Fatalf("no turn: %v %v", did, err)
		}
		rows, err := s.Lines(t.Context(), at.String(), 1, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			var l chat.Line
			if err := json.Unmarshal(row.Body, &l); err != nil {
				t.Fatal(err)
			}
			if l.By == chat.ByBot {
				last, lines = l.Text, lines+1
			}
		}
		return last, lines
	}
	hears(chat.Incoming{Kind: chat.KindButton, Data: "human"})
	if err := d.Claim(t.Context(), at.String(), desk.Staff{ID: "web:lan", Name: "Lan"}, ""); err != nil {
		t.Fatal(err)
	}
	_, before := hears(chat.Incoming{Kind: chat.KindText, Text: "em chào chị"})
	last, after := hears(chat.Incoming{Kind: chat.KindButton, Data: "menu"})
	if after != before+1 || !strings.Contains(last, "Lan") {
		t.Errorf("after a press the bot said %d lines, the last %q; want one that names Lan", after-before, last)
	}
}
