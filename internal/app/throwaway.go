package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/obs"
	"hotro/internal/store/bolt"
)

// throwaway is the program's turns, desk and delivery on a store that is thrown
// away. Nothing runs by itself: a turn is taken, and lanes are flushed.
type throwaway struct {
	store   *bolt.Store
	dir     string
	bot     *bot.Bot
	desk    *desk.Desk
	deliver *channels.Deliver
}

// newThrowaway returns one for a command. isStaff may be nil; senders are asked
// for when there is a store.
func newThrowaway(cfg Config, now func() time.Time, log *slog.Logger, isStaff func(chat.Address) bool, senders func(*bolt.Store) (map[string]channels.Sender, error)) (*throwaway, error) {
	metrics := obs.NewMetrics(prometheus.NewRegistry())
	g, err := newGuides(cfg.KBDir, nil, log, metrics)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "hotro-")
	if err != nil {
		return nil, fmt.Errorf("a store to throw away: %w", err)
	}
	st, err := bolt.Open(filepath.Join(dir, "store.db"), bolt.Options{NoSync: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	p := &throwaway{store: st, dir: dir}
	d, err := NewDesk(cfg, st, now)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.desk = d
	to, err := senders(st)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.bot = bot.New(bot.Options{
		Inbox: st, Work: st, Memory: st, Dialog: g.dialog, Lifecycle: d.Lifecycle, Queue: d.Reader, IsStaff: isStaff,
		Signs: func(channel string) bool { return channel == chat.Terminal },
		Nudge: func(string) {}, Now: now, Log: log, Metrics: metrics,
	})
	p.deliver = channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Senders: to, Accept: p.bot.Accept, Now: now, Log: log, Metrics: metrics,
	})
	return p, nil
}

// conversation returns a conversation as it stands; false when there is none
// yet.
func (p *throwaway) conversation(ctx context.Context, conv string) (chat.Conversation, bool, error) {
	var c chat.Conversation
	snap, err := p.store.Load(ctx, conv)
	if err != nil || snap.State == nil {
		return c, false, err
	}
	return c, true, json.Unmarshal(snap.State, &c)
}

// Close throws the store away.
func (p *throwaway) Close() error { return errors.Join(p.store.Close(), os.RemoveAll(p.dir)) }
