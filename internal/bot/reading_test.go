package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/store/bolt/bolttest"
)

// noted is a matcher that notes what it is asked to read.
type noted struct{ lines *[]string }

func (noted) Screen(string) intent.Result { return intent.Result{} }

func (noted) Among(string, [][]string) int { return -1 }

func (noted) Nearest(string, []string) (int, float64) { return -1, 0 }
func (noted) Covers(string, []string) (int, float64)  { return -1, 0 }

func (n noted) Read(text string) intent.Reading {
	*n.lines = append(*n.lines, text)
	return intent.Reading{Result: intent.Result{Intent: intent.KindNone}, Meanings: n.Meanings(text)}
}

// Meanings of a clause are asked for by listeners, as the matcher gives them without reading
// what it is about.
func (noted) Meanings(text string) intent.Meanings {
	return intent.Meanings{Words: len(strings.Fields(text))}
}

// mute is a model that chooses nothing.
type mute struct{ asked *[]string }

func (m mute) Choose(_ context.Context, _ string, _ chat.User, l dialog.Line, _ dialog.Question) *dialog.Hint {
	*m.asked = append(*m.asked, l.Text)
	return nil
}

// asking returns a bot with a model that chooses nothing; lines holds what was
// read, and asked what the model was asked about.
func asking(t *testing.T, lines, asked *[]string) *bot.Bot {
	t.Helper()
	s := bolttest.Open(t)
	return newBot(t, s, func(o *bot.Options) { o.Chooser, o.Dialog = mute{asked}, reads(noted{lines}) })
}

// TestALineIsReadOnce: the matcher reads a line once in a turn, whoever wants
// to know what it made of it: here the model's chooser and the dialog.
func TestALineIsReadOnce(t *testing.T) {
	var lines, asked []string
	b := asking(t, &lines, &asked)
	at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}
	const text = " tổng đài cứ im lặng "
	if err := b.Accept(t.Context(), chat.Incoming{ID: "1", From: at, Kind: chat.KindText, Text: text, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if did, err := b.TakeTurn(t.Context(), at.String()); err != nil || !did {
		t.Fatalf("no turn: %v %v", did, err)
	}
	if len(asked) != 1 {
		t.Errorf("the model was asked about %q, want once: else this proves nothing", asked)
	}
	if want := []string{text}; !slices.Equal(lines, want) {
		t.Errorf("read %q, want %q", lines, want)
	}
}

// TestLinesThatCameTogetherAreOneQuestion: three short lines mean one thing, and
// are asked about as that.
func TestLinesThatCameTogetherAreOneQuestion(t *testing.T) {
	var lines, asked []string
	b := asking(t, &lines, &asked)
	at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}
	for _, text := range []string{"em ơi", "tổng đài cứ im lặng", "hoài à"} {
		if err := b.Accept(t.Context(), chat.Incoming{ID: text, From: at, Kind: chat.KindText, Text: text, At: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	if did, err := b.TakeTurn(t.Context(), at.String()); err != nil || !did {
		t.Fatalf("no turn: %v %v", did, err)
	}
	want := []string{"em ơi\ntổng đài cứ im lặng\nhoài à"}
	if !slices.Equal(asked, want) || len(lines) == 0 || lines[0] != want[0] { // a clause may be read by itself as well
		t.Errorf("read %q, the model was asked about %q, want %q", lines, asked, want)
	}
}
