package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/store"
)

// shelf is what the judge reads beside what the program uses.
type shelf interface {
	Store
	Depth(ctx context.Context) (store.Depth, error)
	DeadList(ctx context.Context, max int) ([]store.Dead, error)
}

// figures are what a run comes to. Repeated sends are those that a crash
// caused, resent ones those that had no answer.
type figures struct {
	Seeds, Kills, Faults, Steps, Messages, Sends                        int
	Lost, Twice, Order, Missing, Repeated, Resent, Quarantined, Dropped int
	Other                                                               int // every other broken promise
	Slowest                                                             time.Duration
}

func (a *figures) add(b figures) {
	a.Seeds, a.Kills, a.Faults, a.Steps = a.Seeds+b.Seeds, a.Kills+b.Kills, a.Faults+b.Faults, a.Steps+b.Steps
	a.Messages, a.Sends, a.Lost, a.Twice = a.Messages+b.Messages, a.Sends+b.Sends, a.Lost+b.Lost, a.Twice+b.Twice
	a.Order, a.Missing, a.Repeated, a.Quarantined = a.Order+b.Order, a.Missing+b.Missing, a.Repeated+b.Repeated, a.Quarantined+b.Quarantined
	a.Resent += b.Resent
	a.Dropped, a.Other, a.Slowest = a.Dropped+b.Dropped, a.Other+b.Other, max(a.Slowest, b.Slowest)
}

// judge compares what the store holds when all is quiet with what the ledger
// knows happened.
type judge struct {
	w    *world
	s    shelf
	sum  figures
	dead map[string]map[string]int // conversation → message → dead letters
	gone map[string]int            // conversation → replies given up
}

func (w *world) judge(s shelf, talks []*talk) (figures, []wrong) {
	j := &judge{w: w, s: s, dead: map[string]map[string]int{}, gone: map[string]int{}}
	w.mu.Lock()
	j.sum = figures{Seeds: 1, Kills: w.kills, Faults: w.faults, Steps: w.steps}
	w.mu.Unlock()
	w.ledger.lock()
	defer w.ledger.mu.Unlock()
	j.depth()
	j.letters()
	for _, t := range talks {
		j.talk(t)
	}
	for _, x := range w.ledger.wrongs {
		switch x.kind {
		case "lost":
			j.sum.Lost++
		case "twice":
			j.sum.Twice++
		case "order":
			j.sum.Order++
		case "missing":
			j.sum.Missing++
		default:
			j.sum.Other++
		}
	}
	return j.sum, w.ledger.wrongs
}

func (j *judge) wrong(kind, conv, format string, args ...any) {
	j.w.ledger.wrong(kind, conv, format, args...)
}

// depth: nothing waits any more.
func (j *judge) depth() {
	d, err := j.s.Depth(context.Background())
	if err != nil || d.Inbox != 0 || d.User != 0 || d.Desk != 0 {
		j.wrong("stuck", "", "waiting after all was quiet: %+v (%v)", d, err)
	}
}

// letters reads the dead letters.
func (j *judge) letters() {
	all, err := j.s.DeadList(context.Background(), 10_000)
	if err != nil {
		j.wrong("state", "", "dead letters: %v", err)
	}
	for _, d := range all {
		switch d.Queue {
		case store.Inbox:
			if j.dead[d.Conv] == nil {
				j.dead[d.Conv] = map[string]int{}
			}
			j.dead[d.Conv][messageOf(store.Item{Body: d.Body})]++
		case store.LaneUser:
			j.gone[d.Conv]++
		default:
			j.wrong("stuck", d.Conv, "a dead letter of queue %s: %s", d.Queue, d.Reason)
		}
	}
}

// row is a line of the transcript with what became of it.
type row struct {
	chat.Line
	fate *chat.Delivery
}

func (j *judge) rows(conv string) (out []row) {
	lines, err := j.s.Lines(context.Background(), conv, 1, store.MaxLines)
	if err != nil {
		j.wrong("state", conv, "transcript: %v", err)
	}
	for _, l := range lines {
		var r row
		if err := json.Unmarshal(l.Body, &r.Line); err != nil {
			j.wrong("state", conv, "line %d: %v", l.Seq, err)
		}
		if l.Delivery != nil {
			if err := json.Unmarshal(l.Delivery, &r.fate); err != nil {
				j.wrong("state", conv, "delivery of line %d: %v", l.Seq, err)
			}
		}
		out = append(out, r)
	}
	return out
}

