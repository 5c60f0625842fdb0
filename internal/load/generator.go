package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Options say where the program is that is put under load.
type Options struct {
	Targets []string // of the program's replicas, such as http://127.0.0.1:8080
	Listen  string   // where the platform listens
	Secret  string   // the program's TELEGRAM_WEBHOOK_SECRET
	Seed    uint64   // decides which walks are tried and taken
	Lines   Lines

	Patience time.Duration // with a reply; half a minute unless set
	Quiet    time.Duration // after which, while learning, no more replies come; 0.7 s unless set
}

// Generator plays the users. It is made by New, learns by Learn, and Run may
// then be called time and again.
type Generator struct {
	o        Options
	platform *Platform
	desk     *desk
	first    int64 // id of a user before all others
	walks    map[Kind][]Walk
}

// New starts the platform: from now on the program can call it.
func New(o Options) (*Generator, error) {
	o.Patience, o.Quiet = cmp.Or(o.Patience, 30*time.Second), cmp.Or(o.Quiet, 700*time.Millisecond)
	p, err := Listen(o.Listen, o.Targets, o.Secret)
	if err != nil {
		return nil, err
	}
	return &Generator{o: o, platform: p, desk: newDesk(p, o.Patience), first: p.people.Load(), walks: map[Kind][]Walk{}}, nil
}

// URL is what the program's TELEGRAM_API_URL must be.
func (g *Generator) URL() string { return g.platform.URL() }

// Close ends the platform.
func (g *Generator) Close() error { return g.platform.Close() }

// share is how much of a scenario is of a kind.
type share struct {
	kind    Kind
	percent int
}

// scenarios says what each is made of.
func scenarios() map[string][]share {
	return map[string][]share{
		"presses": {{Presses, 100}},
		"talk":    {{Talk, 100}},
		"mixed":   {{Presses, 60}, {Talk, 28}, {HandOffs, 7}, {Pictures, 5}},
	}
}

// Scenarios lists the names there are.
func Scenarios() []string { return []string{"presses", "talk", "mixed"} }

// Learn learns the walks of a scenario, those it does not know yet.
func (g *Generator) Learn(ctx context.Context, scenario string) error {
	shares, ok := scenarios()[scenario]
	if !ok {
		return fmt.Errorf("there is no scenario %q; want one of %s", scenario, strings.Join(Scenarios(), ", "))
	}
	t := &teacher{p: g.platform, desk: g.desk, o: g.o}
	learned := make([][]Walk, len(shares))
	all, ctx := errgroup.WithContext(ctx)
	for i, s := range shares {
		if g.walks[s.kind] != nil {
			continue
		}
		all.Go(func() (err error) {
			learned[i], err = t.learn(ctx, s.kind)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return err
	}
	for i, s := range shares {
		if learned[i] != nil {
			g.walks[s.kind] = learned[i]
		}
	}
	return nil
}

// Phase is one load.
type Phase struct {
	Scenario string
	Users    int           // at once, each waiting for its reply: a closed loop
	Rate     float64       // lines a second, whoever has been answered: an open loop, instead of Users
	Think    time.Duration // of a user before a line, half to one and a half of it
	Ramp     time.Duration // until the load is whole; not counted
	For      time.Duration // counted
	Redis    string        // REDIS_URL of what the program stores in, to ask it what it used; or ""
	Progress io.Writer     // a line a second; or nil
}

// Run puts the program under load and says what came of it. The error is for a
// load that could not be made; wrong replies stand in the report.
func (g *Generator) Run(ctx context.Context, ph Phase) (Report, error) {
	if err := g.Learn(ctx, ph.Scenario); err != nil {
		return Report{}, err
	}
	r := &run{g: g, ph: ph, tally: newTally(), begun: time.Now()}
	var wg sync.WaitGroup
	// What has been sent is waited for when the time is over.
	drive, stop := context.WithTimeout(ctx, ph.Ramp+ph.For)
	defer stop()
	wg.Go(func() { r.show(drive) })
	wg.Go(func() {
		if ph.Rate > 0 {
			r.open(drive, ctx)
		} else {
			r.closed(drive, ctx)
		}
	})
	rep, err := r.measure(drive)
	stop()
	wg.Wait()
	if err != nil {
		return Report{}, err
	}
	r.fill(&rep)
	return rep, ctx.Err()
}

// run is one load being made.
type run struct {
	g     *Generator
	ph    Phase
	tally *tally
	begun time.Time
}

// walker is a user on its walk.
type walker struct {
	u    *User
	walk Walk
	at   int
}

// newWalker begins a walk, picked by number: the same numbers, the same walks.
func (r *run) newWalker(n uint64) *walker {
	dice := rand.New(rand.NewPCG(r.g.o.Seed, n))
	left := dice.IntN(100)
	shares := scenarios()[r.ph.Scenario]
	i := slices.IndexFunc(shares, func(s share) bool {
		left -= s.percent
		return left < 0
	})
	all := r.g.walks[shares[i].kind]
	return &walker{u: r.g.platform.NewUser(), walk: all[dice.IntN(len(all))]}
}

// step does the next step, which was due at a time. It reports whether the walk
// goes on.
func (r *run) step(ctx context.Context, w *walker, due time.Time) bool {
	s := w.walk.Steps[w.at]
	w.at++
	// What came since the last step had all its replies is one too many.
	if late := w.u.take(); len(late) > 0 && w.walk.Kind != Pictures {
		r.tally.note(w.walk.Kind, 0, fmt.Errorf("%w: unasked: %s", errWrong, shown(late[0])))
		return false
	}
	if s.Do == staff {
		if _, err := r.g.desk.topic(ctx, w.u.who.ID); err == nil {
			due = time.Now() // staff can't write before there is a topic
		}
	}
	err := s.does(ctx, w.u, r.g.desk)
	var got []Heard
	if err == nil {
		got = w.u.await(ctx, len(s.Want), r.g.o.Patience)
		if s.Do == shoots {
			got = r.read(ctx, w, s, got)
		}
		err = s.check(got)
		if s.Do == shoots && errors.Is(err, errWrong) {
			err = fmt.Errorf("%w: a picture was not read within %v; the last words were %s", errMissing, reading, shown(got[len(got)-1]))
		}
	}
	if ctx.Err() != nil {
		return false
	}
	wait := time.Duration(0)
	if err == nil {
		wait = got[len(got)-1].at.Sub(due)
	}
	r.tally.note(w.walk.Kind, wait, err)
	return err == nil && w.at < len(w.walk.Steps)
}

// reading is how long a picture may take to be read.
const reading = 3 * time.Minute

// read waits for what a picture shows, when the first reply says that it is
// being read.
func (r *run) read(ctx context.Context, w *walker, s Step, got []Heard) []Heard {
	ctx, cancel := context.WithTimeout(ctx, reading)
	defer cancel()
	for len(got) > 0 && s.check(got) != nil && ctx.Err() == nil {
		more := w.u.await(ctx, 1, reading)
		if len(more) == 0 {
			break
		}
		got = append(got, more...)
	}
	return got
}
