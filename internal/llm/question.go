package llm

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// maxText is how many characters of a message the model sees: what a person
// is troubled by stands at the start, or at the end after a long paste.
const maxText = 600

// choiceKey names a question: the prompt, the model, the options (and with
// them the guide), the screen and the text.
func (m *Model) choiceKey(l Line) string {
	h := sha256.New()
	put := func(parts ...string) {
		for _, s := range parts {
			fmt.Fprintf(h, "%d:%s", len(s), s)
		}
	}
	options := func(list []Option) {
		fmt.Fprintf(h, "%d;", len(list))
		for _, o := range list {
			put(o.ID, o.Title, o.Hint)
		}
	}
	put(m.version, m.cfg.BaseURL, m.cfg.Model, strings.ToLower(l.Text))
	options(l.Topics)
	if s := l.Screen; s != nil {
		put(s.Words, s.About)
		options(s.Answers)
		put(s.Moves...)
	}
	return string(h.Sum(nil))
}

// question is one request, with what the ids in it stand for.
type question struct {
	messages []openai.ChatCompletionMessage
	shape    shape
	ids      map[string]string // T07 → topic id
	answers  map[string]string // S02 → answer id
	moves    []string
}

// row is an option as the model sees it.
type row struct {
	ID string `json:"id"`
	Option
}

// question shuffles the options and gives them ids that mean something in this
// request only, so that no text can name one. The order follows from the key:
// the same question is put in the same words.
func (m *Model) question(l Line, key string) (question, error) {
	order := rand.New(rand.NewPCG(binary.BigEndian.Uint64([]byte(key[:8])), binary.BigEndian.Uint64([]byte(key[8:16]))))
	var q question
	topics, names, ids, err := shuffled("T", l.Topics, order)
	if err != nil {
		return q, err
	}
	q.ids = ids
	var answers string
	var does []string
	holds := map[string]bool{"asked": l.Screen != nil, "unasked": l.Screen == nil}
	if s := l.Screen; s != nil {
		if answers, does, q.answers, err = shuffled("S", s.Answers, order); err != nil {
			return q, err
		}
		q.moves = s.Moves
		for _, name := range s.Moves {
			holds[name] = true
		}
		does = append(slices.Concat(does, s.Moves), none)
	}
	user, err := data(l)
	if err != nil {
		return q, err
	}
	q.messages = []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: m.choosePrompt.fill(holds, "{topics}", topics, "{answers}", answers)},
		{Role: openai.ChatMessageRoleUser, Content: user},
	}
	q.shape, err = choiceShape(append(names, none), does)
	return q, err
}

// shuffled writes options as a JSON list in another order, under new ids.
func shuffled(prefix string, options []Option, order *rand.Rand) (list string, names []string, ids map[string]string, err error) {
	rows, ids := make([]row, len(options)), map[string]string{}
	for i, at := range order.Perm(len(options)) {
		id := fmt.Sprintf("%s%02d", prefix, i+1)
		rows[i] = row{id, options[at]}
		names = append(names, id)
		ids[id] = options[at].ID
	}
	b, err := json.Marshal(rows)
	if err != nil {
		return "", nil, nil, fmt.Errorf("model: write the options: %w", err)
	}
	return string(b), names, ids, nil
}

// data writes a stranger's words as a JSON object: quotes and line ends can't
// close it, and the encoder writes < and > as \u003c and \u003e, so that no
// control token of a model ("<|im_end|>") survives in it. What the assistant
// said may quote a stranger, and stands there too.
func data(l Line) (string, error) {
	in := struct {
		About     string `json:"about,omitempty"`
		Assistant string `json:"assistant,omitempty"`
		Message   string `json:"message"`
	}{Message: l.Text}
	if l.Screen != nil {
		in.About, in.Assistant = l.Screen.About, l.Screen.Words
	}
	b, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("model: write the message: %w", err)
	}
	return string(b), nil
}

const none = "none"

// choiceShape is what an answer looks like; without anything to do it says
// nothing of that.
func choiceShape(ids, does []string) (shape, error) {
	enum := map[string]any{"type": "string", "enum": ids}
	fields := []string{"id", "match", "alt"}
	properties := map[string]any{
		"id":    enum,
		"match": map[string]any{"type": "string", "enum": []Match{High, Partial, Low}},
		"alt":   map[string]any{"type": "array", "items": enum},
	}
	if len(does) > 0 {
		fields = append(fields, "does")
		properties["does"] = map[string]any{"type": "string", "enum": does}
	}
	b, err := json.Marshal(map[string]any{"type": "object", "additionalProperties": false, "required": fields, "properties": properties})
	if err != nil {
		return shape{}, errors.New("model: the schema can't be written")
	}
	return shape{name: "choice", schema: b, tokens: 400}, nil
}

// tidy brings a message to the form that is sent and remembered: one space
// between words, not too long.
func tidy(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > maxText {
		r = slices.Concat(r[:maxText*2/3], []rune(" … "), r[len(r)-maxText/3:])
	}
	return string(r)
}
