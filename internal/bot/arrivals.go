package bot

import (
	"context"
	"errors"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/store"
	"hotro/internal/text"
)

// intake is the first part of a turn: what arrived is written down, and becomes
// the lines that the dialog shall answer.
type intake struct{ *turn }

// record writes down what arrived and returns what the dialog shall answer.
func (t intake) record(ctx context.Context, in []chat.Incoming) ([]dialog.Line, error) {
	var lines []dialog.Line
	for i, a := range in {
		a = readable(a).Pictured()
		if t.ignored(a) {
			continue
		}
		switch a.Kind {
		case chat.KindEcho:
			if err := t.echo(ctx, a); err != nil {
				return nil, err
			}
		case chat.KindBlocked, chat.KindUnblocked:
			t.setBlocked(a.Kind == chat.KindBlocked)
		case chat.KindLeft:
			t.left()
		case chat.KindService:
		case chat.KindSeen:
			lines = append(lines, t.seen(a)...)
		case chat.KindReaction:
			if err := t.reaction(ctx, a); err != nil {
				return nil, err
			}
		case chat.KindEdit:
			says, err := t.edit(ctx, a, in[:i])
			if err != nil {
				return nil, err
			}
			lines = append(lines, says...)
		default:
			err := t.offerAgain(ctx)
			if err != nil {
				return nil, err
			}
			hello := a.From.Channel == chat.ZaloBot && t.r.Conv.LastIn.IsZero()
			seq := t.r.Hear(t.labelled(a))
			t.last = a.Message
			t.r.Conv.Blocked = false
			says := t.line(a)
			t.tellDesk(a, &says, seq)
			says.Hello = hello
			if says.Quote, err = t.quoted(ctx, a); err != nil {
				return nil, err
			}
			lines = append(lines, says)
		}
	}
	return lines, nil
}

// tellDesk tells the desk of what the user wrote. While staff talk with the user, what
// was left for the bot, and thanks, begin no promise.
func (t intake) tellDesk(a chat.Incoming, l *dialog.Line, seq int64) {
	if tk := t.r.Conv.Ticket; tk.Open() && t.heldByStaff() && a.Kind != chat.KindBlocked {
		said := ""
		if tk.SaidBy == chat.ByStaff {
			said = tk.Said
		}
		if l.Kind == chat.KindText {
			reading(t.read, l)
		}
		switch {
		case t.eng.CancelsNow(t.st, *l): // staff decide on that
		case l.Kind == chat.KindButton, t.eng.Navigates(t.st, *l):
			t.Lifecycle.Overheard(t.r, false)
			return
		case t.eng.AsksNothing(t.st, *l, said):
			t.Lifecycle.Overheard(t.r, true)
			return
		}
	}
	t.Lifecycle.Heard(t.r, a, seq)
}

// ignored reports whether staff have what the user writes ignored. That
// everything be deleted is heard all the same.
func (t intake) ignored(a chat.Incoming) bool {
	if !t.r.Conv.Banned.After(t.r.Now) {
		return false
	}
	switch a.Kind {
	case chat.KindEcho, chat.KindBlocked, chat.KindUnblocked, chat.KindLeft, chat.KindService, chat.KindSeen:
		return false
	}
	return !t.eng.AboutErasure(t.st, t.line(a), t.r.Now)
}

// readable is an arrival without words of which nothing can be seen: a text
// that is nothing else is shown to staff as that.
func readable(a chat.Incoming) chat.Incoming {
	if !text.Blank(a.Text) {
		return a
	}
	if a.Text = ""; a.Kind == chat.KindText && len(a.Files) == 0 {
		a.Kind, a.Data = chat.KindUnsupported, chat.BlankText
	}
	return a
}

// offerAgain offers staff to send again what a platform did not take, now that
// the user writes. Only their last words before that are looked at.
func (t intake) offerAgain(ctx context.Context) error {
	tk := t.r.Conv.Ticket
	if !tk.Open() || !tk.Back.IsZero() || tk.StaffAt.IsZero() || tk.UserAt.After(tk.StaffAt) {
		return nil
	}
	next := t.r.Next()
	rows, err := t.Memory.Lines(ctx, t.conv, max(1, next-20), next)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var l desk.TranscriptLine
		if err := chat.Decode(row.Body, &l.Line); err != nil {
			return err
		}
		if l.Delivery = new(chat.Delivery); chat.Decode(row.Delivery, l.Delivery) == nil && desk.Unsent(l) {
			t.Lifecycle.CameBack(t.r)
			return nil
		}
	}
	return nil
}

