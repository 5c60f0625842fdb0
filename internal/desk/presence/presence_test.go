package presence_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/desk/presence"
	"hotro/internal/store"
)

// values is a store of one process.
type values struct {
	mu    sync.Mutex
	val   []byte
	n     int64
	asked int
}

func (v *values) Get(context.Context, string) ([]byte, int64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked++
	if v.val == nil {
		return nil, 0, store.ErrNotFound
	}
	return v.val, v.n, nil
}

func (v *values) Swap(_ context.Context, _ string, version int64, val []byte, _ time.Duration, _ time.Time) (int64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if version != v.n {
		return 0, store.ErrStale
	}
	v.asked++
	v.val = val
	v.n++
	return v.n, nil
}

func room(t *testing.T, v *values) *presence.Room {
	t.Helper()
	r := presence.New(presence.Options{Values: v, Now: time.Now})
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { r.Run(ctx) })
	t.Cleanup(func() { stop(); wg.Wait() })
	return r
}

// pass lets time pass, and all that happens in it.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func sees(t *testing.T, what string, r *presence.Room, want ...presence.Person) {
	t.Helper()
	got, _ := r.Now()
	if len(got) != len(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %v, want %v", what, got, want)
			return
		}
	}
}

// Who is on one replica is seen on another, with what they do, and is gone
// when they leave, when the replica dies, and no sooner.
func TestPeopleSeeEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &values{}
		one, two := room(t, v), room(t, v)
		time.Sleep(time.Hour)
		if v.asked != 0 {
			t.Errorf("nobody is there, and the store was asked %d times", v.asked)
		}
		lan := presence.Person{ID: "web:lan", Name: "Lan", Ticket: 7}
		minh := presence.Person{ID: "web:minh", Name: "Minh", Ticket: 7}
		writing := minh
		writing.Writes = "say"

		leave := one.Enter("web:lan", "Lan", 7)
		sees(t, "here", one, lan)
		also := one.Enter("web:lan", "Lan", 7) // a second page
		two.Enter("web:minh", "Minh", 7)
		_, changed := one.Now()
		pass(3 * presence.Every)
		select {
		case <-changed:
		default:
			t.Error("the page of the one was not told of the other")
		}
		sees(t, "one", one, lan, minh)
		sees(t, "two", two, lan, minh)

		two.Write("web:minh", "Minh", 7, "say")
		pass(3 * presence.Every)
		sees(t, "while he writes", one, lan, writing)
		pass(presence.Writes)
		sees(t, "after he stopped", one, lan, minh)
		two.Write("web:minh", "Minh", 7, "note")
		two.Write("web:minh", "Minh", 7, "")
		sees(t, "after it was sent", two, lan, minh)

		leave()
		leave()
		sees(t, "one page of two is closed", one, lan, minh)
		also()
		pass(3 * presence.Every)
		sees(t, "she has left, to him", two, minh)
		pass(time.Hour)
		sees(t, "an hour later, to him", two, minh)
	})
}

// A replica that dies is gone after a while.
func TestAReplicaThatDiesIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &values{}
		dies := presence.New(presence.Options{Values: v, Now: time.Now})
		ctx, die := context.WithCancel(t.Context())
		go dies.Run(ctx)
		two := room(t, v)
		dies.Enter("web:lan", "Lan", 7)
		two.Enter("web:minh", "Minh", 8)
		pass(3 * presence.Every)
		if got, _ := two.Now(); len(got) != 2 {
			t.Fatalf("got %v, want both", got)
		}
		die()
		pass(time.Minute)
		sees(t, "a minute after", two, presence.Person{ID: "web:minh", Name: "Minh", Ticket: 8})
	})
}
