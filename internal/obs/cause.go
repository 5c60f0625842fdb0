package obs

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// oncePerCause lets the first error or warning of a cause pass and turns those
// that follow into debug lines, until the cause has not been met with for a
// while: when the store is away every part of the program runs into it. Errors
// say their cause by a method Cause() string.
type oncePerCause struct {
	slog.Handler
	met *met
}

// met is when each cause was last met with.
type met struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// Handle implements slog.Handler.
func (h oncePerCause) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelWarn && h.known(causeOf(r), r.Time) {
		r.Level = slog.LevelDebug
		if !h.Enabled(ctx, r.Level) {
			return nil
		}
	}
	return h.Handler.Handle(ctx, r)
}

// known reports whether a cause was met with a short time ago.
func (h oncePerCause) known(cause string, now time.Time) bool {
	if cause == "" {
		return false
	}
	h.met.mu.Lock()
	defer h.met.mu.Unlock()
	last, ok := h.met.last[cause]
	h.met.last[cause] = now
	return ok && now.Sub(last) < calm
}

// causeOf is the cause of the error in a record, if it names one.
func causeOf(r slog.Record) (cause string) {
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok {
			if c, ok := errors.AsType[interface {
				error
				Cause() string
			}](err); ok {
				cause = c.Cause()
			}
		}
		return cause == ""
	})
	return cause
}

// WithAttrs implements slog.Handler.
func (h oncePerCause) WithAttrs(attrs []slog.Attr) slog.Handler {
	return oncePerCause{h.Handler.WithAttrs(attrs), h.met}
}

// WithGroup implements slog.Handler.
func (h oncePerCause) WithGroup(name string) slog.Handler {
	return oncePerCause{h.Handler.WithGroup(name), h.met}
}