// tale is a transcript to read.
func tale(rows []row) string {
	var b strings.Builder
	for _, r := range rows {
		fate := ""
		if r.fate != nil {
			fate = r.fate.State
		}
		fmt.Fprintf(&b, "  %s %d %s %s %q %s\n", r.At.Format("15:04:05.000"), r.Seq, r.By, r.Message, r.Text, fate)
	}
	return b.String()
}

func (j *judge) talk(t *talk) {
	rows := j.rows(t.conv)
	j.w.tales[t.conv] = tale(rows)
	f := j.w.ledger.file(t.conv)
	j.sum.Slowest = max(j.sum.Slowest, f.slowest)
	j.inbox(t, f, rows)
	j.answers(t, f)
	j.numbers(t, f, rows)
	j.outbox(t, f, rows)
	j.sends(t, f)
	j.staff(t, rows)
	j.ticket(t)
	j.timers(t, rows)
}

// inbox: every line of the user is in the transcript once, or quarantined
// once; and one that was durable before another was offered stands before it.
func (j *judge) inbox(t *talk, f *file, rows []row) {
	count := map[string]int{}
	var order []*arrival
	for _, r := range rows {
		if r.By == chat.ByUser && r.Message != "" {
			count[r.Message]++
			if a := f.arrivals[r.Message]; a != nil {
				order = append(order, a)
			}
		}
	}
	want := []string{"m90", "m91"}
	for _, in := range t.lines {
		want = append(want, in.Message)
	}
	if t.staff {
		want = append(want, "m80")
	}
	for _, m := range want {
		j.sum.Messages++
		buried := j.dead[t.conv][m]
		j.sum.Quarantined += buried
		switch n := count[m] + buried; {
		case n == 0:
			j.wrong("lost", t.conv, "message %s", m)
		case n > 1:
			j.wrong("twice", t.conv, "message %s: %d times in the transcript, %d dead letters", m, count[m], buried)
		}
	}
	for i, a := range order {
		for _, b := range order[:i] {
			if a.stored < b.offered {
				j.wrong("order", t.conv, "line %d was durable before line %d was offered", a.seq, b.seq)
			}
		}
	}
	called := 0
	for _, r := range rows {
		if r.By == chat.ByUser && r.Message == "" {
			called++
		}
	}
	if dead := j.dead[t.conv]; called+dead[""] < len(dead) {
		j.wrong("missing", t.conv, "%d lines were quarantined, a person was called %d times", len(dead), called)
	}
	if t.n == poisonUser && j.dead[t.conv]["m03"] != 1 {
		j.wrong("stuck", t.conv, "the picture that breaks its reader: %d dead letters, want 1", j.dead[t.conv]["m03"])
	}
}

// numbers: the dialog remembers each number the user gave it once and in
// order, until the ticket they belong to is over, and every reply that repeats
// them repeats all so far: no state was lost, no turn thought twice. What
// staff hear themselves is not for the dialog.
func (j *judge) numbers(t *talk, f *file, rows []row) {
	matters := f.matters()
	var want []string
	matter := 0
	for _, r := range rows {
		a := f.arrivals[r.Message]
		switch {
		case r.By == chat.ByUser && a != nil && !f.phases[a.version].held:
			if matters[a.version] != matter {
				want, matter = nil, matters[a.version]
			}
			want = append(want, t.number(r)...)
		case r.By == chat.ByBot:
			if got := numbers(r.Text); len(got) > 0 && !slices.Equal(got, want) {
				j.wrong("state", t.conv, "line %d repeats %v, want %v", r.Seq, got, want)
			}
		}
	}
	st, err := j.state(t.conv)
	if err != nil {
		j.wrong("state", t.conv, "%v", err)
		return
	}
	if !slices.Equal(st.Refs, want) {
		j.wrong("state", t.conv, "the dialog remembers %v, want %v", st.Refs, want)
	}
}

