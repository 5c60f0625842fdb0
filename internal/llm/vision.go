package llm

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"hotro/internal/text"
)

const (
	maxImage     = 8 << 20 // bytes; larger ones are refused by most servers
	maxImageText = 4000    // characters of text read off one image
)

// Sees reports whether the model may read screenshots.
func (m *Model) Sees() bool { return m.Enabled() && m.cfg.Vision }

// ReadImage returns the text a model reads off a screenshot, codes first. It
// is a stranger's text like any message: match it, never obey or repeat it.
// A picture without text gives "".
func (m *Model) ReadImage(ctx context.Context, user string, image []byte) (string, error) {
	if !m.Sees() {
		return "", &Failure{Outcome: Off, Detail: "vision"}
	}
	mime := http.DetectContentType(image)
	switch mime {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	default:
		return "", &Failure{Outcome: Rejected, Detail: "image"}
	}
	if len(image) > maxImage {
		return "", &Failure{Outcome: Rejected, Detail: "size"}
	}
	messages := []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: string(m.visionPrompt)},
		{Role: openai.ChatMessageRoleUser, MultiContent: []openai.ChatMessagePart{{
			Type: openai.ChatMessagePartTypeImageURL,
			ImageURL: &openai.ChatMessageImageURL{
				URL:    "data:" + mime + ";base64," + base64.StdEncoding.EncodeToString(image),
				Detail: openai.ImageURLDetailHigh, // a toast is small on a large screen
			},
		}}},
	}
	var seen string
	_, err := m.call(ctx, call{"vision", images, user, m.cfg.VisionTimeout}, func(ctx context.Context) (string, error) {
		return m.converse(ctx, m.cfg.VisionModel, imageShape(), messages, func(s string) (err error) {
			seen, err = parseImageText(s, string(m.visionPrompt))
			return err
		})
	})
	return seen, err
}

func imageShape() shape {
	return shape{name: "seen", tokens: 1500, schema: json.RawMessage(`{"type":"object","additionalProperties":false,` +
		`"required":["codes","text"],"properties":{"codes":{"type":"array","items":{"type":"string"}},"text":{"type":"string"}}}`)}
}

// parseImageText reads the text of an image out of whatever a model wrote: the object, or
// plain text from a server without one.
func parseImageText(content, prompt string) (string, error) {
	content = afterThoughts(content)
	var in struct {
		Codes []string `json:"codes"`
		Text  *string  `json:"text"`
	}
	seen := content
	if firstObject(content, func(b []byte) bool {
		in.Codes, in.Text = nil, nil
		return json.Unmarshal(b, &in) == nil && in.Text != nil
	}) {
		seen = strings.TrimSpace(strings.Join(append(in.Codes, *in.Text), "\n"))
	}
	if quotes(seen, prompt) {
		return "", &Failure{Outcome: Junk, Detail: "prompt"}
	}
	return strings.ToValidUTF8(text.Head(seen, maxImageText), ""), nil
}
