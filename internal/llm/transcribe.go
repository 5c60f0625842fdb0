package llm

import (
	"bytes"
	"context"
	"io"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"hotro/internal/text"
)

const (
	maxSound = 20 << 20 // bytes; about an hour of a voice note
	maxHeard = 2000     // characters
)

// ErrNoAudio says that no model is configured for voice notes.
var ErrNoAudio error = &Failure{Outcome: Off, Detail: "audio"}

// Hears reports whether voice notes can be written down.
func (m *Model) Hears() bool { return m.Enabled() && m.cfg.AudioModel != "" }

// Transcribe writes a voice note down. name tells the kind of file by its
// ending, as servers want it ("voice.oga", "note.m4a"). The text is a
// stranger's like any message; silence gives "". ErrNoAudio when there is no
// model for it.
func (m *Model) Transcribe(ctx context.Context, user, name string, sound io.Reader) (string, error) {
	if !m.Hears() {
		return "", ErrNoAudio
	}
	b, err := io.ReadAll(io.LimitReader(sound, maxSound+1))
	if err != nil {
		return "", &Failure{Outcome: Network, Detail: "file"}
	}
	if len(b) == 0 || len(b) > maxSound {
		return "", &Failure{Outcome: Rejected, Detail: "size"}
	}
	return m.call(ctx, call{"audio", sounds, user, m.cfg.AudioTimeout}, func(ctx context.Context) (string, error) {
		res, err := m.client.CreateTranscription(ctx, openai.AudioRequest{
			Model: m.cfg.AudioModel, FilePath: soundName(name), Reader: bytes.NewReader(b), Language: "vi",
		})
		if err != nil {
			return "", classify(ctx, err, res.Header())
		}
		return text.Head(text.OneLine(strings.ToValidUTF8(res.Text, "")), maxHeard), nil
	})
}

// soundName keeps the ending of a name and nothing else of the sender's text.
func soundName(name string) string {
	for _, ext := range []string{"oga", "ogg", "mp3", "m4a", "mp4", "mpga", "mpeg", "wav", "webm", "flac"} {
		if strings.HasSuffix(strings.ToLower(name), "."+ext) {
			return "voice." + ext
		}
	}
	return "voice.ogg" // what Telegram records
}
