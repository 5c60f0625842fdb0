package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// The answers that tell causes apart differ in a few things that people say in
// any number of words: how many are concerned, whose an account is, whether a
// page was loaded anew. They are matched by that.

// aspect is one such thing; a line affirms it, denies it, or says nothing of it.
type aspect struct {
	affirms string // the key of the words that say it
	denies  string // the key of the words that say the contrary; "" for none but a negator
	several string // the key of the words for more than one, where that affirms it whoever's they are
	all     int    // what it means for it that all have the error: see extent
	turned  bool   // that a page was translated affirms it: see turned
	state   bool   // it is a state that a cause claims of a thing: see stated
	of      string // the key of the words for that thing; "" for anything
}

// aspects are the things by which answers are told apart.
func aspects() []aspect {
	return []aspect{
		{affirms: "everybody_words", denies: "some_words", all: 1},
		{affirms: "some_words", denies: "everybody_words", all: -1},
		{affirms: "shared_words", denies: "sole_words", several: "many_places_words"},
		{affirms: "reloaded_words"},
		translated(),
		{affirms: "removed_words", denies: "kept_words", state: true, of: "line_words"},
		{affirms: "permitted_words", state: true, of: "line_words"},
		{affirms: "in_group_words", state: true},
	}
}

// translated is that the page was translated.
func translated() aspect {
	return aspect{affirms: "translated_words", denies: "untranslated_words", turned: true}
}

// says reports whether a text affirms an aspect.
func (a aspect) says(t *turn, s string) bool { return a.said(t, s) == 1 }

// negatorBefore is how many words before a word may be its negator: "không phải là
// tất cả".
const negatorBefore = 3

// said is what a text says of an aspect: 1 that it is so, -1 that it is not, 0
// nothing.
func (a aspect) said(t *turn, s string) int {
	sum := 0
	if a.state {
		return a.stated(t, s)
	}
	if a.all != 0 {
		if who := extentOf(t, s); who != 0 {
			return a.all * who
		}
		s = joinBut(sides(t, s), func(side string) bool { return noHelp(t, side) })
	}
	for _, part := range parts(t, s) {
		if a.turned {
			part = ofOneself(t, part)
		}
		line, asking := spelled(t, part), asksSomething(t, part)
		if a.several != "" && !asking && a.holds(t, a.several, line) == 1 && holdsPhrase(line, writtenPhrases(t, "login_words")) {
			return 1 // "2 máy cùng đăng nhập tài khoản của mình"
		}
		switch {
		case a.denies == "" || asking:
		case a.holds(t, a.denies, line) == 1:
			return -1
		case cutSo(line, writtenPhrases(t, a.denies), func(before, _ []word) bool { return endsWith(before, writtenPhrases(t, "is_not_words")) }):
			return 1 // "không phải mình em dùng" denies the contrary
		}
		if a.turned && !asking && turned(t, part) {
			return 1
		}
		if v := a.holds(t, a.affirms, line); v < 0 || v > 0 && !asking {
			sum = v // "không phải tất cả đâu" ends as a question and is none
		}
	}
	return sum
}

// ofOneself is a clause without what it passes on of a screen: "máy báo chữ tiếng Anh"
// is of the message, and says nothing of the page it stands on.
func ofOneself(t *turn, part string) string {
	words := strings.Fields(part)
	i := slices.IndexFunc(words, func(w string) bool { return t.says("report_words", w) })
	if i < 0 || tellerEnds(t, words[:i]) {
		return part
	}
	return strings.Join(words[:i], " ")
}

// holds reports what a clause says of some words: that they are so, or not.
func (a aspect) holds(t *turn, key string, line []word) int {
	line = behindNo(t, line)
	for before, behind := range cuts(line, writtenPhrases(t, key)) {
		if key == "some_words" && longestHead(led(behind, 0, writtenPhrases(t, "count_words")), writtenPhrases(t, "line_words")) > 0 {
			continue // "có mỗi số này" counts numbers, and nobody
		}
		if indexAmong(lastOf(before, negatorBefore), writtenPhrases(t, "negator_words")) >= 0 {
			return -1
		}
		return 1
	}
	return 0
}

