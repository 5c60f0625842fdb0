package chaos

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// readiness is what a bot said of itself at /readyz over time.
type readiness struct {
	bot     string
	ready   bool     // at the last look
	changes []string // when, and what it says since
	struck  bool     // whether it was ready when the trouble had lasted for a while
	slowest time.Duration
}

func (r readiness) String() string {
	return fmt.Sprintf("%s: ready%s; slowest look %v", r.bot, strings.Join(append([]string{""}, r.changes...), ", "), r.slowest.Round(10*time.Millisecond))
}

// faults lists what is not as expected.
func (r readiness) faults(changes int, struck bool) []string {
	var out []string
	if len(r.changes) > changes {
		out = append(out, fmt.Sprintf("%s: readiness changed %d times, want at most %d: %s", r.bot, len(r.changes), changes, strings.Join(r.changes, ", ")))
	}
	if r.struck != struck {
		out = append(out, fmt.Sprintf("%s: ready %v while the old master was gone, want %v", r.bot, r.struck, struck))
	}
	return out
}

// looks watch the readiness of all bots.
type looks struct {
	mu    sync.Mutex
	bots  []readiness
	begun time.Time
	done  chan struct{}
	wg    sync.WaitGroup
}

func (w *World) watchReady() *looks {
	l := &looks{begun: time.Now(), done: make(chan struct{}), bots: make([]readiness, len(w.replicas))}
	for i, r := range w.replicas {
		l.bots[i] = readiness{bot: r.name(), ready: true}
		l.wg.Go(func() {
			for nap(l.done, 100*time.Millisecond) {
				addr, _ := r.address()
				begun := time.Now()
				ready, said := askReady(addr)
				l.saw(i, ready, said, time.Since(begun))
			}
		})
	}
	return l
}

// askReady asks a bot as a load balancer does.
func askReady(addr string) (ready bool, said string) {
	c := http.Client{Timeout: 5 * time.Second}
	resp, err := c.Get("http://" + addr + "/readyz")
	if err != nil {
		return false, err.Error()
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return false, err.Error()
	}
	return resp.StatusCode == http.StatusOK, strings.TrimSpace(string(b))
}

func (l *looks) saw(bot int, ready bool, said string, took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := &l.bots[bot]
	r.slowest = max(r.slowest, took)
	if r.ready == ready {
		return
	}
	r.ready = ready
	first, _, _ := strings.Cut(said, "\n")
	r.changes = append(r.changes, fmt.Sprintf("after %v %s", time.Since(l.begun).Round(10*time.Millisecond), first))
}

// struck notes who is ready now, while the trouble lasts.
func (l *looks) struck() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.bots {
		l.bots[i].struck = l.bots[i].ready
	}
}

func (l *looks) allReady() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.bots {
		if !r.ready {
			return false
		}
	}
	return true
}

// stop ends the watch, and returns what was seen.
func (l *looks) stop() []readiness {
	close(l.done)
	l.wg.Wait()
	return l.bots
}
