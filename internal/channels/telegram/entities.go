package telegram

import (
	"sort"
	"strings"
	"unicode/utf16"
)

// entity marks a run of a text, counted in UTF-16 units. Most kinds only say
// how the run looks; these two say more than the words do.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url"`
	User   *struct {
		Username string `json:"username"`
	} `json:"user"`
}

// hidden is what the run says beyond its words: the address behind a link, the
// name of somebody who is mentioned; "" when there is nothing.
func (e entity) hidden(shown string) string {
	switch {
	case e.Type == "text_link" && bare(e.URL) != bare(shown):
		return e.URL
	case e.Type == "text_mention" && e.User != nil && e.User.Username != "" && !strings.Contains(shown, e.User.Username):
		return "@" + e.User.Username
	}
	return ""
}

// bare is an address without what people leave out of it.
func bare(url string) string {
	url = strings.ToLower(strings.TrimSpace(url))
	url = strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(url, "www."), "/")
}

// visible returns a text in which what only its entities say can be read:
// "xem tại đây (https://…)". So it means the same on every channel and desk.
func visible(s string, entities []entity) string {
	if len(entities) == 0 || s == "" {
		return s
	}
	units := utf16.Encode([]rune(s))
	type note struct {
		at   int
		text string
	}
	var notes []note
	for _, e := range entities {
		from := min(max(e.Offset, 0), len(units))
		to := min(max(from+max(e.Length, 0), from), len(units))
		if h := e.hidden(string(utf16.Decode(units[from:to]))); h != "" {
			for to > from && (units[to-1] == ' ' || units[to-1] == '\n') {
				to--
			}
			notes = append(notes, note{to, " (" + h + ")"})
		}
	}
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].at < notes[j].at })
	var out strings.Builder
	done := 0
	for _, n := range notes {
		if n.at < len(units) && utf16.IsSurrogate(rune(units[n.at])) && units[n.at] >= 0xDC00 {
			n.at++ // never between the halves of an emoji
		}
		out.WriteString(string(utf16.Decode(units[done:max(n.at, done)])))
		out.WriteString(n.text)
		done = max(n.at, done)
	}
	out.WriteString(string(utf16.Decode(units[done:])))
	return out.String()
}
