package zalo_test

import (
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
)

// fleet is an app's programs on one store, and the double.
type fleet struct {
	*testing.T
	z    *zalotest.Server
	kv   *zalotest.KV
	each []*zalo.OA
}

// twoReplicas serve one app from the start of a minute on, both with a token.
func twoReplicas(t *testing.T) *fleet {
	t.Helper()
	f := &fleet{T: t, z: zalotest.NewServer(t), kv: zalotest.NewKV()}
	f.z.User("lan").Says("alo")
	time.Sleep(time.Until(time.Now().Truncate(time.Minute).Add(time.Minute)))
	for range 2 {
		f.each = append(f.each, replica(t, f.z, zalo.Options{KV: f.kv}))
	}
	for n := range f.each {
		if f.says(n) != nil {
			t.Fatal("can't send")
		}
	}
	return f
}

// says has one replica send a line.
func (f *fleet) says(n int) error {
	_, err := f.each[n].Send(f.Context(), to("lan"), chat.Reply{Text: "dạ", Verbatim: true})
	return err
}

// waits has one replica send a line that has to wait, and returns how long.
func (f *fleet) waits(n int) time.Duration {
	f.Helper()
	got := failure(f.T, f.says(n))
	if got.Class != channels.Later || !got.Known || got.After <= 0 || got.After > time.Minute {
		f.Fatalf("got %+v, want a wait within the minute that everybody knows of", got)
	}
	return got.After
}

// TestALimitOfTheAppIsTakenOnce: what one replica is refused, no other asks
// for, until one of them looks again.
func TestALimitOfTheAppIsTakenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := twoReplicas(t)
		f.z.Limit(25 * time.Second)
		time.Sleep(time.Second)
		if wait := f.waits(0); wait != 10*time.Second {
			t.Errorf("the first waits %v, want to look again after ten seconds", wait)
		}
		time.Sleep(time.Second)
		before := f.z.Stats().Calls
		for range 20 {
			f.waits(0)
			f.waits(1)
		}
		if calls := f.z.Stats().Calls - before; calls != 0 {
			t.Errorf("%d calls while Zalo takes none", calls)
		}
		time.Sleep(9 * time.Second) // ten since the refusal: Zalo still refuses
		f.waits(1)
		f.waits(0)
		if calls := f.z.Stats().Calls - before; calls != 1 {
			t.Errorf("%d calls looked again, want one", calls)
		}
		time.Sleep(20 * time.Second) // and now takes calls
		if err := f.says(0); err != nil {
			t.Errorf("after thirty seconds: %v, want it sent", err)
		}
		time.Sleep(time.Second)
		if err := f.says(1); err != nil {
			t.Errorf("the other replica, a second later: %v, want it sent", err)
		}
	})
}

// TestNobodyWaitsLongerThanTheMinute for one refusal.
func TestNobodyWaitsLongerThanTheMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := twoReplicas(t)
		time.Sleep(5 * time.Second)
		f.z.Limit(50 * time.Second)
		start, before := time.Now(), f.z.Stats().Calls
		for f.says(0) != nil {
			time.Sleep(200 * time.Millisecond)
		}
		if took := time.Since(start); took > 56*time.Second {
			t.Errorf("it took %v, want the minute at most", took)
		}
		if calls := f.z.Stats().Calls - before; calls != 4 {
			t.Errorf("%d calls, want the refused one, two looks and the one that got through", calls)
		}
	})
}

// TestALookWithoutAnAnswerIsTakenOver by another call.
func TestALookWithoutAnAnswerIsTakenOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := twoReplicas(t)
		f.z.Limit(5 * time.Second)
		f.waits(0)
		time.Sleep(10 * time.Second)
		f.z.Down(true)
		if failure(t, f.says(0)).Class != channels.Unknown {
			t.Fatal("the look was to go out and stay without an answer")
		}
		f.z.Down(false)
		if wait := f.waits(1); wait > 3*time.Second {
			t.Errorf("the other waits %v for a look that has no answer", wait)
		}
		time.Sleep(3 * time.Second)
		if err := f.says(1); err != nil {
			t.Errorf("got %v, want it sent", err)
		}
	})
}

// TestAStoreThatIsAwayKeepsNobodyFromWaiting: each replica then keeps its own
// pause.
func TestAStoreThatIsAwayKeepsNobodyFromWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := twoReplicas(t)
		f.z.Limit(5 * time.Second)
		f.kv.Down(true)
		f.waits(0)
		before := f.z.Stats().Calls
		f.waits(0)
		if calls := f.z.Stats().Calls - before; calls != 0 {
			t.Errorf("%d calls in a pause", calls)
		}
		time.Sleep(10 * time.Second)
		if err := f.says(0); err != nil {
			t.Errorf("got %v, want it sent", err)
		}
	})
}
