package bot_test

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/internal/store/bolt"
	"hotro/prompts"
)

// plain reads "vẫn lỗi" as an answer and all else as nothing.
type plain struct{}

func (plain) Screen(string) intent.Result { return intent.Result{} }

func (plain) Among(string, [][]string) int { return -1 }

func (plain) Nearest(string, []string) (int, float64) { return -1, 0 }
func (plain) Covers(string, []string) (int, float64)  { return -1, 0 }

func (plain) Read(text string) intent.Reading {
	r := intent.Reading{Result: intent.Result{Intent: intent.KindNone}}
	if text == "vẫn lỗi" {
		r.Meanings.Matches = []intent.MeaningMatch{{Meaning: intent.NotSolved, Strength: 1, Whole: true}}
	}
	return r
}

// TestADecisiveLineIsNotHeldUp: the window in which short lines gather costs
// time only those lines that may go on.
func TestADecisiveLineIsNotHeldUp(t *testing.T) {
	s, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	say := prompts.Must("vi")
	eng := dialog.New(dialog.Options{Guide: &kb.Guide{Version: "1"}, Reader: plain{}, Say: map[string]*prompts.Say{"vi": say}})
	d := desk.New(desk.Options{Store: s, Say: say, Now: func() time.Time { return now }})
	b := bot.New(bot.Options{
		Inbox: s, Work: s, Keep: s, Memory: s, Nudge: func(string) {}, Window: 300 * time.Millisecond,
		Dialog:    func() (*dialog.Engine, bot.Reader) { return eng, plain{} },
		Lifecycle: d.Lifecycle, Queue: d.Reader,
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	})
	for i, tt := range []struct {
		text   string
		atOnce bool
	}{{"vẫn lỗi", true}, {"em đang ngồi máy bạn khác", false}} {
		at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: string(rune('a' + i))}
		if err := b.Accept(t.Context(), chat.Incoming{ID: "1", From: at, Kind: chat.KindText, Text: tt.text, At: now}); err != nil {
			t.Fatal(err)
		}
		did, err := b.TakeTurn(t.Context(), at.String())
		if err != nil || did != tt.atOnce {
			t.Errorf("%q: answered at once: %v, %v, want %v", tt.text, did, err, tt.atOnce)
		}
	}
}
