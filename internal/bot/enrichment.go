package bot

import (
	"context"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// enrichment is the part of a turn that asks the outside about lines, before
// the dialog reads them.
type enrichment struct{ *turn }

// enrich adds what only the outside can tell: the text in a picture, the words
// of a voice note, what a model makes of a line that words leave open.
func (t enrichment) enrich(ctx context.Context, lines []dialog.Line) []dialog.Line {
	t.readPictures(ctx, lines)
	for i := range lines {
		l := &lines[i]
		if l.Kind != chat.KindVoice || t.Voice == nil || len(l.Files) == 0 {
			continue
		}
		t.waits(ctx)
		if s := t.Voice.Transcribe(ctx, t.conv, l.Files[0]); s != "" {
			l.Kind, l.Text = chat.KindText, s
		}
	}
	return t.askModel(ctx, lines)
}

// askModel asks the model about the lines that words do not settle where they
// are said: once for lines that mean one thing.
func (t enrichment) askModel(ctx context.Context, lines []dialog.Line) []dialog.Line {
	if t.Chooser == nil {
		return lines
	}
	lines, st := dialog.Join(lines), t.st
	for i := range lines {
		l := &lines[i]
		if q, open := t.eng.Unsettled(st, l, t.r.Now); open {
			t.waits(ctx)
			l.Hint = t.Chooser.Choose(ctx, t.conv, t.r.Conv.User, *l, q)
		}
		if i+1 < len(lines) {
			st = t.eng.Step(st, lines[i:i+1], t.Lifecycle.Local(t.r.Now)).State
		}
	}
	return lines
}

// waits is called before the outside is asked, which takes its time.
func (t enrichment) waits(ctx context.Context) {
	t.stepAside()
	t.showTyping(ctx)
}

func (t enrichment) showTyping(ctx context.Context) {
	if t.Typing != nil {
		t.Typing(ctx, t.r.Conv.Address)
	}
}
