// Package enrich completes a ticket after it was opened: the user's name and
// picture where messages do not carry them, what Stringee knows of the
// call, a model's two sentences, a ticket in StringeeX.
//
// A hand-off never waits for it, and what can't be had is left out. Safe for
// concurrent use. Start reading at Enricher.Run.
package enrich

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/llm"
	"hotro/internal/moment"
	"hotro/internal/store"
	"hotro/internal/stringee"
)

// Values mark what was asked for already.
type Values interface {
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// Desk adds to a ticket what became known of it.
type Desk interface {
	Enrich(ctx context.Context, conv string, who desk.Staff, h desk.Details, id string) error
}

// Tickets reads a conversation's ticket and lines.
type Tickets interface {
	Conversation(ctx context.Context, conv string) (chat.Conversation, error)
	Lines(ctx context.Context, conv string, from int64, n int) ([]desk.TranscriptLine, error)
}

// Portraits fetches the picture that a user shows, keeps it, and forgets it.
type Portraits interface {
	Take(ctx context.Context, user chat.Address) (bool, error)
	Forget(ctx context.Context, conv string) error
}

// Options of an Enricher. Names may be nil: then every platform tells them with
// its messages. So may Portraits: then no platform shows any.
type Options struct {
	Desk      Desk
	Tickets   Tickets
	Format    *desk.Formatter
	Names     func(ctx context.Context, user chat.Address) (string, error)
	Portraits Portraits
	Calls     *stringee.Client
	Model     *llm.Model
	Values    Values
	Zone      *time.Location // of times that users write
	Now       func() time.Time
	Log       *slog.Logger
}

// Enricher completes tickets.
type Enricher struct {
	Options
	asked chan string
}

// New returns an Enricher; Run does the work.
func New(o Options) *Enricher { return &Enricher{Options: o, asked: make(chan string, 256)} }

// workers is how many tickets are completed at once.
const workers = 2

// Enabled reports whether there is anything to add from.
func (e *Enricher) Enabled() bool {
	return e.Names != nil || e.Portraits != nil || e.Calls.Enabled() || e.Model.Enabled()
}

// Ask has a conversation's ticket completed. It never blocks: under a flood of hand-offs some stay as they are.
func (e *Enricher) Ask(conv string) {
	if !e.Enabled() {
		return
	}
	select {
	case e.asked <- conv:
	default:
	}
}

// Run completes tickets until ctx ends.
func (e *Enricher) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { e.work(ctx) })
	}
	wg.Wait()
}

func (e *Enricher) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case conv := <-e.asked:
			e.complete(ctx, conv)
		}
	}
}

// complete looks at one conversation's ticket and adds what is missing. Each
// step sees what the one before has added.
func (e *Enricher) complete(ctx context.Context, conv string) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, do := range []func(context.Context, string, chat.Ticket) error{e.name, e.picture, e.lookUp, e.summarise, e.enter} {
		c, err := e.Tickets.Conversation(ctx, conv)
		if err != nil || !c.Ticket.Open() {
			return
		}
		if err := do(ctx, conv, *c.Ticket); err != nil {
			e.Log.Warn("ticket not completed", "ticket", c.Ticket.Number, "err", err)
		}
	}
}

// name adds the name the user shows on the platform.
func (e *Enricher) name(ctx context.Context, conv string, t chat.Ticket) error {
	if e.Names == nil || t.User.Name != "" {
		return nil
	}
	name, err := e.Names(ctx, t.Conv)
	if err != nil || name == "" {
		return err
	}
	return e.Desk.Enrich(ctx, conv, desk.Staff{}, desk.Details{Name: name}, "")
}

// picture keeps the one that the user shows, for staff to know them by. Where
// the ticket is gone meanwhile, so is its picture.
func (e *Enricher) picture(ctx context.Context, conv string, t chat.Ticket) error {
	if e.Portraits == nil || t.Pictured {
		return nil
	}
	kept, err := e.Portraits.Take(ctx, t.Conv)
	if err != nil || !kept {
		return err
	}
	if err := e.Desk.Enrich(ctx, conv, desk.Staff{}, desk.Details{Pictured: true}, ""); err != nil {
		return errors.Join(err, e.Portraits.Forget(ctx, conv))
	}
	return nil
}

// lookUp adds what Stringee knows of the newest call ID, or of the call that
// the user described.
func (e *Enricher) lookUp(ctx context.Context, conv string, t chat.Ticket) error {
	if !e.Calls.Enabled() {
		return nil
	}
	info, err := e.find(ctx, t)
	if errors.Is(err, stringee.ErrNotFound) || (err == nil && (info.ID == "" || info.ID == t.Call["id"])) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look up the call: %w", err)
	}
	h := desk.Details{Call: info.Facts(e.Zone)}
	return e.Desk.Enrich(ctx, conv, desk.Staff{}, h, "call:"+info.ID)
}

func (e *Enricher) find(ctx context.Context, t chat.Ticket) (stringee.CallInfo, error) {
	if n := len(t.Refs); n > 0 {
		return e.Calls.Call(ctx, t.Refs[n-1])
	}
	at, ok := moment.When(t.Facts["time"], e.Now().In(e.Zone))
	if !ok || (t.Facts["hotline"] == "" && t.Facts["customer"] == "") {
		return stringee.CallInfo{}, nil
	}
	found, err := e.Calls.Search(ctx, t.Facts["hotline"], t.Facts["customer"], at)
	if err != nil || len(found) == 0 {
		return stringee.CallInfo{}, err
	}
	return found[0], nil
}

// summarise adds the model's two sentences, once.
func (e *Enricher) summarise(ctx context.Context, conv string, t chat.Ticket) error {
	if !e.Model.Enabled() || t.Model != "" {
		return nil
	}
	lines, err := e.Tickets.Lines(ctx, conv, t.First, 200)
	if err != nil {
		return err
	}
	said := make([]chat.Line, len(lines))
	for i, l := range lines {
		said[i] = l.Line
	}
	words, err := e.Model.Summary(ctx, t, said)
	if err != nil || words == "" {
		return err
	}
	return e.Desk.Enrich(ctx, conv, desk.Staff{}, desk.Details{Model: words}, fmt.Sprintf("summary:%d", t.Number))
}

// enter creates the ticket in StringeeX too. That can't be asked twice, so it
// is marked before it is done: at most one.
func (e *Enricher) enter(ctx context.Context, conv string, t chat.Ticket) error {
	if !e.Calls.Tickets() {
		return nil
	}
	key := fmt.Sprintf(".stringeex/ticket/%d", t.Number)
	if _, err := e.Values.Swap(ctx, key, 0, []byte("asked"), 90*24*time.Hour, e.Now()); err != nil {
		if errors.Is(err, store.ErrStale) {
			return nil
		}
		return err
	}
	lines, err := e.Tickets.Lines(ctx, conv, t.First, 200)
	if err != nil {
		return err
	}
	_, err = e.Calls.CreateTicket(ctx, stringee.NewTicket{
		Subject: strings.TrimSpace(fmt.Sprintf("#%d %s", t.Number, e.Format.Subject(t))), Note: e.Format.Summary(t, lines),
		Name: t.User.Name, Phone: t.Facts["phone"], Priority: t.Priority,
	})
	if err != nil {
		return fmt.Errorf("ticket in StringeeX: %w", err)
	}
	return nil
}

// Facts answers "/call <id>" in the staff group.
func (e *Enricher) Facts(ctx context.Context, id string) (map[string]string, error) {
	info, err := e.Calls.Call(ctx, id)
	if err != nil {
		return nil, err
	}
	return info.Facts(e.Zone), nil
}
