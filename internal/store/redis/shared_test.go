package redis

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redis/go-redis/v9"
)

// road is a server whose trips last until they are let back.
type road struct {
	trips
	sent chan int // commands in each trip, as it begins
	back chan struct{}
}

func newRoad() *road {
	r := &road{sent: make(chan int, 100), back: make(chan struct{})}
	r.send = func(all []*shared) {
		r.sent <- len(all)
		<-r.back
		for _, one := range all {
			one.cmd.SetVal("answered")
			close(one.done)
		}
	}
	return r
}

// call runs a command; the answer is sent to the channel.
func (r *road) call(ctx context.Context, answers chan<- *redis.Cmd) {
	cmd := redis.NewCmd(ctx, "evalsha")
	answers <- r.do(ctx, cmd, func() {
		r.sent <- 1
		<-r.back
		cmd.SetVal("answered")
	})
}

// What is asked for while a trip is under way goes in the next one, together.
func TestCallersShareTrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, answers := newRoad(), make(chan *redis.Cmd, 100)
		go r.call(t.Context(), answers)
		synctest.Wait()
		for range 70 {
			go r.call(t.Context(), answers)
		}
		synctest.Wait()
		for _, want := range []int{1, mostShared, 70 - mostShared} {
			if got := <-r.sent; got != want {
				t.Errorf("got %d commands in a trip, want %d", got, want)
			}
			r.back <- struct{}{}
			synctest.Wait()
		}
		for range 71 {
			if cmd := <-answers; cmd.Val() != "answered" {
				t.Errorf("got %v, want an answer", cmd.Val())
			}
		}
		if r.underWay != 0 || len(r.sent) != 0 {
			t.Errorf("got %d trips under way and %d more sent, want none", r.underWay, len(r.sent))
		}
		go r.call(t.Context(), answers)
		if got := <-r.sent; got != 1 {
			t.Errorf("got %d commands in the trip of a lone caller, want 1", got)
		}
		r.back <- struct{}{}
		<-answers
	})
}

// A trip that hangs holds up nobody else for long.
func TestATripThatHangsHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, answers := newRoad(), make(chan *redis.Cmd, 100)
		go r.call(t.Context(), answers)
		<-r.sent
		go r.call(t.Context(), answers)
		synctest.Wait()
		begun := time.Now()
		if got := <-r.sent; got != 1 || time.Since(begun) != shareAgain {
			t.Errorf("got %d commands after %v, want 1 after %v", got, time.Since(begun), shareAgain)
		}
		for range 2 {
			r.back <- struct{}{}
			<-answers
		}
		synctest.Wait()
		if r.underWay != 0 {
			t.Errorf("got %d trips under way, want none", r.underWay)
		}
	})
}

// Whoever stops waiting is told so at once, and the others get their answers.
func TestACallerWhoStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, answers, impatient := newRoad(), make(chan *redis.Cmd, 100), make(chan *redis.Cmd, 1)
		go r.call(t.Context(), answers)
		<-r.sent
		go r.call(t.Context(), answers)
		ctx, cancel := context.WithCancel(t.Context())
		go r.call(ctx, impatient)
		synctest.Wait()
		cancel()
		cmd := <-impatient
		if err := cmd.Err(); !errors.Is(err, context.Canceled) || !mayBeDone(err) {
			t.Errorf("got %v, want the caller's own end, after which all may have been done", err)
		}
		for range 2 {
			r.back <- struct{}{}
			if cmd := <-answers; cmd.Err() != nil {
				t.Error(cmd.Err())
			}
		}
		if got := <-r.sent; got != 1 {
			t.Errorf("got %d commands in the next trip, want what was withdrawn not to go", got)
		}
	})
}
