package privacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// Extent is how much is kept about somebody.
type Extent struct {
	Person
	Lines   int `json:"lines"`
	Files   int `json:"files"` // uploads; what a platform keeps is not counted
	Waiting int `json:"waiting"`
	Dead    int `json:"dead"`
}

// Preview tells what would go if the user of a conversation were forgotten.
// ErrNobody when nothing is kept.
func (p *People) Preview(ctx context.Context, conv string) (Extent, error) {
	k, dead, err := p.all(ctx, conv)
	if err != nil {
		return Extent{}, err
	}
	x := Extent{Person: k.person(false), Lines: len(k.lines), Waiting: len(k.Items) + len(k.Outs), Dead: len(dead)}
	for _, f := range attached(k.state, k.lines) {
		if f.Blob != "" {
			x.Files++
		}
	}
	return x, nil
}

// allDead is more dead letters than a store keeps.
const allDead = store.Parts * store.MaxDead

// all reads what is kept under a conversation, and its dead letters.
func (p *People) all(ctx context.Context, conv string) (*kept, []store.Dead, error) {
	k, err := p.read(ctx, conv)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil, ErrNobody
	}
	if err != nil {
		return nil, nil, err
	}
	letters, err := p.o.Whole.DeadList(ctx, allDead)
	if err != nil {
		return nil, nil, fmt.Errorf("dead letters: %w", err)
	}
	var dead []store.Dead
	for _, d := range letters {
		if d.Conv == conv {
			dead = append(dead, d)
		}
	}
	return k, dead, nil
}

// Lanes leases one lane.
type Lanes interface {
	NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error)
	Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (more bool, err error)
}

const (
	forgetLease = time.Minute
	forgetLook  = 500 * time.Millisecond
)

// ErrUnfinished: it is decided that somebody is forgotten, and not all is done;
// a running program goes on with it.
var ErrUnfinished = errors.New("it is decided and not finished: a running bot goes on with it")

// Forget has the user of a conversation forgotten, waits until it is done, and
// returns what was removed. It works beside any number of running programs and
// without one. An end of ctx meanwhile is ErrUnfinished; calling it again goes
// on. ErrNobody when nothing is kept.
func (p *People) Forget(ctx context.Context, conv string, e chat.Erasure) (Entry, error) {
	k, err := p.read(ctx, conv)
	if errors.Is(err, store.ErrNotFound) {
		return Entry{}, ErrNobody
	}
	if err != nil {
		return Entry{}, err
	}
	if len(k.State) == 0 { // nothing but arrivals that nobody has answered
		done := Entry{At: e.At, By: e.By, Staff: e.Staff, Channel: k.person(false).Channel}
		return done, p.o.Eraser.forget(ctx, nil, conv, done)
	}
	if k.state.Erase != nil {
		e = *k.state.Erase
	} else if err := p.o.Decide(ctx, conv, e); err != nil {
		return Entry{}, err
	}
	if err := p.finish(ctx, conv); err != nil {
		return Entry{}, err
	}
	return p.entry(ctx, e.At, k.state.Address.Channel)
}

// finish carries out what is decided, or waits for whoever does.
func (p *People) finish(ctx context.Context, conv string) error {
	tick := time.NewTicker(forgetLook)
	defer tick.Stop()
	for {
		if err := p.turn(ctx, conv); err != nil {
			return errors.Join(ErrUnfinished, err)
		}
		switch _, err := p.o.Whole.SaveConv(ctx, conv); {
		case errors.Is(err, store.ErrNotFound):
			return nil
		case err != nil:
			return errors.Join(ErrUnfinished, err)
		}
		select {
		case <-ctx.Done():
			return errors.Join(ErrUnfinished, ctx.Err())
		case <-tick.C:
		}
	}
}

// turn works the conversation's desk lane once, where it is due and nobody's.
func (p *People) turn(ctx context.Context, conv string) error {
	j, ok, err := p.o.Lanes.NextOne(ctx, conv, store.LaneDesk, p.o.Now(), forgetLease, nil)
	if err != nil || !ok {
		return err
	}
	act, cancel := context.WithTimeout(channels.WithFence(ctx, func() bool { return p.o.Now().Before(j.Until) }), forgetLease)
	defer cancel()
	_, err = p.o.Lanes.Settle(context.WithoutCancel(ctx), j, p.o.Now(), p.o.Eraser.Lane(act, j))
	if errors.Is(err, store.ErrFenced) || errors.Is(err, store.ErrDone) {
		return nil // it is gone, or another's
	}
	return err
}

// entry is what the log of deletions says of one.
func (p *People) entry(ctx context.Context, at time.Time, channel string) (Entry, error) {
	all, err := p.Log(ctx)
	for _, e := range all {
		if e.At.Equal(at) && e.Channel == channel {
			return e, err
		}
	}
	return Entry{At: at, Channel: channel}, err
}

// Log lists the deletions of the last year, the latest first.
func (p *People) Log(ctx context.Context) ([]Entry, error) {
	all, _, err := store.ReadJSON[[]Entry](ctx, p.o.Eraser.Values, logKey)
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all, err
}
