package chaos_test

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"hotro/internal/chaos"
)

var (
	messages = flag.Int("chaos.messages", 0, "lines of users in all (0: the short form)")
	kills    = flag.Int("chaos.kills", 0, "kill -9 of bots and Redis in all")
	users    = flag.Int("chaos.users", 0, "users at once")
	seed     = flag.Uint64("chaos.seed", 0, "seed of the faults (0: the clock's)")
	mode     = flag.String("chaos.mode", "", "only this mode: webhook, reply, poll or embedded")
	race     = flag.Bool("chaos.race", false, "bots that watch for data races")
)

// built is the bot's program, made once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "chaos")
	if err != nil {
		return "", err
	}
	return chaos.Build(dir, *race)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if bin, err := built(); err == nil {
		_ = os.RemoveAll(bin[:len(bin)-len("/bot")])
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
	bin := bot(t)
	for _, o := range []chaos.Options{
		{Mode: chaos.Webhook, Messages: 900, Kills: 9, Users: 45},
		{Mode: chaos.Poll, Messages: 300, Kills: 3, Users: 20},
		{Mode: chaos.Embedded, Messages: 300, Kills: 3, Users: 20},
	} {
		if *mode != "" && *mode != string(o.Mode) {
			continue
		}
		o.Bin, o.Seed = bin, *seed
		for _, set := range []struct{ to, from *int }{{&o.Messages, messages}, {&o.Kills, kills}, {&o.Users, users}} {
			if *set.from != 0 {
				*set.to = *set.from
			}
		}
		if o.Seed == 0 {
			o.Seed = uint64(time.Now().UnixNano())
		}
		t.Run(string(o.Mode), func(t *testing.T) {
			t.Parallel()
			r := chaos.Run(t, o)
			fmt.Println(r) // always shown: the figures are the point
			for _, f := range r.Faults() {
				t.Errorf("%s; repeat with -chaos.mode %s -chaos.seed %d", f, o.Mode, o.Seed)
			}
		})
	}
}
