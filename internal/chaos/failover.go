package chaos

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Strike is what makes another server the master of a group.
type Strike string

// The strikes.
const (
	Killed    Strike = "kill"      // kill -9 of the master
	Frozen    Strike = "freeze"    // the master stands still
	Switched  Strike = "switch"    // an operator switches, as docs/redis.md says
	Separated Strike = "partition" // the master and one of the bots are cut off from all others
)

// A failover has so long before the master that was struck is back, and so
// long until every bot is ready again.
const (
	struckFor  = 10 * time.Second
	readyAgain = 30 * time.Second
)

// mostErrors is how many errors and warnings a bot may log of a failover: one of
// the store each time that it is lost, and a word or two of others.
const mostErrors = 4

// slowestHook is how long an answer to a webhook may take: as long as it waits
// for the store, and what a busy machine adds.
const slowestHook = 3 * time.Second

// FailoverReport is what became of a run in which another server became the
// master.
type FailoverReport struct {
	Report
	Strike  Strike
	Alarms  int           // how often another server became the master without a strike
	Answers map[int]int   // to webhooks with users' lines since the strike, by status
	Slowest time.Duration // of them
	Gap     time.Duration // longest time without a webhook that was taken
	Ready   []readiness   // of each bot
	Logged  []logged      // errors and warnings of each bot
	Broken  []string      // what the run itself saw go wrong; Problems has what the audit found too
}

// String is the report for people.
func (r FailoverReport) String() string {
	var b strings.Builder
	wait := "0"
	if r.Options.Wait != "" {
		wait = r.Options.Wait
	}
	fmt.Fprintf(&b, "failover (%s, %s, wait=%s): %d of %d lines lost, %d twice, %d out of order, %d without an answer, %d replies missing; %d replies sent again\n",
		r.Options.Group, r.Strike, wait, r.Lost, r.In, r.Twice, r.Disorder, r.Unanswered, r.Missing, r.Repeated+r.Resent+r.Strange)
	if r.Alarms > 0 {
		fmt.Fprintf(&b, "  the Sentinel raised %d false alarms\n", r.Alarms)
	}
	fmt.Fprintf(&b, "  webhooks answered %v, the slowest after %v; none taken for %v\n", r.Answers, r.Slowest.Round(time.Millisecond), r.Gap.Round(10*time.Millisecond))
	for _, one := range r.Ready {
		fmt.Fprintf(&b, "  %s\n", one)
	}
	for _, one := range r.Logged {
		fmt.Fprintf(&b, "  %s\n", one)
	}
	return b.String()
}

// Promised reports whether docs/redis.md says that nothing is lost: not where
// the Sentinel took a busy machine's servers for dead, when it may choose one
// that has copied nothing yet.
func (r FailoverReport) Promised() bool {
	return (r.Options.Wait != "" || r.Strike == Switched) && r.Alarms == 0
}

// Faults lists every broken promise.
func (r FailoverReport) Faults() []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if n := r.Lost + r.Disorder + r.Unanswered + r.Missing; r.Promised() && n > 0 {
		fault("lines lost, out of order or without an answer, and replies missing: got %d, want 0: %s", n, strings.Join(r.Problems, "\n"))
	}
	if r.Twice > 0 {
		fault("lines taken twice: got %d, want 0", r.Twice)
	}
	if r.Dead > 0 {
		fault("dead letters: got %d, want 0", r.Dead)
	}
	if r.Slowest > slowestHook {
		fault("slowest answer to a webhook: got %v, want at most %v: Zalo waits two seconds", r.Slowest, slowestHook)
	}
	if r.Answers[200] == 0 || r.In == 0 {
		fault("the run did nothing: %d lines, answers %v", r.In, r.Answers)
	}
	for i, one := range r.Ready {
		if r.Alarms > 0 {
			break // each makes bots unready
		}
		out = append(out, one.faults(r.expected(i))...)
	}
	for bot, n := range r.causes() {
		if n > mostErrors {
			fault("%s logged %d errors and warnings of a failover, want at most %d", bot, n, mostErrors)
		}
	}
	for _, p := range r.Broken {
		fault("problem: %s", p)
	}
	return out
}

// causes counts the errors and warnings of each bot.
func (r FailoverReport) causes() map[string]int {
	n := map[string]int{}
	for _, one := range r.Logged {
		n[one.bot] += one.times
	}
	return n
}

// expected is how a bot's readiness goes: how often it changes at most, and
// what it is when the master has been gone for a while.
func (r FailoverReport) expected(bot int) (changes int, struck bool) {
	switch {
	case r.Strike == Separated && bot == 0:
		return 4, false
	case r.Options.Group == Cluster:
		return 0, true // of a part is told by a warning
	}
	return 4, true // a new master may be without replicas for a moment
}

// RunFailover lets users write while another server becomes the master, and
// the old one comes back.
func RunFailover(tb testing.TB, o Options, strike Strike) FailoverReport {
	tb.Helper()
	o.Messages = mostMessages
	w := NewWorld(tb, o)
	w.warm()
	r := FailoverReport{Report: Report{Options: w.o}, Strike: strike}
	looks := w.watchReady()
	people := w.newCrowd()
	talking, hush := context.WithCancel(w.ctx)
	people.talk(w.ctx)
	people.wg.Go(func() {
		defer close(people.tickets)
		for nap(talking.Done(), 40*time.Millisecond) {
			people.tickets <- struct{}{}
		}
	})
	nap(w.ctx.Done(), 2*time.Second)
	w.webhookProxy.watch(true)
	begun := time.Now()
	mend := w.strike(strike)
	w.until("another server is the master", patience, func() bool { return w.group.Master(tb) > 0 })
	nap(w.ctx.Done(), struckFor-time.Since(begun))
	looks.struck()
	mend()
	w.until("every bot is ready again", readyAgain, looks.allReady)
	nap(w.ctx.Done(), 2*time.Second)
	hush()
	people.wg.Wait()
	w.webhookProxy.watch(false)
	r.Answers, r.Slowest = w.webhookProxy.answers()
	r.Gap, r.Ready = w.webhookProxy.quietest(), looks.stop()
	b := w.settle()
	defer b.Close()
	if o.Group == Sentinel {
		r.Alarms = w.group.Switches(tb) - 1
	}
	w.audit(b, people, &r.Report)
	r.Broken = w.ledger.problems
	for _, one := range w.replicas {
		r.Logged = append(r.Logged, troubles(one)...)
	}
	return r
}

// strike makes another server the master, and returns what ends the trouble.
func (w *World) strike(s Strike) (mend func()) {
	w.tb.Helper()
	old := w.group.Servers[0]
	switch s {
	case Killed:
		old.Kill()
		return old.Restart
	case Frozen:
		old.Freeze()
		return old.Thaw
	case Separated:
		w.group.Wires.Split(w.group.SideOfMaster(w.replicas[0].name())...)
		return w.group.Wires.Heal
	case Switched:
		w.switchOver()
	}
	return func() {}
}

// switchOver switches as an operator does.
func (w *World) switchOver() {
	w.tb.Helper()
	if w.o.Group == Cluster {
		if err := w.group.Promote(w.tb); err != nil {
			w.tb.Fatal(err)
		}
		return
	}
	cmd := exec.CommandContext(w.ctx, w.o.Bin, "redis", "switch")
	cmd.Env = append(append([]string(nil), w.replicas[0].environ...), "REDIS_URL="+w.group.URL("bot3"))
	if out, err := cmd.CombinedOutput(); err != nil {
		w.tb.Fatalf("bot redis switch: %v\n%s", err, out)
	}
}
