package console

import (
	"context"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/drafts"
)

// presenter builds what the pages show from tickets and transcripts.
type presenter struct {
	tickets  *desk.Reader
	drafts   *drafts.Drafts
	windows  desk.Windows
	promises desk.Promises
	replies  *desk.Replies
	icon     func(channel string) string
	board    *board
	roster   roster
	now      func() time.Time
}

// load reads a ticket with its conversation. The row of a ticket may be a
// moment older than the conversation, which holds the present one.
func (p *presenter) load(ctx context.Context, number int64) (chat.Ticket, chat.Conversation, error) {
	t, err := p.tickets.Ticket(ctx, number)
	if err != nil {
		return t, chat.Conversation{}, err
	}
	conv, err := p.tickets.Conversation(ctx, t.Conv.String())
	if err != nil {
		return t, conv, err
	}
	if conv.Ticket != nil && conv.Ticket.Number == number {
		t = *conv.Ticket
	}
	return t, conv, nil
}

// latest returns the conversation of a ticket, which must be its user's
// latest: only that can be acted on.
func (p *presenter) latest(ctx context.Context, number int64) (string, error) {
	t, err := p.latestOf(ctx, number)
	if err != nil {
		return "", err
	}
	return t.Conv.String(), nil
}

// latestOf is latest with the ticket as it stands.
func (p *presenter) latestOf(ctx context.Context, number int64) (chat.Ticket, error) {
	t, conv, err := p.load(ctx, number)
	if err == nil && (conv.Ticket == nil || conv.Ticket.Number != number) {
		err = errOld
	}
	return t, err
}

// list reads a view's tickets and the counts of all views.
func (p *presenter) list(ctx context.Context, f *frame, current int64) (listView, error) {
	queue, err := p.board.fresh(ctx)
	if err != nil {
		return listView{}, err
	}
	f.Counts = count(queue, f.Me)
	l := listView{queue: queue, Junk: len(p.strangers(queue))}
	tickets, all, err := p.pick(ctx, queue, f.View, f.Me)
	if err != nil {
		return listView{}, err
	}
	l.All = all
	begun, err := p.drafts.Begun(ctx, f.Me.ID)
	if err != nil {
		return listView{}, err
	}
	for _, t := range tickets {
		r := p.row(f.Words, t, f.View, f.Me, f.Now)
		r.Draft = begun[t.Number]
		r.Current = t.Number == current
		l.Rows = append(l.Rows, r)
	}
	return l, nil
}

// pick returns the tickets that a view shows, and how many there are. Those that
// ended come behind those of them that happen again.
func (p *presenter) pick(ctx context.Context, queue []*chat.Ticket, v view, me desk.Staff) (out []*chat.Ticket, all int, err error) {
	out, all = pick(queue, v, me, shown)
	if v != closed {
		return out, all, nil
	}
	past, err := p.ended(ctx)
	return append(out, past...), all + len(past), err
}

// ended lists the tickets that ended last.
func (p *presenter) ended(ctx context.Context) ([]*chat.Ticket, error) {
	list, err := p.tickets.Ended(ctx, ended)
	out := make([]*chat.Ticket, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out, err
}

// message returns the platform's id of a user's line, for quoting it; without
// one the reply goes out unquoted.
func (p *presenter) message(ctx context.Context, conv string, seq int64) string {
	if seq < 1 {
		return ""
	}
	lines, err := p.tickets.Lines(ctx, conv, seq, 1)
	if err != nil || len(lines) != 1 || lines[0].By != chat.ByUser {
		return ""
	}
	return lines[0].Message
}
