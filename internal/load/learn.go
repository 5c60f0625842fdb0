package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"
	"time"
)

// Lines are what users write: the generator has no words of its own.
type Lines struct {
	Openings []string // what a user comes with
	Person   string   // asks for a person
	Answer   string   // of staff to a user
}

// How walks are explored.
const (
	walksOfAKind = 8
	tries        = 3 * walksOfAKind // walks begun, of which the longest are kept
	longest      = 8                // steps of a walk
	pictureQuiet = 5 * time.Second
	laps         = 2 // how often a walk is repeated before it is trusted
)

// teacher explores the program.
type teacher struct {
	p    *Platform
	desk *desk
	o    Options
}

// learn returns walks of a kind, which went the same way for three users.
func (t *teacher) learn(ctx context.Context, kind Kind) ([]Walk, error) {
	found := make([]Walk, tries)
	var why error
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := tries
	if kind == HandOffs || kind == Pictures {
		n = 1
	}
	for i := range n {
		wg.Go(func() {
			w, err := t.one(ctx, kind, rand.New(rand.NewPCG(t.o.Seed, uint64(i))))
			mu.Lock()
			defer mu.Unlock()
			if found[i] = w; err != nil {
				why = err
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	found = slices.DeleteFunc(found, func(w Walk) bool { return len(w.Steps) == 0 })
	sort.SliceStable(found, func(i, j int) bool { return len(found[i].Steps) > len(found[j].Steps) })
	if len(found) == 0 {
		return nil, fmt.Errorf("no walk of kind %s goes the same way twice: %w", kind, why)
	}
	return found[:min(len(found), walksOfAKind)], nil
}

// one explores a walk and repeats it. The error says why there is none.
func (t *teacher) one(ctx context.Context, kind Kind, r *rand.Rand) (Walk, error) {
	w, err := t.explore(ctx, kind, r)
	if err != nil {
		return Walk{}, err
	}
	for range laps {
		if err := t.again(ctx, &w); err != nil {
			return Walk{}, err
		}
	}
	return w, nil
}

// explore walks at random.
func (t *teacher) explore(ctx context.Context, kind Kind, r *rand.Rand) (Walk, error) {
	u, w := t.p.NewUser(), Walk{Kind: kind}
	for len(w.Steps) < longest {
		s, ok := t.next(kind, u, len(w.Steps), r)
		if !ok {
			break
		}
		if err := s.does(ctx, u, t.desk); err != nil {
			return Walk{}, err
		}
		pause := t.o.Quiet
		if kind == Pictures {
			pause = pictureQuiet
		}
		got := u.settle(ctx, t.o.Patience, pause)
		if ctx.Err() != nil {
			return Walk{}, ctx.Err()
		}
		if len(got) == 0 {
			return Walk{}, fmt.Errorf("%w to %q within %v; does the bot's TELEGRAM_API_URL say %s?", errMissing, s.What, t.o.Patience, t.p.URL())
		}
		if kind == Presses && len(got[len(got)-1].Buttons) == 0 {
			break // the end of a conversation, which costs more than a press
		}
		if kind == Pictures {
			got = got[len(got)-1:]
		}
		for _, h := range got {
			s.Want = append(s.Want, formOf(h))
		}
		w.Steps = append(w.Steps, s)
	}
	if least := map[Kind]int{Presses: 4, Talk: 3, HandOffs: 3}[kind]; len(w.Steps) < least {
		return Walk{}, errors.New("all walks end early")
	}
	return w, nil
}

// next picks what is done at a step; false ends the walk.
func (t *teacher) next(kind Kind, u *User, n int, r *rand.Rand) (Step, bool) {
	switch {
	case kind == Pictures:
		return Step{Do: shoots}, n == 0
	case kind == HandOffs:
		all := []Step{{Do: says, What: t.o.Lines.Person}, {Do: staff, What: t.o.Lines.Answer}, {Do: staff, What: t.o.Lines.Answer}, {Do: staff, What: "/close"}}
		if n == len(all) {
			return Step{}, false
		}
		return all[n], true
	case n == 0 && kind == Presses:
		return Step{Do: says, What: "/start"}, true
	case n == 0, kind == Talk && r.IntN(5) == 0:
		return Step{Do: says, What: t.o.Lines.Openings[r.IntN(len(t.o.Lines.Openings))]}, true
	}
	var live []string
	for _, b := range u.last.Buttons {
		if b.Data != "" && b.Label != t.o.Lines.Person {
			live = append(live, b.Label)
		}
	}
	if len(live) == 0 {
		return Step{}, false
	}
	do := press
	if kind == Talk {
		do = says
	}
	return Step{Do: do, What: live[r.IntN(len(live))]}, true
}

// again repeats a walk as another user and loosens what differs.
func (t *teacher) again(ctx context.Context, w *Walk) error {
	u := t.p.NewUser()
	for i := range w.Steps {
		s := &w.Steps[i]
		if err := s.does(ctx, u, t.desk); err != nil {
			return err
		}
		got := u.await(ctx, len(s.Want), t.o.Patience)
		if s.Do == shoots {
			got = append(got, u.settle(ctx, time.Millisecond, pictureQuiet)...)
			got = got[max(0, len(got)-1):]
		}
		if len(got) != len(s.Want) {
			return fmt.Errorf("%w: %s %q is answered %d times, and %d times to somebody else", errWrong, s.Do, s.What, len(got), len(s.Want))
		}
		for j, h := range got {
			f, ok := s.Want[j].loosen(h)
			if !ok {
				return fmt.Errorf("%w: %s %q: %s, and %q to somebody else", errWrong, s.Do, s.What, shown(h), s.Want[j].Head)
			}
			s.Want[j] = f
		}
	}
	return nil
}
