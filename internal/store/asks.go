package store

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"sync"
)

// Asked names what a store was asked to lease: a conversation, or one of its
// lanes.
type Asked struct {
	Conv string
	Lane string // empty: the conversation
}

// Asks remembers which askings for a lease were never answered, for a lease
// whose answer is lost is held by nobody until it runs out. Every asking has a
// nonce, which the store keeps with the lease: asking again with that nonce
// gets the same lease back. The zero value is ready; safe for concurrent use.
type Asks struct {
	mu   sync.Mutex
	lost map[Asked][]string // nonces; several where callers asked at the same time
}

// Nonce returns what to ask with: that of an asking whose answer was lost,
// which no other caller is given meanwhile, or else a new one.
func (a *Asks) Nonce(what Asked) string {
	nonce, _ := a.draw(what)
	return nonce
}

func (a *Asks) draw(what Asked) (nonce string, lost bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	nonces := a.lost[what]
	if len(nonces) == 0 {
		return strconv.FormatUint(rand.Uint64(), 36), false // in no danger but of chance
	}
	if a.lost[what] = nonces[1:]; len(nonces) == 1 {
		delete(a.lost, what)
	}
	return nonces[0], true
}

// Aside is Nonce for what is asked for beside something else, and may well not
// be given: spare must be called then, so that a lost answer is not forgotten.
func (a *Asks) Aside(what Asked) (nonce string, spare func()) {
	nonce, lost := a.draw(what)
	return nonce, func() {
		if lost {
			a.Lost(what, nonce)
		}
	}
}

// Lost notes that the answer to an asking was lost. Of several askings for one
// thing that were lost together only one may have been given the lease, and
// nobody knows which: each is asked again in its turn.
func (a *Asks) Lost(what Asked, nonce string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost == nil {
		a.lost = map[Asked][]string{}
	}
	a.lost[what] = append(a.lost[what], nonce)
}

// Next returns up to max things to ask for, each once: first those whose answer
// was lost, of lanes or of conversations, then those that are due.
func (a *Asks) Next(due []Asked, lanes bool, max int) []Asked {
	a.mu.Lock()
	var next []Asked
	for what := range a.lost {
		if (what.Lane != "") == lanes {
			next = append(next, what)
		}
	}
	a.mu.Unlock()
	sort.Slice(next, func(i, j int) bool {
		return cmp.Or(cmp.Compare(next[i].Conv, next[j].Conv), cmp.Compare(next[i].Lane, next[j].Lane)) < 0
	})
	next = next[:min(len(next), max)]
	lost := len(next)
	for _, what := range due {
		if len(next) < max && !slices.Contains(next[:lost], what) {
			next = append(next, what)
		}
	}
	return next
}
