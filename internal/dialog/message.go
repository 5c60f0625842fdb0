package dialog

import (
	"regexp"
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Words on the screen that no document has are told once: they are kept, said
// back, and a person is offered with them. Nobody asks for them again.

// quoted finds what a line puts in quotation marks.
var quoted = regexp.MustCompile(`["“”«»]([^"“”«»]{4,120})["“”«»]|(?:^|[\s:,])['‘]([^'‘’]{4,120})['’]`)

// hearMessage takes such words where it is open which error it is.
func hearMessage(t *turn, u *utterance) bool {
	if walking(t) || !seeksTopic(t) || u.Kind != chat.KindText || elsewhere(t, u) || u.res.Code != "" || u.res.Partial || u.res.Shared != "" || u.res.Intent == intent.KindHuman || u.words.Has(intent.Human) || u.words.Has(intent.Solved) {
		return false
	}
	said := message(t, u.text)
	if said == "" {
		return t.st.Place.Screen == AtPick && deniesAll(t, u)
	}
	if sureOf(heardAs(t, said).Result) || sureOf(u.res) {
		return false
	}
	if u.fresh {
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
	}
	passMessage(t, said)
	return true
}

// passMessage keeps what the screen says, and offers a person with it.
func passMessage(t *turn, said string) {
	t.st.Misses = 0
	keepDetail(t, said)
	offerPerson(t, WhyUncovered, t.T("uncovered_message", "message", plain(said)))
	t.out.Kind = chat.TurnUncovered
}

// sureOf reports whether words are about a topic, or likely enough to ask.
func sureOf(r intent.Result) bool {
	return r.Code != "" || r.Intent == intent.KindTopic || r.Intent == intent.KindAsk && len(r.Candidates) > 0 && r.Candidates[0].Score >= leaveAsk
}

// deniesAll drops a list of which a line says that nothing fits.
func deniesAll(t *turn, u *utterance) bool {
	if u.words.Has(intent.OtherAsk) || !t.mentions("none_fits_words", u.text) || u.res.Intent == intent.KindTopic {
		return false
	}
	told := joinBut(parts(t, u.text), func(part string) bool { // what it is is told in the same breath
		f := t.meanings(part)
		return t.mentions("none_fits_words", part) || f.Words <= 1 || f.Has(intent.Where) || asksSomething(t, part)
	})
	if told == "" {
		nope(t)
		return true
	}
	keepDetail(t, told)
	t.st.Misses = 0
	offerPerson(t, WhyOutside, t.T("detail_noted", "detail", quoteDetail(t, told)))
	t.out.Kind = chat.TurnNoted
	return true
}

// message is what a line says to stand on the screen, word for word: what it
// quotes, what it writes in capitals, or what it tells in another language behind
// a word that reports. "" for nothing.
func message(t *turn, s string) string {
	if m := quoted.FindStringSubmatch(s); m != nil {
		if said := strings.TrimSpace(m[1] + m[2]); strings.Contains(said, " ") {
			return said
		}
	}
	if said := run(s, capitals); strings.Contains(said, " ") {
		return said
	}
	if t.words.Lang() != ownTongue {
		return ""
	}
	for _, part := range parts(t, s) {
		if said := shown(t, part); said != "" {
			return said
		}
	}
	return ""
}

const (
	shownReach = 3 // words behind "báo" before what the screen says begins
	shownMost  = 7 // words that are all that the screen says
	shownLong  = 8 // letters of a foreign word that is no name
)

// shown is what stands in another language behind a word that reports: "hiện chữ
// user busy".
func shown(t *turn, s string) string {
	f, line := strings.Fields(s), spelled(t, s)
	if len(f) != len(line) {
		return ""
	}
	for _, behind := range cuts(line, writtenPhrases(t, "reads_only_words")) { // "nó chỉ ghi mất kết nối"
		rest := led(behind, 0, writtenPhrases(t, "shown_thing_words"))
		from := len(line) - len(rest)
		rest = cutEnd(rest, 0, writtenPhrases(t, "number_polite"), writtenPhrases(t, "only_ends"))
		if n := len(rest); n > 1 && n <= shownMost && len(led(rest, 0, writtenPhrases(t, "untold_filler_words"), writtenPhrases(t, "error_words"))) > 0 {
			return strings.Join(f[from:from+n], " ")
		}
	}
	strange := func(i int) bool { return noSyllable(line[i].bare) && !t.says("own_english_words", line[i].bare) }
	for _, behind := range cuts(line, writtenPhrases(t, "shows_words")) {
		from := len(line) - len(behind)
		for end := min(len(line), from+shownReach); from < end && !strange(from); {
			from++
		}
		to := from
		for to < len(line) && strange(to) {
			to++
		}
		if to-from > 1 || to-from == 1 && len(line[from].bare) >= shownLong {
			return strings.Join(f[from:to], " ")
		}
	}
	return ""
}

// capitals reports whether a word is written in capitals, and is one.
func capitals(w string) bool {
	return len(w) > 2 && strings.ToUpper(w) == w && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) || r > unicode.MaxASCII })
}

// run is the longest run of words of a line that are of a kind.
func run(s string, is func(string) bool) string {
	best, at := []string(nil), 0
	f := strings.Fields(s)
	for i := 0; i <= len(f); i++ {
		if i < len(f) && is(strings.Trim(f[i], `.,;:!?"'()`)) {
			continue
		}
		if i-at > len(best) {
			best = f[at:i]
		}
		at = i + 1
	}
	return strings.Trim(strings.Join(best, " "), `.,;:!?"'()`)
}