// behindNo is a clause without the no that it begins with where who speaks follows: "no
// I'm the only one", "không mình em dùng" answer by it, and deny nothing of the rest.
func behindNo(t *turn, line []word) []word {
	if len(line) > 2 && among(writtenPhrases(t, "negator_words"), line[0]) && among(writtenPhrases(t, "self_words"), line[1]) {
		return line[1:]
	}
	return line
}

// byAspect is what a line says of the causes of a topic by what their answers
// differ in: the one it affirms, -1 for none or several, and those it denies.
func byAspect(t *turn, tp *kb.Topic, line string) (at int, denied []int) {
	at, line = -1, presently(t, corrected(t, line))
	many := false
	for _, a := range aspects() {
		said := a.said(t, line)
		if said == 0 || a.all != 0 && !slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return a.claims(t, &c) < 0 }) {
			continue // "several people share an account" tells nothing of who has the error
		}
		for i := range tp.Causes {
			switch c := &tp.Causes[i]; {
			case c.Other:
			case a.claims(t, c) != 1:
				if a.state && a.claims(t, c) < 0 && said > 0 {
					denied = append(denied, i)
				}
			case said < 0:
				denied = append(denied, i)
			case at >= 0 && at != i:
				many = true
			default:
				at = i
			}
		}
	}
	if many || slices.Contains(denied, at) {
		at = -1
	}
	return at, denied
}

// presently is a line without the clauses that tell how well it was before.
func presently(t *turn, line string) string {
	all := parts(t, line)
	now := slices.DeleteFunc(slices.Clone(all), func(part string) bool { return wellBefore(t, part) })
	if len(now) == len(all) {
		return line
	}
	return strings.Join(now, ", ")
}

// wellBefore reports whether a clause tells that it worked some time ago: "hôm qua vẫn gọi
// được" says nothing of who has the error today.
func wellBefore(t *turn, part string) bool {
	return (t.mentions("before_words", part) || t.mentions("day_before_words", part)) &&
		(callWorks(t, part) || endsFine(t, part) || endsWith(doneLine(t, part), writtenPhrases(t, "compare_ends")) || t.meanings(part).Has(intent.Solved))
}

// hearAspect takes a line as the cause it affirms by what the answers differ in;
// who denies all of them has the other one.
func hearAspect(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || u.words.Has(intent.Unsure) || t.mentions("doubt_words", u.text) && !u.says.Denies {
		return false
	}
	at, denied := byAspect(t, tp, u.text)
	switch {
	case allRuledOut(tp, denied):
		t.st.Misses = 0
		exhausted(t)
		return true
	case at < 0 && len(denied) > 0:
		if at = onlyLeft(tp, denied); at >= 0 && ruledOut(t, u.text) {
			ruleOut(t, tp, denied[0], at)
		}
	}
	if at < 0 && u.words.Whole(intent.Yes) {
		at = lastAsked(t, tp)
	}
	switch {
	case at >= 0:
	case len(denied) > 0 && !t.says("neither_words", u.text):
		return denyCauses(t, tp, denied)
	default:
		return false
	}
	t.st.Misses = 0
	takeCause(t, at)
	return true
}

// denyCauses asks about the causes that a line does not deny; where that is open,
// each is asked about by its own button.
func denyCauses(t *turn, tp *kb.Topic, denied []int) bool {
	f := t.st.Place.Flow
	for _, i := range denied {
		if id := tp.Causes[i].ID; !slices.Contains(f.Tried, id) {
			f.Tried = append(f.Tried, id)
		}
	}
	i := lastAsked(t, tp)
	if i < 0 {
		return false
	}
	t.st.Misses = 0
	aroundAs(t, chat.TurnCauses, "cause_left", "answer", answerOf(&tp.Causes[i]))
	return true
}

// deniesSome reports whether a line says why its no is one, and denies by that some of
// several causes and not all: "không, chỉ mình tôi dùng" leaves the others to be asked about.
func deniesSome(t *turn, s string) bool {
	tp, ok := askedWithRest(t)
	if !ok {
		return false
	}
	at, denied := byAspect(t, tp, s)
	return at < 0 && len(denied) > 0 && slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool {
		return !c.Other && !slices.ContainsFunc(denied, func(i int) bool { return tp.Causes[i].ID == c.ID })
	})
}

