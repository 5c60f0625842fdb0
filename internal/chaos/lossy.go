package chaos

import (
	"fmt"
	"testing"
	"time"
)

// LossyReport is what became of a run in which answers of Redis got lost.
type LossyReport struct {
	Report
	PerMille int // of the answers that got lost, each with its connection
	Gone     int // answers
	P50, P99 time.Duration
}

// String is the report for people.
func (r LossyReport) String() string {
	return fmt.Sprintf("%.1f %% of Redis' answers lost (%d) while %d users wrote %d lines and staff %d, %d replicas, seed %d: "+
		"%d lost, %d twice, %d out of order, %d replies missing, %d sent again; half of the lines answered within %v, 99 %% within %v, the slowest after %v",
		float64(r.PerMille)/10, r.Gone, r.Options.Users, r.In, r.Staff, r.Options.Replicas, r.Options.Seed,
		r.Lost, r.Twice, r.Disorder+r.RepliesDisorder, r.Missing+r.Unanswered, r.Repeated+r.Strange,
		r.P50.Round(time.Millisecond), r.P99.Round(time.Millisecond), r.Silence.Round(time.Millisecond))
}

// Faults lists every broken promise.
func (r LossyReport) Faults() []string {
	out := r.Report.Faults()
	if r.Gone == 0 {
		out = append(out, "no answer of Redis got lost: the run shows nothing")
	}
	return out
}

// RunLossy lets users and staff talk while so many of a thousand answers of
// Redis get lost: what was asked is done, and who asked does not know.
func RunLossy(tb testing.TB, o Options, perMille int) LossyReport {
	tb.Helper()
	w := NewWorld(tb, o)
	r := LossyReport{Report: Report{Options: w.o}, PerMille: perMille}
	people, desk, stop := w.newCrowd(), w.newStaff(), make(chan struct{})
	w.warm()
	for i, one := range w.replicas {
		one.redisProxy.setLossy(perMille, newDice(w.o.Seed, uint64(10+i)))
	}
	begun := time.Now()
	people.talk(w.ctx)
	people.wg.Go(func() { desk.work(stop) })
	for range w.o.Messages {
		people.tickets <- struct{}{}
	}
	close(people.tickets)
	w.wait(patience, func() bool { return len(people.tickets) == 0 })
	close(stop)
	people.wg.Wait()
	for _, one := range w.replicas {
		r.Gone += one.redisProxy.heal()
	}
	calm := time.Now()
	b := w.settle()
	defer b.Close()
	r.Talked, r.Settled = calm.Sub(begun), time.Since(calm)
	w.audit(b, people, &r.Report)
	r.P50, r.P99 = (&waits{all: r.Waits}).take()
	return r
}
