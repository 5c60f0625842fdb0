package bot

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// keepRating keeps a rating of the bot's own help in the transcript.
func (t *turn) keepRating(r *chat.Rating) {
	t.r.Add(chat.Line{By: chat.BySystem, Text: string(chat.SystemRated(r.Score, r.Comment))})
	if r.Score > 0 {
		t.Metrics.Ratings.WithLabelValues(fmt.Sprint(r.Score)).Inc()
	}
}

// report says what happened in one line, and sets off what may follow.
func (t *turn) report(ctx context.Context, l store.Lease) {
	t.estimates.settled(t.conv)
	if t.out.Cancel {
		t.estimates.forget()
	}
	if t.open {
		t.Opened(t.conv)
	}
	for _, p := range t.tried {
		t.Metrics.Steps.WithLabelValues(p.Topic, p.Node, p.Result).Inc()
		t.Tried(p)
	}
	kind := "heard"
	if t.did {
		kind = t.out.Kind
	}
	topic := ""
	if f := t.st.Place.Flow; f != nil {
		topic = f.Topic
	}
	took := time.Duration(0)
	if len(l.Items) > 0 {
		took = t.Now().Sub(l.Items[0].At)
		t.Metrics.TurnTime.Observe(took.Seconds())
	}
	if t.out.Solved {
		t.Metrics.Solved.WithLabelValues(t.out.Topic).Inc()
	}
	t.Metrics.Turns.WithLabelValues(kind).Inc()
	t.Log.LogAttrs(ctx, slog.LevelInfo, "turn",
		slog.String("conv", t.conv), slog.Int("lines", len(l.Items)), slog.String("kind", kind),
		slog.String("screen", string(t.st.Place.Screen)), slog.String("topic", topic),
		slog.String("holder", t.r.Conv.Holder.Kind), slog.Duration("took", took.Round(time.Millisecond)))
}
