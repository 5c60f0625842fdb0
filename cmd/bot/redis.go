package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"hotro/internal/app"
)

// newRedis returns the commands on the Redis of REDIS_URL.
func newRedis(e env) *cobra.Command {
	g := group("redis", "Switch to another Redis of a Sentinel group",
		&cobra.Command{
			Use: "switch", Short: "Make a replica the master, with nothing lost",
			Long: `Make a replica of the group in REDIS_URL the master: stop the writes, wait until
the replicas have all of them, and have the Sentinels switch. It takes two to
three seconds, in which webhooks answer 503. A bare SENTINEL FAILOVER does not
wait, and loses what the old master acknowledges meanwhile.`,
			Example: "  REDIS_URL=redis+sentinel://s1,s2,s3/mymaster bot redis switch",
			Args:    want(0, "switch takes no arguments: REDIS_URL names the group"),
			RunE:    func(cmd *cobra.Command, _ []string) error { return switchRedis(cmd.Context(), e) },
		})
	g.Example = "  bot redis switch"
	return g
}

func switchRedis(ctx context.Context, e env) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	from, to, err := app.SwitchRedis(ctx, cfg)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s is the master now; it was %s\n", to, from)
	return nil
}
