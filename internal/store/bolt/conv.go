package bolt

import (
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// conv is what is kept about a conversation apart from its contents. Moments
// are milliseconds; 0 is never.
type conv struct {
	Version int64 `json:"v,omitempty"`
	Epoch   int64 `json:"e,omitempty"`
	Lines   int64 `json:"n,omitempty"` // last line

	Items int64 `json:"i,omitempty"` // arrivals waiting
	Head  int64 `json:"h,omitempty"` // number of the first of them
	Ready int64 `json:"r,omitempty"` // when those that no lease holds may be taken
	Wake  int64 `json:"w,omitempty"` // the timer
	Work  work  `json:"t,omitzero"`

	Outs    int64 `json:"o,omitempty"`  // replies waiting
	OutHead int64 `json:"oh,omitempty"` // number of the first of them
	User    lane  `json:"lu,omitzero"`
	Desk    lane  `json:"ld,omitzero"`

	Old     int64   `json:"x,omitempty"` // when to forget it
	Feed    int64   `json:"f,omitempty"` // its number in the feed
	Tickets []int64 `json:"k,omitempty"`

	name string
	key  []byte // sized(name)
	was  places
}

// work is somebody's hold on a conversation or a lane.
type work struct {
	Token int64  `json:"t,omitempty"` // of the running lease; 0: none
	Nonce string `json:"q,omitempty"` // with which it was asked for
	Until int64  `json:"u,omitempty"`
	Last  int64  `json:"l,omitempty"` // token of the last lease that ended
	How   string `json:"k,omitempty"` // how it ended
	Tries int    `json:"a,omitempty"`
}

// How a lease ended: only a repeat of the same is ErrDone.
const (
	byCommit  = "commit"
	byBury    = "bury"
	byRelease = "release"
	bySettle  = "settle"
)

type lane struct {
	work
	Due   int64 `json:"d,omitempty"` // when it asks to be taken; 0: nothing to do
	After int64 `json:"n,omitempty"` // not before: pacing, backoff
}

// hold starts a lease.
func (w *work) hold(token int64, nonce string, until int64) {
	w.Token, w.Nonce, w.Until, w.Tries = token, nonce, until, w.Tries+1
}

// open reports whether w, which stands at p, may be given out: it is due, or it
// is given again to whoever asked for it with this nonce and did not hear the
// answer.
func (w *work) open(p place, nonce string, now int64) (open, again bool) {
	switch {
	case p.queue == 0:
		return false, false
	case p.at <= now:
		return true, false
	case w.Token == 0 || w.Nonce != nonce:
		return false, false
	}
	w.Tries = max(0, w.Tries-1) // hold counts it again
	return true, true
}

// hold starts a lease of w, a part of the conversation, or keeps the one that
// runs.
func (c *conv) hold(tx *bbolt.Tx, w *work, again bool, nonce string, until int64) (err error) {
	tok := w.Token
	if !again {
		tok, err = token(tx, c.name)
	}
	w.hold(tok, nonce, until)
	return err
}

// check reports whether the token still holds the lease.
func (w *work) check(token int64, how string) error {
	switch {
	case token > 0 && w.Token == token:
		return nil
	case token > 0 && w.Last == token && w.How == how:
		return store.ErrDone
	}
	return store.ErrFenced
}

// end ends the lease.
func (w *work) end(how string) {
	w.Last, w.How = w.Token, how
	w.Token, w.Nonce, w.Until = 0, "", 0
}

// place is an entry in the bucket of what is due.
type place struct {
	queue byte
	at    int64
}

type places [3]place

// The queues of what is due.
const (
	dueInbox = 'i'
	dueTimer = 't' // nothing arrived, only the timer is set
	dueUser  = 'u'
	dueDesk  = 'd'
)

// places returns where the conversation stands in what is due: at most once
// for its arrivals or timer, once for each lane.
func (c *conv) places() (p places) {
	switch {
	case c.Work.Token != 0:
		p[0] = place{dueInbox, c.Work.Until}
	case c.Items > 0 && c.Wake != 0:
		p[0] = place{dueInbox, min(c.Ready, c.Wake)}
	case c.Items > 0:
		p[0] = place{dueInbox, c.Ready}
	case c.Wake != 0:
		p[0] = place{dueTimer, c.Wake}
	}
	if c.Outs > 0 {
		p[1] = place{dueUser, c.User.next()}
	}
	if c.Desk.Token != 0 || c.Desk.Due != 0 {
		p[2] = place{dueDesk, c.Desk.next()}
	}
	return p
}

// free reports whether nothing is under way in the lane, and it may be taken.
func (l *lane) free(now int64) bool { return l.Token == 0 && l.Tries == 0 && l.After <= now }

func (l *lane) next() int64 {
	if l.Token != 0 {
		return l.Until
	}
	return max(l.Due, l.After)
}

// errRecord: a record in the file can't be read.
var errRecord = errors.New("a stored record can't be read; restore a backup or forget the conversation")

// damaged says of an error that a record of the conversation has it.
func (c *conv) damaged(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("conversation %s: %w: %w", c.name, errRecord, err)
}

// load reads a conversation; one that was never written is new.
func load(tx *bbolt.Tx, name string) (*conv, error) {
	c := &conv{name: name, key: sized(name)}
	if v := tx.Bucket(bConv).Get(c.key); v != nil {
		if err := json.Unmarshal(v, c); err != nil {
			return nil, c.damaged(err)
		}
	}
	c.was = c.places()
	return c, nil
}

// save writes the conversation and its places.
func (c *conv) save(tx *bbolt.Tx) error {
	due, is := tx.Bucket(bDue), c.places()
	for i := range is {
		if is[i] == c.was[i] {
			continue
		}
		if old := c.was[i]; old.queue != 0 {
			if err := due.Delete(dueKey(old, c.name)); err != nil {
				return err
			}
		}
		if is[i].queue != 0 {
			if err := due.Put(dueKey(is[i], c.name), nil); err != nil {
				return err
			}
		}
	}
	c.was = is
	v, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return tx.Bucket(bConv).Put(c.key, v)
}

func dueKey(p place, name string) []byte { return join([]byte{p.queue}, num(p.at), []byte(name)) }

// touch notes a change at now: in the feed, and in when to forget the
// conversation.
func (s *Store) touch(tx *bbolt.Tx, c *conv, now int64) error {
	if err := c.announce(tx, now); err != nil {
		return err
	}
	return s.keepFor(tx, c, now)
}

// keepFor moves when to forget the conversation, counted from now or its timer:
// at most once a day.
func (s *Store) keepFor(tx *bbolt.Tx, c *conv, now int64) error {
	old := max(now, c.Wake) + s.retention
	if d := old - c.Old; max(d, -d) < min(s.retention/10, 24*3600*1000) {
		return nil
	}
	b := tx.Bucket(bOld)
	if err := b.Delete(join(num(c.Old), []byte(c.name))); err != nil {
		return err
	}
	c.Old = old
	return b.Put(join(num(old), []byte(c.name)), nil)
}
