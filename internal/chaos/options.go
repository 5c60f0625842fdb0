package chaos

import (
	"fmt"
	"time"
)

// Mode is how the bots are wired.
type Mode string

// The modes of a run.
const (
	Webhook  Mode = "webhook"  // replicas on Redis, Telegram calls them
	Reply    Mode = "reply"    // the same, answers inside the webhook's answer
	Poll     Mode = "poll"     // replicas on Redis, one of them polls Telegram
	Embedded Mode = "embedded" // one process on the embedded store, polling
)

// Group is a Redis of several servers.
type Group string

// The groups of redistest.
const (
	Sentinel Group = "sentinel"
	Cluster  Group = "cluster"
)

// Options say what a run does. All but Bin have defaults.
type Options struct {
	Bin      string // the bot's program, see Build
	Mode     Mode   // Webhook when empty
	Messages int    // lines of users in all; 1500 when zero
	Kills    int    // of bots and Redis together; 15 when zero
	Users    int    // 60 when zero
	Replicas int    // 3 when zero; always 1 in mode Embedded
	Seed     uint64
	Group    Group  // what stands behind REDIS_URL; one server when empty
	Wait     string // of REDIS_URL, such as "1:all"

	// Pace is how long each blow is given before the next falls. Longer than a
	// lease, and every wait is the work of one blow alone.
	Pace time.Duration
}

// Turns and lanes are leased for this long; it bounds how long what a dead
// process held waits for another (bot.Options, channels.DeliverOptions).
const lease = 10 * time.Second

// patience bounds every wait for something that must come.
const patience = 2 * time.Minute

func (o Options) complete() Options {
	set := func(v *int, otherwise int) {
		if *v == 0 {
			*v = otherwise
		}
	}
	if o.Mode == "" {
		o.Mode = Webhook
	}
	set(&o.Messages, 1500)
	set(&o.Kills, 15)
	set(&o.Users, 60)
	set(&o.Replicas, 3)
	if o.Mode == Embedded {
		o.Replicas = 1
	}
	return o
}

// mostMessages bounds one run: a transcript keeps its last 2,000 lines, and
// the audit wants all of them.
const mostMessages = 20_000

// Parts cuts a long run into several, one after the other.
func (o Options) Parts() []Options {
	n := max(1, (o.Messages+mostMessages-1)/mostMessages)
	parts := make([]Options, n)
	for i := range parts {
		parts[i] = o
		parts[i].Messages = o.Messages*(i+1)/n - o.Messages*i/n
		parts[i].Kills = o.Kills*(i+1)/n - o.Kills*i/n
		parts[i].Seed = o.Seed + uint64(i)
	}
	return parts
}

func (o Options) String() string {
	return fmt.Sprintf("mode %s, %d messages of %d users, %d kills, %d replicas, seed %d", o.Mode, o.Messages, o.Users, o.Kills, o.Replicas, o.Seed)
}
