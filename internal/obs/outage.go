package obs

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// calm is how long a thing must work before its trouble is over: where a part
// of what it needs is away, failures and successes alternate.
const calm = 10 * time.Second

// Outage logs the beginning and the end of trouble once each, however often
// those who do What run into it, and although some of them do not. It needs
// Log and What. Safe for concurrent use.
type Outage struct {
	Log  *slog.Logger
	What string

	mu       sync.Mutex
	failures int // since it last worked for a while
	last     time.Time
}

// Saw takes note of how What went: err, or nil for success. An error while ctx
// is done is the program stopping, not trouble.
func (o *Outage) Saw(ctx context.Context, err error) {
	if err != nil && ctx.Err() != nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case err != nil:
		o.last = time.Now()
		if o.failures++; o.failures == 1 {
			o.Log.Error(o.What+" failed; it is tried again until it works", "err", err)
		}
	case o.failures > 0 && time.Since(o.last) >= calm:
		o.Log.Info(o.What+" works again", "failures", o.failures)
		o.failures = 0
	}
}
