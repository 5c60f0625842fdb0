package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/redis/redistest"
)

func TestHealthTellsWhatLosesData(t *testing.T) {
	for name, c := range map[string]struct {
		settings []string
		want     []string
	}{
		"safe":      {nil, nil},
		"everysec":  {[]string{"--appendfsync", "everysec"}, []string{"appendfsync is everysec"}},
		"no file":   {[]string{"--appendonly", "no"}, []string{"appendonly is off"}},
		"eviction":  {[]string{"--maxmemory-policy", "allkeys-lru"}, []string{"maxmemory-policy is allkeys-lru"}},
		"no CONFIG": {[]string{"--rename-command", "CONFIG", ""}, []string{"can't tell appendfsync"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(t.Context(), redistest.Start(t, c.settings...).URL(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			got, err := s.Health(t.Context())
			if err != nil || len(got) != len(c.want) {
				t.Fatalf("got %q, %v; want %d warnings", got, err, len(c.want))
			}
			for i, want := range c.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("got %q, want it to say %q", got[i], want)
				}
			}
		})
	}
}

// A Redis that takes no writes is not fit for work, and why is told in words
// that hold no address.
func TestHealthProbesAWrite(t *testing.T) {
	for want, settings := range map[string][]string{
		"READONLY":   {"--replicaof", "127.0.0.1 1", "--replica-serve-stale-data", "yes"},
		"OOM":        {"--maxmemory", "100kb"},
		"NOREPLICAS": {"--min-replicas-to-write", "1"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			s, err := Open(t.Context(), redistest.Start(t, settings...).URL(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			_, err = s.Health(t.Context())
			unfit(t, err, want)
		})
	}
}

// unfit fails the test unless err says in public what is wrong.
func unfit(t *testing.T, err error, want string) {
	t.Helper()
	u, ok := errors.AsType[*store.Unfit](err)
	if !ok || !strings.Contains(u.Public(), want) || strings.Contains(u.Public(), "127.0.0.1") {
		t.Errorf("got error %v, want one that says %q in public, and no address", err, want)
	}
}

// said is an error as Redis says it.
type said string

func (s said) Error() string { return string(s) }

func (said) RedisError() {}

func TestWhyAWriteIsRefused(t *testing.T) {
	for err, want := range map[error]string{
		said("MISCONF Errors writing to the AOF file: No space left on device"): "(MISCONF)",
		said("NOPERM User bot has no permissions to run 'set'"):                 "(NOPERM)",
		said("ERR something else at 10.0.0.7"):                                  "it refuses to write",
		errors.New("dial tcp 10.0.0.7:6379: connection refused"):                "it does not answer",
	} {
		if got := whyRefused(err); !strings.Contains(got, want) || strings.Contains(got, "10.0.0.7") {
			t.Errorf("%v: got %q, want %q in it and no address", err, got, want)
		}
	}
}

// A cluster that lost a node serves the others: it is fit, says what it does
// not take, and says the same however often it is asked.
func TestHealthOfAClusterInPart(t *testing.T) {
	t.Parallel()
	c := redistest.StartCluster(t, 3, "--cluster-require-full-coverage", "no")
	s, err := Open(t.Context(), c.URL(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c.Nodes[1].Kill()
	for range 20 {
		w, err := s.Health(t.Context())
		if err != nil || len(w) == 0 || !strings.Contains(w[0], "of 64 parts of the cluster take no writes") {
			t.Fatalf("got %q, %v; want a warning about a part", w, err)
		}
	}
	c.Nodes[0].Kill()
	c.Nodes[2].Kill()
	_, err = s.Health(t.Context())
	unfit(t, err, "it does not answer")
}

// A node that hangs holds up nobody who asks for the others, and the answers
// of these count.
func TestAClusterInWhichANodeHangs(t *testing.T) {
	t.Parallel()
	c := redistest.StartCluster(t, 3, "--cluster-require-full-coverage", "no")
	s, err := Open(t.Context(), c.URL(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	for n := range 60 {
		if _, err := s.Put(t.Context(), fmt.Sprint(n), store.Item{ID: "m", At: now}, now); err != nil {
			t.Fatal(err)
		}
	}
	c.Nodes[1].Freeze()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if w, err := s.Health(ctx); err != nil || len(w) == 0 || !strings.Contains(w[0], "it does not answer") {
		t.Errorf("Health within 2 s: got %q, %v; want a warning about a part", w, err)
	}
	for range 2 { // looked for what is due, then taken
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		if ls, err := s.Take(ctx, now.Add(time.Second), time.Minute, 10); err != nil || len(ls) == 0 {
			t.Errorf("Take within 2 s: got %d leases, %v; want some of the other nodes", len(ls), err)
		}
	}
}

func TestHealthTellsOfADeadServer(t *testing.T) {
	server := redistest.Start(t)
	s, err := Open(t.Context(), server.URL(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server.Kill()
	_, err = s.Health(t.Context())
	unfit(t, err, "it does not answer")
	server.Restart()
	if _, err := s.Health(t.Context()); err != nil {
		t.Errorf("got error %v once it is back, want none", err)
	}
}

func TestJudgeOfWhatCantBeAsked(t *testing.T) {
	got := judge(map[string]string{})
	if len(got) != 1 || !strings.Contains(got[0], "can't tell") {
		t.Errorf("got %q, want one warning that it can't tell", got)
	}
}
