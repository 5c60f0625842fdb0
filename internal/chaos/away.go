package chaos

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// AwayReport is what became of a run during which Redis was away.
type AwayReport struct {
	Report
	Away     time.Duration
	Answers  map[int]int   // answers to webhooks with users' lines while it was away, by status
	Slowest  time.Duration // of them
	LogLines int           // written by all bots together while it was away
}

// String is the report for people.
func (r AwayReport) String() string {
	return fmt.Sprintf("Redis away for %v (mode %s): webhooks answered %v, the slowest after %v; %d log lines of %d bots; "+
		"afterwards %d of %d messages lost, %d twice, %d out of order, %d without an answer; longest silence after its return %v\n",
		r.Away, r.Options.Mode, r.Answers, r.Slowest.Round(time.Millisecond), r.LogLines, r.Options.Replicas,
		r.Lost, r.In, r.Twice, r.Disorder, r.Unanswered, r.CalmSilence.Round(time.Millisecond))
}

// Faults lists every broken promise.
func (r AwayReport) Faults() []string {
	out := r.Report.Faults()
	for status, n := range r.Answers {
		if status != http.StatusServiceUnavailable {
			out = append(out, fmt.Sprintf("answers %d to webhooks while Redis was away: got %d, want 0", status, n))
		}
	}
	if r.Options.Mode == Webhook && r.Answers[http.StatusServiceUnavailable] == 0 {
		out = append(out, "no webhook was answered 503")
	}
	if want := 20 * r.Options.Replicas; r.LogLines > want {
		out = append(out, fmt.Sprintf("log lines while Redis was away: got %d, want at most %d however long it is", r.LogLines, want))
	}
	if r.Repeated > 0 {
		out = append(out, fmt.Sprintf("replies sent again: got %d, want 0: nothing was killed but Redis, in a quiet moment", r.Repeated))
	}
	return out
}

// RunAway lets users write before, while and after Redis is away for a time.
func RunAway(tb testing.TB, o Options, away time.Duration) AwayReport {
	tb.Helper()
	o.Messages = 3 * o.Users
	w := NewWorld(tb, o)
	w.warm()
	people := w.newCrowd()
	r := AwayReport{Report: Report{Options: w.o}, Away: away}
	each := func() {
		for _, p := range people.people {
			p.wants = false
			p.ask(questions()[p.dice.below(6)])
		}
	}
	each()
	w.quiet()
	before, begun := w.count("\n"), time.Now()
	w.redisDown()
	w.webhookProxy.watch(true)
	for _, p := range people.people {
		people.wg.Go(func() { p.ask("xin chào") }) // Zalo's users wait for the first call
	}
	nap(w.ctx.Done(), away)
	w.webhookProxy.watch(false)
	r.LogLines = w.count("\n") - before
	r.Answers, r.Slowest = w.webhookProxy.answers()
	w.redisUp()
	w.ledger.outage(begun)
	people.wg.Wait()
	each()
	b := w.settle()
	defer b.Close()
	w.audit(b, people, &r.Report)
	return r
}

// ask says one numbered line.
func (p *person) ask(text string) { p.says(p.ledger.say(p.n, text)) }

// quiet waits until nothing is on its way.
func (w *World) quiet() {
	w.tb.Helper()
	b := w.settle()
	if err := b.Close(); err != nil {
		w.tb.Fatal(err)
	}
}
