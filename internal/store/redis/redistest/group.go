package redistest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Group is a Redis that outlives any of its servers, with a network between
// all of them and their clients. The servers are called redis1, redis2 …, the
// Sentinel sentinel, and clients log in as bot1, bot2 or bot3.
type Group struct {
	Servers []*Server
	Wires   *Wires

	ports   []string // of the servers
	url     func(user string) string
	masters int    // 1, or those of a cluster
	watcher string // where the Sentinel is; empty in a cluster
}

const groupPassword = "x"

// URL is the REDIS_URL of the group for one of its clients.
func (g *Group) URL(client string) string { return g.url(client) }

// Reached is the address at which clients reach a server.
func (g *Group) Reached(n int) string { return "127.0.0.1:" + g.ports[n] }

// StartWatched starts a master with two replicas, watched by a Sentinel that
// gives a master up after two seconds, set as docs/redis.md asks. After half a
// second it gave up those that a busy machine held up.
func StartWatched(t testing.TB) *Group {
	t.Helper()
	g := &Group{Wires: newWires(t), masters: 1}
	for n := range 3 {
		var follow []string
		if n > 0 {
			follow = []string{"--replicaof", "127.0.0.1 " + g.ports[0]}
		}
		g.add(t, follow, nil)
	}
	wire, plug := g.Wires.lay(t, "sentinel")
	conf := filepath.Join(t.TempDir(), "sentinel.conf")
	var text strings.Builder
	fmt.Fprintf(&text, "sentinel monitor main 127.0.0.1 %s 1\nsentinel auth-user main sentinel\nsentinel auth-pass main %s\n", g.ports[0], groupPassword)
	fmt.Fprintf(&text, "sentinel down-after-milliseconds main 2000\nsentinel failover-timeout main 3000\n")
	for _, user := range groupUsers() {
		fmt.Fprintf(&text, "user %s\n", strings.Join(rights(user), " "))
	}
	if err := os.WriteFile(conf, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	watcher := start(t, func(port, dir string) []string {
		return []string{conf, "--sentinel", "--port", port, "--bind", "127.0.0.1", "--dir", dir}
	})
	plug(watcher.Addr)
	g.watcher = watcher.Addr
	g.url = func(user string) string {
		return fmt.Sprintf("redis+sentinel://%s:%s@127.0.0.1:%s/main?sentinel_user=%[1]s&sentinel_password=%[2]s", user, groupPassword, wire)
	}
	Until(t, "the Sentinel sees both replicas", func() bool {
		s := redis.NewSentinelClient(&redis.Options{Addr: watcher.Addr, DisableIdentity: true})
		defer s.Close()
		replicas, err := s.Replicas(t.Context(), "main").Result()
		if err != nil || len(replicas) != 2 {
			return false
		}
		for _, r := range replicas {
			if r["flags"] != "slave" || r["master-link-status"] != "ok" {
				return false
			}
		}
		return g.follow(t, 0, 2)
	})
	return g
}

// StartReplicated starts a cluster of three masters, each with a replica:
// redis4 follows redis1, and so on.
func StartReplicated(t testing.TB) *Group {
	t.Helper()
	g := &Group{Wires: newWires(t), masters: 3}
	var buses []string
	var ids []string
	var clients []*redis.Client
	for n := range 6 {
		bus, plug := g.Wires.lay(t, g.called(n))
		own := freePort(t)
		g.add(t, nil, []string{
			"--cluster-enabled", "yes", "--cluster-port", own, "--cluster-node-timeout", "2000",
			"--cluster-announce-ip", "127.0.0.1", "--cluster-announce-bus-port", bus, "--cluster-require-full-coverage", "no",
		})
		plug("127.0.0.1:" + own)
		c := g.client(t, n)
		id, err := c.Do(t.Context(), "CLUSTER", "MYID").Text()
		if err != nil {
			t.Fatal(err)
		}
		g.Wires.call(id, g.called(n))
		buses, ids, clients = append(buses, bus), append(ids, id), append(clients, c)
	}
	do := func(n int, args ...any) bool { return clients[n].Do(t.Context(), args...).Err() == nil }
	for n := range clients {
		do(n, "CLUSTER", "SET-CONFIG-EPOCH", n+1)
		if n < g.masters {
			do(n, "CLUSTER", "ADDSLOTSRANGE", n*slots/g.masters, (n+1)*slots/g.masters-1)
		}
		do(n, "CLUSTER", "MEET", "127.0.0.1", g.ports[0], buses[0])
	}
	agree(t, clients)
	for n := g.masters; n < len(clients); n++ {
		Until(t, "a node becomes a replica", func() bool { return do(n, "CLUSTER", "REPLICATE", ids[n-g.masters]) })
	}
	for n := range g.masters {
		Until(t, "a master has its replica", func() bool { return g.follow(t, n, 1) })
	}
	g.url = func(user string) string {
		var addrs []string
		for n := range g.ports {
			addrs = append(addrs, g.Reached(n))
		}
		return fmt.Sprintf("redis+cluster://%s:%s@%s", user, groupPassword, strings.Join(addrs, ","))
	}
	return g
}

func (g *Group) called(n int) string { return fmt.Sprintf("redis%d", n+1) }

// groupUsers are all who log in to a server of a group.
func groupUsers() []string {
	return []string{"redis1", "redis2", "redis3", "redis4", "redis5", "redis6", "sentinel", "bot1", "bot2", "bot3"}
}

// rights are those of a user, who may do anything.
func rights(user string) []string {
	return []string{user, "on", ">" + groupPassword, "~*", "&*", "+@all"}
}

// add starts the next server, with settings of its own.
func (g *Group) add(t testing.TB, follow, settings []string) {
	t.Helper()
	n := len(g.Servers)
	port, plug := g.Wires.lay(t, g.called(n))
	s := start(t, func(own, dir string) []string {
		all := append([]string{
			"--masteruser", g.called(n), "--masterauth", groupPassword, "--replica-announce-ip", "127.0.0.1", "--replica-announce-port", port,
			"--repl-timeout", "10", "--repl-diskless-sync-delay", "0", "--min-replicas-to-write", "1", "--min-replicas-max-lag", "2",
		}, append(follow, settings...)...)
		if g.masters > 1 {
			all = append(all, "--cluster-announce-port", port)
		}
		for _, user := range groupUsers() {
			all = append(append(all, "--user"), rights(user)...)
		}
		return safely(own, dir, all...)
	})
	plug(s.Addr)
	g.Servers, g.ports = append(g.Servers, s), append(g.ports, port)
}

// client looks into a server without anything between.
func (g *Group) client(t testing.TB, n int) *redis.Client {
	c := redis.NewClient(&redis.Options{Addr: g.Servers[n].Addr, DisableIdentity: true, Protocol: 2})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// follow reports whether so many replicas have all that a master has.
func (g *Group) follow(t testing.TB, n, replicas int) bool {
	got, err := g.client(t, n).Wait(t.Context(), replicas, time.Second).Result()
	return err == nil && int(got) >= replicas
}

// Master is the number of a server that is a master and, in a cluster, of the
// same part as the first; -1 when there is none among those that answer.
func (g *Group) Master(t testing.TB) int {
	t.Helper()
	for n := len(g.Servers) - 1; n >= 0; n-- {
		if g.masters > 1 && n%g.masters != 0 {
			continue
		}
		c := redis.NewClient(&redis.Options{Addr: g.Servers[n].Addr, DisableIdentity: true, Protocol: 2, ReadTimeout: 500 * time.Millisecond, MaxRetries: -1})
		info, err := c.Info(t.Context(), "replication").Result()
		_ = c.Close()
		if err == nil && strings.Contains(info, "role:master") {
			return n
		}
	}
	return -1
}

// Switches is how often the Sentinel has made another server the master.
func (g *Group) Switches(t testing.TB) int {
	t.Helper()
	s := redis.NewSentinelClient(&redis.Options{Addr: g.watcher, DisableIdentity: true})
	defer s.Close()
	main, err := s.Master(t.Context(), "main").Result()
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(main["config-epoch"])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Promote has the replica of a cluster's first master take its place, as an
// operator does.
func (g *Group) Promote(t testing.TB) error {
	return g.client(t, g.masters).Do(t.Context(), "CLUSTER", "FAILOVER").Err()
}

// SideOfMaster are the first master and a client of the group, to be cut off
// from everybody else.
func (g *Group) SideOfMaster(client string) []string { return []string{g.called(0), client} }

// Until waits until something is so, a minute at most.
func Until(t testing.TB, what string, is func() bool) {
	t.Helper()
	tick, over := time.NewTicker(50*time.Millisecond), time.After(60*time.Second)
	defer tick.Stop()
	for !is() {
		select {
		case <-over:
			t.Fatalf("within a minute it did not happen: %s", what)
		case <-tick.C:
		}
	}
}
