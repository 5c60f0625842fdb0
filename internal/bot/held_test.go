package bot_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store/bolt/bolttest"
)

// TestAPressWhileAPersonTalksIsAnswered: the bot is silent to words then, but a
// button that it left on the screen says who is there.
func TestAPressWhileAPersonTalksIsAnswered(t *testing.T) {
	s := bolttest.Open(t)
	b := newBot(t, s)
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
	if err := newDesk(s).Claim(t.Context(), at.String(), desk.Staff{ID: "web:lan", Name: "Lan"}, ""); err != nil {
		t.Fatal(err)
	}
	_, before := hears(chat.Incoming{Kind: chat.KindText, Text: "em chào chị"})
	last, after := hears(chat.Incoming{Kind: chat.KindButton, Data: "menu"})
	if after != before+1 || !strings.Contains(last, "Lan") {
		t.Errorf("after a press the bot said %d lines, the last %q; want one that names Lan", after-before, last)
	}
}
