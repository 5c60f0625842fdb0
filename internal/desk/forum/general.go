package forum

import (
	"context"
	"errors"
	"fmt"
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

// queue lists the waiting tickets with their topics.
func (v *interaction) queue(ctx context.Context) error {
	open, err := v.Tickets.Queue(ctx)
	if err != nil {
		return err
	}
	var b strings.Builder
	n := 0
	for _, t := range open {
		if t.State != chat.Waiting {
			continue
		}
		if n++; n > maxListed {
			continue
		}
		fmt.Fprintf(&b, "#%d · %s · %s · %s", t.Number, v.user(t), v.Format.Subject(t), v.Format.Stamp(t.Opened))
		if len(t.Tags) > 0 {
			b.WriteString(" · " + strings.Join(t.Tags, ", "))
		}
		if link := v.linkOf(ctx, t.Number); link != "" {
			b.WriteString("\n" + link)
		}
		b.WriteByte('\n')
	}
	if n == 0 {
		return v.reply(ctx, "queue_empty")
	}
	if n > maxListed {
		fmt.Fprintf(&b, "… +%d", n-maxListed)
	}
	return v.answer(ctx, v.Say.T("forum.reply_queue", "n", fmt.Sprint(n))+"\n"+strings.TrimSpace(b.String()))
}
