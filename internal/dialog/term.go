package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Which word of the guide a line asks about.

// askedTerm finds the word of the guide that a line asks about: it stands in the
// clause that asks, not in what is told beside it.
func askedTerm(t *turn, u *utterance) (kb.Term, bool) {
	if u.says.Has(intent.WhatIs) {
		for _, c := range clauses(t, u.text) {
			if !c.says.Has(intent.WhatIs) {
				continue
			}
			if x, ok := findTerm(t, c.text); ok || t.mentions("matter_words", c.text) {
				return x, ok
			}
		}
	}
	return relatedPlace(t, u.text)
}

// relatedPlace is the word of the guide that a line names; of two places, the one that is
// told by the other: "ổ khóa ở khúc nào thanh địa chỉ" asks for the padlock.
func relatedPlace(t *turn, s string) (kb.Term, bool) {
	x, ok := findTerm(t, s)
	if !ok || !x.Place {
		return x, ok
	}
	named, _ := termsIn(t, s)
	for _, other := range named {
		if other.Place && other.Name != x.Name && hasWords(" "+fold(other.Text)+" ", fold(x.Name)) {
			return other, true
		}
	}
	return x, true
}

// placed reports whether a line asks for the place of a word whose explanation
// tells it.
func placed(t *turn, u *utterance, x kb.Term) bool {
	f := u.says
	return x.Place && !f.Has(intent.Solved) && !f.Has(intent.NotSolved) && (f.Has(intent.Where) || f.Has(intent.HowTo) || t.mentions("which_words", u.text))
}

// whichIs reports whether a line asks which one a word of the guide means: "là
// nhóm nào vậy", but not "hotline nào cũng bị".
func whichIs(t *turn, s string, x kb.Term) bool {
	for _, c := range clauses(t, s) {
		line := " " + strings.Join(strings.Fields(fold(c.text)), " ") + " "
		for _, n := range append([]string{x.Name}, x.Names...) {
			for _, w := range []string{" gi ", " nao "} {
				_, rest, ok := strings.Cut(line, " "+fold(n)+w)
				if ok && (strings.TrimSpace(rest) == "" || t.says("particle_words", rest)) {
					return true
				}
			}
		}
	}
	return false
}

// findTerm finds a word of the guide that a line names.
func findTerm(t *turn, s string) (kb.Term, bool) {
	line, best, at := look(t, s), 0, -1
	for i, names := range t.guide.terms {
		for k := range names {
			if w := &names[k]; w.bits&^line.bits == 0 && len(w.folded()) > best && lastWords(line.padded, w.folded()) >= 0 {
				best, at = len(w.folded()), i
			}
		}
	}
	if at < 0 {
		return kb.Term{}, false
	}
	return t.guide.Terms[at], true
}

// explainsAsked explains the word of the screen's own question that a line asks
// about by a part of its name, and nothing else: "dịch là sao" under a question about
// Google Dịch.
func explainsAsked(t *turn, u *utterance) bool {
	if t.st.Place.Screen != AtCauses || !u.says.Has(intent.WhatIs) && !u.says.Has(intent.Confused) || t.mentions("matter_words", u.text) {
		return false
	}
	tp, ok := inWalk(t)
	asked := content(t, spelled(t, u.text))
	if !ok || len(asked) == 0 {
		return false
	}
	named, _ := termsIn(t, tp.Ask)
	i := slices.IndexFunc(named, func(x kb.Term) bool {
		name := strings.Fields(fold(x.Name))
		return !slices.ContainsFunc(asked, func(w string) bool { return !slices.Contains(name, w) })
	})
	if i < 0 {
		return false
	}
	explainTerm(t, named[i])
	return true
}

// asksIfMay reports whether a line asks if somebody else than the holder of a role
// may do the step as well, at one that is not for that role alone: "trưởng nhóm gỡ
// được không hay phải admin".
func asksIfMay(t *turn, u *utterance) bool {
	_, ok := stepHere(t)
	return ok && !gatedNow(t) && t.mentions("may_do_words", u.text) && asksSomething(t, u.text)
}
