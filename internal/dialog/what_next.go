package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// Who asks what comes after one thing of a step ("bật xong thì làm gì tiếp") has done
// that, or sees where it leads: he is told the rest of the step in its own words, and
// behind all of it the next one. The same step again would send him back.

// sayRest says what the present step has behind the deed that a line names.
func sayRest(t *turn, s string) bool {
	step, ok := stepHere(t)
	deed, tells := deedBefore(t, s)
	if !ok || !tells || len(deed) == 0 {
		return false
	}
	rest := restBehind(t, unlinked(t, step.Text, step.Links), deed)
	return rest != "" && sayNew(t, t.T("next_rest", "rest", continued(rest)))
}

// sayNextStep says what comes behind all of the present step, where a line asks for that.
func sayNextStep(t *turn, s string) bool {
	deed, tells := deedBefore(t, s)
	if _, ok := stepHere(t); !ok || !tells || len(deed) > 0 {
		return false
	}
	steps, _, _ := t.steps()
	i := t.st.Place.Flow.after(len(steps))
	if i < len(steps) && tellsAll(&steps[i]) {
		return sayNew(t, t.T("next_step", "step", unlinked(t, steps[i].Text, steps[i].Links)))
	}
	return sayNew(t, t.T("next_try"))
}

// stepHere is the step that the user is told to do himself.
func stepHere(t *turn) (*kb.Step, bool) {
	s, ok := stepNow(t)
	return s, ok && t.st.Place.Screen != AtForward && t.screen().does
}

// sayNew says how it goes on, unless that was said just now.
func sayNew(t *turn, text string) bool {
	if digest(text) == t.st.Said {
		return false
	}
	reply(t, chat.TurnHow, text)
	return true
}

// tellsAll reports whether a step is one that anybody can be told in advance.
func tellsAll(s *kb.Step) bool { return s.Kind == kb.Do && s.Walk == "" && s.Role == "" }

// deedBefore is what a line says was done before it asks what comes next: the words that
// tell it; none where all of the step is meant ("làm xong bước này thì sao nữa").
func deedBefore(t *turn, s string) (deed []string, tells bool) {
	line := spelled(t, s)
	at := lastIn(line, writtenPhrases(t, "after_deed_words"))
	if at < 1 {
		return nil, false
	}
	for _, w := range content(t, line[:at]) {
		if !t.says("deed_frame_words", w) {
			deed = append(deed, w)
		}
	}
	return deed, true
}

// lastIn is where the last of some phrases stands in a line, -1 for none.
func lastIn(line []word, phrases *phraseList) int {
	for i := len(line) - 1; i >= 0; i-- {
		if longestHead(line[i:], phrases) > 0 {
			return i
		}
	}
	return -1
}

// restBehind is what a step says behind the clause that has most of some words; behind
// none of them its last sentence. "" where nothing is left.
func restBehind(t *turn, step string, deed []string) string {
	if len(deed) == 0 {
		return ""
	}
	best, from := deedLike, -1
	all := stepClauses(t, step)
	named := slices.DeleteFunc(slices.Clone(deed), func(w string) bool { return t.says("deed_verbs_words", w) })
	for i, c := range all {
		if share, _ := saysOf(named, strings.ReplaceAll(c.text, "✕", "x")); share >= best {
			best, from = share, i+1
		}
	}
	switch {
	case from < 0:
		if i := lastSentenceAt(all); i > 0 {
			return step[all[i].at:]
		}
		return ""
	case from >= len(all):
		return ""
	}
	return strings.TrimSpace(step[all[from].at:])
}

// deedLike is how much of what was done a clause of a step has to name.
const deedLike = 0.5

// stepClause is one of the things a step says to do, and where it stands there.
type stepClause struct {
	text  string
	at    int
	first bool // it begins a sentence
}

// stepClauses are the things that a step says to do, one after the other. What stands in
// brackets or in bold only names them.
func stepClauses(t *turn, step string) (all []stepClause) {
	joints, and := strings.Split(t.T("step_joints"), "|"), " "+t.T("and")+" "
	begin, bold, depth := stepClause{first: true}, false, 0
	for i := 0; i < len(step); i++ {
		switch {
		case strings.HasPrefix(step[i:], "**"):
			bold = !bold
			i++
		case step[i] == '(':
			depth++
		case step[i] == ')':
			depth--
		}
		if bold || depth > 0 {
			continue
		}
		n := 0
		for _, j := range joints {
			if strings.HasPrefix(step[i:], j) {
				n = max(n, len(j))
			}
		}
		if strings.HasPrefix(step[i:], and) {
			if next := spell(step[i+len(and):]); longestHead(next, writtenPhrases(t, "step_verbs")) > 0 || longestHead(next, writtenPhrases(t, "try_verbs")) > 0 {
				n = len(and)
			}
		}
		if n > 0 {
			begin.text = step[begin.at:i]
			all = append(all, begin)
			begin = stepClause{at: i + n, first: step[i] == '.'}
			i += n - 1
		}
	}
	begin.text = step[begin.at:]
	return append(all, begin)
}

// lastSentenceAt is the clause that begins the last sentence.
func lastSentenceAt(all []stepClause) int {
	for i := len(all) - 1; i > 0; i-- {
		if all[i].first {
			return i
		}
	}
	return 0
}
