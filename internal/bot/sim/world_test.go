package sim

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/dialog"
	"hotro/internal/obs"
	"hotro/prompts"
)

// What a step that was interfered with returns.
var (
	errKilled = errors.New("the process was killed")
	errAway   = errors.New("no connection") // nothing happened
	errLost   = errors.New("the answer was lost")
)

// The leases of the simulated processes, short so that they run out often.
const (
	turnLease = 5 * time.Second
	laneLease = 15 * time.Second
)

// lookFor is how long before a send begins it may have been looked who holds
// the conversation.
const lookFor = 100 * time.Millisecond

// odds are the chances that a step is interfered with, in thousandths, and
// how often a process is killed wherever it is.
type odds struct {
	kill, away, lost, slow int
	reap                   time.Duration
}

// world is one run: three processes on one store, their users and staff, the
// platforms, and the ledger that knows what must come of it.
type world struct {
	store   Store
	mutant  mutant
	odds    odds
	poll    time.Duration
	engine  *dialog.Engine
	reader  reader
	say     *prompts.Say
	metrics *obs.Metrics
	log     *slog.Logger
	ledger  *ledger
	all     sync.WaitGroup // every goroutine of the run

	mu     sync.Mutex // guards what follows
	rnd    *rand.Rand
	slots  [3]*proc
	calm   bool // no more faults
	over   bool // nobody is started any more
	kills  int
	steps  int
	faults int
	run    map[string]int // kills in a row in the turns of one conversation
	board  map[string]string
	tales  map[string]string // transcripts, once judged
}

// words are what the bot says, read once.
var words = sync.OnceValue(func() *prompts.Say { return prompts.Must("vi") })

func newWorld(seed uint64, s Store, poll time.Duration, m mutant) *world {
	w := &world{
		store: s, mutant: m, rnd: rand.New(rand.NewPCG(seed, 3)), say: words(),
		metrics: obs.NewMetrics(prometheus.NewRegistry()), log: slog.New(slog.DiscardHandler),
		odds: odds{kill: 20, away: 10, lost: 10, slow: 15, reap: 250 * time.Millisecond}, poll: poll,
		run: map[string]int{}, board: map[string]string{}, tales: map[string]string{},
	}
	w.engine = engine(w.reader, w.say)
	w.ledger = newLedger()
	for i := range w.slots {
		w.slots[i] = w.start(i)
	}
	w.all.Go(w.reap)
	return w
}

// reap kills processes at any moment, wherever they are.
func (w *world) reap() {
	for w.reaps() {
		time.Sleep(w.upTo(2 * w.odds.reap))
	}
}

func (w *world) reaps() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.slots[w.rnd.IntN(len(w.slots))]; !w.calm && !p.dead {
		p.kill("", "")
	}
	return !w.calm
}

// dice returns a number below n.
func (w *world) dice(n int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rnd.IntN(n)
}

// upTo returns a length of time below d.
func (w *world) upTo(d time.Duration) time.Duration {
	return time.Duration(w.dice(int(d/time.Millisecond))) * time.Millisecond
}

// fate is what becomes of one step.
type fate int

const (
	fine fate = iota
	dieBefore
	dieAfter
	away
	lost
	slow
)

// draw decides a step's fate. A turn that was killed three times running is
// let go: quarantine has cases of its own.
func (w *world) draw(op, conv string) fate {
	w.steps++
	if w.calm {
		return fine
	}
	kill := w.odds.kill
	if inTurn(op) && w.run[conv] >= 3 {
		kill = 0
	}
	n := w.rnd.IntN(1000)
	for _, c := range []struct {
		chance int
		fate   fate
	}{{kill / 2, dieBefore}, {kill - kill/2, dieAfter}, {w.odds.away, away}, {w.odds.lost, lost}, {w.odds.slow, slow}} {
		if n < c.chance {
			return c.fate
		}
		n -= c.chance
	}
	return fine
}

// inTurn reports whether a step belongs to a turn of the bot.
func inTurn(op string) bool {
	switch op {
	case "take", "find", "lines", "count", "rows", "image", "voice", "model", "typing", "commit":
		return true
	}
	return false
}

// step is one step of a process outside itself: a call of the store, of a
// platform, of a model. The process may die before it or right after it took
// effect; the call may fail without effect, or with it; it may be on its way
// so long that a lease runs out, and take effect even when its caller is gone.
func (p *proc) step(ctx context.Context, op, conv string, do func(context.Context) error) error {
	w := p.w
	if err := ctx.Err(); err != nil {
		return err
	}
	w.mu.Lock()
	if p.dead {
		w.mu.Unlock()
		return errKilled
	}
	how := w.draw(op, conv)
	w.ledger.note(p, op, conv, how)
	switch how {
	case dieBefore:
		p.kill(op, conv)
	case fine:
	default:
		w.faults++
	}
	w.mu.Unlock()
	switch how {
	case dieBefore:
		return errKilled
	case away:
		return errAway
	case slow:
		time.Sleep(w.delay(op))
	}
	err := do(context.WithoutCancel(ctx))
	w.mu.Lock()
	defer w.mu.Unlock()
	if how == dieAfter && !p.dead {
		p.kill(op, conv)
	}
	switch {
	case p.dead:
		return errKilled
	case how == lost:
		return errLost
	case err == nil && ctx.Err() != nil:
		return ctx.Err()
	}
	if op == "commit" {
		w.run[conv] = 0
	}
	return err
}

// delay is how long a slow step is on its way: for a turn past its lease, for
// a lane well within.
func (w *world) delay(op string) time.Duration {
	switch op {
	case "next", "check", "pace", "settle", "send", "renew":
		return w.upTo(1500 * time.Millisecond)
	}
	return w.upTo(2 * turnLease)
}

// kill ends the process, with w.mu held: from now on nothing it does has any
// effect. Another takes its place a little later.
func (p *proc) kill(op, conv string) {
	w := p.w
	p.dead = true
	p.cancel()
	w.ledger.dies(p)
	w.kills++
	if inTurn(op) {
		w.run[conv]++
	}
	nap := 100*time.Millisecond + time.Duration(w.rnd.IntN(900))*time.Millisecond
	w.all.Go(func() {
		time.Sleep(nap)
		w.mu.Lock()
		defer w.mu.Unlock()
		if !w.over {
			w.slots[p.slot] = w.start(p.slot)
		}
	})
}

// pick returns a process that lives, if the slot that was drawn has one.
func (w *world) pick() (*proc, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.slots[w.rnd.IntN(len(w.slots))]
	return p, !p.dead
}

func (p *proc) lives() bool {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return !p.dead
}

// end stops the processes and waits for every goroutine.
func (w *world) end() {
	w.mu.Lock()
	w.over = true
	for _, p := range w.slots {
		p.cancel()
	}
	w.mu.Unlock()
	w.all.Wait()
}

func (w *world) setCalm() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calm = true
}
