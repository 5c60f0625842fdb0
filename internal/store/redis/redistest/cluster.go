package redistest

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// slots is the number of hash slots of a Redis Cluster.
const slots = 16384

// Cluster is a running Redis Cluster of masters.
type Cluster struct {
	Nodes []*Server
}

// URL is the REDIS_URL of the cluster.
func (c *Cluster) URL() string {
	var addrs []string
	for _, n := range c.Nodes {
		addrs = append(addrs, n.Addr)
	}
	return "redis+cluster://" + strings.Join(addrs, ",")
}

// StartCluster starts a cluster of n masters and waits until all of them
// agree that every slot is served. settings are further ones of each.
func StartCluster(t testing.TB, n int, settings ...string) *Cluster {
	t.Helper()
	c := &Cluster{}
	var clients []*redis.Client
	bus := make([]string, n)
	for i := range n {
		s := start(t, func(port, dir string) []string {
			bus[i] = freePort(t)
			return safely(port, dir, append([]string{
				"--cluster-enabled", "yes", "--cluster-port", bus[i], "--cluster-node-timeout", "2000",
			}, settings...)...)
		})
		client := redis.NewClient(&redis.Options{Addr: s.Addr, DisableIdentity: true})
		t.Cleanup(func() { _ = client.Close() })
		c.Nodes, clients = append(c.Nodes, s), append(clients, client)
	}
	ctx := t.Context()
	for i, client := range clients {
		first, last := i*slots/n, (i+1)*slots/n-1
		host, port, _ := net.SplitHostPort(c.Nodes[0].Addr)
		for _, args := range [][]any{
			{"CLUSTER", "SET-CONFIG-EPOCH", i + 1},
			{"CLUSTER", "ADDSLOTSRANGE", first, last},
			{"CLUSTER", "MEET", host, port, bus[0]},
		} {
			if err := client.Do(ctx, args...).Err(); err != nil {
				t.Fatalf("node %d: %v: %v", i, args[1], err)
			}
		}
	}
	agree(t, clients)
	return c
}

// agree waits until every node knows all others and sees the cluster whole.
func agree(t testing.TB, clients []*redis.Client) {
	t.Helper()
	tick, over := time.NewTicker(20*time.Millisecond), time.After(30*time.Second)
	defer tick.Stop()
	for i := 0; i < len(clients); {
		info, err := clients[i].ClusterInfo(t.Context()).Result()
		if err == nil && strings.Contains(info, "cluster_state:ok") &&
			strings.Contains(info, "cluster_known_nodes:"+strconv.Itoa(len(clients))) {
			i++
			continue
		}
		select {
		case <-over:
			t.Fatalf("the cluster did not form within 30 s: %v\n%s", err, info)
		case <-tick.C:
		}
	}
}