// askedWithRest is the topic of which the screen asks which cause it is, where that may be
// none of the others: a no to some of them leaves something to be asked about.
func askedWithRest(t *turn) (*kb.Topic, bool) {
	if t.st.Place.Screen != AtCauses || choosing(t) {
		return nil, false
	}
	tp, ok := inWalk(t)
	return tp, ok && hasRest(tp)
}

// hasRest reports whether one of the causes is that it is none of the others: of two, a no
// to the one is the other.
func hasRest(tp *kb.Topic) bool {
	return slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return c.Other })
}

// lastAsked is the one cause that is left to be asked about after others were
// denied, -1 for none or several. What is no cause of its own is not asked about.
func lastAsked(t *turn, tp *kb.Topic) int {
	at := -1
	for i := range tp.Causes {
		switch c := &tp.Causes[i]; {
		case c.Other || slices.Contains(t.st.Place.Flow.Tried, c.ID):
		case at >= 0:
			return -1
		default:
			at = i
		}
	}
	if len(t.st.Place.Flow.Tried) == 0 {
		return -1
	}
	return at
}

// onlyLeft is the only cause that is not denied, -1 for none or several.
func onlyLeft(tp *kb.Topic, denied []int) int {
	at := -1
	for i := range tp.Causes {
		if slices.Contains(denied, i) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

// hearSameAspect takes who says of who has it the answer that is walked once more, against
// the other: nothing is given up for it.
func hearSameAspect(t *turn, u *utterance) bool {
	if !isAt(t, AtRole, AtForward, AtStep, AtResult) {
		return false
	}
	tp, ok := subject(t)
	if !ok || tp.Ask == "" || tp.Choose != "" || elsewhere(t, u) || u.says.Has(intent.NotSolved) || u.says.Has(intent.Solved) || asksSomething(t, u.text) {
		return false
	}
	c := underWay(t, tp)
	at, denied := byAspect(t, tp, u.text)
	if c == nil || !byExtent(t, c) || len(denied) == 0 || at >= 0 && tp.Causes[at].ID != c.ID || slices.ContainsFunc(denied, func(i int) bool { return tp.Causes[i].ID == c.ID }) {
		return false
	}
	t.st.Misses = 0
	t.pre(t.T("told_same", "answer", answerOf(c)))
	t.again()
	t.out.Kind = chat.TurnTold
	return true
}

// correctsAspect gives up the cause that is walked for the one that a line
// affirms, or because the line denies it, be it told beside something else.
func correctsAspect(t *turn, u *utterance, tp *kb.Topic) bool {
	c := underWay(t, tp)
	if c == nil {
		return false
	}
	at, denied := byAspect(t, tp, u.text)
	now := slices.IndexFunc(tp.Causes, func(x kb.Cause) bool { return x.ID == c.ID })
	switch {
	case at >= 0 && at != now && !slices.Contains(denied, now) && !u.says.Denies:
		return false // told beside it: both may be so
	case at >= 0 && at != now:
		return switchCause(t, tp, at, "corrected")
	case slices.Contains(denied, now):
		leaveCause(t, tp)
		return true
	}
	return false
}

// ownWord reports whether a line has a word of a cause that the error itself is
// not told in: else nobody has told the cause.
func ownWord(t *turn, tp *kb.Topic, c *kb.Cause, line string) bool {
	if slices.ContainsFunc(aspects(), func(a aspect) bool { return a.said(t, answerOf(c)) == 1 && a.said(t, line) == 1 }) {
		return true
	}
	shared := strings.Fields(fold(strings.Join(append([]string{tp.Name, tp.Label, tp.Title, tp.Intro}, tp.Labels...), " ")))
	said := strings.Fields(folded(t, line))
	return slices.ContainsFunc(strings.Fields(fold(strings.Join(names(c), " "))), func(w string) bool {
		return !slices.Contains(shared, w) && slices.Contains(said, w) && !t.says("line_words", w) && !t.says("passive_words", w) && !t.says("yes_heads", w) && !t.says("no_heads", w) && !t.says("thing_fillers", w)
	})
}
