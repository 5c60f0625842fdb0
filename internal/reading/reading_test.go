package reading_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/ocr"
	"hotro/internal/reading"
)

// drawer holds one file.
type drawer struct {
	data string
	err  error
}

func (d drawer) Open(context.Context, chat.File) (io.ReadCloser, int64, error) {
	return io.NopCloser(strings.NewReader(d.data)), int64(len(d.data)), d.err
}

// model writes down what it was given to hear.
type model struct {
	name, heard string
	err         error
}

func (m *model) Transcribe(_ context.Context, _, name string, sound io.Reader) (string, error) {
	b, err := io.ReadAll(sound)
	m.name, m.heard = name, string(b)
	return "em bị lỗi gọi", errors.Join(err, m.err)
}

func TestAVoiceNoteIsHeardOrLeftOut(t *testing.T) {
	for name, c := range map[string]struct {
		files drawer
		model error
		want  string
	}{
		"heard":                   {drawer{data: "ogg"}, nil, "em bị lỗi gọi"},
		"it can't be fetched":     {drawer{err: errors.New("gone")}, nil, ""},
		"the model can't hear it": {drawer{data: "ogg"}, errors.New("busy"), ""},
	} {
		m := &model{err: c.model}
		if got := (reading.Voice{Model: m, Files: c.files}).Transcribe(t.Context(), "c", chat.File{}); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		if c.files.err == nil && (m.heard != "ogg" || m.name != "voice.ogg") {
			t.Errorf("%s: the model was given %q as %q; a note without a name has one for its kind", name, m.heard, m.name)
		}
	}
}

// TestAPictureThatCantBeReadIsNoWords: the log says why, and never what was in
// it.
func TestAPictureThatCantBeReadIsNoWords(t *testing.T) {
	for name, d := range map[string]drawer{
		"gone": {err: errors.New("gone")}, "too large": {data: strings.Repeat("a", 10<<20+1)}, "no picture": {data: "secret"},
	} {
		var log bytes.Buffer
		i := reading.Images{Reader: &ocr.Reader{}, Files: d, Log: slog.New(slog.NewTextHandler(&log, nil))}
		if got := i.ReadImage(t.Context(), "c", chat.File{}); got != "" {
			t.Errorf("%s: got %q, want nothing", name, got)
		}
		if !strings.Contains(log.String(), "a picture") || strings.Contains(log.String(), "secret") {
			t.Errorf("%s: the log says %q", name, log.String())
		}
	}
}

// TestPicturesBeyondTheBudgetAreLeftUnread: nothing is fetched for them.
func TestPicturesBeyondTheBudgetAreLeftUnread(t *testing.T) {
	var log bytes.Buffer
	i := reading.Images{
		Reader: &ocr.Reader{}, Files: drawer{err: errors.New("fetched")}, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Afford: func(context.Context, string) error { return errors.New("used up") },
	}
	if got := i.ReadImage(t.Context(), "c", chat.File{}); got != "" || strings.Contains(log.String(), "fetched") || !strings.Contains(log.String(), "used up") {
		t.Errorf("got %q, and the log says %q; want it left unread, and why", got, log.String())
	}
}
