package zalo_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
)

// line is an account whose webhook may be cut, and what the store has.
type line struct {
	*wired
	t    *testing.T
	kv   *zalotest.KV
	full atomic.Bool // the store takes nothing

	mu     sync.Mutex
	stored []chat.Incoming
}

// online is an account that has been heard for two minutes.
func online(t *testing.T, do func(l *line)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &line{t: t, kv: zalotest.NewKV()}
		l.wired = connect(t, zalotest.Options{}, zalo.Options{KV: l.kv})
		if err := l.say(t, chat.Reply{Text: "chào"}); err != nil { // logs in, and says whose the grant is
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		l.stored = l.first
		go l.Run(ctx)
		go l.KeepHealth(ctx)
		go l.KeepUp(ctx, l.accept, l.known)
		l.minutes(2)
		do(l)
		stop()
		synctest.Wait()
	})
}

func (l *line) accept(_ context.Context, in ...chat.Incoming) error {
	if l.full.Load() {
		return errors.New("the store is away")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range in {
		if !slices.ContainsFunc(l.stored, func(s chat.Incoming) bool { return s.ID == one.ID && s.From == one.From }) {
			l.stored = append(l.stored, one)
		}
	}
	return nil
}

func (l *line) known(_ context.Context, conv, message string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.stored, func(s chat.Incoming) bool { return s.Message == message && s.From.String() == conv }), nil
}

// minutes lets time pass. What the webhook brings is stored.
func (l *line) minutes(n int) {
	for range n * 6 {
		for _, in := range l.heard() {
			if l.accept(l.t.Context(), in) == nil {
				l.Taken([]chat.Incoming{in})
			}
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
	}
}

// cut makes the webhook bring nothing.
func (l *line) cut() { l.z.Hook("", nil) }

func (l *line) texts() []string {
	var out []string
	for _, in := range l.stored[1:] { // the first, connect had said
		out = append(out, in.Text)
	}
	return out
}

func TestWhatTheWebhookDoesNotBringIsHeard(t *testing.T) {
	online(t, func(l *line) {
		hoa, lan := l.z.User("hoa").Named("Hoa"), l.z.User("lan")
		lan.Says("trước khi mất")
		l.minutes(2)
		hook := l.hook
		l.cut()
		lan.Says("một")
		time.Sleep(time.Second)
		hoa.Says("hai")
		time.Sleep(time.Second)
		lan.Sends("image", "a.png", []byte("png"), "ba")
		time.Sleep(time.Second)
		lan.Shares("10.79", "106.78", "Quán")
		l.minutes(3)
		l.z.Hook("", hook)
		lan.Says("sau khi có lại")
		l.minutes(3)
		want := []string{"trước khi mất", "một", "hai", "ba", "10.79,106.78 Quán", "sau khi có lại"}
		if got := l.texts(); !slices.Equal(got, want) {
			t.Fatalf("heard %q, want %q: each once, the oldest first", got, want)
		}
		if in := l.stored[3]; in.User.Name != "Hoa" || in.From.Chat != "hoa" || in.From.Bot == "" || in.ID != in.Message {
			t.Errorf("got %+v, want who wrote it, to which account", in)
		}
		if in := l.stored[4]; in.Kind != chat.KindPhoto || len(in.Files) != 1 || l.stored[5].Kind != chat.KindLocation {
			t.Errorf("got %+v, want a picture and a place", l.stored[4:6])
		}
		h, err := l.Health(t.Context())
		if err != nil || !strings.Contains(strings.Join(h.Advice(time.Now()), "\n"), "did not bring 4 messages") {
			t.Errorf("bot doctor says %q, %v", h.Advice(time.Now()), err)
		}
	})
}

// TestOneMessageAmongOthersIsMissed: the webhook works before and after it.
func TestOneMessageAmongOthersIsMissed(t *testing.T) {
	online(t, func(l *line) {
		lan, hook := l.z.User("lan"), l.hook
		lan.Says("một")
		l.minutes(2)
		l.cut()
		lan.Says("hai")
		l.z.User("hoa").Says("bốn")
		l.z.Hook("", hook)
		lan.Says("ba")
		l.minutes(2)
		got := l.texts()
		slices.Sort(got)
		if want := []string{"ba", "bốn", "hai", "một"}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	})
}

// TestARedeliveryIsASignToLookCloser: Zalo could not reach us for a while.
func TestARedeliveryIsASignToLookCloser(t *testing.T) {
	online(t, func(l *line) {
		lan, hook := l.z.User("lan"), l.hook
		lan.Says("một")
		l.minutes(2)
		l.cut()
		lan.Says("hai")
		l.z.Hook("", hook)
		lan.Says("ba")
		l.minutes(2)
		body := []byte(`{"event_name":"follow","oa_id":"1","follower":{"id":"x"},"timestamp":"1"}`)
		head := l.z.Sign(body)
		head["num_retry"] = []string{"1"}
		l.z.PostWith(head, body)
		l.minutes(2)
		got := l.texts()
		if !slices.Contains(got, "hai") || len(got) != 4 {
			t.Errorf("heard %q, want the lost line too, and each once", got)
		}
	})
}

func TestAfterAStopTheNextProgramHearsWhatWasWritten(t *testing.T) {
	online(t, func(l *line) {
		l.z.User("lan").Says("trước")
		l.minutes(2)
		l.cut()
		l.full.Store(true) // the first program hears nothing any more
		l.z.User("lan").Says("trong lúc dừng")
		l.minutes(30)
		l.full.Store(false)
		l.minutes(2)
		if got, want := l.texts(), []string{"trước", "trong lúc dừng"}; !slices.Equal(got, want) {
			t.Errorf("heard %q, want %q", got, want)
		}
	})
}

// TestTheFirstStartHearsNothingOld: whoever wrote before the bot was there is
// not answered by it.
func TestTheFirstStartHearsNothingOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{t: t, kv: zalotest.NewKV(), wired: connect(t, zalotest.Options{}, zalo.Options{})}
		time.Sleep(5 * time.Minute)
		ctx, stop := context.WithCancel(t.Context())
		go l.Run(ctx)
		go l.KeepHealth(ctx)
		go l.KeepUp(ctx, l.accept, l.known)
		l.minutes(5)
		if stop(); len(l.stored) > 0 {
			t.Errorf("heard %+v", l.stored)
		}
		synctest.Wait()
	})
}

