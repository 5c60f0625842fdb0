package redis

import (
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// What the store says of itself is told apart from what it says of a
// conversation: only the latter may be its fault.
func TestAFailureOfTheStore(t *testing.T) {
	t.Parallel()
	s := &Store{}
	for err, want := range map[error]string{
		io.EOF: "away",
		&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}: "away",
		redis.ErrPoolTimeout:                        "away",
		said("NOREPLICAS Not enough good replicas"): "refuses",
		said("OOM command not allowed"):             "refuses",
		errTooFew:                                   "refuses",
		said("WRONGTYPE Operation against a key"):   "",
		errReply: "",
		fmt.Errorf("ticket: %w", store.ErrNotFound): "",
	} {
		got := ""
		failed := s.fail("put", err)
		if _, ok := errors.AsType[*store.Away](failed); ok {
			got = "away"
		}
		if store.Refuses(failed) {
			got = "refuses"
		}
		if got != want || !errors.Is(failed, err) {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}
