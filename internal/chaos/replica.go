package chaos

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// replica is one "bot serve" that is started again whenever it ends.
type replica struct {
	n          int
	bin        string
	processes  *processes
	ledger     *ledger
	redisProxy *redisProxy // to Redis; nil on the embedded store
	environ    []string
	output     string

	mu     sync.Mutex
	p      *process
	addr   string
	up     bool
	wanted bool // false while it is meant to be down
}

// name is what the replica is called on the network of a group.
func (r *replica) name() string { return fmt.Sprintf("bot%d", r.n) }

// freeAddr is an address that nobody listens at now: of the ports below those
// that most systems give to connections by themselves, one of which would have
// it before the replica does. It happens all the same; see taken.
func freeAddr() (string, error) {
	var err error
	for range 100 {
		var ln net.Listener
		if ln, err = net.Listen("tcp", fmt.Sprint("127.0.0.1:", 10_000+rand.IntN(20_000))); err == nil {
			return ln.Addr().String(), ln.Close()
		}
	}
	return "", err
}

// start starts the process; it is up once it answers.
func (r *replica) start() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.run()
}

// run starts the process, with mu held.
func (r *replica) run() error {
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	p, err := r.processes.start(r.bin, []string{"serve"}, append([]string{"HTTP_ADDR=" + addr}, r.environ...), r.output)
	if err != nil {
		return err
	}
	r.p, r.addr, r.up, r.wanted = p, addr, false, true
	go r.watch(p, addr)
	return nil
}

// watch finds out when the process is up, and starts it again when it ends
// although nobody ended it, which is noted as a problem.
func (r *replica) watch(p *process, addr string) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for asked := true; asked; {
		select {
		case <-p.done:
			asked = false
		case <-tick.C:
			asked = !r.healthy(p, addr)
		}
	}
	<-p.done
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.p != p || !r.wanted {
		return
	}
	r.up = false
	// A start while Redis is away, or at a port that somebody else has by now,
	// ends in an orderly way, and is made again.
	if last := tail(r.output, 1); p.code() != 1 || !strings.Contains(last, "no answer within") && !taken(last) {
		r.ledger.problem("bot %d ended by itself: %v; see %s: %s", r.n, p.err, filepath.Base(r.output), last)
	}
	if err := r.run(); err != nil {
		r.ledger.problem("bot %d can't be started: %v", r.n, err)
	}
}

// taken reports whether a bot ended because somebody else listens at its address.
func taken(said string) bool { return strings.Contains(said, "address already in use") }

func (r *replica) healthy(p *process, addr string) bool {
	client := http.Client{Timeout: 2 * time.Second}
	resp, err := client.Get("http://" + addr + "/healthz")
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.p == p {
		r.up = true
	}
	return true
}

// address is where the replica listens, if it is up.
func (r *replica) address() (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.addr, r.up
}

// down marks the replica as meant to be down and returns its process.
func (r *replica) down() *process {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.up, r.wanted = false, false
	return r.p
}

// leave marks the replica as meant to end; calls still reach it until it is
// gone, as with a balancer that has not noticed yet.
func (r *replica) leave() *process {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wanted = false
	return r.p
}

// crash ends the process as kill -9 does.
func (r *replica) crash() {
	if p := r.down(); p != nil {
		p.kill()
	}
}

// stop ends the process as an operator does, and tells how long that took. A
// process that does not end in time, or not well, is a problem.
func (r *replica) stop(within time.Duration) (time.Duration, error) {
	p := r.leave()
	if p == nil {
		return 0, nil
	}
	defer r.down()
	begun := time.Now()
	if err := p.signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	if !p.gone(within) {
		p.kill()
		return within, fmt.Errorf("bot %d did not stop within %v of SIGTERM", r.n, within)
	}
	if c := p.code(); c != 0 {
		return 0, fmt.Errorf("bot %d ended with status %d after SIGTERM", r.n, c)
	}
	return time.Since(begun), nil
}

// freeze stops the process for a while as a busy machine may: what it holds
// runs out meanwhile.
func (r *replica) freeze(d time.Duration, done <-chan struct{}) {
	r.mu.Lock()
	p := r.p
	r.mu.Unlock()
	_ = p.signal(syscall.SIGSTOP)
	nap(done, d)
	_ = p.signal(syscall.SIGCONT)
}
