package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
)

// People deny flatly: "dịch dọt gì", "dịch gì mà dịch", "làm gì có ai bật", "admin gì
// mà admin". Read word for word these are questions, or a yes. What is denied is the
// noun, whichever the question asks about. And some reject the question: "có vô được
// trang đâu mà dịch" says that there is nothing that could be so.

// flatly is how a line answers a question flatly.
type flatly int

const (
	notFlat   flatly = iota
	deniesIt         // it is not so
	affirmsIt        // it is so, what else
	objects          // the question cannot be asked
)

// flat reads how a line answers flatly what the screen asks.
func flat(t *turn, s string) flatly {
	for _, part := range parts(t, s) {
		line := look(t, part).words
		switch {
		case holdsPhrase(line, writtenPhrases(t, "of_course_words")):
			return affirmsIt
		case objection(t, part):
			return objects
		case repeatsDenied(t, line), mocks(t, line), deniesFlatly(t, line):
			return deniesIt
		}
	}
	return notFlat
}

// repeatsDenied reports whether a clause takes a word up only to deny it: "dịch gì mà
// dịch", "dịch với chả dịch", "dịch đâu mà dịch".
func repeatsDenied(t *turn, line []word) bool {
	return cutSo(line, writtenPhrases(t, "denied_joints"), func(before, behind []word) bool {
		return overlaps(lastOf(before, deniedReach), firstOf(behind, 1))
	})
}

// deniedReach is how many words what is denied has.
const deniedReach = 2

// mocks reports whether a clause denies a word by a mocking echo of it: "dịch dọt gì",
// "admin iếc gì", "chung chạ gì".
func mocks(t *turn, line []word) bool {
	for i := 2; i < len(line); i++ {
		if !among(writtenPhrases(t, "mock_ends"), line[i]) || line[i-1].bare == line[i-2].bare {
			continue
		}
		onset, rhyme := syllable(line[i-1].bare)
		first, _ := syllable(line[i-2].bare)
		if slices.Contains(writtenList(t, "mock_rhymes"), rhyme) && (onset == first || onset == "") && len(line)-i <= mockTail {
			return true
		}
	}
	return false
}

// mockTail is how many words, from the last of a mocking echo on, may end a clause.
const mockTail = 4

// syllable parts a word into its first consonants and the rest.
func syllable(bare string) (onset, rhyme string) {
	at := strings.IndexAny(bare, "aeiouy")
	if at < 0 {
		return bare, ""
	}
	return bare[:at], bare[at:]
}

// deniesFlatly reports whether a clause begins as a flat denial does, or says by its
// end that something never was: "làm gì có ai bật", "đã bật bao giờ đâu".
func deniesFlatly(t *turn, line []word) bool {
	if holdsPhrase(line, writtenPhrases(t, "unknowing_words")) {
		return false // "ai mà biết"
	}
	heads := writtenPhrases(t, "flat_heads")
	for i := range line[:min(len(line), flatLead+1)] {
		if longestHead(line[i:], heads) > 0 {
			return true
		}
	}
	line = cutEnd(line, 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "question_polite"))
	n := len(line) - 1
	return n > 1 && among(writtenPhrases(t, "nowhere_words"), line[n]) && !among(writtenPhrases(t, "place_leads"), line[n-1]) && holdsPhrase(line[:n], writtenPhrases(t, "ever_words"))
}

// flatLead is how many words may say who speaks before a flat denial.
const flatLead = 2

// objection reports whether a clause rejects what is asked: what would have to be so
// before it is not.
func objection(t *turn, part string) bool {
	line := look(t, part).words
	for own, rest := range cuts(line, writtenPhrases(t, "objection_joints")) {
		if len(own) == 0 || among(writtenPhrases(t, "place_leads"), own[len(own)-1]) {
			continue
		}
		if repeatsDenied(t, line) {
			return false
		}
		nouns := askedNouns(t)
		return t.screen().collects() || t.st.Place.Screen == AtPick || t.st.Place.Screen == AtCauses && choosing(t) || !overlaps(own, nouns) && overlaps(rest, nouns)
	}
	return false
}

// askedNouns are the words by which the screen's answers tell what is asked.
func askedNouns(t *turn) []word {
	var nouns []word
	for _, a := range t.screen().own(t) {
		if a.sign != 0 {
			nouns = append(nouns, nounsOf(t, a.label)...)
		}
	}
	return nouns
}

// nounsOf are the words of a label without those that only answer.
func nounsOf(t *turn, label string) []word {
	empty := []*phraseList{writtenPhrases(t, "agree_fillers"), writtenPhrases(t, "agree_words"), writtenPhrases(t, "decline_words"), writtenPhrases(t, "answer_particles")}
	return slices.DeleteFunc(slices.Clone(spell(label)), func(w word) bool { return amongAny(w, empty...) })
}

