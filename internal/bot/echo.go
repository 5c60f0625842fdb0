package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/store"
)

// echoSettles is how long an echo waits that does not tell whether a person
// wrote it: the platform echoes our own sends too, and by then the replica
// that sent has recorded the id.
const echoSettles = 5 * time.Second

// albumSettles is how long an album waits for all its items, so that it is
// relayed, or answered, as one: the platform sends them one by one.
const albumSettles = time.Second

// ambiguous reports whether an arrival may be the echo of our own send. Data
// names the person who typed; then no program did.
func ambiguous(in chat.Incoming) bool { return in.Kind == chat.KindEcho && in.Data == "" }

// readyAt is when an arrival may be taken; zero: at once.
func (b *Bot) readyAt(in chat.Incoming, now time.Time) time.Time {
	switch {
	case ambiguous(in):
		return now.Add(echoSettles)
	case in.Album != "":
		return now.Add(albumSettles)
	case b.Window > 0 && in.Kind == chat.KindText && !b.IsStaff(in.From) && !b.decisive(in.Text):
		return now.Add(b.Window)
	}
	return time.Time{}
}

// decisive reports whether a text can be answered without waiting for what may
// follow; what does is answered in its context.
func (b *Bot) decisive(text string) bool {
	_, read := b.Dialog()
	return dialog.Decisive(text, read.Read(text))
}

// requeuedID marks an echo that was put back once; it is not put back again.
const requeuedID = "again:"

// arrivals reads what waits. An echo that is taken too early, because
// something else made the conversation due, is put back.
func (b *Bot) arrivals(ctx context.Context, l store.Lease) ([]chat.Incoming, error) {
	var out []chat.Incoming
	for _, it := range l.Items {
		var in chat.Incoming
		if err := chat.Decode(it.Body, &in); err != nil {
			return nil, fmt.Errorf("stored arrival %s: %w", it.ID, err)
		}
		if ambiguous(in) && b.Now().Before(it.At.Add(echoSettles)) && !strings.HasPrefix(in.ID, requeuedID) {
			in.ID = requeuedID + in.ID
			if err := b.Accept(ctx, in); err != nil {
				return nil, fmt.Errorf("put an echo back: %w", err)
			}
			continue
		}
		out = append(out, in)
	}
	return out, nil
}

// echo takes a message of the account that came by another way. One with an
// author was typed by a person in the platform's own app: a ticket that staff
// see holds the conversation. One without is our own, told apart by its id or,
// while that is not known because no answer came to the send, by its words; or
// another program's, which is noted and silences nobody.
func (t intake) echo(ctx context.Context, a chat.Incoming) error {
	if ambiguous(a) {
		_, err := t.Memory.Find(ctx, t.conv, "user", a.Message)
		if err == nil {
			return nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if ours, err := t.sentLately(ctx, a.Text); err != nil || ours {
			return err
		}
		t.Lifecycle.OtherProgram(t.r, a)
		return nil
	}
	number := int64(0)
	if !t.r.Conv.Ticket.Open() {
		n, err := t.Memory.Count(ctx, "tickets")
		if err != nil {
			return fmt.Errorf("ticket number: %w", err)
		}
		number = n
	}
	t.Lifecycle.Echo(t.r, a, number)
	return nil
}

// sentLately reports whether one of the last lines went out in these words.
func (t intake) sentLately(ctx context.Context, text string) (bool, error) {
	last := t.r.Next() - 1
	rows, err := t.Memory.Lines(ctx, t.conv, max(1, last-20), last)
	if err != nil {
		return false, err
	}
	for _, row := range rows {
		var l chat.Line
		if chat.Decode(row.Body, &l) != nil || (l.By != chat.ByBot && l.By != chat.ByStaff) {
			continue
		}
		words := l.Text
		if l.Markup {
			words = chat.Plain(words)
		}
		if sameWords(strings.TrimSpace(words), strings.TrimSpace(text)) {
			return true, nil
		}
	}
	return false, nil
}

// long is a text that is no coincidence.
const long = 500

// sameWords reports whether echo is what was sent for a line: its words, with
// choices below them, or the first part of a long text.
func sameWords(line, echo string) bool {
	return echo != "" && line != "" &&
		(echo == line || strings.HasPrefix(echo, line+"\n") || len(echo) >= long && strings.HasPrefix(line, echo))
}
