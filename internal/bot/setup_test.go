package bot_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/kb"
	"hotro/internal/obs"
	"hotro/internal/store/bolt"
	"hotro/prompts"
)

// newDesk returns a desk on a store.
func newDesk(s *bolt.Store) *desk.Desk {
	return desk.New(desk.Options{Store: s, Say: prompts.Must("vi"), Now: time.Now})
}

// newBot returns a bot with a desk, on a store, that has an empty guide and
// understands nothing. change makes it another.
func newBot(t testing.TB, s *bolt.Store, change ...func(*bot.Options)) *bot.Bot {
	t.Helper()
	d := newDesk(s)
	o := bot.Options{
		Inbox: s, Work: s, Keep: s, Memory: s, Nudge: func(string) {}, Dialog: reads(unread{}), Lifecycle: d.Lifecycle, Queue: d.Reader,
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
	}
	for _, f := range change {
		f(&o)
	}
	return bot.New(o)
}

// matcher reads lines for the bot and for its dialog.
type matcher interface {
	bot.Reader
	dialog.Reader
}

// reads is a dialog over an empty guide that reads lines so.
func reads(read matcher) func() (*dialog.Engine, bot.Reader) {
	eng := dialog.New(dialog.Options{Guide: &kb.Guide{Version: "1"}, Reader: read, Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	return func() (*dialog.Engine, bot.Reader) { return eng, read }
}