// line is an arrival as the dialog reads it: with what the channel knows of the
// machine it came from. An account that the page vouches for is not asked for.
func (t intake) line(a chat.Incoming) dialog.Line {
	if who := t.r.Conv.About[chat.AboutAccount]; who != "" && t.st.Facts["agent"] == "" {
		if t.st.Facts == nil {
			t.st.Facts = map[string]string{}
		}
		t.st.Facts["agent"] = who
	}
	if a.User.Name == "" {
		a.User.Name = t.r.Conv.User.Name
	}
	if a.Blank() {
		a.Kind = chat.KindText // no kind that can't be read: there is nothing to read
	}
	return dialog.Line{Incoming: a, Traits: t.r.Conv.About, Numbered: numbersChoices(a.From.Channel), Served: desk.Served(t.r.Conv.Ticket)}
}

// numbersChoices reports whether a channel shows choices as a list with numbers.
func numbersChoices(channel string) bool { return channel == chat.ZaloBot || channel == chat.Terminal }

// quoted is what a line is about by its reply: the part the user chose, else
// the whole of the own line it replies to. That it answers the bot is no quote.
func (t intake) quoted(ctx context.Context, a chat.Incoming) (string, error) {
	if a.Quote != "" || a.ReplyTo == "" {
		return a.Quote, nil
	}
	seq, err := t.Memory.Find(ctx, t.conv, "user", a.ReplyTo)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	rows, err := t.Memory.Lines(ctx, t.conv, seq, seq)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	var l chat.Line
	if err := chat.Decode(rows[0].Body, &l); err != nil {
		return "", err
	}
	if l.By != chat.ByUser {
		return "", nil
	}
	return l.Latest(), nil
}

// reaction notes the sign that the user has put on a line of ours. It says
// nothing that anybody could answer.
func (t intake) reaction(ctx context.Context, a chat.Incoming) error {
	seq, err := t.Memory.Find(ctx, t.conv, "user", a.Message)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	rows, err := t.Memory.Lines(ctx, t.conv, seq, seq)
	if err != nil || len(rows) == 0 {
		return err
	}
	var l chat.Line
	if err := chat.Decode(rows[0].Body, &l); err != nil {
		return err
	}
	desk.Signed(t.r, l, a.Data)
	return nil
}

// labelled is an arrival as the transcript shows it: the press of a button reads
// as its label. That of a screen long gone has none; Line.Shown says so.
func (t intake) labelled(a chat.Incoming) chat.Incoming {
	if a.Kind != chat.KindButton || a.Text != "" {
		return a
	}
	a.Text = t.eng.Pressed(t.st, a.Data)
	for _, c := range append(t.Lifecycle.Offers(), t.st.Offer...) {
		if c.Data == a.Data {
			a.Text = c.Label
		}
	}
	return a
}

func (t intake) setBlocked(yes bool) {
	if t.r.Conv.Blocked == yes {
		return // each of several replies on their way finds it out
	}
	t.r.Conv.Blocked = yes
	note, event := chat.SystemReachable, desk.EvUnblocked
	if yes {
		note, event = chat.SystemBlocked, desk.EvBlocked
		t.r.Wake(timerDialog, time.Time{}, 0) // nobody is there to be nudged
	}
	t.r.Add(chat.Line{By: chat.BySystem, Text: string(note)})
	if tk := t.r.Conv.Ticket; tk.Open() {
		t.r.Log("user", tk.User.Name, event, "")
	}
}

// left notes that the user unfollowed the account: nobody reminds them of
// anything, and answers still go out.
func (t intake) left() {
	t.r.Wake(timerDialog, time.Time{}, 0)
	t.r.Add(chat.Line{By: chat.BySystem, Text: string(chat.SystemLeft)})
	if tk := t.r.Conv.Ticket; tk.Open() {
		t.r.Log("user", tk.User.Name, desk.EvLeft, "")
	}
}
