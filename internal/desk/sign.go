package desk

import (
	"cmp"
	"context"

	"hotro/internal/chat"
	"hotro/internal/record"
)

// Sign puts the emoji of staff on a line of the user's, where the user sees it
// too if the platform shows such; "" takes it off. It answers nothing: the user
// waits as before.
func (d *Desk) Sign(ctx context.Context, conv string, seq int64, emoji, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		line, err := d.Reader.line(ctx, conv, seq)
		switch {
		case err != nil:
			return err
		case line.By != chat.ByUser || line.Message == "":
			return ErrNotYours
		case line.Sign == emoji:
			return errSame
		}
		line.Sign = emoji
		if d.reacts(r.Conv.Address.Channel) {
			r.Amend(line.Line, chat.Reply{Noted: true, Sign: cmp.Or(emoji, chat.NoSign), ReplyTo: line.Message})
			return nil
		}
		r.Edit(line.Line)
		return nil
	})
}

// Signed notes the emoji that the user has put on a line of the bot's or of
// staff's; "" that they took it off. It reports whether that is news.
func Signed(r *record.Record, l chat.Line, emoji string) bool {
	if l.By != chat.ByBot && l.By != chat.ByStaff || l.Sign == emoji {
		return false
	}
	l.Sign = emoji
	r.Edit(l)
	return true
}
