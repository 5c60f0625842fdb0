package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/llm"
	"hotro/internal/store"
	"hotro/internal/stringee"
)

// followUp completes a ticket after it was opened: the user's name where the
// platform does not tell it with a message, what Stringee knows of the call, a
// model's two sentences, a ticket in StringeeX. A hand-off never waits for it,
// and what can't be had is left out.
type followUp struct {
	desk   *desk.Desk
	names  func(ctx context.Context, user chat.Address) (string, error) // nil: every platform tells them
	calls  *stringee.Client
	model  *llm.Model
	values Values
	zone   *time.Location
	now    func() time.Time
	log    *slog.Logger
	asked  chan string
}

// followers is how many tickets are completed at once.
const followers = 2

func (f *followUp) enabled() bool { return f.names != nil || f.calls.Enabled() || f.model.Enabled() }

// ask never blocks: under a flood of hand-offs some stay as they are.
func (f *followUp) ask(conv string) {
	if !f.enabled() {
		return
	}
	select {
	case f.asked <- conv:
	default:
	}
}

func (f *followUp) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case conv := <-f.asked:
			f.complete(ctx, conv)
		}
	}
}

// complete looks at one conversation's ticket and adds what is missing. Each
// step sees what the one before has added.
func (f *followUp) complete(ctx context.Context, conv string) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, do := range []func(context.Context, string, chat.Ticket) error{f.name, f.lookUp, f.summarise, f.enter} {
		c, err := f.desk.Conversation(ctx, conv)
		if err != nil || !c.Ticket.Open() {
			return
		}
		if err := do(ctx, conv, *c.Ticket); err != nil {
			f.log.Warn("ticket not completed", "ticket", c.Ticket.Number, "err", err)
		}
	}
}

// name adds the name the user shows on the platform.
func (f *followUp) name(ctx context.Context, conv string, t chat.Ticket) error {
	if f.names == nil || t.User.Name != "" {
		return nil
	}
	name, err := f.names(ctx, t.Conv)
	if err != nil || name == "" {
		return err
	}
	return f.desk.Enrich(ctx, conv, desk.Staff{}, desk.Details{Name: name}, "")
}

// lookUp adds what Stringee knows of the newest call ID, or of the call that
// the user described.
func (f *followUp) lookUp(ctx context.Context, conv string, t chat.Ticket) error {
	if !f.calls.Enabled() {
		return nil
	}
	info, err := f.find(ctx, t)
	if errors.Is(err, stringee.ErrNotFound) || (err == nil && (info.ID == "" || info.ID == t.Call["id"])) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look up the call: %w", err)
	}
	h := desk.Details{Call: info.Facts(f.zone)}
	return f.desk.Enrich(ctx, conv, desk.Staff{}, h, "call:"+info.ID)
}

func (f *followUp) find(ctx context.Context, t chat.Ticket) (stringee.CallInfo, error) {
	if n := len(t.CallIDs); n > 0 {
		return f.calls.Call(ctx, t.CallIDs[n-1])
	}
	at, ok := stringee.When(t.Facts["time"], f.now().In(f.zone))
	if !ok || (t.Facts["hotline"] == "" && t.Facts["customer"] == "") {
		return stringee.CallInfo{}, nil
	}
	found, err := f.calls.Search(ctx, t.Facts["hotline"], t.Facts["customer"], at)
	if err != nil || len(found) == 0 {
		return stringee.CallInfo{}, err
	}
	return found[0], nil
}

// summarise adds the model's two sentences, once.
func (f *followUp) summarise(ctx context.Context, conv string, t chat.Ticket) error {
	if !f.model.Enabled() || t.Model != "" {
		return nil
	}
	lines, err := f.desk.Lines(ctx, conv, t.First, 200)
	if err != nil {
		return err
	}
	said := make([]chat.Line, len(lines))
	for i, l := range lines {
		said[i] = l.Line
	}
	words, err := f.model.Summary(ctx, t, said)
	if err != nil || words == "" {
		return err
	}
	return f.desk.Enrich(ctx, conv, desk.Staff{}, desk.Details{Model: words}, fmt.Sprintf("summary:%d", t.Number))
}

// enter creates the ticket in StringeeX too. That can't be asked twice, so it
// is marked before it is done: at most one.
func (f *followUp) enter(ctx context.Context, conv string, t chat.Ticket) error {
	if !f.calls.Tickets() {
		return nil
	}
	key := fmt.Sprintf(".stringeex/ticket/%d", t.Number)
	if _, err := f.values.Swap(ctx, key, 0, []byte("asked"), 90*24*time.Hour, f.now()); err != nil {
		if errors.Is(err, store.ErrStale) {
			return nil
		}
		return err
	}
	lines, err := f.desk.Lines(ctx, conv, t.First, 200)
	if err != nil {
		return err
	}
	_, err = f.calls.CreateTicket(ctx, stringee.NewTicket{
		Subject: strings.TrimSpace(fmt.Sprintf("#%d %s", t.Number, f.desk.Subject(t))), Note: f.desk.Summary(t, lines),
		Name: t.User.Name, Phone: t.Facts["phone"], Priority: t.Priority,
	})
	if err != nil {
		return fmt.Errorf("ticket in StringeeX: %w", err)
	}
	return nil
}

// callFacts answers "/call <id>" in the staff group.
type callFacts struct{ f *followUp }

// Facts is forum.Calls.
func (c callFacts) Facts(ctx context.Context, id string) (map[string]string, error) {
	info, err := c.f.calls.Call(ctx, id)
	if err != nil {
		return nil, err
	}
	return info.Facts(c.f.zone), nil
}
