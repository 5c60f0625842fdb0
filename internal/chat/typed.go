package chat

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typed reads the looks that people give their words where they can only type:
// *bold*, _italic_, `code`, ```code of several lines``` and
// [label](https://…). It returns what the words say without the signs, and the
// runs; nil, and the words as they are, where nothing has a look.
//
// A sign counts only around whole words that hold a letter: 2*3*4, *99#,
// 0912_345_678, FROM_NUMBER and ^_^ stay as they are typed, as do addresses.
func Typed(s string) (text string, looks []Span) {
	r := typedReader{}
	r.read(s, Span{})
	if !slices.ContainsFunc(r.out, func(sp Span) bool { return !sp.Plain() }) {
		return s, nil
	}
	return Flat(r.out), r.out
}

// typedReader gathers runs, those that look the same in one.
type typedReader struct{ out []Span }

func (r *typedReader) put(text string, look Span) {
	look.Text = text
	if n := len(r.out); n > 0 && sameLook(r.out[n-1], look) && look.URL == "" {
		r.out[n-1].Text += text
		return
	}
	r.out = append(r.out, look)
}

// sameLook reports whether two runs look the same.
func sameLook(a, b Span) bool {
	a.Text, b.Text = "", ""
	return a == b
}

// read reads words that already have a look.
func (r *typedReader) read(s string, look Span) {
	before := rune(0) // what stands before, 0: nothing
	for s != "" {
		in, sp, rest, ok := typedRun(s, before)
		if ok {
			sp.Bold, sp.Italic = sp.Bold || look.Bold, sp.Italic || look.Italic
			switch {
			case sp.Code:
				r.put(in, Span{Code: true})
			case sp.URL != "":
				r.put(in, sp)
			default:
				r.read(in, sp)
			}
			before, _ = utf8.DecodeLastRuneInString(s[:len(s)-len(rest)])
			s = rest
			continue
		}
		n := address(s, before)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
		}
		if before, _ = utf8.DecodeLastRuneInString(s[:n]); before == '*' || before == '_' {
			before = 'x' // a sign that stays as it is begins no word
		}
		r.put(s[:n], look)
		s = s[n:]
	}
}

// typedRun reads a run with a look that s begins with: its words and its look.
func typedRun(s string, before rune) (in string, look Span, rest string, ok bool) {
	if !begins(before) {
		return "", Span{}, s, false
	}
	switch {
	case strings.HasPrefix(s, "```"):
		in, rest, ok = strings.Cut(s[3:], "```")
		in = strings.Trim(in, "\r\n")
		return in, Span{Code: true}, rest, ok && strings.TrimSpace(in) != ""
	case s[0] == '`' || s[0] == '[':
		sp, rest, ok := span(s)
		in, sp.Text = sp.Text, ""
		return in, sp, rest, ok && strings.TrimSpace(in) != ""
	case strings.HasPrefix(s, "**"):
		in, rest, ok = enclosed(s, "**")
		return in, Span{Bold: true}, rest, ok
	case s[0] == '*':
		in, rest, ok = enclosed(s, "*")
		return in, Span{Bold: true}, rest, ok
	case s[0] == '_':
		in, rest, ok = enclosed(s, "_")
		return in, Span{Italic: true}, rest, ok
	}
	return "", Span{}, s, false
}

// enclosed cuts what stands between two signs, which s begins with: on one
// line, with no space inside of the signs and no word right behind them.
func enclosed(s, sign string) (in, rest string, ok bool) {
	s = s[len(sign):]
	if strings.HasPrefix(s, sign[:1]) {
		return "", "", false
	}
	for at := 0; ; {
		i := strings.Index(s[at:], sign)
		if i < 0 || strings.ContainsAny(s[at:at+i], "\r\n") {
			return "", "", false
		}
		in, rest = s[:at+i], s[at+i+len(sign):]
		first, _ := utf8.DecodeRuneInString(in)
		last, _ := utf8.DecodeLastRuneInString(in)
		next, _ := utf8.DecodeRuneInString(rest)
		if !unicode.IsSpace(first) && !unicode.IsSpace(last) && (rest == "" || ends(next)) && strings.ContainsFunc(in, unicode.IsLetter) {
			return in, rest, true
		}
		at += i + len(sign)
	}
}

// begins reports whether a word may begin behind a rune.
func begins(before rune) bool {
	return before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{\"'“‘«*_", before)
}

// ends reports whether a word may end before a rune.
func ends(next rune) bool {
	return unicode.IsSpace(next) || strings.ContainsRune(")]}\"'”’».,;:!?…*_", next)
}

// address is how long the address is that s begins with; 0: none.
func address(s string, before rune) int {
	if !begins(before) || !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return 0
	}
	if n := strings.IndexFunc(s, unicode.IsSpace); n >= 0 {
		return n
	}
	return len(s)
}

// Marked writes a text with its looks as Typed reads it, for changing it. What
// can't be typed, such as a line under words, leaves the text without looks.
func Marked(text string, looks []Span) string {
	if Looked(text, looks) == nil {
		return text
	}
	var b strings.Builder
	var open []string // signs, the outermost first
	for i, sp := range looks {
		var want []string
		if sp.Bold {
			want = append(want, "*")
		}
		if sp.Italic {
			want = append(want, "_")
		}
		for slices.ContainsFunc(open, func(s string) bool { return !slices.Contains(want, s) }) {
			b.WriteString(open[len(open)-1])
			open = open[:len(open)-1]
		}
		if goesOn := i+1 < len(looks) && looks[i+1].Italic && !looks[i+1].Bold; goesOn {
			slices.Reverse(want)
		}
		for _, s := range want {
			if !slices.Contains(open, s) {
				b.WriteString(s)
				open = append(open, s)
			}
		}
		b.WriteString(signed(sp))
	}
	for _, s := range slices.Backward(open) {
		b.WriteString(s)
	}
	if said, again := Typed(b.String()); said == text && slices.Equal(again, looks) {
		return b.String()
	}
	return text
}

// signed is a run of one look that stands alone.
func signed(sp Span) string {
	switch {
	case sp.Code && strings.Contains(sp.Text, "\n"):
		return "```\n" + sp.Text + "\n```"
	case sp.Code:
		return "`" + sp.Text + "`"
	case sp.URL != "":
		return "[" + sp.Text + "](" + sp.URL + ")"
	}
	return sp.Text
}
