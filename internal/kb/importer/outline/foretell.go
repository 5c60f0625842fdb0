package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
	"hotro/internal/text"
)

// foretell moves what stands among the steps and is none before them: what must not be
// done, what was done once, what is known not to help, what is needed first. Said behind
// the last step it comes too late, and as a step of its own it would be tried.
func (m *maker) foretell() {
	m.foretold(place{&m.t.Intro, &m.t.Steps})
	for i := range m.t.Causes {
		m.foretold(place{&m.t.Causes[i].Told, &m.t.Causes[i].Steps})
	}
	for i, t := range m.t.Intro {
		m.t.Intro[i].Remark = t.Remark || m.w.timed(t.Text) // no time to wait
	}
}

// timed reports whether a text names a time in figures: "10 phút".
func (w *Words) timed(s string) bool {
	f := strings.Fields(norm(s))
	for i := range f {
		if at := strings.IndexFunc(f[i], func(r rune) bool { return r < '0' || r > '9' }); at > 0 && w.begins("units", f[i][at:]) == f[i][at:] {
			return true
		} else if at < 0 && i+1 < len(f) && w.begins("units", f[i+1]) != "" {
			return true
		}
	}
	return false
}

func (m *maker) foretold(at place) {
	var told, steps []Text
	moved := false
	for i, t := range *at.steps {
		paragraph := !t.Ordered && !t.Item && !t.Code
		if paragraph && !t.Remark && m.w.aloof(t.Text) && len(*at.steps) > 1 && !slices.ContainsFunc(t.Under, func(u Text) bool { return u.Item || u.Code || m.w.act(u.Text) }) {
			told = append(told, t)
			continue
		}
		if paragraph {
			var more string
			if t.Text, more = m.trailing(t.Text); more != "" {
				told = append(told, Text{Line: t.Line, Text: more})
			}
		}
		if n := len(steps); n > 0 && paragraph && len(t.Under) == 0 && m.w.begins("outcome", norm(t.Text)) != "" {
			steps[n-1].Under = append(slices.Clone(steps[n-1].Under), t) // what is seen after the step
			moved = true
			continue
		}
		last := i+1 == len(*at.steps)
		t.Under = slices.DeleteFunc(slices.Clone(t.Under), func(u Text) bool {
			out := !u.Item && !u.Code && len(u.Under) == 0 && (m.w.aloof(u.Text) && (last || !m.w.banned(u.Text)) || last && m.w.perilous(u.Text))
			if out {
				told = append(told, u)
			}
			return out
		})
		steps = append(steps, t)
	}
	if len(steps) == 0 || len(told) == 0 && !moved {
		return
	}
	for _, t := range told {
		t.Remark = true
		*at.told = append(*at.told, t)
	}
	*at.steps = steps
}

// trailing parts the sentences off the end of a paragraph that say nothing to do: the
// first of what is left says what to do.
func (m *maker) trailing(s string) (does, more string) {
	list := sentences(s)
	k := len(list)
	for k > 1 && m.w.aloof(list[k-1]) {
		k--
	}
	if k == len(list) || !m.w.acts(list[0]) {
		return s, ""
	}
	return strings.Join(list[:k], " "), strings.Join(list[k:], " ")
}

// warned is a text that begins with a sign of warning.
var warned = pattern.New(`^\s*[⚠❗🚫⛔❌‼]`)

// aloof reports whether a text says nothing to do now, sentence by sentence: it forbids,
// tells of former times, of what does not help, or of what must be there first. What goes
// on with such a sentence goes with it.
func (w *Words) aloof(s string) bool {
	if l, ok := w.label(s, note); ok && l.rest != "" && (w.foretells(l.word) || w.vain(l.word) || w.former(l.word)) {
		return true
	}
	said := w.unlabelled(s)
	if warned.MatchString(page.Plain(s)) && !w.act(said) {
		return true
	}
	list := sentences(said)
	for i, one := range list {
		if i == 0 && said != s && w.notes(one) {
			continue
		}
		if p := w.begins("noting", norm(one)); p != "" && len(page.Plain(one)) > len(p) && !w.acts(text.Capital(page.Plain(one)[len(p):])) {
			continue
		}
		if !w.forbids(one) && !w.former(one) && !w.vain(one) && !(i == 0 && w.needed(s)) && (i == 0 || w.acts(one)) {
			return false
		}
	}
	return len(list) > 0
}

