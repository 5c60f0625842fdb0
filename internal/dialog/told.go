package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// What was told before it is asked: "ba người dùng chung một tài khoản" in the
// first line answers the question which cause it is.

const (
	maxTold  = 4   // lines of the present matter that are remembered
	toldSize = 240 // runes of each

	// How like one of the documents' phrasings a clause must be; how much more
	// than anything else it may say, or, when it is sure, than what users say
	// of the error whatever the cause.
	toldLike = 0.2
	toldLead = 1.15
	toldSure = 0.35
	toldNear = 0.9

	toldWords = 3 // fewer blanks in a clause, and it has to be surer
	toldBrief = 0.45

	codeWords = 3 // of a code in a line spell it
)

// keepTold remembers a line of the present matter.
func keepTold(t *turn, s string) {
	t.st.Told = withOne(t.st.Told, text.Brief(strings.ReplaceAll(s, "\n", ". "), toldSize), maxTold)
}

// toldCause is the cause of a topic that the user has told already, -1 for
// none: the newest line counts most. Of what is chosen by a trait, the trait
// tells. What its answers differ in is heard in any words. Where one of them calls a
// person a faint likeness does not do: no request is opened for what nobody said.
func toldCause(t *turn, tp *kb.Topic) int {
	if tp.Choose != "" {
		return -1
	}
	var out []int
	for _, line := range slices.Backward(t.st.Told) {
		if i := undoneInVain(t, tp, line); i >= 0 {
			out = append(out, i)
			continue
		}
		if triedInVain(t, line) {
			continue
		}
		i, like, by := likeliestCause(t, tp, line)
		if i < 0 || slices.Contains(out, i) || byExtent(t, &tp.Causes[i]) || !ownWord(t, tp, &tp.Causes[i], line) || deniedIn(t, tp, i) || deedInVain(t, line) {
			continue // "mỗi người một nick" has the words of a shared one
		}
		if (t.doubt || like < describedLike) && claimsUnsaid(t, &tp.Causes[i], spelled(t, by)) {
			continue // "trang web bị treo" is no page that was loaded anew
		}
		if !callsPerson(tp) || like >= toldBrief && ownWord(t, tp, &tp.Causes[i], by) {
			return i
		}
	}
	for _, line := range slices.Backward(t.st.Told) {
		if strings.Contains(line, "_") && !strings.Contains(line, " ") || triedInVain(t, line) || undoneInVain(t, tp, line) >= 0 {
			continue // a code, or a cure
		}
		if i, _ := byAspect(t, tp, line); i >= 0 && !slices.Contains(out, i) && !deedInVain(t, line) {
			return i
		}
	}
	if len(out) > 0 {
		return onlyLeft(tp, out)
	}
	return -1
}

// nameTold is what a cause that was told is called: as the question calls it, or by its
// title where more of that was said. Who tells that the number was deleted spoke of no page
// that is not translated.
func nameTold(t *turn, c *kb.Cause) string {
	denials := writtenPhrases(t, "negator_words")
	said := func(name string) (n int) {
		for _, line := range t.st.Told {
			own := spelled(t, line)
			n += len(slices.DeleteFunc(spell(name), func(w word) bool { return among(denials, w) || !slices.ContainsFunc(own, w.is) }))
		}
		return n
	}
	if said(c.Title) > said(answerOf(c)) {
		return c.Title
	}
	return answerOf(c)
}

// undoneInVain is the cause whose remedy a line says was done and did not help, -1 for
// none: "bỏ dịch rồi mà vẫn không có số" tells of no page that is translated.
func undoneInVain(t *turn, tp *kb.Topic, line string) int {
	if !t.mentions("undo_words", line) || !t.mentions("still_words", line) && !t.meanings(line).Has(intent.NotSolved) {
		return -1
	}
	for _, side := range sides(t, line) {
		if !deed(t, side) || !t.mentions("undo_words", side) {
			continue
		}
		if i, _ := causeOfDeed(t, tp, side); i >= 0 {
			return i
		}
	}
	return -1
}

