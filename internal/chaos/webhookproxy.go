package chaos

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// webhookProxy is the balancer before the replicas: the one address that platforms
// know. It sends a call to any replica that is up, and while it is rough also
// twice, late again, or without handing the answer back.
type webhookProxy struct {
	ledger  *ledger
	dice    *dice
	targets func() []string // addresses of the replicas that are up
	twice   bool            // calls may go to two replicas at once
	rough   atomic.Bool
	client  http.Client
	ctx     context.Context // of late repeats

	mu       sync.Mutex
	watching time.Time // since when answers are counted; zero: they are not
	statuses map[int]int
	slowest  time.Duration
	taken    time.Time     // last 200 while answers are counted
	gap      time.Duration // longest time between two of them

	wg sync.WaitGroup // late repeats under way
}

// reply is what a replica answered.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// fate is what becomes of one call.
type fate int

const (
	fine     fate = iota
	late          // held up a little: other users' calls overtake it
	double        // delivered to two replicas at once
	again         // delivered, and once more some time later
	unheard       // delivered, but the answer is lost
	unspoken      // not delivered
)

func (f *webhookProxy) draw() fate {
	if !f.rough.Load() {
		return fine
	}
	n := f.dice.below(1000)
	for _, c := range []struct {
		perMille int
		fate     fate
	}{{30, late}, {30, double}, {40, again}, {20, unheard}, {20, unspoken}} {
		if n -= c.perMille; n < 0 {
			return c.fate
		}
	}
	return fine
}

// ServeHTTP hands one webhook call on.
func (f *webhookProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	fate, ms := f.draw(), marks(string(body))
	if fate == unspoken {
		panic(http.ErrAbortHandler)
	}
	if fate == late {
		nap(r.Context().Done(), f.dice.between(10*time.Millisecond, 300*time.Millisecond))
	}
	f.ledger.offer(ms)
	begun := time.Now()
	if fate == double && f.twice {
		f.repeat(r, body, 0)
	}
	got, ok := f.forward(r.Context(), r, body)
	if !ok || fate == unheard {
		f.ledger.cut(ms)
		panic(http.ErrAbortHandler)
	}
	if len(ms) > 0 { // a receipt is ignored on purpose, and answered 200
		f.saw(got.status, begun)
	}
	if got.status == http.StatusOK {
		f.ledger.ack(ms)
	}
	for k, v := range got.header {
		w.Header()[k] = v
	}
	w.WriteHeader(got.status)
	_, _ = w.Write(got.body) // the platform may have gone
	if fate == again {
		f.repeat(r, body, f.dice.between(20*time.Millisecond, time.Second))
	}
}

// repeat delivers a call once more, after a while; nobody hears the answer.
func (f *webhookProxy) repeat(r *http.Request, body []byte, after time.Duration) {
	f.ledger.repeated()
	header, address := r.Header.Clone(), r.URL.Path
	f.wg.Go(func() {
		if !nap(f.ctx.Done(), after) {
			return
		}
		if to, err := http.NewRequestWithContext(f.ctx, http.MethodPost, address, nil); err == nil {
			to.Header = header
			_, _ = f.forward(f.ctx, to, body)
		}
	})
}

// forward calls any replica that is up; false when none answers.
func (f *webhookProxy) forward(ctx context.Context, r *http.Request, body []byte) (reply, bool) {
	up := f.targets()
	if len(up) == 0 {
		return reply{}, false
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, "http://"+up[f.dice.below(len(up))]+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		return reply{}, false
	}
	req.Header = r.Header.Clone()
	resp, err := f.client.Do(req)
	if err != nil {
		return reply{}, false
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, b}, err == nil
}

// watch begins or ends counting what the replicas answer.
func (f *webhookProxy) watch(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.watching = (time.Time{}); on {
		f.watching, f.statuses, f.slowest = time.Now(), map[int]int{}, 0
		f.taken, f.gap = f.watching, 0
	}
}

// saw counts the answer to a call that began while answers are counted.
func (f *webhookProxy) saw(status int, begun time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.watching.IsZero() && begun.After(f.watching) {
		f.statuses[status]++
		f.slowest = max(f.slowest, time.Since(begun))
		if status == http.StatusOK {
			f.gap = max(f.gap, time.Since(f.taken))
			f.taken = time.Now()
		}
	}
}

// quietest is the longest time without a call that was taken, while answers
// were counted.
func (f *webhookProxy) quietest() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.gap
}

// answers returns what was counted: answers by status, and the slowest.
func (f *webhookProxy) answers() (byStatus map[int]int, slowest time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.statuses, f.slowest
}
