// Package budget bounds what strangers can make the program keep or do over
// time: bytes, new conversations, event streams, tickets, pictures. Every
// budget is one person's, one address's and everybody's, and is held in the
// store, so that replicas share it.
//
// It bounds no speed and nothing that is under way at once: that is package
// limit, in each process. The model's budget has its own bounds (package llm)
// and is kept the same way. Nobody's address stands in the store: keys are
// hashes that only this installation can make. Safe for concurrent use. Start
// reading at Budgets.Spend.
package budget

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"hotro/internal/store"
)

// Keeper counts what was taken of allowances; both stores do, and Local does
// for one process.
type Keeper interface {
	Spend(ctx context.Context, budget string, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error)
}

// Who spends. What is not known is empty, and then not bounded.
type Who struct {
	Person  string // a visitor, a conversation
	Address string // of the machine, as limit.Proxies tells it
}

// Refusal says whose part of a budget is used up, and for how long. Tell it
// from a store that is away by errors.As.
type Refusal struct {
	Kind  Kind
	Whose string // "person", "address" or "all"
	Wait  time.Duration
}

// Error is error.
func (r *Refusal) Error() string {
	return fmt.Sprintf("budget of %s (%s) is used up for %v", r.Kind, r.Whose, r.Wait.Round(time.Second))
}

// Options of Budgets. Refused and Room may be nil.
type Options struct {
	Keeper  Keeper
	Key     []byte // makes the hashes; the same on all replicas
	Scale   int    // multiplies what an address and all may have; 0: 1
	Now     func() time.Time
	Room    func(ctx context.Context) (store.Room, error) // of the store, for what fills it
	Refused func(kind Kind, whose string)                 // is told of every refusal
}

// Budgets are all there are.
type Budgets struct {
	Options
	size atomic.Int64 // of the store, as it was looked at last; 0: not known, or ample
	seen atomic.Int64 // when that was, in milliseconds
}

// New returns Budgets.
func New(o Options) *Budgets {
	if o.Scale <= 0 {
		o.Scale = 1
	}
	if o.Refused == nil {
		o.Refused = func(Kind, string) {}
	}
	return &Budgets{Options: o}
}

// Spend takes n of a budget for who: of all parts of it, or of none. The error
// is a *Refusal, or that of the store.
func (b *Budgets) Spend(ctx context.Context, kind Kind, who Who, n int64) error {
	of, whose := b.parts(ctx, kind, who, n)
	short, wait, err := b.Keeper.Spend(ctx, string(kind), b.Now(), of...)
	if err != nil {
		return fmt.Errorf("budget of %s: %w", kind, err)
	}
	if short < 0 {
		return nil
	}
	b.Refused(kind, whose[short])
	return &Refusal{Kind: kind, Whose: whose[short], Wait: wait}
}

// Own is a budget whose bounds are its spender's own: Keeper for one kind, under
// hashes of the keys.
func (b *Budgets) Own(kind Kind) func(ctx context.Context, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error) {
	return func(ctx context.Context, now time.Time, of ...store.Allowance) (int, time.Duration, error) {
		of = slices.Clone(of)
		for i := range of {
			of[i].Key = b.hash(of[i].Key)
		}
		return b.Keeper.Spend(ctx, string(kind), now, of...)
	}
}

// Seal is a name for s that only this installation can make, the same on all
// replicas.
func (b *Budgets) Seal(s string) string { return b.hash(s) }

// parts are the allowances that who has part in, and whose they are.
func (b *Budgets) parts(ctx context.Context, kind Kind, who Who, n int64) (of []store.Allowance, whose []string) {
	bound := bounds()[kind]
	if kind.fills() {
		bound = bound.within(b.room(ctx))
	}
	add := func(name, key string, most int64) {
		if most > 0 {
			of = append(of, store.Allowance{Key: key, N: n, Most: most, In: bound.in})
			whose = append(whose, name)
		}
	}
	if who.Person != "" {
		add("person", "p"+b.hash(who.Person), bound.person)
	}
	if who.Address != "" {
		add("address", "a"+b.hash(who.Address), bound.address*int64(b.Scale))
	}
	add("all", "all", bound.all*int64(b.Scale))
	return of, whose
}

// lookEvery is how long the size of a store is believed.
const lookEvery = time.Minute

// room is the size of the store; the last one known where it does not say.
func (b *Budgets) room(ctx context.Context) int64 {
	now, seen := b.Now().UnixMilli(), b.seen.Load()
	if b.Room == nil || now-seen < lookEvery.Milliseconds() || !b.seen.CompareAndSwap(seen, now) {
		return b.size.Load()
	}
	if r, err := b.Room(ctx); err == nil {
		b.size.Store(r.Size)
	}
	return b.size.Load()
}

// hash is a name that tells nobody else who it is.
func (b *Budgets) hash(s string) string {
	h := hmac.New(sha256.New, b.Key)
	h.Write([]byte("budget 1\n" + s))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}
