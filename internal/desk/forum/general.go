package forum

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
)

// login sends a one-time link to the web desk: in private, because whoever
// opens it first is let in.
func (v *interaction) login(ctx context.Context) error {
	if v.Links == nil {
		return v.reply(ctx, "no_web")
	}
	link, err := v.Links.Link(ctx, v.who)
	if err != nil {
		return fmt.Errorf("staff group: login link: %w", err)
	}
	private := v.at("")
	private.Chat = v.in.User.ID
	_, err = v.Bot.Post(ctx, private, telegram.Message{Text: v.Say.T("forum.login", "link", link), Protected: true})
	var no *channels.Failure
	switch {
	case errors.As(err, &no) && (no.Class == channels.Gone || no.Class == channels.Refused):
		return v.reply(ctx, "login_start", "bot", v.username(ctx))
	case err != nil:
		return fmt.Errorf("staff group: login link: %w", err)
	}
	return v.reply(ctx, "login_sent")
}

// maxListed is how many tickets /queue lists.
const maxListed = 20

// queue lists the tickets whose users wait for an answer with their topics, or
// those that the asker holds.
func (v *interaction) queue(ctx context.Context, arg string) error {
	open, err := v.Tickets.Queue(ctx)
	if err != nil {
		return err
	}
	key, wanted := "queue", v.waits
	if slices.Contains(strings.Split(v.Say.T("forum.queue_mine"), "; "), strings.ToLower(arg)) {
		key, wanted = "queue_mine", func(t chat.Ticket) bool { return t.Holder.Staff == v.who.ID }
	}
	var lines []string
	for _, t := range open {
		if wanted(t) {
			lines = append(lines, v.listed(ctx, t))
		}
	}
	n := len(lines)
	if n == 0 {
		return v.reply(ctx, key+"_empty")
	}
	if n > maxListed {
		lines = append(lines[:maxListed], fmt.Sprintf("… +%d", n-maxListed))
	}
	return v.answer(ctx, v.Say.T("forum.reply_"+key, "n", fmt.Sprint(n))+"\n"+strings.Join(lines, "\n"))
}

// waits reports whether a ticket's user waits for staff: nobody holds it, or
// whoever does has not answered in time.
func (f *Front) waits(t chat.Ticket) bool {
	p, ok := f.Desk.Promises.Of(t)
	return ok && (t.State == chat.Waiting || f.Desk.Promises.At(p, f.Now()).Late())
}

// listed is a ticket as a list of several shows it: who, what about, how long
// it waits or is overdue, who holds it, and where it is.
func (f *Front) listed(ctx context.Context, t chat.Ticket) string {
	parts := []string{fmt.Sprintf("#%d %s", t.Number, f.user(t)), f.Format.Subject(t)}
	if p, ok := f.Desk.Promises.Of(t); ok {
		if c := f.Desk.Promises.At(p, f.Now()); c.Late() {
			parts = append(parts, f.Say.T("forum.queue_late", "late", f.Format.Span(-c.Left)))
		} else {
			parts = append(parts, f.Say.T("forum.queue_waits", "wait", f.Format.Span(f.Now().Sub(p.Asked))))
		}
	}
	if t.State == chat.Claimed {
		parts = append(parts, f.Say.T("forum.queue_held", "name", t.Holder.Name))
	}
	if len(t.Tags) > 0 {
		parts = append(parts, strings.Join(t.Tags, ", "))
	}
	line := strings.Join(parts, " · ")
	if link := f.linkOf(ctx, t.Number); link != "" {
		line += "\n" + link
	}
	return line
}
