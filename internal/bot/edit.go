package bot

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/store"
	"hotro/internal/text"
)

// edit takes a message that was changed: the new words stand beside the old
// ones in the transcript, a new picture is a line of its own. Platforms also
// call a message edited to which nothing was done that we keep (a reaction, a
// preview of a link): then there is nothing to hear. before arrived with it.
func (t intake) edit(ctx context.Context, a chat.Incoming, before []chat.Incoming) ([]dialog.Line, error) {
	for _, b := range slices.Backward(before) {
		if b.Message == a.Message && b.From == a.From {
			return t.changed(a, nil, chat.Line{Text: b.Text, Files: b.Files}), nil
		}
	}
	seq, err := t.Memory.Find(ctx, t.conv, "user", a.Message)
	if errors.Is(err, store.ErrNotFound) {
		return t.changed(a, nil, chat.Line{}), nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := t.Memory.Lines(ctx, t.conv, seq, seq)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var l chat.Line
	if err := chat.Decode(rows[0].Body, &l); err != nil {
		return nil, err
	}
	return t.changed(a, &l, l), nil
}

// changed writes down what differs from the message as it was, and returns what
// the dialog shall answer. kept is its line, nil where it is not written yet.
func (t intake) changed(a chat.Incoming, kept *chat.Line, was chat.Line) []dialog.Line {
	added := chat.Added(was.Files, a.Files)
	switch {
	case len(added) == 0 && (a.Text == was.Latest() || text.Blank(a.Text) && was.Latest() == chat.NoCaption):
		return nil
	case len(added) == 0 && len(a.Files) > 0 && text.Blank(a.Text) && kept != nil:
		kept.Edited = chat.NoCaption
		t.r.Edit(*kept)
		return nil // the picture is still there, and nothing was said
	case len(added) == 0 && kept != nil:
		kept.Edited = a.Text
		t.r.Edit(*kept)
	default:
		a.Files, a.ReplyTo = added, a.Message
		seq := t.r.Hear(a)
		t.Lifecycle.Heard(t.r, a, seq)
	}
	heard := tellsTheSame(a.Text, was.Latest())
	switch {
	case heard && len(added) == 0:
		return nil
	case heard:
		a.Text = "" // the words were heard; the picture is new
	}
	if len(added) > 0 {
		a.Kind = added[0].Arrival()
	}
	return []dialog.Line{{Incoming: a, Was: was.Latest()}}
}

// behindLink is how a channel writes the address behind a word that is a link.
var behindLink = regexp.MustCompile(`\s*\((?:\w+://|mailto:|tel:|@)\S+\)`)

// tellsTheSame reports whether two texts say the same and differ at most in where
// their words lead and in blanks: staff see the address, and there is nothing to
// answer.
func tellsTheSame(a, b string) bool {
	words := func(s string) string { return strings.Join(strings.Fields(behindLink.ReplaceAllString(s, "")), " ") }
	return b != "" && words(a) == words(b)
}
