package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// Two faults told in one line are two matters: the first is walked, the next is put
// aside as a walk that has not begun, and is come back to once the first is solved.
// That they are two is taken from the line: two codes, or words that count or add
// ("vừa … vừa", "một là … hai là", "đã thế còn"). One fault is told in many words.

// mostFaults is how many of a line are kept.
const mostFaults = 3

// hearSeveral takes such a line where no error is walked.
func hearSeveral(t *turn, u *utterance) bool {
	if !isAt(t, AtStart, AtMenu, AtPick, AtEnded, AtMaybe) || walking(t) || t.st.Person || u.fresh || u.words.Has(intent.Human) || u.res.Intent == intent.KindHuman || t.late {
		return false
	}
	counts := t.mentions("several_words", u.text)
	ids := faultsIn(t, u, counts)
	if len(ids) < 2 {
		if counts && u.res.Code == "" && u.res.Intent != intent.KindTopic && len(ids) == 0 {
			askSeveral(t)
			return true
		}
		return false
	}
	keepDetail(t, u.text)
	t.st.Misses = 0
	t.leave()
	t.pre(t.T("several", "first", t.label(ids[0]), "next", labelled(t, ids[1:])))
	stack := t.aside()
	for _, id := range slices.Backward(ids[1:]) {
		tp, _ := t.topic(id)
		stack = append(slices.DeleteFunc(slices.Clone(stack), func(f Flow) bool { return f.Topic == id }), *begin(tp))
	}
	t.st.Place.Stack = stack[max(0, len(stack)-maxStack):]
	enter(t, ids[0])
	return true
}

// hearWorse goes to the one of several faults told before which a line says is the worse one,
// or comes first: "cái cúp ngang bị nhiều hơn". The present one is put aside for it.
func hearWorse(t *turn, u *utterance) bool {
	here, ok := subject(t)
	if !ok || !walking(t) || t.st.Person || u.fresh || u.words.HasAny(intent.Human, intent.Solved, intent.NotSolved) || asksSomething(t, u.text) || !t.mentions("worse_words", u.text) {
		return false
	}
	likely := []string{u.res.Topic}
	for _, c := range u.res.Candidates {
		likely = append(likely, c.Topic)
	}
	for _, id := range likely {
		if id == here.ID && len(t.st.Place.Stack) > 0 {
			confirmTopic(t)
			return true
		}
		if slices.ContainsFunc(t.st.Place.Stack, func(f Flow) bool { return f.Topic == id }) {
			t.st.Misses = 0
			enter(t, id)
			return true
		}
	}
	return false
}

// askSeveral asks who only says that there are several for the first of them.
func askSeveral(t *turn) {
	t.st.Misses = 0
	t.leave()
	t.goTo(Place{Screen: AtMenu, Stack: t.aside()})
	showAs(t, chat.TurnAsk, t.unlike("several_ask", "several_ask_2"), t.menuButton(), t.human())
}

// labelled is what some topics are called, one after the other.
func labelled(t *turn, ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, "**"+t.label(id)+"**")
	}
	return strings.Join(out, ", ")
}

// faultsIn are the topics that the pieces of a line tell, in their order; nil where
// nothing says that they are several.
func faultsIn(t *turn, u *utterance, counts bool) (ids []string) {
	pieces, adds := faultPieces(t, u.text)
	people := byPeople(t, u.text)
	if people != nil {
		pieces, adds = people, true
	}
	if !adds && !counts && (u.res.Intent != intent.KindAsk || len(u.res.Candidates) < 2 || u.res.Partial) {
		return nil // most lines are read once
	}
	coded := 0
	for _, p := range pieces {
		if rest, _ := withoutCodes(p); t.mentions("several_not_words", rest) {
			continue
		}
		r := heardAs(t, p).Result
		id, surely := readTopic(r)
		switch {
		case id == "":
			continue
		case r.Code != "":
			coded++
		case r.Intent == intent.KindTopic:
			if !surely && !adds {
				continue
			}
		case people != nil && r.Intent == intent.KindAsk: // of each of them something is amiss
		case !surely || !counts && !adds:
			continue
		}
		if !slices.Contains(ids, id) && len(ids) < mostFaults {
			ids = append(ids, id)
		}
	}
	if coded < 2 && !adds && !counts {
		return nil
	}
	return ids
}

// readTopic is the topic that a reading of a piece opens, or would ask for first, and
// whether it is likely enough to be taken without words beside it.
func readTopic(r intent.Result) (id string, surely bool) {
	switch {
	case r.Intent == intent.KindTopic:
		return r.Topic, r.Code != "" || r.Score >= likely
	case r.Intent == intent.KindAsk && r.Code == "" && !r.Partial && r.Shared == "" && len(r.Candidates) > 0:
		return r.Candidates[0].Topic, r.Candidates[0].Score >= leaveAsk || len(r.Candidates) == 1 && r.Candidates[0].Score >= relisted
	}
	return "", false
}

// faultPieces parts a line at its signs and at the words that add or count, and
// reports whether one of those says that more than one thing is told.
func faultPieces(t *turn, s string) (pieces []string, adds bool) {
	joins, marks, both := writtenPhrases(t, "several_joins"), writtenPhrases(t, "several_marks"), writtenPhrases(t, "both_words")
	pairs := 0
	for _, part := range parts(t, s) {
		fields := strings.Fields(part)
		line := wordEach(fields)
		from := 0
		for i := 0; i < len(line); {
			m, b := longestHead(line[i:], marks), longestHead(line[i:], both)
			n := max(m, b, longestHead(line[i:], joins))
			if b > 0 {
				pairs++
			}
			if n == 0 {
				i++
				continue
			}
			adds = adds || m > 0
			pieces = append(pieces, strings.Join(fields[from:i], " "))
			i += n
			from = i
		}
		pieces = append(pieces, strings.Join(fields[from:], " "))
	}
	if strings.Contains(" "+fold(s)+" ", " "+t.T("question_or")+" ") {
		return nil, false // "A hay B vậy" asks which
	}
	return slices.DeleteFunc(pieces, func(p string) bool { return strings.TrimSpace(p) == "" }), adds || pairs > 1
}

// wordEach is a word for each field of a line: a code is a field of several, and no word
// of any list.
func wordEach(fields []string) []word {
	line := make([]word, len(fields))
	var room [2]word
	for i, f := range fields {
		if text.PlainWord(f) {
			line[i] = newWord(f)
		} else if l := read(room[:0], f); len(l.words) == 1 {
			line[i] = l.words[0]
		}
	}
	return line
}
