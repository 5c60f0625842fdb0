package channels_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/store/bolt/bolttest"
)

// said is what was reported and cleared, repeats left out.
type said []string

func (s *said) Report(_ context.Context, key string, why chat.Reason) { s.add(key + " " + why.Key()) }
func (s *said) Clear(_ context.Context, key string)                   { s.add(key + " works") }

func (s *said) add(what string) {
	if n := len(*s); n == 0 || (*s)[n-1] != what {
		*s = append(*s, what)
	}
}

func TestAChannelThatNeedsAPersonSaysSoUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		watched := &channels.Failure{Class: channels.Operator, Reason: "telegram.token", Told: true} // the adapter says it
		dead := &channels.Failure{Class: channels.Operator, Reason: "telegram.token"}
		b := &post{t: t, st: bolttest.Open(t), to: chat.Address{Channel: "telegram", Bot: "7", Chat: "1"}, p: &platform{answers: []error{watched, dead, dead}}}
		var heard said
		d := channels.NewDeliver(channels.DeliverOptions{
			Lanes: b.st, Gate: b.st, Senders: map[string]channels.Sender{"telegram": b.p}, Now: time.Now, Workers: 1, Broken: &heard,
			Log: slog.New(slog.DiscardHandler), Metrics: obs.NewMetrics(prometheus.NewRegistry()),
			Accept: func(context.Context, ...chat.Incoming) error { return nil },
		})
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { d.Run(ctx); close(done) }()
		b.says("chào")
		b.passes(10 * time.Minute)
		stop()
		<-done
		if want := []string{"telegram.send telegram.token", "telegram.send works"}; !slices.Equal(heard, want) {
			t.Errorf("heard %q, want %q", heard, want)
		}
		b.sent("chào")
	})
}
