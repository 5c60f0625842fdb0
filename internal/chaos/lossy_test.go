package chaos

import (
	"flag"
	"testing"
	"time"
)

var lossy = flag.Int("chaos.lossy", 0, "lines of users while answers of Redis get lost (0: the short form)")

// TestLostAnswers: what may or may not have been done is asked again, and is
// done once: of all that users and staff write nothing is lost, nothing comes
// twice or out of order. The long form also looks at how long users wait: an
// answer that is lost does not cost its user the time of a lease.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	lines := 200
	if *lossy > 0 {
		lines = *lossy
	}
	r := RunLossy(t, Options{Bin: bot(t), Mode: Webhook, Messages: lines, Users: 20, Replicas: 2, Seed: seeded()}, 20)
	t.Log(r)
	for _, f := range r.Faults() {
		t.Error(f)
	}
	if most := 2 * time.Second; *lossy > 0 && r.P99 > most {
		t.Errorf("99 of 100 lines were answered within %v, want %v", r.P99, most)
	}
}
