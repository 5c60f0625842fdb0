package privacy_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/privacy"
	"hotro/internal/store"
)

// absent is a store that does not answer.
type absent struct{}

func (absent) Load(context.Context, string) (store.Snapshot, error) {
	return store.Snapshot{}, errors.New("redis: load: EOF")
}

func (absent) Lines(context.Context, string, int64, int64) ([]store.Entry, error) { return nil, nil }
func (absent) Forget(context.Context, string) error                               { return nil }

// TestAnAnswerThatIsLostHoldsNoTopicUp: every desk lane goes through here, and
// what staff wait for comes as soon as the store answers again.
func TestAnAnswerThatIsLostHoldsNoTopicUp(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	e := privacy.NewEraser(privacy.Options{Conversations: absent{}, Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
	for tries := range 30 {
		got := e.Lane(t.Context(), store.Job{Conv: chat.Address{Channel: chat.Telegram, Chat: "5"}.String(), Lane: store.LaneDesk, Tries: tries + 1})
		if wait := got.Again.Sub(now); wait <= 0 || wait > 5*time.Second || got.Sent > 0 {
			t.Fatalf("try %d: got %+v, want it tried again within seconds", tries+1, got)
		}
	}
}
