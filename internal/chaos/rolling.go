package chaos

import (
	"fmt"
	"testing"
	"time"
)

// drain is how long a bot may take to end after SIGTERM.
const drain = 27 * time.Second

// RollingReport is what became of a run with rolling restarts.
type RollingReport struct {
	Report
	Restarts int
	Slowest  time.Duration // from SIGTERM to the end
}

// String is the report for people.
func (r RollingReport) String() string {
	return fmt.Sprintf("rolling restart (%s): %d restarts, the slowest took %v to end; %d of %d messages lost, %d twice, %d out of order, "+
		"%d replies missing, %d sent again; longest silence %v\n", r.Options, r.Restarts, r.Slowest.Round(time.Millisecond),
		r.Lost, r.In, r.Twice, r.Disorder, r.Missing, r.Repeated, r.CalmSilence.Round(time.Millisecond))
}

// Faults lists every broken promise.
func (r RollingReport) Faults() []string {
	out := r.Report.Faults()
	if r.Repeated+r.Overtaken > 0 {
		out = append(out, fmt.Sprintf("replies sent again: got %d, want 0", r.Repeated+r.Overtaken))
	}
	return out
}

// RunRolling restarts every replica so many times, one after the other and in
// an orderly way, while users talk.
func RunRolling(tb testing.TB, o Options, rounds int) RollingReport {
	tb.Helper()
	o.Kills = rounds
	w := NewWorld(tb, o)
	w.warm()
	people, desk, stop := w.newCrowd(), w.newStaff(), make(chan struct{})
	r := RollingReport{Report: Report{Options: w.o}}
	people.talk(w.ctx)
	people.wg.Go(func() { desk.work(stop) })
	steps := rounds * len(w.replicas)
	for k := range steps {
		for range w.o.Messages*(k+1)/steps - w.o.Messages*k/steps {
			people.tickets <- struct{}{}
		}
		one := w.replicas[k%len(w.replicas)]
		took, err := one.stop(drain)
		if err != nil {
			w.ledger.problem("%v", err)
		}
		r.Slowest, r.Restarts = max(r.Slowest, took), r.Restarts+1
		if err := one.start(); err != nil {
			tb.Fatal(err)
		}
		w.allUp(patience)
	}
	close(people.tickets)
	w.wait(patience, func() bool { return len(people.tickets) == 0 })
	close(stop)
	people.wg.Wait()
	b := w.settle()
	defer b.Close()
	w.audit(b, people, &r.Report)
	return r
}
