package dialog

import (
	"slices"
	"strings"

	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Some matters are in no document, though their words are those of errors that are: the
// number that a customer sees and what his phone calls it, calls that come in, the way
// into the account. Such a line is no error, and asks for no list of errors.

// hearOtherMatter says which of these was understood and that there is no guide for it, and
// offers a person.
func hearOtherMatter(t *turn, u *utterance) bool {
	unguessed(t, u)
	if r := u.res; t.st.Person || t.st.Place.Screen == AtOffer || walking(t) && !doubted(t) || r.Code != "" || u.fresh || u.words.Has(intent.Human) || u.words.Has(intent.Solved) && !cannotEnter(t, u.text) {
		return false // "không vô lại được" is no success
	}
	word := otherMatter(t, u)
	if word == "" {
		return false
	}
	beyondGuide(t, u)
	offerPerson(t, WhyOutside, t.T(word))
	return true
}

// otherMatter is the key of what is said of the matter of a line, "" for none of these.
func otherMatter(t *turn, u *utterance) string {
	told := amissHere(t, u) || u.says.Denies || t.mentions("amiss_words", u.text) || u.surely(actLikeliest, intent.Problem)
	switch {
	case shownWrongly(t, u.text):
		return "outside_number"
	case t.mentions("branded_words", u.text) && t.mentions("inward_line_words", u.text):
		return "outside_branded"
	case told && u.res.Intent == intent.KindNone && comesIn(t, u.text) && !asksPlainly(t, u):
		return "outside_inward"
	case told && u.res.Intent == intent.KindNone && t.mentions("carrier_blocks_words", u.text):
		return "outside"
	case !walking(t) && lockedOut(t, u, told):
		return "outside_account"
	}
	return ""
}

// unscolding takes from a line that it scolds where its words are those that a number is
// shown with: "mỗi tội hiện chữ lừa đảo" calls nobody that.
func unscolding(t *turn, u *utterance) {
	if !u.says.Has(intent.Insult) && !u.words.Has(intent.Insult) || !t.mentions("branded_words", u.text) {
		return
	}
	if slices.ContainsFunc(append(slices.Clone(t.st.Told), u.text), func(s string) bool {
		return t.mentions("branded_words", s) && t.mentions("inward_line_words", s)
	}) {
		u.without(intent.Insult)
	}
}

// shownWrongly reports whether a line says that another number is seen than the right
// one: by its name, or by whoever sees it. A number that is not found is not seen.
func shownWrongly(t *turn, s string) bool {
	if !t.mentions("other_number_words", s) {
		return false
	}
	if t.mentions("caller_id_words", s) {
		return true
	}
	if !t.mentions("other_side_words", s) && !t.mentions("caller_words", s) {
		return false
	}
	return cutSo(spelled(t, s), writtenPhrases(t, "seen_number_words"), func(before, _ []word) bool {
		return !holdsPhrase(lastOf(before, seenReach), writtenPhrases(t, "negator_words"))
	})
}

const (
	seenReach  = 2 // words before what is seen that may deny it
	enterReach = 3 // words before the verb of entering, and behind it, that may
)

// lockedOut reports whether a line tells that its writer does not get into the account, or
// is thrown out of it, where no document is about that. An account that is thrown out of
// calls is another matter.
func lockedOut(t *turn, u *utterance, told bool) bool {
	r := u.res
	if r.Intent == intent.KindTopic && (r.Score >= likely || calledBy(t, u.text, r.Topic)) || r.Intent != intent.KindTopic && len(r.Candidates) > 0 && r.Candidates[0].Score >= leaveAsk || slices.ContainsFunc(t.guide.Topics, func(tp kb.Topic) bool {
		return slices.ContainsFunc(callings(&tp), func(name string) bool { return t.mentions("account_words", name) })
	}) {
		return false
	}
	return !t.mentions("calling_words", u.text) && (told && t.mentions("account_words", u.text) || t.mentions("thrown_out_words", u.text) || cannotEnter(t, u.text))
}

// unguessed takes a code that no document covers from a line that neither writes it nor
// says that a screen shows it, and merely wonders whether it is that: "đăng nhập không nổi,
// hay là bị khóa tài khoản rồi".
func unguessed(t *turn, u *utterance) {
	if !u.res.Uncovered || walking(t) || t.mentions("shows_words", u.text) || findPhrase(spelled(t, u.text), spell(strings.ReplaceAll(u.res.Code, "_", " "))) >= 0 || longestNumber(u.text) != "" {
		return
	}
	if t.mentions("doubt_words", u.text) || t.mentions("account_words", u.text) || asksSomething(t, u.text) {
		u.res = intent.Result{Intent: intent.KindNone}
	}
}

// cannotEnter reports whether a line says that one does not get in, and into nothing but
// the product: "cứ xoay hoài không vào được", "vô web không được".
func cannotEnter(t *turn, s string) bool {
	negators, able := writtenPhrases(t, "negator_words"), writtenPhrases(t, "able_words")
	line := bareEnd(t.words, spelled(t, s))
	for i, w := range line {
		if !among(writtenPhrases(t, "enter_words"), w) || holdsPhrase(lastOf(line[:i], enterReach), writtenPhrases(t, "caller_words")) {
			continue
		}
		no := indexAmong(lastOf(line[:i], enterReach), negators) >= 0
		behind := led(line[i+1:], 0, able, writtenPhrases(t, "anew_words"), writtenPhrases(t, "on_and_on_words"))
		into := longestHead(behind, writtenPhrases(t, "entered_words"))
		if !no && indexAmong(firstOf(behind[into:], enterReach), negators) < 0 || longestHead(behind, writtenPhrases(t, "nowhere_words")) > 0 {
			continue // "vào đâu chỉnh" asks where
		}
		if into > 0 || len(behind) == 0 || !no && indexAmong(behind[:1], negators) == 0 {
			return true
		}
	}
	return false
}
