package bolt_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/storetest"
)

// breaking is a store whose next change of a conversation breaks half way:
// the ref's key is more than the file can hold, and it is written last.
type breaking struct {
	asks *store.Asks
	*bolt.Store
	broken bool
}

// Asks is what the store remembers of askings.
func (b *breaking) Asks() *store.Asks { return b.asks }

func (b *breaking) Break(*testing.T, string) (repair func()) {
	b.broken = true
	return func() { b.broken = false }
}

func (b *breaking) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if b.broken {
		ch.Refs = append(ch.Refs, store.Ref{Scope: "user", ID: strings.Repeat("x", 40000), Seq: 1})
	}
	return b.Store.Commit(ctx, l, now, ch)
}

// A write that breaks must not take down those it shares a transaction with.
func TestABrokenWriteHarmsNoOther(t *testing.T) {
	s := open(t, bolt.Options{})
	ctx := t.Context()
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			conv := fmt.Sprint("c", i)
			if _, err := s.Put(ctx, conv, store.Item{ID: "m", At: now}, now); err != nil {
				t.Errorf("put: got error %v, want none", err)
			}
			l, ok, err := s.TakeOne(ctx, conv, now, time.Minute)
			if err != nil || !ok {
				t.Errorf("take: got %v %v, want a lease", ok, err)
			}
			ch := store.Change{State: []byte("done")}
			if i%4 == 0 {
				ch.Refs = []store.Ref{{ID: strings.Repeat("x", 40000)}}
			}
			if _, err := s.Commit(ctx, l, now, ch); (err != nil) != (i%4 == 0) {
				t.Errorf("commit %d: got error %v", i, err)
			}
		})
	}
	wg.Wait()
	for i := range 64 {
		snap, err := s.Load(ctx, fmt.Sprint("c", i))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := snap.Version == 1, i%4 != 0; got != want {
			t.Errorf("conversation %d: got written %v, want %v", i, got, want)
		}
	}
}

func TestACallerMayGiveUp(t *testing.T) {
	s := open(t, bolt.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			if i == 16 {
				cancel()
			}
			_, err := s.Put(ctx, fmt.Sprint("c", i), store.Item{ID: "m", At: now}, now)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("got error %v, want none or canceled", err)
			}
		})
	}
	wg.Wait()
}

// TestASpenderMayGiveUp: what the writer finds out after its caller has gone is
// written nowhere that the caller looks at; the race detector is the judge.
func TestASpenderMayGiveUp(t *testing.T) {
	s := open(t, bolt.Options{})
	a := store.Allowance{Key: "an", N: 1, Most: 1 << 20, In: time.Hour}
	var wg sync.WaitGroup
	for range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		wg.Go(cancel)
		wg.Go(func() {
			short, _, err := s.Spend(ctx, "bytes", now, a)
			if err == nil && short != -1 || err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("got %d, %v; want all of it, or canceled", short, err)
			}
		})
	}
	wg.Wait()
}

// childPath makes the test binary a process that writes until it is killed.
const childPath = "HOTRO_TEST_BOLT"

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		writeForever(path)
		return
	}
	goleak.VerifyTestMain(m)
}

func writeForever(path string) {
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		fmt.Println("error:", err)
		return
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := 0; ; i++ {
				conv := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, i)
				if _, err := s.Put(context.Background(), conv, store.Item{ID: "m", At: now}, now); err != nil {
					return
				}
				mu.Lock()
				fmt.Println(conv)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// What was acknowledged before a kill -9 is there afterwards.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hotro.db")
	var acked []string
	for round := range 3 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childPath+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			acked = append(acked, lines.Text())
			if n == 60*(round+1) {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait()
	}
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, conv := range acked {
		if fresh, err := s.Put(t.Context(), conv, store.Item{ID: "m", At: now}, now); err != nil || fresh {
			t.Fatalf("%s: got fresh %v error %v, want it known", conv, fresh, err)
		}
	}
	t.Logf("3 kills, %d acknowledged, none lost", len(acked))
}

func BenchmarkTurn(b *testing.B) {
	for _, workers := range []int{1, 64, 128} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) { storetest.BenchmarkTurn(b, open(b, bolt.Options{}), workers) })
	}
}

// A caller may give up while the writer is at its change, which then is made or
// not; the race detector sees to it that they share nothing.
func TestACallerMayLeaveInTheMiddle(t *testing.T) {
	s := open(t, bolt.Options{NoSync: true})
	var left atomic.Int64
	var wg sync.WaitGroup
	for i := range 300 {
		wg.Go(func() {
			ctx, leave := context.WithCancel(t.Context())
			go leave()
			it := store.Item{ID: fmt.Sprint(i), At: now}
			if _, l, err := s.PutTake(ctx, fmt.Sprint("c", i), it, time.Minute); errors.Is(err, context.Canceled) {
				left.Add(1)
			} else if err != nil || l == nil {
				t.Errorf("a lease %v, error %v; want a lease, for nobody else is there", l, err)
			}
		})
	}
	wg.Wait()
	t.Logf("%d of 300 left before the answer", left.Load())
}
