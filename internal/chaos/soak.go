package chaos

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	client "github.com/redis/go-redis/v9"
)

// SoakReport is what a long run without any fault cost over time.
type SoakReport struct {
	Options    Options
	Samples    []Sample
	Lines      int // of users
	Guests     int // users who came
	Answered   int // lines whose answer was waited for, and came
	Unanswered int // that were not answered in time
	Errors     int // lines of the bots' logs
	Problems   []string
}

// soakPatience is how long a user of a soak waits for an answer.
const soakPatience = 30 * time.Second

// RunSoak has users and staff come and go for so long, without any fault, and
// looks at the bots' size and speed from time to time. o.Users are there at
// once; each says a dozen lines and is followed by another.
func RunSoak(tb testing.TB, o Options, long, every time.Duration) SoakReport {
	tb.Helper()
	w := NewWorld(tb, o)
	w.warm()
	s := &soak{w: w, waits: &waits{}}
	ctx, stop := context.WithCancel(w.ctx)
	defer stop()
	var all sync.WaitGroup
	for n := range w.o.Users {
		all.Go(func() { s.place(ctx, n) })
	}
	all.Go(func() { s.helpers(ctx) })
	all.Go(func() { s.desk(ctx) })
	r := SoakReport{Options: w.o}
	for begun := time.Now(); time.Since(begun) < long && nap(ctx.Done(), every); {
		one, err := s.sample(time.Since(begun))
		if err != nil {
			w.ledger.problem("a look at the bots failed: %v", err)
			continue
		}
		r.Samples = append(r.Samples, one)
	}
	stop()
	all.Wait()
	b := w.settle()
	defer b.Close()
	r.Lines, r.Guests = int(s.lines.Load()), int(s.guests.Load())
	r.Answered, r.Unanswered = int(s.answered.Load()), int(s.unanswered.Load())
	r.Errors, r.Problems = w.count(`"level":"ERROR"`), w.ledger.problems
	return r
}

// soak is such a run under way.
type soak struct {
	w     *World
	waits *waits

	lines, guests, answered, unanswered atomic.Int64
}

// place is one user after the other.
func (s *soak) place(ctx context.Context, n int) {
	for i := n; ctx.Err() == nil; i += s.w.o.Users {
		s.guests.Add(1)
		s.visit(ctx, s.guest(ctx, i), newDice(s.w.o.Seed, uint64(100+i)))
	}
}

// visit is all that one user says: a dozen lines, each after the answer to the
// one before and a pause. One in seven then asks for a person, and has a few
// words with whoever comes.
func (s *soak) visit(ctx context.Context, g *guest, d *dice) {
	defer g.leave()
	all := questions()
	for range 12 {
		if !nap(ctx.Done(), d.between(500*time.Millisecond, 4*time.Second)) {
			return
		}
		heard, said := g.heard(), time.Now()
		if err := g.says(all[d.below(len(all))]); err != nil {
			s.failed(ctx, "a user's line was not taken: %v", err)
			continue
		}
		s.lines.Add(1)
		if s.w.wait(soakPatience, func() bool { return g.heard() > heard || ctx.Err() != nil }) && ctx.Err() == nil {
			s.answered.Add(1)
			s.waits.add(time.Since(said))
		} else if ctx.Err() == nil {
			s.silence(g, said)
		}
	}
	if d.below(7) > 0 {
		return
	}
	for _, text := range []string{"cho em gặp nhân viên", "máy em báo lỗi từ sáng", "em cảm ơn"} {
		if err := g.says(text); err != nil {
			s.failed(ctx, "a user's line was not taken: %v", err)
		}
		s.lines.Add(1)
		if !nap(ctx.Done(), d.between(2*time.Second, 6*time.Second)) {
			return
		}
	}
}

// silence judges that nothing came after a line: it is staff's to answer what
// is said to them, and the bot then keeps quiet.
func (s *soak) silence(g *guest, said time.Time) {
	last := s.w.lastTurn(g.name)
	if strings.Contains(last, `"holder":"staff"`) || strings.Contains(last, `"holder":"queue"`) {
		return
	}
	s.unanswered.Add(1)
	s.w.ledger.problem("%s heard nothing from %s on; its last turn: %s", g.name, said.Format(time.RFC3339Nano), last)
}

// failed notes a problem, unless the run is over.
func (s *soak) failed(ctx context.Context, format string, args ...any) {
	if ctx.Err() == nil {
		s.w.ledger.problem(format, args...)
	}
}

// helpers are the staff of the group: they answer in each new topic, and close
// it a few seconds later.
func (s *soak) helpers(ctx context.Context) {
	nam := s.w.platforms.forum.Member(900, "Nam")
	seen := map[int64]int{}
	for nap(ctx.Done(), time.Second) {
		for _, t := range s.w.platforms.forum.Topics() {
			switch seen[t.ID]++; seen[t.ID] {
			case 3:
				nam.Writes(t.ID, "Dạ em đang kiểm tra giúp mình")
			case 8:
				nam.Writes(t.ID, "Mình thử lại giúp em nhé")
			case 15:
				nam.Writes(t.ID, "/close")
			}
		}
	}
}

// desk is a member of staff with the web desk open.
func (s *soak) desk(ctx context.Context) {
	hoa := newBrowser(s.w)
	if err := hoa.get(ctx, "/desk/login?token="+deskSecret+"&name=Hoa"); err != nil {
		s.failed(ctx, "nobody can log in: %v", err)
		return
	}
	var events sync.WaitGroup
	defer events.Wait()
	events.Go(func() {
		for ctx.Err() == nil {
			hoa.follow(ctx, "/desk/events", nil, func([]byte) {})
			nap(ctx.Done(), time.Second)
		}
	})
	for nap(ctx.Done(), 3*time.Second) {
		if err := hoa.get(ctx, "/desk"); err != nil {
			s.failed(ctx, "the desk's queue: %v", err)
		}
	}
}

// sample looks at all bots and the store.
func (s *soak) sample(at time.Duration) (Sample, error) {
	one := Sample{At: at, Lines: int(s.lines.Load())}
	for _, r := range s.w.replicas {
		addr, _ := r.address()
		if err := one.add(addr); err != nil {
			return one, err
		}
	}
	one.P50, one.P99 = s.waits.take()
	size, err := s.stored()
	one.Store = size
	return one, err
}

// stored is the size of the store in bytes: memory of Redis, or the file.
func (s *soak) stored() (int64, error) {
	if s.w.redis == nil {
		at, err := os.Stat(filepath.Join(s.w.dir, "data", "hotro.db"))
		if err != nil {
			return 0, err
		}
		return at.Size(), nil
	}
	c := client.NewClient(&client.Options{Addr: s.w.redis.Addr, DisableIdentity: true})
	defer c.Close()
	info, err := c.Info(s.w.ctx, "memory").Result()
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(info, "used_memory_dataset:")
	var n int64
	_, err = fmt.Sscan(rest, &n)
	return n, err
}
