package sim

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// ledger knows what really happened: which arrivals became durable, which
// changes took effect, what users received. Its moments are counted, not
// timed: of two, the lower was earlier.
type ledger struct {
	mu     sync.Mutex
	moment int64
	files  map[string]*file
	sends  map[string]*send // by the platform's id
	died   map[*proc]int64
	heads  map[*proc]map[string]head
	wrongs []wrong
	trace  []event
}

// file is one conversation in the ledger.
type file struct {
	arrivals map[string]*arrival // by message id
	phases   map[int64]phase     // by version
	turns    []turn
	epoch    int64
	raised   []raise
	sends    []*send
	fences   map[int64]int64 // of replies, by line
	slowest  time.Duration
}

// arrival is one line of a user.
type arrival struct {
	offered int64 // first given to a store
	stored  int64 // durable
	at      time.Time
	seq     int64
	version int64 // of the conversation that heard it
}

// phase is who holds a conversation and whether its ticket is over.
type phase struct{ held, over bool }

// turn is a change that wrote lines of the user.
type turn struct {
	version     int64 // it started from
	heard, said int
}

type raise struct{ epoch, moment int64 }

// head is the reply a process is about to send.
type head struct {
	seq, fence, moment int64
	at                 time.Time
}

// send is one message a user received.
type send struct {
	p       *proc
	moment  int64
	id      string
	seq     int64
	part    int
	unsure  bool // the sender heard no answer
	settled bool // the store knows
}

// wrong is a broken promise.
type wrong struct {
	kind, conv, what string
}

// event is a step, for telling how a promise was broken.
type event struct {
	at       time.Time
	slot     int
	op, conv string
	how      fate
}

func newLedger() *ledger {
	return &ledger{files: map[string]*file{}, sends: map[string]*send{}, died: map[*proc]int64{}, heads: map[*proc]map[string]head{}}
}

// lock enters the ledger at a new moment.
func (l *ledger) lock() int64 {
	l.mu.Lock()
	l.moment++
	return l.moment
}

func (l *ledger) file(conv string) *file {
	f := l.files[conv]
	if f == nil {
		f = &file{arrivals: map[string]*arrival{}, phases: map[int64]phase{}, fences: map[int64]int64{}}
		l.files[conv] = f
	}
	return f
}

func (l *ledger) wrong(kind, conv, format string, args ...any) {
	l.wrongs = append(l.wrongs, wrong{kind, conv, fmt.Sprintf(format, args...)})
}

// note keeps a step for the trace.
func (l *ledger) note(p *proc, op, conv string, how fate) {
	l.lock()
	defer l.mu.Unlock()
	if conv != "" || how == dieBefore || how == dieAfter {
		l.trace = append(l.trace, event{time.Now(), p.slot, op, conv, how})
	}
}

// dies: a process has no effect from now on.
func (l *ledger) dies(p *proc) {
	now := l.lock()
	defer l.mu.Unlock()
	l.died[p] = now
}

func messageOf(it store.Item) string {
	var in chat.Incoming
	if json.Unmarshal(it.Body, &in) != nil {
		return ""
	}
	return in.Message
}

// offered: a process is about to store an arrival.
func (l *ledger) offered(conv string, it store.Item) {
	now := l.lock()
	defer l.mu.Unlock()
	m := messageOf(it)
	if m == "" {
		return
	}
	if f := l.file(conv); f.arrivals[m] == nil {
		f.arrivals[m] = &arrival{offered: now, at: time.Now()}
	}
}

// stored: it is durable.
func (l *ledger) stored(conv string, it store.Item) {
	now := l.lock()
	defer l.mu.Unlock()
	if a := l.file(conv).arrivals[messageOf(it)]; a != nil && a.stored == 0 {
		a.stored, a.at = now, time.Now()
	}
}

// epoch is the hand-off epoch known before a change.
func (l *ledger) epoch(conv string) int64 {
	l.lock()
	defer l.mu.Unlock()
	return l.file(conv).epoch
}

