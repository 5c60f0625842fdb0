package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/pattern"
)

// People also come with something that is to be set up or changed, and no error: a number
// to block, a colleague to add, a call to hand over. Its words are those of an error that a
// document mends ("chặn số này"), or of a wish for a person ("chuyển máy cho đồng nghiệp").
// What the documents show is shown; of anything else it is said that they do not.

// hearWanted passes on what is wanted and no document shows.
func hearWanted(t *turn, u *utterance) bool {
	wants, against := wantsSetUp(t, u)
	if !wants {
		return false
	}
	if against || !hearGuide(t, u) {
		passPlainly(t, u)
	}
	return true
}

// wantsSetUp reports whether a line wants something set up or changed that no document
// shows, and tells of no fault, and whether documents show the contrary alone.
func wantsSetUp(t *turn, u *utterance) (wants, against bool) {
	r := u.res
	if walking(t) || !seeksTopic(t) || t.st.Person || r.Code != "" || r.Partial || r.Shared != "" || u.fresh || len(r.Refs)+len(r.BadRefs) > 0 || u.words.Has(intent.Solved) || len(parts(t, u.text)) != 1 {
		return false, false
	}
	verb, rest, asked := setUp(t, u.text)
	if verb == nil || mentionsAny(t, rest, "error_words", "fault_words", "undo_words", "mistaken_words") || endsWith(spelled(t, rest), writtenPhrases(t, "done_ends")) {
		return false, false
	}
	if f := t.meanings(rest); f.Has(intent.NotSolved) || f.Has(intent.Problem) || f.Denies && !wonders(t, rest) || len(led(spelled(t, rest), 0, writtenPhrases(t, "favour_ends"), writtenPhrases(t, "put_leads"))) == 0 {
		return false, false
	}
	if r.Intent == intent.KindHuman || u.words.Has(intent.Human) {
		return !t.mentions("meeting_words", u.text) && !t.mentions("request_words", rest) && (asksHow(t, u) || !holdsPhrase(verb, writtenPhrases(t, "set_up_call_words"))), false
	}
	asked = asked || asksHow(t, u)
	tp, _ := t.guide.Topic(r.Topic)
	if tp == nil && len(r.Candidates) > 0 {
		tp, _ = t.guide.Topic(r.Candidates[0].Topic)
	}
	if holdsPhrase(verb, writtenPhrases(t, "undo_words")) && !holdsPhrase(firstOf(spelled(t, rest), wayReach+1), writtenPhrases(t, "told_group_words")) {
		return false, false // "bỏ số ra" undoes what the error comes from
	}
	against = holdsPhrase(verb, writtenPhrases(t, "unshown_words")) && (tp == nil || !showsDeed(t, tp, verb))
	switch {
	case r.Intent == intent.KindTopic:
		return asked && (against || r.Score < setUpSure), against
	case asked:
		return true, against
	}
	return isAt(t, AtStart, AtMenu, AtEnded) && fieldCount(rest) >= setUpWords, against
}

const (
	setUpSure  = 0.6 // of an error whose document may show it all the same
	setUpWords = 2   // behind the verb of who only orders it
)

// setUp parts a line that begins with a verb of setting up, behind words that want or ask
// how: the verb, what is behind it, and whether it is asked or wished for.
func setUp(t *turn, s string) (verb []word, rest string, asked bool) {
	line, fields := spelled(t, s), strings.Fields(s)
	if len(line) != len(fields) {
		return nil, "", false
	}
	asks, polite := writtenPhrases(t, "set_up_heads"), writtenPhrases(t, "put_leads")
	for n := len(line); n > 0; {
		if k := longestHead(line, asks, writtenPhrases(t, "desire_words"), writtenPhrases(t, "wish_leads")); k > 0 {
			asked, line = true, line[k:]
		} else {
			line = line[longestHead(line, polite, writtenPhrases(t, "ask_heads")):]
		}
		if k := longestHead(line, writtenPhrases(t, "set_up_words")); k > 0 {
			asked = asked || endsWith(cutEnd(line, k, writtenPhrases(t, "number_polite")), writtenPhrases(t, "favour_ends"))
			return line[:k], strings.Join(fields[len(fields)-len(line)+k:], " "), asked
		}
		if len(line) == n {
			break
		}
		n = len(line)
	}
	return nil, "", false
}

// boldName finds what a step sends to: its name in bold, and what that means.
var boldName = pattern.New(`\*\*[^*]*\*\*(?: \([^)]*\))?`)

// showsDeed reports whether the steps of an error, or of an article that it sends to, say a
// verb as something to do: the name of what they send to says nothing of it.
func showsDeed(t *turn, tp *kb.Topic, verb []word) bool {
	steps := stepTexts(t, articleSteps(tp))
	for _, a := range sentTo(t, tp) {
		steps = append(steps, stepTexts(t, articleSteps(a))...)
	}
	return slices.ContainsFunc(steps, func(s string) bool {
		return findPhrase(spell(boldName.ReplaceAllString(s, " … ")), verb) >= 0
	})
}
