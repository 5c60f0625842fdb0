package redistest

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Sentinel is a master with one replica, watched by one Sentinel.
type Sentinel struct {
	Master, Replica, Watcher *Server
}

// URL is the REDIS_URL of the group.
func (s *Sentinel) URL() string { return "redis+sentinel://" + s.Watcher.Addr + "/main" }

// StartSentinel starts such a group, with a Sentinel that gives a master up
// after half a second.
func StartSentinel(t testing.TB) *Sentinel {
	t.Helper()
	s := &Sentinel{Master: Start(t)}
	host, port, err := net.SplitHostPort(s.Master.Addr)
	if err != nil {
		t.Fatal(err)
	}
	s.Replica = Start(t, "--replicaof", host+" "+port)
	conf := filepath.Join(t.TempDir(), "sentinel.conf")
	text := fmt.Sprintf("sentinel monitor main %s %s 1\nsentinel down-after-milliseconds main 500\nsentinel failover-timeout main 3000\n", host, port)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Watcher = start(t, func(port, dir string) []string {
		return []string{conf, "--sentinel", "--port", port, "--bind", "127.0.0.1", "--dir", dir}
	})
	return s
}

// Await waits until the replica has everything and the Sentinel knows it.
func (s *Sentinel) Await(t testing.TB) {
	t.Helper()
	master := redis.NewClient(&redis.Options{Addr: s.Master.Addr, DisableIdentity: true})
	defer master.Close()
	watcher := redis.NewSentinelClient(&redis.Options{Addr: s.Watcher.Addr, DisableIdentity: true})
	defer watcher.Close()
	tick, over := time.NewTicker(20*time.Millisecond), time.After(30*time.Second)
	defer tick.Stop()
	for {
		replicas, err := watcher.Replicas(t.Context(), "main").Result()
		if err == nil && len(replicas) == 1 && replicas[0]["flags"] == "slave" && replicas[0]["master-link-status"] == "ok" {
			if n, err := master.Wait(t.Context(), 1, time.Second).Result(); err == nil && n == 1 {
				return
			}
		}
		select {
		case <-over:
			t.Fatalf("the Sentinel does not see the replica: %v %v", replicas, err)
		case <-tick.C:
		}
	}
}