func overlaps(line, words []word) bool {
	return slices.ContainsFunc(line, func(w word) bool {
		return slices.ContainsFunc(words, func(n word) bool { return w.is(n) || n.is(w) }) // "tải" is no "tài"
	})
}

// namesOnly reports whether a line tells which number is meant by what it is and not by
// its digits: "số công ty chứ số nào".
func namesOnly(t *turn, s string) bool {
	return cutSo(spelled(t, s), writtenPhrases(t, "what_else_joints"), func(before, rest []word) bool {
		return len(rest) <= whatElseReach && holdsPhrase(rest, writtenPhrases(t, "what_else_ends")) && overlaps(before, firstOf(rest, 1))
	})
}

// whatElseReach is how many words behind "chứ" ask what else it could be.
const whatElseReach = 4

// hearFlat takes a flat answer to what the screen asks.
func hearFlat(t *turn, u *utterance) bool {
	s := t.screen()
	if t.st.Place.Flow == nil || !s.closed() || elsewhere(t, u) || u.res.Code != "" || u.fresh || strings.Contains(u.text, "?") || tiredOfAsking(t, u) {
		return false
	}
	if t.st.Place.Screen == AtFact && longestNumber(u.text) == "" && namesOnly(t, u.text) {
		keepDetail(t, u.text)
		aroundAs(t, chat.TurnFact, "fact_digits", "skip", t.T("skip_button"))
		return true
	}
	how := flat(t, u.text)
	switch {
	case how == notFlat, s.collects() && how != objects, t.st.Place.Screen == AtRole && len(parts(t, u.text)) > 1 && !overlaps(look(t, u.text).words, askedNouns(t)):
		return false // "làm gì có, nick này mỗi mình chị dùng" denies another thing than what he may do
	case how == deniesIt && (t.st.Place.Screen == AtCauses && ruledOut(t, u.text) || deniesSome(t, u.text)):
		return false // "xóa gì đâu", "chung với ai đâu" deny a cause
	case how == deniesIt && denyFlatly(t, u.text):
	case how == objects:
		dropQuestion(t, u)
	case how == affirmsIt:
		return flatAnswer(t, 1)
	default:
		return flatAnswer(t, -1)
	}
	t.st.Misses = 0
	return true
}

// denyFlatly takes a flat no for a no to those causes alone that it names, where it names
// some and not all: "chung chạ gì đâu" leaves the others to be asked about.
func denyFlatly(t *turn, s string) bool {
	tp, ok := askedWithRest(t)
	if !ok {
		return false
	}
	var denied []int
	line, causes := look(t, s).words, 0
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if c.Other {
			continue
		}
		causes++
		if overlaps(line, nounsOf(t, answerOf(c))) || slices.ContainsFunc(aspects(), func(a aspect) bool { return a.claims(t, c) == 1 && holdsPhrase(line, writtenPhrases(t, a.affirms)) }) {
			denied = append(denied, i)
		}
	}
	return len(denied) > 0 && len(denied) < causes && denyCauses(t, tp, denied)
}

// flatAnswer answers the screen's question with yes or no, and reports whether it has
// such an answer.
func flatAnswer(t *turn, sign int) bool {
	a, ok := signed(t.screen().own(t), sign)
	if ok {
		t.st.Misses = 0
		a.do(t)
	}
	return ok
}

// dropQuestion goes on without what is asked, for it cannot be told, and does not ask
// again: without the call ID, or with a person who hears why.
func dropQuestion(t *turn, u *utterance) {
	keepDetail(t, u.text)
	switch {
	case t.st.Place.Screen == AtFact:
		takeFact(t, "")
	case t.st.Place.Screen == AtRef && !t.mentions("ref_nouns_words", u.text):
		noID(t)
	case t.st.Place.Screen == AtRef:
		t.st.NoID = true
		skipDetails(t)
		offerPerson(t, WhyOutside, t.T("objected_ref"))
		t.out.Kind = chat.TurnDenied
	default:
		t.st.Place.Flow, t.st.Place.Stack = nil, nil
		t.goTo(Place{Screen: AtOffer, Why: WhyOutside})
		showAs(t, chat.TurnDenied, t.T("objected", "detail", saidBack(t, u.text)), append(t.buttons(), t.menuButton())...)
	}
}

// skipDetails leaves out what stands in for a call ID, which tells of a call as well.
func skipDetails(t *turn) {
	for _, d := range t.guide.Company().Details {
		if _, known := t.st.Facts[d.ID]; !known {
			t.st.Facts[d.ID] = ""
		}
	}
}
