package chaos

import (
	"context"
	"path/filepath"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
)

// book is what the audit reads of a store.
type book interface {
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
	Depth(ctx context.Context) (store.Depth, error)
	DeadList(ctx context.Context, max int) ([]store.Dead, error)
	Close() error
}

// settle waits until nothing is on its way: no webhook, no arrival, no reply.
// What does not come to rest is a problem for the report; the audit says what
// is missing.
func (w *World) settle() book {
	w.tb.Helper()
	if !w.wait(patience, func() bool { return w.platforms.telegram.Pending() == 0 && w.platforms.zaloQuiet() }) {
		w.ledger.problem("the platforms still have %d Telegram updates (%s), or Zalo events, to deliver", w.platforms.telegram.Pending(), w.platforms.telegram.WebhookErrors())
	}
	if w.o.Mode == Embedded {
		return w.settleEmbedded()
	}
	url := ""
	if w.group != nil {
		url = w.group.URL("bot3")
	} else {
		url = w.redis.URL()
	}
	b, err := redis.Open(w.ctx, url, redis.Options{})
	if err != nil {
		w.tb.Fatal(err)
	}
	if !w.wait(patience, func() bool { return w.empty(b) }) {
		d, err := b.Depth(w.ctx)
		w.ledger.problem("the queues do not get empty: %+v %v", d, err)
	}
	return b
}

// settleEmbedded stops the process to look into its file, and lets it go on
// until nothing waits there.
func (w *World) settleEmbedded() book {
	w.tb.Helper()
	for begun := time.Now(); ; {
		nap(w.ctx.Done(), time.Second)
		if _, err := w.replicas[0].stop(30 * time.Second); err != nil {
			w.ledger.problem("%v", err)
		}
		b, err := bolt.Open(filepath.Join(w.dir, "data", "hotro.db"), bolt.Options{})
		if err != nil {
			w.tb.Fatal(err)
		}
		if w.empty(b) {
			return b
		}
		if time.Since(begun) > patience {
			d, err := b.Depth(w.ctx)
			w.ledger.problem("the queues do not get empty: %+v %v", d, err)
			return b
		}
		if err := b.Close(); err != nil {
			w.tb.Fatal(err)
		}
		if err := w.replicas[0].start(); err != nil {
			w.tb.Fatal(err)
		}
		w.allUp(patience)
		nap(w.ctx.Done(), 3*time.Second)
	}
}

func (w *World) empty(b book) bool {
	d, err := b.Depth(w.ctx)
	return err == nil && d.Inbox == 0 && d.User == 0 && d.Desk == 0
}
