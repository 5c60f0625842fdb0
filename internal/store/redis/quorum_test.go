package redis_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	client "github.com/redis/go-redis/v9"

	"hotro/internal/store"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// kept opens a store on a master with one replica, and returns both servers.
func kept(t *testing.T, wait string) (s *redis.Store, master, replica *redistest.Server) {
	t.Helper()
	master = redistest.Start(t, "--repl-diskless-sync-delay", "0")
	replica = redistest.Start(t, "--replicaof", strings.Replace(master.Addr, ":", " ", 1))
	c := plainClient(t, master.Addr)
	follow(t, c, 1)
	s, err := redis.Open(t.Context(), master.URL()+wait, redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, master, replica
}

func plainClient(t *testing.T, addr string) *client.Client {
	c := client.NewClient(&client.Options{Addr: addr, DisableIdentity: true})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// follow waits until so many replicas follow the master.
func follow(t *testing.T, master *client.Client, want int64) {
	t.Helper()
	for n := int64(0); n < want; {
		var err error
		if n, err = master.Wait(t.Context(), int(want), time.Second).Result(); err != nil {
			t.Fatal(err)
		}
	}
}

// An arrival that no replica holds is refused, also when it comes again: what
// the first try wrote is known, and that alone says nothing about replicas.
func TestAnArrivalIsHeldByReplicas(t *testing.T) {
	t.Parallel()
	s, _, replica := kept(t, "?wait=1")
	arrive := func(id string) (bool, error) {
		return s.Put(t.Context(), "a", store.Item{ID: id, At: now}, now)
	}
	held := func(id string) (fresh bool) { // in the end: on a busy machine a replica is late
		for {
			fresh, err := arrive(id)
			if err == nil {
				return fresh
			}
			if !strings.Contains(err.Error(), "fewer replicas") {
				t.Fatalf("Put: %v", err)
			}
		}
	}
	held("m1")
	replica.Freeze()
	for range 2 {
		if _, err := arrive("m2"); err == nil || !strings.Contains(err.Error(), "fewer replicas") {
			t.Errorf("Put while the replica is frozen: got %v, want an error that says why", err)
		}
	}
	if mine, err := s.Hold(t.Context(), "poll", "me", now, time.Minute); err == nil {
		t.Errorf("Hold while the replica is frozen: got %v and no error, want one", mine)
	}
	_, err := s.Health(t.Context())
	if u, ok := errors.AsType[*store.Unfit](err); !ok || !strings.Contains(u.Public(), "fewer replicas") {
		t.Errorf("Health: got %v, want one that says why", err)
	}
	replica.Thaw()
	if held("m2") {
		t.Error("Put again: got a new arrival, want the known one")
	}
	r := plainClient(t, replica.Addr)
	if n, err := r.LLen(t.Context(), fmt.Sprintf("hotro:{%02d}:i:a", store.Part("a"))).Result(); err != nil || n != 2 {
		t.Errorf("the replica holds %d arrivals, %v; want both", n, err)
	}
}

// With all, one replica of two is not enough: the other may be the next master,
// or be it already, and what this one holds is lost. One that has left is waited
// for until that would be known.
func TestAllReplicasHoldAnArrival(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*redistest.Server){
		"killed": (*redistest.Server).Kill,
		"took over": func(s *redistest.Server) {
			if err := plainClient(t, s.Addr).Do(t.Context(), "REPLICAOF", "NO", "ONE").Err(); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, master, _ := kept(t, "?wait=1:all")
			second := redistest.Start(t, "--replicaof", strings.Replace(master.Addr, ":", " ", 1))
			c := plainClient(t, master.Addr)
			follow(t, c, 2)
			arrive := func(after time.Duration) error {
				_, err := s.Put(t.Context(), "a", store.Item{ID: "m1", At: now.Add(after)}, now)
				return err
			}
			for arrive(0) != nil { // on a busy machine a replica is late
			}
			second.Freeze()
			if err := arrive(0); err == nil {
				t.Error("Put while one of two is frozen: got no error, want one")
			}
			second.Thaw()
			leave(second)
			redistest.Until(t, "one follows", func() bool {
				info, err := c.Info(t.Context(), "replication").Result()
				return err == nil && strings.Contains(info, "connected_slaves:1")
			})
			for _, after := range []time.Duration{time.Second, 9 * time.Second} {
				if err := arrive(after); err == nil {
					t.Errorf("Put %v after one of two has left: got no error, want one", after)
				}
			}
			redistest.Until(t, "all that follow hold it", func() bool { return arrive(12*time.Second) == nil })
		})
	}
}

// A number that a failover lost is not given again.
func TestALostCountIsNotGivenAgain(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL(), connect(t, server.Addr))
	for want := int64(1); want <= 3; want++ {
		if got, err := s.Count(t.Context(), "tickets"); err != nil || got != want {
			t.Fatalf("got %d %v, want %d", got, err, want)
		}
	}
	if err := s.plain.FlushAll(t.Context()).Err(); err != nil { // as a replica that had nothing
		t.Fatal(err)
	}
	if got, err := s.Count(t.Context(), "tickets"); err != nil || got != 4 {
		t.Errorf("after the loss: got %d %v, want 4", got, err)
	}
}
