package chaos

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Report is what became of a run.
type Report struct {
	Options Options

	In, Staff                 int // numbered lines of users and of staff
	Turns, Replies            int // turns logged; messages that reached users
	BotKills, RedisKills      int
	Cuts, LostReplies         int // connections to Redis cut or held up, and cut in the moment of an answer
	Freezes                   int // bots that stood still for a while (SIGSTOP)
	Hooks                     int // webhooks repeated on purpose
	Lost, Twice, Disorder     int // lines: not in the store, there twice, out of order
	Again                     int // replies in a webhook's answer that was lost, and that came with the repeated call behind later ones
	RepliesDisorder, Missing  int // replies: overtaken, never sent
	Unanswered                int // users' lines that no reply followed
	Unshown                   int // lines of users with a ticket that staff were not shown
	Repeated, Resent, Strange int // messages sent again: after a crash; after an answer that never came; for no reason
	Dropped, Overtaken        int // replies that a take-over made obsolete; of them, sent by a process that died before it could say so
	Dead                      int // dead letters
	Silence, CalmSilence      time.Duration
	Waits                     []time.Duration // of users, from a line to the first message after it
	Late                      int             // answers that waited longer than one lease
	Talked, Settled           time.Duration
	Problems                  []string // each of them, in words
}

// calm is what the shortest tenth of users waits at most: nothing was killed beside them,
// so it tells how fast the machine is.
func (r Report) calm() time.Duration {
	all := slices.Sorted(slices.Values(r.Waits))
	if len(all) == 0 {
		return 0
	}
	return all[len(all)/10]
}

// paces is how many calm waits what a dead process held may take when it is free: a
// new process has to start, and all who wait are before the last of them.
const paces = 40

// Kills is how often something was killed.
func (r Report) Kills() int { return r.BotKills + r.RedisKills }

// PerKill is how many replies were sent again for each kill.
func (r Report) PerKill() float64 { return float64(r.Repeated) / float64(max(1, r.Kills())) }

// String is the report for people.
func (r Report) String() string {
	var b strings.Builder
	row := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "  %-22s", name)
		fmt.Fprintf(&b, format+"\n", args...)
	}
	fmt.Fprintf(&b, "chaos report (%s)\n", r.Options)
	row("messages in", "%d of users, %d of staff; %d webhooks delivered once more on purpose", r.In, r.Staff, r.Hooks)
	row("turns", "%d", r.Turns)
	row("replies", "%d", r.Replies)
	row("kills", "%d bots, %d Redis; %d bots frozen, %d cuts of connections, %d answers of Redis lost", r.BotKills, r.RedisKills, r.Freezes, r.Cuts, r.LostReplies)
	row("lost", "%d", r.Lost)
	row("processed twice", "%d", r.Twice)
	row("out of order", "%d in, %d out%s", r.Disorder, r.RepliesDisorder, r.again())
	row("replies missing", "%d not sent, %d lines without an answer, %d not shown to staff", r.Missing, r.Unanswered, r.Unshown)
	row("repeated sends", "%d between send and settle (%.2f per kill), %d after a lost answer, %d for no reason", r.Repeated, r.PerKill(), r.Resent, r.Strange)
	row("dropped by take-over", "%d, %d of them after they were sent", r.Dropped, r.Overtaken)
	row("dead letters", "%d", r.Dead)
	row("longest silence", "%v; %v without platform faults and outages; %d longer than the lease of %v",
		r.Silence.Round(time.Millisecond), r.CalmSilence.Round(time.Millisecond), r.Late, lease)
	row("shortest tenth waits", "%v", r.calm().Round(time.Millisecond))
	row("time", "%v of talk, %v to settle", r.Talked.Round(time.Millisecond), r.Settled.Round(time.Millisecond))
	for _, p := range r.Problems {
		row("problem", "%s", p)
	}
	return b.String()
}

func (r Report) again() string {
	if r.Options.Mode != Reply {
		return ""
	}
	return fmt.Sprintf("; %d came late with the webhook's repeated call", r.Again)
}

// Faults lists every broken promise; empty when all were kept.
func (r Report) Faults() []string {
	var out []string
	none := func(n int, what string) {
		if n != 0 {
			out = append(out, fmt.Sprintf("%s: got %d, want 0", what, n))
		}
	}
	none(r.Lost, "lines lost")
	none(r.Twice, "lines processed twice")
	none(r.Disorder, "lines out of order")
	none(r.RepliesDisorder, "replies out of order")
	none(r.Missing, "replies not sent")
	none(r.Unanswered, "lines without an answer")
	none(r.Unshown, "lines not shown to staff")
	none(r.Strange, "replies repeated outside the window between send and settle")
	none(r.Dead, "dead letters")
	none(len(r.Problems), "problems")
	// A kill repeats what was in flight, and a handful of kills is no average:
	// the first dozen repeats of a run are let pass.
	if r.Repeated >= 3*r.Kills()+12 {
		out = append(out, fmt.Sprintf("repeated sends: got %.2f per kill, want less than 3", r.PerKill()))
	}
	if want := r.longest(); r.CalmSilence > want {
		out = append(out, fmt.Sprintf("longest silence without outages and platform faults: got %v, want at most %v", r.CalmSilence, want))
	}
	if r.Turns == 0 || r.Replies == 0 || r.In < r.Options.Messages {
		out = append(out, fmt.Sprintf("the run did nothing: %d messages, %d turns, %d replies", r.In, r.Turns, r.Replies))
	}
	return out
}

// longest is how long a user may wait at most: what a dead process held is
// free after the lease, and, unless blows are further apart, what takes it
// over may die as well; with many kills a third and a fourth do, and a process
// that is alone is hit each time. Beside the leases there is the machine's own pace,
// which the shortest waits tell.
func (r Report) longest() time.Duration {
	o, pace := r.Options, paces*r.calm()
	if o.Pace > lease && o.Mode != Poll {
		return lease + max(3*time.Second, pace)
	}
	d := 2*lease + max(5*time.Second, pace)
	if o.Kills >= 30 {
		d += 2 * lease
	}
	if o.Mode == Embedded {
		d += 2 * lease
	}
	if o.Mode == Poll {
		d += 20 * time.Second // until another replica polls
	}
	return d
}
