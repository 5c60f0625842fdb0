package obs

import (
	"context"
	"log/slog"
)

// Outage logs the beginning and the end of trouble once each, however often a
// loop runs into it. Its zero value needs Log and What. Not safe for
// concurrent use: one per loop.
type Outage struct {
	Log  *slog.Logger
	What string
	on   bool
	n    int
}

// Saw takes note of what a loop met: err, or nil for success. An error while
// ctx is done is the program stopping, not trouble.
func (o *Outage) Saw(ctx context.Context, err error) {
	switch {
	case err != nil && ctx.Err() != nil:
	case err != nil && !o.on:
		o.on, o.n = true, 1
		o.Log.Error(o.What+" fails; trying on", "err", err)
	case err != nil:
		o.n++
	case o.on:
		o.Log.Info(o.What+" works again", "failures", o.n)
		o.on = false
	}
}
