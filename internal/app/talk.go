package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/terminal"
	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/store/bolt"
	"hotro/prompts"
)

// Talk is one conversation on a terminal: the program's own turns, desk and
// delivery, on a store that is thrown away.
type Talk struct {
	*throwaway
	screen *terminal.Screen
	n      int
	last   string // the ticket as last shown
	solved bool   // the last turn left the matter solved
	mu     sync.Mutex
}

// NewTalk returns a conversation that shows its replies on w.
func NewTalk(_ context.Context, cfg Config, log *slog.Logger, w io.Writer, asJSON bool) (*Talk, error) {
	t := &Talk{screen: terminal.New(w, asJSON, prompts.Must("vi").T("terminal.noted"))}
	p, err := newThrowaway(cfg, time.Now, log, nil, func(*bolt.Store) (map[string]channels.Sender, error) {
		return map[string]channels.Sender{chat.Terminal: t.screen}, nil
	})
	if err != nil {
		return nil, err
	}
	t.throwaway = p
	return t, nil
}

// Open shows the first screen, as a chat that is opened does.
func (t *Talk) Open(ctx context.Context) error {
	return t.send(ctx, chat.Incoming{Kind: chat.KindStart})
}

// Say sends one line and shows what comes back.
func (t *Talk) Say(ctx context.Context, line string) error {
	return t.send(ctx, chat.Incoming{Kind: chat.KindText, Text: line})
}

func (t *Talk) send(ctx context.Context, in chat.Incoming) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n++
	in.ID, in.Message, in.From, in.User, in.At = strconv.Itoa(t.n), strconv.Itoa(t.n), terminal.Address(), chat.User{ID: "me"}, time.Now()
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
	c, begun, err := t.conversation(ctx, terminal.Address().String())
	if err != nil || !begun {
		return came, err
	}
	var st dialog.State
	if len(c.Dialog) > 0 {
		if st, err = dialog.DecodeState(c.Dialog); err != nil {
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
	now := fmt.Sprint(c.Ticket.Number, c.Ticket.Topic, c.Ticket.Refs, c.Ticket.Facts)
	if now == t.last {
		return nil
	}
	t.last = now
	return c.Ticket
}

// Live is a conversation typed by hand: it begins with the first screen, and
// timers come back by themselves.
func (t *Talk) Live(ctx context.Context, r io.Reader) error {
	if err := t.Open(ctx); err != nil {
		return err
	}
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
