package sim

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// Times of the dialog, short so that a run sees them all.
const (
	waitFor  = 5 * time.Second
	nudgeFor = 12 * time.Second
	closeFor = 12 * time.Second
)

// engine is the program's dialog over a guide of one topic, a wait.
func engine(r reader, say *prompts.Say) *dialog.Engine {
	g := &kb.Guide{Version: "1", Topics: []kb.Topic{{
		ID: "WAIT", Title: "Đợi", Hash: "1", Causes: []kb.Cause{},
		Steps: []kb.Step{{ID: "wait.1", Kind: kb.Wait, Text: "Anh/chị đợi giúp em.", Wait: waitFor, Hash: "1"}},
	}}}
	return dialog.New(dialog.Options{Guide: g, Reader: r, Say: map[string]*prompts.Say{"vi": say}, Nudge: nudgeFor, Close: closeFor})
}

// mark starts what users number their lines with; the dialog takes the
// numbers for call IDs, remembers them in order and repeats them all.
const mark = "s-"

// reader finds the numbers in what users write, and nothing else.
type reader struct{}

func (reader) Read(text string) intent.Reading {
	r := intent.Reading{
		Result:   intent.Result{Intent: intent.KindNone},
		Meanings: intent.Meanings{Words: len(strings.Fields(text))},
	}
	r.Result.Refs = append(r.Result.Refs, numbers(text)...)
	return r
}

// Screen is dialog.Reader: a picture shows what a line could say.
func (r reader) Screen(text string) intent.Result { return r.Read(text).Result }

func (reader) Among(string, [][]string) int { return -1 }

func (reader) Nearest(string, []string) (int, float64) { return -1, 0 }
func (reader) Covers(string, []string) (int, float64)  { return -1, 0 }

// numbers returns the numbers in a text.
func numbers(text string) (out []string) {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, mark)
		if !ok || len(after) < 2 {
			return out
		}
		out, rest = append(out, mark+after[:2]), after[2:]
	}
}

// outside is the model and the readers of pictures and voice notes, as one process reaches them.
type outside struct{ p *proc }

// think takes a moment, and now and then longer than the turn's lease; half
// the time it does not even hear that its caller gave up. It asks again when
// there is no connection, so that a line's number is always read in the end.
func (o outside) think(ctx context.Context, op, conv string) error {
	d := o.p.w.upTo(150 * time.Millisecond)
	if o.p.w.dice(25) == 0 {
		d = turnLease + o.p.w.upTo(turnLease)
	}
	deaf := o.p.w.dice(2) == 0
	for {
		err := change(ctx, o.p, op, conv, func(context.Context) error {
			if deaf {
				time.Sleep(d)
				return nil
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(d):
				return nil
			}
		})
		if !errors.Is(err, errAway) && !errors.Is(err, errLost) {
			return err
		}
	}
}

// Choose is bot.Chooser: it opens the one topic there is.
func (o outside) Choose(ctx context.Context, user string, _ chat.User, _ dialog.Line, _ dialog.Question) *dialog.Hint {
	if o.think(ctx, "model", user) != nil {
		return nil
	}
	return &dialog.Hint{Topics: []string{"WAIT"}, Sure: true}
}

// ReadImage is bot.ImageReader: a picture shows its number. There is one that no reader survives.
func (o outside) ReadImage(ctx context.Context, user string, f chat.File) string {
	if o.think(ctx, "image", user) != nil {
		return ""
	}
	if f.Ref == poison {
		panic("a picture that breaks its reader")
	}
	return f.Ref
}

// Transcribe is bot.Transcriber.
func (o outside) Transcribe(ctx context.Context, user string, f chat.File) string {
	if o.think(ctx, "voice", user) != nil {
		return ""
	}
	return f.Ref
}

const poison = "poison"

func (o outside) typing(ctx context.Context, to chat.Address) {
	_ = change(ctx, o.p, "typing", to.String(), func(context.Context) error { return nil })
}

// sender is the platforms, as one process reaches them.
type sender struct{ p *proc }

// Split cuts a reply that names many numbers in two.
func (sender) Split(r chat.Reply) []chat.Reply {
	if len(numbers(r.Text)) < 4 {
		return []chat.Reply{r}
	}
	half := r
	half.Node = secondPart
	return []chat.Reply{r, half}
}

const secondPart = "second part"

// verdict is what a platform makes of a send.
type verdict struct {
	takes bool  // the user gets it
	err   error // what the caller hears
}

func (s sender) verdict(conv string) verdict {
	n := s.p.w.dice(1000)
	for _, c := range []struct {
		chance int
		v      verdict
	}{
		{30, verdict{err: &channels.Failure{Class: channels.Later, After: time.Second + s.p.w.upTo(2*time.Second), Reason: "429"}}},
		{30, verdict{err: &channels.Failure{Class: channels.Later, Reason: "502"}}},
		{10, verdict{err: errors.New("connection refused")}},
		{15, verdict{takes: true, err: &channels.Failure{Class: channels.Unknown, Reason: "no answer"}}},
		{15, verdict{err: &channels.Failure{Class: channels.Unknown, Reason: "no answer"}}},
		{5, verdict{err: &channels.Failure{Class: channels.Refused, Reason: "400"}}},
	} {
		if n < c.chance {
			return c.v
		}
		n -= c.chance
	}
	if goes(conv) && n < 100 {
		return verdict{err: &channels.Failure{Class: channels.Gone, Reason: "403"}}
	}
	return verdict{takes: true}
}

// Send is one call of a platform: it takes a while, and may fail in every way
// the contract knows.
func (s sender) Send(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	w, conv := s.p.w, to.String()
	d := w.upTo(40 * time.Millisecond)
	if w.dice(200) == 0 {
		d = 2 * time.Second
	}
	w.ledger.begins(s.p, conv)
	v := s.verdict(conv)
	if w.isCalm() {
		v = verdict{takes: true}
	}
	var id string
	err := change(ctx, s.p, "send", conv, func(context.Context) error {
		time.Sleep(d)
		if v.takes {
			id = w.ledger.accepted(s.p, conv, part, v.err != nil)
		}
		return v.err
	})
	switch {
	case errors.Is(err, errLost):
		w.ledger.unsure(id)
		return "", &channels.Failure{Class: channels.Unknown, Reason: "no answer"}
	case err != nil:
		return "", err
	}
	return id, nil
}

// address is a user's chat: strict ones get their webhooks one at a time, as
// Telegram does it.
func address(channel string, n int) chat.Address {
	return chat.Address{Channel: channel, Bot: "7", Chat: fmt.Sprint(n)}
}

// goes reports whether the user of a conversation blocks the bot now and then.
func goes(conv string) bool { return conv == address(chat.Telegram, goneUser).String() }

func (w *world) isCalm() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.calm
}
