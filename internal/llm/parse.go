package llm

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// parseChoice reads a choice out of whatever a model wrote. Servers without
// schemas wrap the object in words, code fences or thoughts; servers without
// any JSON mode may name an id in a sentence. Nothing gets through but what q
// offers.
func parseChoice(content string, q question) (Choice, error) {
	content = afterThoughts(content)
	var in struct {
		ID    *string  `json:"id"`
		Match Match    `json:"match"`
		Alt   []string `json:"alt"`
		Does  string   `json:"does"`
	}
	if !firstObject(content, func(b []byte) bool {
		in.ID, in.Match, in.Alt, in.Does = nil, "", nil, ""
		return json.Unmarshal(b, &in) == nil && in.ID != nil
	}) {
		return choiceInWords(content, q.ids)
	}
	c := Choice{Match: Match(strings.ToLower(string(in.Match)))}
	if c.Match != High && c.Match != Partial && c.Match != Low {
		return Choice{}, &Failure{Outcome: Junk, Detail: "match"}
	}
	if *in.ID != none && *in.ID != "" {
		id, ok := q.ids[*in.ID]
		if !ok {
			return Choice{}, &Failure{Outcome: UnknownID}
		}
		c.Topic = id
	}
	for _, a := range in.Alt {
		if id, ok := q.ids[a]; ok && id != c.Topic && !slices.Contains(c.Alt, id) && len(c.Alt) < 2 {
			c.Alt = append(c.Alt, id)
		}
	}
	if c.Topic == "" {
		c.Match = Low
	}
	if err := q.does(&c, in.Does); err != nil {
		return Choice{}, err
	}
	return c, nil
}

// does takes what a line does on the screen: one of its answers, or a move.
func (q question) does(c *Choice, said string) error {
	answer, known := q.answers[said]
	switch {
	case said == "" || said == none:
	case known:
		c.Answer = answer
	case slices.Contains(q.moves, said):
		c.Move = said
	default:
		return &Failure{Outcome: UnknownID}
	}
	return nil
}

// choiceInWords reads an answer in prose: exactly one id named in it. Prose
// says nothing of how well the topic fits, so it is never High.
func choiceInWords(content string, ids map[string]string) (Choice, error) {
	if len(content) > 2000 || strings.Contains(content, "{") { // an object of another shape is no prose
		return Choice{}, &Failure{Outcome: Junk, Detail: "content"}
	}
	found := map[string]bool{}
	for _, w := range strings.FieldsFunc(content, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '_'
	}) {
		if _, ok := ids[w]; ok || strings.EqualFold(w, none) {
			found[w] = true
		}
	}
	if len(found) != 1 {
		return Choice{}, &Failure{Outcome: Junk, Detail: "content"}
	}
	for w := range found {
		if id, ok := ids[w]; ok {
			return Choice{Topic: id, Match: Partial}, nil
		}
	}
	return Choice{Match: Low}, nil
}

var thoughts = regexp.MustCompile(`(?s)^.*</think(?:ing)?>`)

// afterThoughts drops what a reasoning model writes before its answer.
func afterThoughts(s string) string { return strings.TrimSpace(thoughts.ReplaceAllString(s, "")) }

// firstObject calls use with each JSON object in s, from the left, until one
// is accepted. It looks at no more than a few beginnings: an answer that hides
// its object behind dozens of braces is junk.
func firstObject(s string, use func([]byte) bool) bool {
	for tries := 0; tries < 20; tries++ {
		at := strings.IndexByte(s, '{')
		if at < 0 {
			return false
		}
		s = s[at:]
		var raw json.RawMessage
		if json.NewDecoder(strings.NewReader(s)).Decode(&raw) == nil && use(raw) {
			return true
		}
		s = s[1:]
	}
	return false
}
