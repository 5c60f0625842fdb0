// Package presence knows who of staff has which ticket open, and who is writing
// on it, on all replicas: two people who answer one customer see each other
// before they send.
//
// It is worth a glance and nothing else: it may be a second late, it is lost
// with the process, and nothing is decided by it. Every replica writes who is on
// its own pages under one key, whole, at most twice a second and only on a
// change or to say that it is still there; so it costs the store the same for
// two people and for sixty.
//
// Room is safe for concurrent use. Start reading at Room.Run.
package presence

import (
	"cmp"
	"crypto/rand"
	"slices"
	"sort"
	"sync"
	"time"

	"hotro/internal/obs"
	"hotro/internal/store"
)

// Person is somebody of staff at a ticket.
type Person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Ticket int64  `json:"ticket"`
	Writes string `json:"writes,omitempty"` // the kind of words that are being written; empty: none are
}

// Pace of a room: how often it looks, how long somebody counts as writing after
// a key was pressed, how often a replica says that it is there, and when one that
// is silent is gone.
const (
	Every  = 500 * time.Millisecond
	Writes = 6 * time.Second
	again  = 10 * time.Second
	gone   = 30 * time.Second
)

// Options of a Room. Values nil: there are no other replicas.
type Options struct {
	Values store.Values
	Now    func() time.Time
	Every  time.Duration // zero: Every
	Outage *obs.Outage   // is told how the store answers; nil: nobody is
}

// Room is where staff are.
type Room struct {
	o  Options
	id string // of the replica

	mu      sync.Mutex
	here    map[place]*visit
	others  []Person
	shown   []Person
	changed chan struct{}
	touched bool      // here has changed since it was written
	written time.Time // zero: nothing of this replica's is in the store
}

// place is somebody at a ticket.
type place struct {
	staff  string
	ticket int64
}

// visit is what one person does at one ticket, on pages of this replica.
type visit struct {
	name  string
	pages int
	kind  string
	until time.Time // when they count as writing no more
}

// New returns an empty room.
func New(o Options) *Room {
	if o.Every <= 0 {
		o.Every = Every
	}
	return &Room{o: o, id: rand.Text(), here: map[place]*visit{}, changed: make(chan struct{})}
}

// Enter notes that somebody has a ticket open on one page, until leave is
// called.
func (r *Room) Enter(staff, name string, ticket int64) (leave func()) {
	r.at(staff, name, ticket, func(v *visit) { v.pages++ })
	return sync.OnceFunc(func() { r.at(staff, name, ticket, func(v *visit) { v.pages-- }) })
}

// Write notes that somebody is writing words of a kind on a ticket now; an empty
// kind: they are not any more.
func (r *Room) Write(staff, name string, ticket int64, kind string) {
	until := r.o.Now().Add(Writes)
	r.at(staff, name, ticket, func(v *visit) { v.kind, v.until = kind, until })
}

func (r *Room) at(staff, name string, ticket int64, change func(*visit)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := place{staff, ticket}
	v := r.here[p]
	if v == nil {
		v = &visit{}
		r.here[p] = v
	}
	v.name = name
	change(v)
	r.tidy()
}

// tidy ends what has run out, and tells of a change.
func (r *Room) tidy() {
	now := r.o.Now()
	for p, v := range r.here {
		if !v.until.After(now) {
			v.kind = ""
		}
		if v.pages <= 0 && v.kind == "" {
			delete(r.here, p)
		}
	}
	shown := merge(r.mine(), r.others)
	if slices.Equal(shown, r.shown) {
		return
	}
	r.shown, r.touched = shown, true
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *Room) mine() []Person {
	var out []Person
	for p, v := range r.here {
		out = append(out, Person{p.staff, v.name, p.ticket, v.kind})
	}
	return out
}

// merge lists each person once a ticket, in order; on one page they may write.
func merge(lists ...[]Person) []Person {
	all := slices.Concat(lists...)
	sort.Slice(all, func(i, j int) bool {
		a, b := &all[i], &all[j]
		return cmp.Or(cmp.Compare(a.Ticket, b.Ticket), cmp.Compare(a.ID, b.ID), cmp.Compare(b.Writes, a.Writes), cmp.Compare(a.Name, b.Name)) < 0
	})
	return slices.CompactFunc(all, func(a, b Person) bool { return a.Ticket == b.Ticket && a.ID == b.ID })
}

// Now lists who is at which ticket, in order of tickets, and a channel that is
// closed when that has changed. Nobody changes the list.
func (r *Room) Now() ([]Person, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.shown, r.changed
}