// notes reports whether a sentence behind the label of a note says "not" and then no
// state: "Lưu ý: không thò tay vào máy", in the words of a trade that import does not know.
func (w *Words) notes(s string) bool {
	plain := norm(s)
	no := w.begins("not", plain)
	rest := strings.TrimSpace(plain[len(no):])
	return no != "" && rest != "" && w.begins("able", rest) == "" && w.begins("states", rest) == "" && !w.thens.MatchString(plain)
}

// perilous reports whether a text is labelled as a danger.
func (w *Words) perilous(s string) bool {
	l, ok := w.label(s, note)
	return ok && l.rest != "" && w.begins("perils", norm(l.word)) != ""
}

// banned reports whether a text begins with what must not be done.
func (w *Words) banned(s string) bool {
	list := sentences(w.unlabelled(s))
	return len(list) > 0 && w.forbids(list[0])
}

// unlabelled drops the mark and the label of a note: "⚠️ Lưu ý: …".
func (w *Words) unlabelled(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		return r > utf8.RuneSelf && strings.ContainsRune("⚠️❗🚫⛔❌‼", r) || r == ' '
	})
	if l, ok := w.label(s, note); ok && l.rest != "" {
		return l.rest
	}
	return s
}

// forbids reports whether a sentence says what must not be done.
func (w *Words) forbids(s string) bool {
	plain := norm(s)
	if who := w.begins("subject", plain); who != "" {
		plain = strings.TrimSpace(plain[len(who):])
	}
	if b := w.begins("bans", plain); b != "" {
		return true
	}
	if _, rest, ok := strings.Cut(page.Plain(s), ", "); ok && w.begins("for", plain) != "" && w.begins("bans", norm(rest)) != "" {
		return true // "For security reasons, we never ask …"
	}
	no := w.begins("not", plain)
	if no == "" || w.thens.MatchString(plain) {
		return false
	}
	rest := strings.TrimSpace(plain[len(no):])
	act := w.begins("act", rest)
	return act != "" && w.begins("able", strings.TrimSpace(rest[len(act):])) == "" // "không vào được" is a problem
}

// former reports whether a sentence tells of how it was done once.
func (w *Words) former(s string) bool {
	plain := norm(s)
	head, _, label := strings.Cut(page.Plain(s), ":") // "Workaround (not needed since 8.1): …"
	return w.begins("once", plain) != "" || label && w.has("nomore", norm(head)) || (w.has("nomore", plain) || w.has("limits", plain)) && !w.acts(s)
}

// vain reports whether a sentence says what does not help. What is to be done when
// something does not is another thing.
func (w *Words) vain(s string) bool {
	plain := norm(s)
	if w.begins("tried", plain) != "" && w.has("still", plain) {
		return true
	}
	return w.has("vain", plain) && !w.has("condition", plain)
}

// needed reports whether a text says what must be there before anything is done.
func (w *Words) needed(s string) bool {
	plain := norm(s)
	p := w.begins("needs", plain)
	if head, rest, ok := strings.Cut(page.Plain(s), ":"); ok && p != "" && len(strings.Fields(head)) < 6 {
		return !w.bids(norm(rest))
	}
	return p != "" && !w.bids(strings.TrimSpace(plain[len(p):]))
}

// quotes reports whether what the page sets apart at the head of a problem is what a screen
// says: no label is in it, and what to do stands in a list behind it.
func quotes(list []page.Block, i int) bool {
	if i > 0 || list[i].Kind != page.Note {
		return false
	}
	for _, k := range list[i].Kids {
		if k.Kind != page.Paragraph {
			return false
		}
	}
	return slices.ContainsFunc(list[i+1:], func(b page.Block) bool { return b.Kind == page.Item })
}

// reasonsTold tells of the reasons that a list gave, which nothing mends, where the cases
// that are mended follow: a user is asked for those.
func (m *maker) reasonsTold() {
	if !m.loose || slices.ContainsFunc(m.t.Causes, func(c Cause) bool { return len(c.Steps) > 0 }) {
		return
	}
	m.loose = false
	if len(m.t.Causes) == 0 {
		return
	}
	var under []Text
	for _, c := range m.t.Causes {
		under = append(under, Text{Line: c.Line, Item: true, Text: c.Title, Under: c.Told})
	}
	m.t.Intro = append(m.t.Intro, Text{Line: under[0].Line, Text: strings.TrimRight(m.word, " :") + ":", Under: under})
	m.t.Causes = nil
}

// foretells reports whether a label says that what follows must not be done, or must be
// there first.
func (w *Words) foretells(word string) bool {
	s := norm(leadMark.ReplaceAllString(word, ""))
	return w.begins("bans", s) != "" || w.begins("needs", s) != ""
}
