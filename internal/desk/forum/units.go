package forum

import (
	"encoding/json"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// units counts s the way Telegram does, in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// cut splits s so that the head has at most n units: behind a line or a word
// when one ends in the second half, else between two characters.
func cut(s string, n int) (head, tail string) {
	end, size := 0, 0
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if size += max(1, utf16.RuneLen(r)); size > n {
			break
		}
		end += w
	}
	if end == len(s) {
		return s, ""
	}
	for _, sep := range []string{"\n", " "} {
		if i := strings.LastIndex(s[:end], sep); i >= end/2 {
			return s[:i+1], s[i+1:]
		}
	}
	return s[:end], s[end:]
}

// brief puts s on one line of at most n characters.
func brief(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if rs := []rune(s); len(rs) > n {
		return strings.TrimSpace(string(rs[:n-1])) + "…"
	}
	return s
}

func hash(s string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return strconv.FormatUint(h.Sum64(), 36)
}

// entity is the look of a run of text, counted in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

// runs is a text under construction with its looks.
type runs struct {
	text     strings.Builder
	n        int
	entities []entity
}

func (r *runs) add(s, look string) {
	s = strings.ToValidUTF8(s, "\uFFFD")
	n := units(s)
	if look != "" && strings.TrimSpace(s) != "" {
		r.entities = append(r.entities, entity{look, r.n, n})
	}
	r.text.WriteString(s)
	r.n += n
}

// put writes the text and its looks into the parameters of a request.
func (r *runs) put(params map[string]string) {
	params["text"] = r.text.String()
	if len(r.entities) > 0 {
		params["entities"] = encode(r.entities)
	}
}

// encode writes plain values as JSON.
func encode[T any](v T) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("plain values always encode: " + err.Error())
	}
	return string(b)
}
