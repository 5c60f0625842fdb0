package live_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/web/live"
)

// changes is a store's feed: an endless list of changed conversations.
type changes struct {
	mu    sync.Mutex
	convs []string
	asked int
	err   error
}

func (c *changes) add(convs ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.convs = append(c.convs, convs...)
}

func (c *changes) recent(_ context.Context, since int64) ([]string, int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	if c.err != nil {
		return nil, 0, c.err
	}
	return append([]string(nil), c.convs[since:]...), int64(len(c.convs)), nil
}

func run(t *testing.T, c *changes, log *slog.Logger) *live.Feed {
	t.Helper()
	f := live.NewFeed(c.recent, 0, log)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { f.Run(ctx) })
	t.Cleanup(func() {
		stop()
		wg.Wait()
		<-f.Done()
	})
	return f
}

func taken(s *live.Sub) (convs []string, typing bool) {
	synctest.Wait()
	select {
	case <-s.Woken():
	default:
	}
	return s.Take()
}

func TestFeedWakesThoseWhoListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &changes{}
		f := run(t, c, slog.New(slog.DiscardHandler))
		all, one := f.Subscribe(""), f.Subscribe("web:hotro:a")
		defer all.Close()
		defer one.Close()
		c.add("web:hotro:b", "web:hotro:a", "web:hotro:b")
		time.Sleep(live.Every)
		if got, _ := taken(all); !reflect.DeepEqual(got, []string{"web:hotro:a", "web:hotro:b"}) {
			t.Errorf("who listens to all: got %v", got)
		}
		if got, _ := taken(one); !reflect.DeepEqual(got, []string{"web:hotro:a"}) {
			t.Errorf("who listens to one: got %v", got)
		}
		time.Sleep(live.Every)
		if got, _ := taken(all); len(got) != 0 {
			t.Errorf("told again: %v", got)
		}
		f.Touch("web:hotro:a") // here: at once
		if got, _ := taken(one); len(got) != 1 {
			t.Errorf("after a touch: got %v, want one", got)
		}
		f.Typing("web:hotro:b")
		if _, typing := taken(one); typing {
			t.Error("typing elsewhere is shown here")
		}
		f.Typing("web:hotro:a")
		if _, typing := taken(one); !typing {
			t.Error("typing here is not shown")
		}
	})
}

func TestFeedAsksOnlyForThoseWhoListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &changes{}
		f := run(t, c, slog.New(slog.DiscardHandler))
		time.Sleep(time.Minute)
		if c.asked != 0 {
			t.Errorf("asked %d times while nobody listened", c.asked)
		}
		c.add("a") // before anybody listens: told none the less, or the page would miss it
		s := f.Subscribe("")
		time.Sleep(live.Every)
		if got, _ := taken(s); len(got) != 1 {
			t.Errorf("got %v, want what changed meanwhile", got)
		}
		s.Close()
		before := c.asked
		time.Sleep(time.Minute)
		if c.asked != before {
			t.Errorf("asked %d more times after everybody left", c.asked-before)
		}
	})
}

func TestFeedOutlivesItsStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		c := &changes{err: errors.New("connection refused")}
		f := run(t, c, slog.New(slog.NewTextHandler(&out, nil)))
		s := f.Subscribe("")
		defer s.Close()
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := strings.Count(out.String(), "not answering"); n != 1 {
			t.Errorf("an outage of a minute was logged %d times, want once", n)
		}
		c.mu.Lock()
		c.err = nil
		c.mu.Unlock()
		c.add("a")
		time.Sleep(live.Every)
		if got, _ := taken(s); len(got) != 1 {
			t.Errorf("after the outage: got %v, want one", got)
		}
	})
}

func TestStream(t *testing.T) {
	w := httptest.NewRecorder()
	s, err := live.Open(w)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Send("line", "7", map[string]string{"text": "a\nb\r\ndata: x"}), s.Ping(), s.Send("status", "", 1)); err != nil {
		t.Fatal(err)
	}
	want := "retry: 1000\n\nid: 7\nevent: line\ndata: {\"text\":\"a\\nb\\r\\ndata: x\"}\n\n: \n\nevent: status\ndata: 1\n\n"
	if got := w.Body.String(); got != want || w.Header().Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Errorf("got %q as %s\nwant %q", got, w.Header().Get("Content-Type"), want)
	}
	if err := s.Send("line", "", func() {}); err == nil {
		t.Error("what JSON can't hold was sent")
	}
}
