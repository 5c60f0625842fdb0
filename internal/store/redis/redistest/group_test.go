package redistest

import (
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// TestASplitGroup: who is cut off reaches nobody on the other side, and the
// other side has a master of its own soon.
func TestASplitGroup(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(testing.TB) *Group{"sentinel": StartWatched, "cluster": StartReplicated} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			ask := func(user string) error {
				c := redis.NewClient(&redis.Options{
					Addr: g.Reached(0), Username: user, Password: groupPassword, Protocol: 2, DisableIdentity: true,
					ReadTimeout: time.Second, MaxRetries: -1, DialerRetries: 1,
				})
				defer c.Close()
				return c.Ping(t.Context()).Err()
			}
			g.Wires.Split(g.SideOfMaster("bot1")...)
			if one, two := ask("bot1"), ask("bot2"); one != nil || two == nil {
				t.Errorf("while split bot1 gets %v and bot2 %v, want it to reach its master and bot2 not", one, two)
			}
			Until(t, "a replica takes over", func() bool { return g.Master(t) > 0 })
			if name == "sentinel" {
				Until(t, "the Sentinel has switched once", func() bool { return g.Switches(t) == 1 })
			}
			g.Wires.Heal()
			if err := ask("bot2"); err != nil {
				t.Errorf("once healed bot2 gets %v, want an answer", err)
			}
			Until(t, "the old master follows the new one", func() bool { return g.follow(t, g.Master(t), 1) })
		})
	}
}