// TestALookIsBounded: of a flood the newest are heard, and calls stay few.
func TestALookIsBounded(t *testing.T) {
	online(t, func(l *line) {
		l.z.User("lan").Says("mốc")
		l.minutes(2)
		l.cut()
		for range 45 {
			l.z.User("lan").Says("x")
			time.Sleep(10 * time.Millisecond)
		}
		before := l.z.Stats().Calls
		l.minutes(2)
		if n := len(l.texts()) - 1; n != 30 || l.counts.of(zalo.CatchUpCut) == 0 {
			t.Errorf("heard %d of 45 lines, want thirty, and it counted", n)
		}
		if calls := l.z.Stats().Calls - before; calls > 16 {
			t.Errorf("%d calls for one chat in two minutes", calls)
		}
	})
}

// TestAnswersOfTheAccountAreNotHeard, and cost a quiet account one call a
// minute.
func TestAQuietAccountCostsOneCallAMinute(t *testing.T) {
	online(t, func(l *line) {
		l.z.User("lan").Says("alo")
		l.minutes(2)
		_ = l.say(t, chat.Reply{Text: "dạ"})
		l.minutes(2)
		before := l.z.Stats().Calls
		l.minutes(10)
		if calls := l.z.Stats().Calls - before; calls > 12 || len(l.texts()) != 1 {
			t.Errorf("%d calls in ten minutes, heard %q", calls, l.texts())
		}
	})
}

// of returns how often something was counted.
func (c *counts) of(what string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, got := range c.got {
		if got == what {
			n++
		}
	}
	return n
}
