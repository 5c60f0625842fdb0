package chaos

import (
	"flag"
	"fmt"
	"testing"
)

// With -chaos.failover every way is tried with every wait, for the figures of
// docs/redis.md.
var everyFailover = flag.Bool("chaos.failover", false, "try every failover of every group, with and without wait=")

// TestFailover: users write while another Redis becomes the master. What was
// acknowledged with wait= is there afterwards and is answered, and /readyz is
// right all the while.
func TestFailover(t *testing.T) {
	t.Parallel()
	bin := bot(t)
	for _, g := range []struct {
		group Group
		wait  string
	}{{Sentinel, ""}, {Sentinel, "1:all"}, {Cluster, ""}, {Cluster, "1"}} {
		for _, strike := range []Strike{Killed, Frozen, Switched, Separated} {
			if quick := g.group == Sentinel && g.wait != "" && strike == Separated; !quick && !*everyFailover {
				continue
			}
			t.Run(fmt.Sprintf("%s, %s, wait=%s", g.group, strike, g.wait), func(t *testing.T) {
				r := RunFailover(t, Options{Bin: bin, Mode: Webhook, Users: 20, Replicas: 2, Seed: seeded(), Group: g.group, Wait: g.wait}, strike)
				t.Log(r)
				for _, f := range r.Faults() {
					t.Error(f)
				}
			})
		}
	}
}
