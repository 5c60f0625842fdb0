package llm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"hotro/internal/capped"
	"hotro/internal/text"
)

const (
	maxAudio      = 20 << 20 // bytes; about an hour of a voice note
	maxTranscript = 2000     // characters
)

// ErrNoAudio says that no model is configured for voice notes.
var ErrNoAudio error = &Failure{Outcome: Off, Detail: "audio"}

// Hears reports whether voice notes can be transcribed.
func (m *Model) Hears() bool { return m.Enabled() && m.cfg.AudioModel != "" }

// Transcribe returns what is said in a voice note. The extension of name tells
// the server the format ("voice.oga", "note.m4a"). The text is a stranger's like
// any message; silence gives "". It returns ErrNoAudio when no model is
// configured for it.
func (m *Model) Transcribe(ctx context.Context, user, name string, sound io.Reader) (string, error) {
	if !m.Hears() {
		return "", ErrNoAudio
	}
	b, err := capped.ReadAll(sound, maxAudio)
	switch {
	case errors.Is(err, capped.ErrTooLarge), err == nil && len(b) == 0:
		return "", &Failure{Outcome: Rejected, Detail: "size"}
	case err != nil:
		return "", &Failure{Outcome: Network, Detail: "file"}
	}
	return m.call(ctx, call{"audio", sounds, user, m.cfg.AudioTimeout}, func(ctx context.Context) (string, error) {
		res, err := m.client.CreateTranscription(ctx, openai.AudioRequest{
			Model: m.cfg.AudioModel, FilePath: audioName(name), Reader: bytes.NewReader(b), Language: "vi",
		})
		if err != nil {
			return "", classify(ctx, err, res.Header())
		}
		return text.Head(text.OneLine(strings.ToValidUTF8(res.Text, "")), maxTranscript), nil
	})
}

// audioName keeps the extension and nothing else of the sender's text.
func audioName(name string) string {
	for _, ext := range []string{"oga", "ogg", "mp3", "m4a", "mp4", "mpga", "mpeg", "wav", "webm", "flac"} {
		if strings.HasSuffix(strings.ToLower(name), "."+ext) {
			return "voice." + ext
		}
	}
	return "voice.ogg" // what Telegram records
}
