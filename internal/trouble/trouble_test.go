package trouble_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/trouble"
)

// town is a board on each of two replicas, and what came of it.
type town struct {
	now    time.Time
	counts int
	alarms []string
	one    *trouble.Board
	two    *trouble.Board
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{now: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)}
	st := bolttest.Open(t)
	board := func() *trouble.Board {
		return trouble.New(trouble.Options{
			Values: st, Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler), Count: func(string) { w.counts++ },
			Alarm: func(_ context.Context, tr trouble.Trouble) { w.alarms = append(w.alarms, tr.Key) },
			Over:  func(_ context.Context, tr trouble.Trouble) { w.alarms = append(w.alarms, tr.Key+" works") },
		})
	}
	w.one, w.two = board(), board()
	return w
}

func keys(list []trouble.Trouble) (out []string) {
	for _, t := range list {
		out = append(out, t.Key)
	}
	return out
}

func TestATroubleIsSharedAndTheAlarmSoundsOnce(t *testing.T) {
	w, ctx := newTown(t), t.Context()
	for range 30 { // ten minutes
		w.one.Report(ctx, "telegram.staff", "telegram.kicked")
		w.two.Report(ctx, "telegram.staff", "telegram.kicked")
		w.now = w.now.Add(20 * time.Second)
	}
	w.two.Report(ctx, "telegram.poll", "telegram.token")
	if got := keys(w.one.All(ctx)); !slices.Equal(got, []string{"telegram.staff", "telegram.poll"}) {
		t.Errorf("got %v, want both, the older first", got)
	}
	if !slices.Equal(w.alarms, []string{"telegram.staff", "telegram.poll"}) {
		t.Errorf("alarms %v, want one each", w.alarms)
	}
	if w.counts < 30 {
		t.Errorf("counted %d times, want as long as it lasts", w.counts)
	}
	w.now = w.now.Add(3 * time.Second)
	w.two.Clear(ctx, "telegram.staff")
	w.now = w.now.Add(3 * time.Second)
	if got := keys(w.one.All(ctx)); !slices.Equal(got, []string{"telegram.poll"}) {
		t.Errorf("after it was mended: got %v", got)
	}
}

// TestOneCauseIsOneAlarm: a token that is refused stops hearing and sending at
// once. People are told once that it is broken and once that it works.
func TestOneCauseIsOneAlarm(t *testing.T) {
	w, ctx := newTown(t), t.Context()
	w.one.Report(ctx, "zalobot.poll", "zalobot.token_refused")
	w.two.Report(ctx, "zalobot.send", "zalobot.token_refused")
	w.two.Report(ctx, "zalo.send", "zalobot.token_refused") // another platform's
	if got := keys(w.two.All(ctx)); len(got) != 3 {
		t.Errorf("listed %v, want all three", got)
	}
	for _, key := range []string{"zalobot.send", "zalobot.poll", "zalobot.poll", "telegram.poll"} {
		w.now = w.now.Add(3 * time.Second)
		w.one.Clear(ctx, key)
		w.two.Clear(ctx, key)
	}
	if want := []string{"zalobot.poll", "zalo.send", "zalobot.poll works"}; !slices.Equal(w.alarms, want) {
		t.Errorf("people are told %v, want %v", w.alarms, want)
	}
}

func TestATroubleThatNobodyReportsIsOver(t *testing.T) {
	w, ctx := newTown(t), t.Context()
	w.one.Report(ctx, "telegram.poll", "telegram.token")
	w.now = w.now.Add(6 * time.Minute)
	if got := w.two.All(ctx); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	w.two.Report(ctx, "telegram.poll", chat.Reason("telegram.token"))
	if len(w.alarms) != 2 {
		t.Errorf("alarms %v, want another for another time", w.alarms)
	}
}

func TestReportingOftenWritesSeldom(t *testing.T) {
	w, ctx := newTown(t), t.Context()
	for range 100 {
		w.one.Report(ctx, "telegram.staff", "telegram.kicked")
		w.now = w.now.Add(100 * time.Millisecond)
	}
	if w.counts != 1 {
		t.Errorf("written down %d times in ten seconds, want once", w.counts)
	}
}
