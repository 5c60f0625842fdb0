package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"hotro/internal/bot"
	"hotro/internal/channels"
	"hotro/internal/channels/terminal"
	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/obs"
	"hotro/internal/store/bolt"
)

// Talk is one conversation on a terminal: the program's own turns, desk and
// delivery, on a store that is thrown away.
type Talk struct {
	store   *bolt.Store
	dir     string
	bot     *bot.Bot
	deliver *channels.Deliver
	screen  *terminal.Screen
	n       int
	last    string // the ticket as last shown
	solved  bool   // the last turn left the matter solved
	mu      sync.Mutex
}

// NewTalk returns a conversation that shows its replies on w.
func NewTalk(_ context.Context, cfg Config, log *slog.Logger, w io.Writer, asJSON bool) (*Talk, error) {
	metrics := obs.NewMetrics(prometheus.NewRegistry())
	g, err := newGuides(cfg.KBDir, log, metrics)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "hotro-chat-")
	if err != nil {
		return nil, fmt.Errorf("chat: %w", err)
	}
	st, err := bolt.Open(filepath.Join(dir, "chat.db"), bolt.Options{NoSync: true})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	t := &Talk{store: st, dir: dir, screen: terminal.New(w, asJSON)}
	d, err := NewDesk(cfg, st, time.Now)
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	t.bot = bot.New(bot.Options{
		Inbox: st, Work: st, Memory: st, Dialog: g.dialog, Lifecycle: d.Lifecycle, Queue: d.Reader,
		Nudge: func(string) {}, Now: time.Now, Log: log, Metrics: metrics,
	})
	t.deliver = channels.NewDeliver(channels.DeliverOptions{
		Lanes: st, Gate: st, Senders: map[string]channels.Sender{chat.Terminal: t.screen},
		Accept: t.bot.Accept, Now: time.Now, Log: log, Metrics: metrics,
	})
	return t, nil
}

// Say sends one line and shows what comes back.
func (t *Talk) Say(ctx context.Context, line string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n++
	in := chat.Incoming{
		ID: strconv.Itoa(t.n), Message: strconv.Itoa(t.n), From: terminal.Address(), Kind: chat.KindText, Text: line,
		User: chat.User{ID: "me"}, At: time.Now(),
	}
	if err := t.bot.Accept(ctx, in); err != nil {
		return err
	}
	return t.turn(ctx)
}

// turn answers what is due and shows it.
func (t *Talk) turn(ctx context.Context) error {
	conv := terminal.Address().String()
	if did, err := t.bot.TakeTurn(ctx, conv); err != nil || !did {
		return err
	}
	t.deliver.Flush(ctx, conv)
	came, err := t.came(ctx)
	if err != nil {
		return err
	}
	return t.screen.Flush(came)
}

// came returns what the turn came to: the matter solved, a ticket opened or
// changed.
func (t *Talk) came(ctx context.Context) (terminal.Came, error) {
	var came terminal.Came
	snap, err := t.store.Load(ctx, terminal.Address().String())
	if err != nil || snap.State == nil {
		return came, err
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		return came, err
	}
	var st dialog.State
	if len(c.Dialog) > 0 {
		if err := json.Unmarshal(c.Dialog, &st); err != nil {
			return came, err
		}
	}
	was := t.solved
	t.solved = st.Solved()
	came.Solved = t.solved && !was
	came.Ticket = t.ticket(&c)
	return came, nil
}

// ticket is the open ticket, if this turn changed what it holds.
func (t *Talk) ticket(c *chat.Conversation) *chat.Ticket {
	if !c.Ticket.Open() {
		return nil
	}
	now := fmt.Sprint(c.Ticket.Number, c.Ticket.Topic, c.Ticket.CallIDs, c.Ticket.Facts)
	if now == t.last {
		return nil
	}
	t.last = now
	return c.Ticket
}

// Live is a conversation typed by hand: timers come back by themselves.
func (t *Talk) Live(ctx context.Context, r io.Reader) error {
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	wg.Go(func() {
		each(ctx, 500*time.Millisecond, func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			_ = t.turn(ctx)
		})
	})
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && ctx.Err() == nil {
		if err := t.Say(ctx, lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// Close forgets the conversation.
func (t *Talk) Close() error { return errors.Join(t.store.Close(), os.RemoveAll(t.dir)) }
