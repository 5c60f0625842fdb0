package telegram

import (
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
)

// TestUpdates decodes every update of testdata/updates and compares what
// comes out with what the file wants.
func TestUpdates(t *testing.T) {
	b := offline(t)
	channeltest.PlayUpdates(t, updates(t), func(raw []byte) (channels.Arrivals, error) { return b.Decode(nil, raw) })
}

func updates(tb testing.TB) []channeltest.Update {
	tb.Helper()
	return channeltest.Updates(tb, "testdata/updates", 200)
}
