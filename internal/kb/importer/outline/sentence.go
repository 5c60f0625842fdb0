package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// aside is what stands in brackets before a sentence.
var aside = pattern.New(`^\s*\(+[^()]*\)+\s*`)

// sentences cuts a text where a sentence ends.
func sentences(s string) []string {
	var out []string
	start := 0
	for i, r := range s {
		if r != '.' && r != '!' && r != '?' {
			continue
		}
		next := s[i+1:]
		trimmed := strings.TrimLeft(next, "\ue002\ue004")
		if quoted := within(s[start:i], next); quoted && !strings.HasPrefix(trimmed, `"`) && !strings.HasPrefix(trimmed, "”") {
			continue // what a screen says is no sentence of the page
		} else if quoted {
			trimmed = strings.TrimLeft(trimmed, "\"”\ue002\ue004")
		}
		if !strings.HasPrefix(trimmed, " ") || abbreviated(s[start:i]) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(trimmed, " \ue001\ue003\ue005\"“("))
		if unicode.IsLower(first) {
			continue
		}
		end := i + 1 + len(next) - len(trimmed)
		out = append(out, strings.TrimSpace(s[start:end]))
		start = end
	}
	if t := strings.TrimSpace(s[start:]); t != "" {
		out = append(out, t)
	}
	return out
}

// within reports whether a quotation is open behind a text, and closed in what follows.
func within(before, after string) bool {
	if strings.Count(before, "“") > strings.Count(before, "”") {
		return strings.Contains(after, "”")
	}
	return strings.Count(before, `"`)%2 == 1 && quoteOpens.MatchString(before) && strings.Contains(after, `"`)
}

// quoteOpens is a quotation that is open at the end of a text: no inches stand before it.
var quoteOpens = pattern.New(`(?:^|[\s(:\x{e001}])"[^"]*$`)

// abbreviated reports whether the words before a full stop end in a number or
// one letter alone.
func abbreviated(s string) bool {
	at := strings.LastIndexAny(s, " \n(")
	last := s[at+1:]
	if n := utf8.RuneCountInString(last); n == 0 || n == 1 && at < 0 {
		return true
	}
	for _, r := range last {
		if !unicode.IsDigit(r) {
			return last == "e.g" || last == "i.e" || last == "vd" || last == "TP" || last == "v.v"
		}
	}
	return at < 0
}

// acts reports whether a sentence says what to do.
func (w *Words) acts(sentence string) bool {
	plain := aside.ReplaceAllString(page.Plain(sentence), "")
	list := w.clauses.Split(plain, -1)
	if len(list) > 0 && w.bids(norm(list[0])) && !w.explains(norm(list[0])) {
		return true
	}
	whole := norm(plain)
	if head, _, ok := strings.Cut(plain, ":"); ok && w.ends("announce", norm(head)) {
		return w.asked(norm(head)) // "for these reasons: sync is off, …" names no thing to do
	}
	if w.begins("condition", whole) != "" || strings.ContainsAny(plain, "→:") {
		for _, c := range list[1:] {
			if w.bids(norm(c)) {
				return true
			}
		}
	}
	return w.asked(whole)
}

// explains reports whether a clause says why something is so, though its first word may
// be an order elsewhere: "Khóa kêu bíp là do pin yếu". What is to be found out is none.
func (w *Words) explains(s string) bool { return w.has("isdue", s) && !w.has("whether", s) }

// bids reports whether a clause begins with what to do, maybe after whom it is
// said to.
func (w *Words) bids(s string) bool {
	for range 4 {
		if a := w.begins("act", s); a != "" {
			rest := strings.TrimSpace(s[len(a):])
			return rest == "" || strings.Contains(a, " ") || w.begins("act", rest) != "" || !w.fails(a, rest)
		}
		cut := w.begins("subject", s)
		if cut == "" {
			cut = w.begins("modal", s)
		}
		if cut == "" {
			return false
		}
		s = strings.TrimSpace(s[len(cut):])
	}
	return false
}

// fails reports whether what begins like an order says that something does not
// work: "request timed out", "mở không được".
func (w *Words) fails(act, rest string) bool {
	if w.begins("denies", rest) != "" {
		return true
	}
	ascii := strings.IndexFunc(act, func(r rune) bool { return r > unicode.MaxASCII }) < 0
	return ascii && w.begins("trouble", rest) != ""
}

// asked reports whether somewhere in a sentence somebody is asked to act: "User
// cần lấy …", "you should restart …".
func (w *Words) asked(s string) bool {
	for at := 0; at < len(s); {
		if who := w.begins("subject", s[at:]); who != "" {
			rest := strings.TrimSpace(s[at+len(who):])
			if m := w.begins("modal", rest); m != "" && w.begins("act", strings.TrimSpace(rest[len(m):])) != "" {
				return true
			}
		}
		if p := w.begins("please", s[at:]); p != "" {
			return true
		}
		next := strings.IndexByte(s[at:], ' ')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return false
}

// act reports whether any sentence of a text says what to do.
func (w *Words) act(s string) bool {
	for _, one := range sentences(s) {
		if w.acts(one) {
			return true
		}
	}
	return false
}

// trouble reports whether a title names a problem.
func (w *Words) trouble(title string) bool { return w.has("trouble", norm(title)) }

// asks reports whether a title is a question, or names a thing to be done.
func (w *Words) asks(title string) bool {
	s := norm(title)
	return strings.HasSuffix(strings.TrimSpace(title), "?") || w.begins("how", s) != "" || w.ends("how", s)
}

// gathers reports whether a title names problems in general.
func (w *Words) gathers(title string) bool {
	s := norm(title)
	if w.begins("group", s) != "" {
		return true
	}
	if strings.HasSuffix(strings.TrimSpace(title), "?") || w.count("trouble", s, 9) > w.count("kind", s, 9) {
		return false
	}
	return w.ends("group", s) || w.has("group", s) && len(strings.Fields(s)) <= 6
}