// matters counts, for every version, the tickets that were over by then.
func (f *file) matters() map[int64]int {
	out, n := map[int64]int{}, 0
	for _, v := range slices.Sorted(maps.Keys(f.phases)) {
		if f.phases[v].over && !f.phases[v-1].over {
			n++
		}
		out[v] = n
	}
	return out
}

// answers: whatever the user says to the bot is answered in the same step.
func (j *judge) answers(t *talk, f *file) {
	for _, x := range f.turns {
		if x.said == 0 && !f.phases[x.version].held {
			j.wrong("missing", t.conv, "version %d heard %d lines and nothing was said", x.version, x.heard)
		}
	}
}

// number returns the number in a line of the transcript: in its words, or in
// its file. (A process without eyes misses a picture's: that is no fault.)
func (t *talk) number(r row) []string {
	if len(r.Files) > 0 {
		return numbers(r.Files[0].Ref)
	}
	return numbers(r.Text)
}

func (j *judge) conversation(conv string) (c chat.Conversation, err error) {
	snap, err := j.s.Load(context.Background(), conv)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(snap.State, &c)
}

func (j *judge) state(conv string) (st dialog.State, err error) {
	c, err := j.conversation(conv)
	if err != nil {
		return st, err
	}
	return dialog.DecodeState(c.Dialog)
}

// staff: what they said is in the transcript once and in order.
func (j *judge) staff(t *talk, rows []row) {
	var got []string
	for _, r := range rows {
		if r.By == chat.ByStaff {
			got = append(got, r.Text)
		}
	}
	if !slices.Equal(got, t.said) {
		j.wrong("staff", t.conv, "staff said %q, the transcript has %q", t.said, got)
	}
}

// ticket: the queue and staff's view show the ticket as it is.
func (j *judge) ticket(t *talk) {
	c, err := j.conversation(t.conv)
	if err != nil || c.Ticket == nil {
		return
	}
	r, err := j.s.Row(context.Background(), c.Ticket.Number)
	var shown chat.Ticket
	if err == nil {
		err = json.Unmarshal(r.Body, &shown)
	}
	if want := ticket(c.Ticket); err != nil || r.Conv != t.conv || ticket(&shown) != want || j.w.board[t.conv] != want {
		j.wrong("staff", t.conv, "ticket is %q, the queue has %q, the board %q (%v)", want, ticket(&shown), j.w.board[t.conv], err)
	}
	if t.staff && c.Ticket.State != chat.Returned && len(j.dead[t.conv]) == 0 {
		j.wrong("staff", t.conv, "ticket is %s, want returned", c.Ticket.State)
	}
}

// timers: after the user's last line the wait comes back, the reminder and the
// good-bye follow, each once and none early.
func (j *judge) timers(t *talk, rows []row) {
	c, err := j.conversation(t.conv)
	if err != nil || c.Blocked || c.Ticket.Open() || goes(t.conv) || len(j.dead[t.conv]) > 0 {
		return
	}
	over, _, _ := strings.Cut(j.w.say.T("dialog.wait_over", "minutes", "1"), ".")
	want := []string{"Anh/chị đợi giúp em.", over, j.w.say.T("dialog.nudge"), j.w.say.T("dialog.closing")}
	gap := []time.Duration{0, waitFor, nudgeFor, closeFor}
	last, k := time.Time{}, -1
	for _, r := range rows {
		switch {
		case r.Message == "m91":
			last, k = r.At, 0
		case k < 0 || r.By != chat.ByBot:
		case k == 0 && !strings.Contains(r.Text, want[0]): // an earlier timer was due in the same turn
		case k == len(want) || !strings.Contains(r.Text, want[k]):
			j.wrong("timer", t.conv, "line %d is %q, want %q next", r.Seq, r.Text, append(want, "nothing")[k])
			return
		default:
			if r.At.Sub(last) < gap[k] {
				j.wrong("timer", t.conv, "line %d came %v after the one before, want %v", r.Seq, r.At.Sub(last), gap[k])
			}
			last, k = r.At, k+1
		}
	}
	if k != len(want) {
		j.wrong("timer", t.conv, "only %d of %d timed lines came", k, len(want))
	}
}