// changed: a change took effect. before is the epoch known when it was asked for.
func (l *ledger) changed(snap store.Snapshot, ch store.Change, before int64) {
	now := l.lock()
	defer l.mu.Unlock()
	f := l.file(snap.Conv)
	var c struct {
		Holder, Ticket struct{ Kind, State string }
	}
	if err := json.Unmarshal(ch.State, &c); err != nil {
		l.wrong("state", snap.Conv, "unreadable state: %v", err)
	}
	f.phases[snap.Version+1] = phase{
		held: c.Holder.Kind == chat.HeldByStaff, over: c.Ticket.State == chat.Returned || c.Ticket.State == chat.Closed,
	}
	if heard := l.heard(f, snap, ch); heard > 0 {
		f.turns = append(f.turns, turn{snap.Version, heard, len(ch.Out)})
	}
	for _, o := range ch.Out {
		f.fences[o.Seq] = o.Fence
		if o.Fence > 0 && o.Fence < before {
			l.wrong("over", snap.Conv, "line %d was said under epoch %d when staff had taken over with %d", o.Seq, o.Fence, before)
		}
	}
	if ch.Epoch > f.epoch {
		f.epoch = ch.Epoch
		f.raised = append(f.raised, raise{ch.Epoch, now})
	}
}

// heard enters the users' lines of a change and counts them.
func (l *ledger) heard(f *file, snap store.Snapshot, ch store.Change) (n int) {
	for _, row := range ch.Lines {
		var line chat.Line
		if row.Delivery != nil || json.Unmarshal(row.Body, &line) != nil || line.By != chat.ByUser {
			continue
		}
		n++
		if a := f.arrivals[line.Message]; a != nil {
			a.seq, a.version = row.Seq, snap.Version
			f.slowest = max(f.slowest, time.Since(a.at))
		} else if line.Message != "" {
			l.wrong("twice", snap.Conv, "message %s was never offered", line.Message)
		}
	}
	return n
}

// now is the present moment: what follows comes after it.
func (l *ledger) now() int64 {
	defer l.mu.Unlock()
	return l.lock()
}

// looked: a process saw at that moment who holds a conversation it is about to
// send to.
func (l *ledger) looked(p *proc, j store.Job, moment int64) {
	l.lock()
	defer l.mu.Unlock()
	if len(j.Outs) == 0 {
		return
	}
	if l.heads[p] == nil {
		l.heads[p] = map[string]head{}
	}
	l.heads[p][j.Conv] = head{seq: j.Outs[0].Seq, fence: l.file(j.Conv).fences[j.Outs[0].Seq], moment: moment, at: time.Now()}
}

// accepted: a user received a message. It returns the platform's id.
func (l *ledger) accepted(p *proc, conv string, part chat.Reply, unsure bool) string {
	now := l.lock()
	defer l.mu.Unlock()
	h := l.heads[p][conv]
	s := &send{p: p, moment: now, id: fmt.Sprintf("p%d", now), seq: h.seq, unsure: unsure}
	if part.Node == secondPart {
		s.part = 1
	}
	f := l.file(conv)
	for _, r := range f.raised {
		if h.fence > 0 && h.fence < r.epoch && r.moment < h.moment {
			l.wrong("over", conv, "line %d of epoch %d was sent while staff held with epoch %d", h.seq, h.fence, r.epoch)
		}
	}
	f.sends = append(f.sends, s)
	l.sends[s.id] = s
	return s.id
}

// begins: a process begins a send.
func (l *ledger) begins(p *proc, conv string) {
	l.lock()
	defer l.mu.Unlock()
	if age := time.Since(l.heads[p][conv].at); age > lookFor {
		l.wrong("over", conv, "a send begins %v after the last look at who holds it", age)
	}
}

// unsure: the sender of a message heard no answer.
func (l *ledger) unsure(id string) {
	l.lock()
	defer l.mu.Unlock()
	if s := l.sends[id]; s != nil {
		s.unsure = true
	}
}

// settled: the store knows what became of a send.
func (l *ledger) settled(_ store.Job, o store.Settlement) {
	l.lock()
	defer l.mu.Unlock()
	for _, r := range o.Refs {
		if s := l.sends[r.ID]; s != nil {
			s.settled = true
		}
	}
}

// story tells the last steps about a conversation.
func (l *ledger) story(conv string) string {
	var b strings.Builder
	last := l.trace[:0:0]
	for _, e := range l.trace {
		if e.conv == conv {
			last = append(last, e)
		}
	}
	for _, e := range last[max(0, len(last)-80):] {
		fmt.Fprintf(&b, "  %s process %d %s %s\n", e.at.Format("15:04:05.000"), e.slot, e.op, [...]string{
			fine: "", dieBefore: "killed before", dieAfter: "killed after", away: "refused", lost: "answer lost", slow: "slow",
		}[e.how])
	}
	return b.String()
}
