package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"hotro/internal/channels/channeltest"
)

// formatted is a text as shown, with its entities, or the server's complaint.
// parse_mode HTML is read as the server does; the other modes are refused.
func formatted(s string, r *request) (string, []wireEntity, *wireError) {
	if !utf8.ValidString(s) {
		return "", nil, bad("strings must be encoded in UTF-8")
	}
	switch r.str("parse_mode") {
	case "":
		var entities []wireEntity
		if e := r.str("entities"); e != "" && json.Unmarshal([]byte(e), &entities) != nil {
			return "", nil, bad("can't parse entities JSON object")
		}
		return s, entities, nil
	case "HTML":
		return parseHTML(s)
	}
	return "", nil, bad("unsupported parse_mode")
}

// tagKind is the entity a tag makes; "" for tags the server does not know.
func tagKind(tag string) string {
	switch tag {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "u", "ins":
		return "underline"
	case "s", "strike", "del":
		return "strikethrough"
	case "code", "pre", "blockquote":
		return tag
	case "a":
		return "text_link"
	case "span", "tg-spoiler":
		return "spoiler"
	case "tg-emoji":
		return "custom_emoji"
	}
	return ""
}

type openTag struct {
	name, url string
	at        int
}

// htmlParser reads Telegram's HTML: known tags only, each closed in order.
type htmlParser struct {
	src      string
	at       int
	text     strings.Builder
	length   int // of text in UTF-16 units
	open     []openTag
	entities []wireEntity
}

// ParseHTML reads a text in Telegram's HTML and returns what the reader sees,
// or the complaint with which the server refuses it.
func ParseHTML(s string) (string, error) {
	text, _, no := parseHTML(s)
	if no != nil {
		return "", errors.New(no.Text)
	}
	return text, nil
}

func parseHTML(s string) (string, []wireEntity, *wireError) {
	p := htmlParser{src: s}
	for p.at < len(s) {
		if s[p.at] != '<' {
			p.run()
			continue
		}
		if no := p.tag(); no != nil {
			return "", nil, no
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, entities("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return p.text.String(), p.entities, nil
}

func entities(format string, args ...any) *wireError {
	return bad("can't parse entities: " + fmt.Sprintf(format, args...))
}

// run takes text up to the next tag. Only the four documented entities and
// numeric ones mean anything.
func (p *htmlParser) run() {
	end := strings.IndexByte(p.src[p.at:], '<')
	if end < 0 {
		end = len(p.src) - p.at
	}
	s := p.src[p.at : p.at+end]
	p.at += end
	for s != "" {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			p.write(s)
			return
		}
		p.write(s[:i])
		s = s[i:]
		end := strings.IndexByte(s, ';')
		if end > 1 && end < 12 && known(s[1:end]) {
			p.write(html.UnescapeString(s[:end+1]))
			s = s[end+1:]
			continue
		}
		p.write("&")
		s = s[1:]
	}
}

func known(name string) bool {
	return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name[0] == '#'
}

func (p *htmlParser) write(s string) {
	p.text.WriteString(s)
	p.length += channeltest.UTF16Len(s)
}

func (p *htmlParser) tag() *wireError {
	start := p.at
	end := strings.IndexByte(p.src[start:], '>')
	if end < 0 {
		return entities("Unclosed start tag at byte offset %d", start)
	}
	body := p.src[start+1 : start+end]
	p.at = start + end + 1
	if name, ok := strings.CutPrefix(body, "/"); ok {
		return p.closeTag(strings.ToLower(strings.TrimSpace(name)), start)
	}
	name, attrs, _ := strings.Cut(body, " ")
	name = strings.ToLower(name)
	if tagKind(name) == "" {
		return entities("Unsupported start tag %q at byte offset %d", name, start)
	}
	o := openTag{name: name, at: p.length}
	if _, rest, ok := strings.Cut(attrs, `href="`); ok {
		url, _, closed := strings.Cut(rest, `"`)
		if !closed {
			return entities("Unexpected end of attribute at byte offset %d", start)
		}
		o.url = html.UnescapeString(url)
	}
	p.open = append(p.open, o)
	return nil
}

func (p *htmlParser) closeTag(name string, at int) *wireError {
	if len(p.open) == 0 {
		return entities("Unexpected end tag at byte offset %d", at)
	}
	o := p.open[len(p.open)-1]
	if name != "" && name != o.name {
		return entities("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, o.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if n := p.length - o.at; n > 0 {
		p.entities = append(p.entities, wireEntity{Type: tagKind(o.name), Offset: o.at, Length: n, URL: o.url})
	}
	return nil
}

// trimmed drops blanks around a text, as the server does, and moves the
// entities with it.
func trimmed(s string, list []wireEntity) (string, []wireEntity) {
	head := channeltest.UTF16Len(s) - channeltest.UTF16Len(strings.TrimLeft(s, " \t\r\n"))
	s = strings.Trim(s, " \t\r\n")
	size := channeltest.UTF16Len(s)
	var out []wireEntity
	for _, e := range list {
		from, to := max(e.Offset-head, 0), min(e.Offset-head+e.Length, size)
		if to > from {
			e.Offset, e.Length = from, to-from
			out = append(out, e)
		}
	}
	return s, out
}

// markup reads an inline keyboard.
func markup(s string) (*wireMarkup, *wireError) {
	if s == "" {
		return nil, nil
	}
	var in struct {
		Rows json.RawMessage `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(s), &in) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	var m wireMarkup
	if json.Unmarshal(in.Rows, &m.Rows) != nil || m.Rows == nil {
		return nil, bad(`field "inline_keyboard" must be of type Array`)
	}
	total := 0
	for _, row := range m.Rows {
		total += len(row)
		if len(row) > 8 {
			return nil, bad("reply markup is too long")
		}
		for _, b := range row {
			if no := checkButton(b); no != nil {
				return nil, no
			}
		}
	}
	switch {
	case total > 100:
		return nil, bad("reply markup is too long")
	case total == 0:
		return nil, nil
	}
	return &m, nil
}

func checkButton(b wireButton) *wireError {
	switch {
	case b.Text == "":
		return bad("can't parse inline keyboard button: Field \"text\" must be non-empty")
	case b.URL == "" && b.Data == "":
		return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case len(b.Data) > 64:
		return bad("BUTTON_DATA_INVALID")
	case b.URL != "" && !strings.HasPrefix(b.URL, "https://") && !strings.HasPrefix(b.URL, "http://") && !strings.HasPrefix(b.URL, "tg://"):
		return bad("BUTTON_URL_INVALID")
	}
	return nil
}

// slice16 cuts a run by UTF-16 offset and length; "" when it lies outside.
func slice16(s string, offset, length int) string {
	u := utf16.Encode([]rune(s))
	if offset < 0 || length < 0 || offset+length > len(u) {
		return ""
	}
	return string(utf16.Decode(u[offset : offset+length]))
}
