package console

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// readFor bounds one read, whoever is waiting for it.
const readFor = 10 * time.Second

// flight is a read shared by everybody who wants it at the same time. The zero
// value works.
type flight struct {
	group singleflight.Group
	begun atomic.Int64
}

// do returns when a read that started after the call has ended: an earlier one
// may have missed what the caller knows of. ctx ends the wait, not the read,
// which others may be waiting for.
func (f *flight) do(ctx context.Context, read func(context.Context) error) error {
	before := f.begun.Load()
	for {
		answer := f.group.DoChan("", func() (any, error) {
			n := f.begun.Add(1)
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readFor)
			defer cancel()
			return n, careful(ctx, read)
		})
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-answer:
			if n, ok := r.Val.(int64); ok && n > before {
				return r.Err
			}
		}
	}
}

// careful turns a panic into an error: it runs on a goroutine of its own,
// where a panic would end the program.
func careful(ctx context.Context, read func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return read(ctx)
}
