package chaos

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"
)

var (
	messages = flag.Int("chaos.messages", 0, "lines of users in all (0: the short form)")
	kills    = flag.Int("chaos.kills", 0, "kill -9 of bots and Redis in all")
	users    = flag.Int("chaos.users", 0, "users at once")
	seed     = flag.Uint64("chaos.seed", 0, "seed of the faults (0: the clock's)")
	pace     = flag.Duration("chaos.pace", 0, "time between blows")
	mode     = flag.String("chaos.mode", "", "only this mode: webhook, reply, poll or embedded")
	away     = flag.Duration("chaos.away", 5*time.Second, "how long Redis is away")
	race     = flag.Bool("chaos.race", false, "bots that watch for data races")
)

// built is the bot's program, made once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "chaos")
	if err != nil {
		return "", err
	}
	return Build(dir, *race)
})

func TestMain(m *testing.M) {
	flag.Parse()
	// These tests wait for leases most of the time: more of them fit beside
	// each other than there are processors.
	if err := flag.Set("test.parallel", strconv.Itoa(max(6, runtime.GOMAXPROCS(0)))); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	code := m.Run()
	if bin, err := built(); err == nil {
		_ = os.RemoveAll(filepath.Dir(bin))
	}
	os.Exit(code)
}

func bot(t *testing.T) string {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// TestCrash kills bots and Redis while users talk, in every mode. The short
// form shares its messages among the modes.
func TestCrash(t *testing.T) {
	t.Parallel()
	bin := bot(t)
	for _, o := range []Options{
		{Mode: Webhook, Messages: 900, Kills: 9, Users: 45},
		{Mode: Poll, Messages: 300, Kills: 3, Users: 20},
		{Mode: Embedded, Messages: 300, Kills: 3, Users: 20},
		{Mode: Reply, Messages: 300, Kills: 3, Users: 20},
	} {
		if *mode != "" && *mode != string(o.Mode) {
			continue
		}
		o.Bin, o.Seed, o.Pace = bin, seeded(), *pace
		for _, set := range []struct{ to, from *int }{{&o.Messages, messages}, {&o.Kills, kills}, {&o.Users, users}} {
			if *set.from != 0 {
				*set.to = *set.from
			}
		}
		t.Run(string(o.Mode), func(t *testing.T) {
			t.Parallel()
			for _, part := range o.Parts() {
				r := Run(t, part)
				t.Log(r)
				for _, f := range r.Faults() {
					t.Errorf("%s; repeat with -chaos.mode %s -chaos.seed %d -chaos.messages %d -chaos.kills %d",
						f, part.Mode, part.Seed, part.Messages, part.Kills)
				}
			}
		})
	}
}

func seeded() uint64 {
	if *seed != 0 {
		return *seed
	}
	return uint64(time.Now().UnixNano())
}

// TestRedisAway: webhooks are answered 503 and the poller waits; what users
// wrote arrives afterwards; nothing crashes, and the logs stay short.
func TestRedisAway(t *testing.T) {
	t.Parallel()
	bin := bot(t)
	for _, m := range []Mode{Webhook, Poll} {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			r := RunAway(t, Options{Bin: bin, Mode: m, Users: 20, Replicas: 2, Seed: seeded()}, *away)
			t.Log(r)
			for _, f := range r.Faults() {
				t.Error(f)
			}
		})
	}
}

// TestRollingRestart: SIGTERM, one replica after the other, while users talk.
func TestRollingRestart(t *testing.T) {
	t.Parallel()
	r := RunRolling(t, Options{Bin: bot(t), Mode: Webhook, Messages: 150, Users: 15, Replicas: 2, Seed: seeded()}, 2)
	t.Log(r)
	for _, f := range r.Faults() {
		t.Error(f)
	}
}