// deedInVain reports whether a line says that a remedy was done and did not help, and no
// more: "cho phép micro rồi mà vẫn vậy" tells of no case.
func deedInVain(t *turn, line string) bool {
	vain := func(s string) bool {
		return t.mentions("still_words", s) || t.meanings(s).Has(intent.NotSolved) || unchanged(t, s)
	}
	if !vain(line) {
		return false
	}
	did := false
	for _, side := range sides(t, line) {
		if deed(t, side) || isSet(t, side) {
			did = true
		} else if !vain(side) {
			return false
		}
	}
	return did
}

// namedCause is the cause that one clause of a line names, -1 for none. What
// the line says of the error itself is not taken for a cause of it, and no
// question is an answer.
func namedCause(t *turn, tp *kb.Topic, line string) int {
	at, _, _ := likeliestCause(t, tp, line)
	return at
}

// likeliestCause is that cause, how like it the clause is, and the clause.
func likeliestCause(t *turn, tp *kb.Topic, line string) (at int, best float64, by string) {
	at = -1
	for _, c := range clauses(t, line) {
		if strings.Count(c.text, " ") < 2 || asks(c.says) || t.mentions("doubt_words", c.text) { // "có phải do …" tells nothing
			continue
		}
		if c.reported || tellsRole(c.says) || wellBefore(t, c.text) {
			continue // what the screen says is the error, and what the user is no cause of it, nor how well it was
		}
		said := func(k *known) []string { return k.ways }
		if vague(c.res) {
			said = func(k *known) []string { return k.names } // that a call fails is no cause of it, whoever adds it to one
		}
		if i, like := toldClause(t, tp, withoutCode(t, untitled(t, c.text), tp), said, saidBesides(t, tp)); like > best {
			best, at, by = like, i, c.text
		}
	}
	return at, best, by
}

// saidBesides is what a topic's documents say of it that names none of its
// causes.
func saidBesides(t *turn, tp *kb.Topic) []string {
	if x, ok := t.known[t.words].Load(tp); ok {
		return x.([]string)
	}
	out := append([]string{tp.Name, tp.Label, tp.Title, tp.Intro}, tp.Labels...)
	for _, p := range tp.Phrases {
		if !slices.ContainsFunc(tp.Causes, func(c kb.Cause) bool { return slices.Contains(c.Phrases, p) }) {
			out = append(out, p)
		}
	}
	t.known[t.words].Store(tp, slices.Clip(out))
	return out
}

// hearTold takes the cause that is being walked, said once more: it is not
// news, and no failure.
func hearTold(t *turn, u *utterance) bool {
	f := t.st.Place.Flow
	if at := t.st.Place.Screen; f == nil || (at != AtStep && at != AtWait && at != AtResult && at != AtForward && at != AtRole) || elsewhere(t, u) {
		return false
	}
	corrects := t.mentions("correction_words", u.text)
	if says := u.says; !corrects && (says.Has(intent.Solved) || didIt(t, u) || says.Has(intent.Unsure) || says.Has(intent.Hold) || questions(t, u.text) || says.Has(intent.NotThere) || says.Denies || asks(says) || t.mentions("still_words", u.text)) {
		return false
	}
	tp, ok := subject(t)
	if !ok || tp.Ask == "" || tp.Choose != "" || t.st.Place.Screen == AtRole && (role(t, u.text, u.says) != "" || relayed(t, u.text) != 0) {
		return false
	}
	i := namedCause(t, tp, u.text)
	if corrects && switchCause(t, tp, i, "go_on") {
		return true
	}
	if i < 0 || !slices.ContainsFunc(allFlows(t), func(f Flow) bool { return f.Cause == tp.Causes[i].ID }) {
		return false
	}
	t.st.Misses = 0
	t.pre(t.T("told_same", "answer", answerOf(&tp.Causes[i])))
	t.again()
	t.out.Kind = chat.TurnTold
	return true
}

// toldClause is the cause that a clause is most like in what is said of it, and
// how much; 0 when it may as well say another cause, or what is said besides.
func toldClause(t *turn, tp *kb.Topic, s string, said func(*known) []string, besides []string) (cause int, like float64) {
	second := 0.0
	for i := range tp.Causes {
		_, l := t.read.Nearest(s, said(knownOf(t, tp, i)))
		if l > like {
			cause, like, second = i, l, like
		} else {
			second = max(second, l)
		}
	}
	_, other := t.read.Nearest(s, besides)
	switch {
	case like < toldLike, like < toldLead*second, tp.Causes[cause].Other:
		return 0, 0
	case like < toldBrief && strings.Count(s, " ") < toldWords:
		return 0, 0
	case like < toldLead*other && (like < toldSure || like < toldNear*other):
		return 0, 0
	}
	return cause, like
}

// withoutCode is a line without the error code it may spell in words.
func withoutCode(t *turn, line string, tp *kb.Topic) string {
	for _, code := range tp.Codes {
		if words := t.guide.codeWords[code]; holdsCode(words, line) {
			line = strings.Join(slices.DeleteFunc(strings.Fields(line), func(w string) bool { return ofCode(words, w) }), " ")
		}
	}
	return text.OneLine(line)
}

// holdsCode reports whether enough words of a line are of a code.
func holdsCode(code []string, line string) bool {
	n := 0
	for w := range strings.FieldsSeq(line) {
		if ofCode(code, w) {
			n++
		}
	}
	return n >= codeWords
}

// ofCode reports whether a word is one of a code, or a code.
func ofCode(code []string, w string) bool {
	return strings.Contains(w, "_") || slices.ContainsFunc(code, func(c string) bool { return text.FoldsTo(w, c) })
}

// clause is a part of a line that can be true by itself.
type clause struct {
	text     string
	says     intent.Meanings
	res      intent.Result
	reported bool // it stands behind a word that passes on what a screen says
}

// clauses parts a line at its signs and at the words that join clauses; codes
// are left out, and what is too short to tell anything.
func clauses(t *turn, line string) []clause {
	joins := writtenList(t, "clause_words")
	var out []clause
	for _, part := range parts(t, line) {
		var words []string
		reported := false
		flush := func() {
			if s := strings.Join(words, " "); len(words) > 0 {
				r := heardAs(t, s)
				out = append(out, clause{text: s, says: r.Meanings, res: r.Result, reported: reported})
			}
			words = nil
		}
		for w := range strings.FieldsSeq(part) {
			switch {
			case strings.Contains(w, "_"):
			case contains(joins, fold(w)):
				reports := t.says("report_words", w) && !tellerEnds(t, words)
				flush()
				reported = reports
			default:
				words = append(words, w)
			}
		}
		flush()
	}
	return out
}

// parts are what the signs of a line part. They belong to the turn: nobody changes them.
func parts(t *turn, line string) []string {
	l := look(t, line)
	if !l.parted {
		var room [16]string
		all := room[:0]
		for part := range strings.FieldsFuncSeq(line, partSign) {
			all = append(all, part)
		}
		l.parts, l.parted = keepPieces(t, all), true
	}
	return l.parts
}

// joinBut are parts of a line as one again, without those that are to be dropped.
func joinBut(all []string, drop func(part string) bool) string {
	kept := make([]string, 0, len(all))
	for _, part := range all {
		if !drop(part) {
			kept = append(kept, strings.TrimSpace(part))
		}
	}
	return strings.Join(kept, ", ")
}

// lastPart is the last clause of a line.
func lastPart(t *turn, line string) string {
	all := parts(t, line)
	if len(all) == 0 {
		return ""
	}
	return strings.TrimSpace(all[len(all)-1])
}

// partSign reports whether a sign parts a line.
func partSign(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', '…', '\n', '(', ')':
		return true
	}
	return false
}

// tellerEnds reports whether words end in a person, who reports what he knows:
// "sếp báo" is not "máy báo".
func tellerEnds(t *turn, words []string) bool {
	return len(words) > 0 && t.says("teller_words", words[len(words)-1])
}

// affirmed is what the clauses of a line say that deny nothing: "là Edge" of
// "không phải Chrome mà là Edge".
func affirmed(t *turn, line string) string {
	var out []string
	for _, c := range clauses(t, line) {
		if !c.says.Denies {
			out = append(out, c.text)
		}
	}
	return strings.Join(out, ". ")
}
