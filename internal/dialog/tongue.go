package dialog

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// People are answered in the language they write, and walk the guide as it is
// told in that: see kb.Guide.In. What has no words in it is said in the
// documents' own, and that it is. Staff read the documents' own.

const (
	englishWords = 3 // small words of a line show that it is English, when none is Vietnamese
	tongueWords  = 5 // of a line that may be no more than the wish for a language
	shortEnglish = 2 // and of a line in which every word is one that English lines have
)

// Tongue is the state after some lines as far as its language goes, Lang: what
// the user writes, else the platform's, else Vietnamese (""). Step does the same;
// use it before words are said that are not the dialog's.
func (e *Engine) Tongue(st State, lines []Line) State {
	t := e.turn(st, time.Time{})
	defer done(t)
	for _, l := range lines {
		settle(t, l)
	}
	return t.st
}

// settle sets the language: of who has said nothing yet, or has just set the
// app or page to another, to the platform's; then by what the line is written
// in. What others wrote tells nothing.
func settle(t *turn, l Line) {
	was := t.words
	defer func() {
		if t.words != was {
			relabel(t)
		}
	}()
	if app, _, _ := strings.Cut(strings.ToLower(l.User.Lang), "-"); app != "" && app != t.st.App {
		if t.st.App != "" || t.st.Lang == "" && t.st.Place.Screen == AtStart {
			speak(t, app)
		}
		t.st.App = app
	}
	if l.Kind != chat.KindStart && l.Kind != chat.KindButton && !passedOn(l) {
		s, _ := trim(l.Text)
		tongue(t, s)
	}
}

// tongue sets the language by a line that shows one: English by its small
// words, Vietnamese by its marks and its own. A mixed line is Vietnamese, but to
// who writes English it may quote a menu or name somebody.
func tongue(t *turn, s string) {
	en := t.say["en"]
	if en == nil {
		return
	}
	plain, coded := withoutCodes(unquoted(withoutApostrophes(s)))
	words := unspelled(t, spelled(t, plain))
	small, known := set(en, "dialog.tongue_en"), set(en, "dialog.tongue_more")
	n := count(words, small)
	sure := n + count(words, known)
	all := sure == len(words) && len(words) > 1
	for _, w := range words {
		if !small[w.bare] && !known[w.bare] && noSyllable(w.bare) {
			sure++
		}
	}
	fresh := len(t.st.Heard) == 0 && t.st.Lang == "" && len(words) > 1 && allEnglish(t, words, small, known)
	most := sure*4 >= len(words)*3 && (n > 1 && len(words) > 2 || n > 0 && len(words) > 3)
	vi := vietnamese(plain, set(en, "dialog.tongue_vi"))
	switch {
	case asksTongue(t, "speak_english", s):
		speak(t, "en")
	case asksTongue(t, "speak_vietnamese", s):
		speak(t, "vi")
	case t.words == en && vi > n && len(words) > 1, t.words != en && vi > 0 && len(words) > 1:
		speak(t, "vi")
	case vi > 0:
	case onlyCode(t, words), mostlySyllables(words, small, known, n):
	case n >= englishWords, most, fresh, all && (n >= shortEnglish || coded):
		speak(t, "en")
	}
}

// allEnglish reports whether every word of a line is one that English lines have, and one
// at least is of the language: neither a greeting of everybody nor a word of a code.
func allEnglish(t *turn, line []word, small, known map[string]bool) bool {
	own := false
	hello := set(t.say["en"], "dialog.hello_words")
	for _, w := range line {
		if !small[w.bare] && !known[w.bare] && !noSyllable(w.bare) {
			return false
		}
		own = own || small[w.bare] && !hello[w.bare] && !slices.ContainsFunc(t.guide.codes, func(code []string) bool { return contains(code, w.bare) })
	}
	return own
}

// mostlySyllables reports whether more words of a line are Vietnamese syllables that
// English lines do not have than there are small words: "do" and "it" of a line
// without diacritics make it no English.
func mostlySyllables(line []word, small, known map[string]bool, n int) bool {
	own := 0
	for _, w := range line {
		if !small[w.bare] && !known[w.bare] && len(w.bare) > 1 && text.Syllable([]byte(w.bare)) {
			own++
		}
	}
	return own > n
}

// unquoted is a line without what it quotes, for a screen speaks its own language; all of
// the line where it is nothing but a quotation.
func unquoted(s string) string {
	if !hasAny(s, `"`, "“", "”", "«", "»") {
		return s
	}
	if out := quoted.ReplaceAllString(s, " "); strings.Contains(strings.TrimSpace(out), " ") {
		return out
	}
	return s
}

// withoutCodes is a line without the words that have a "_", and whether there was
// one.
func withoutCodes(s string) (string, bool) {
	if !strings.Contains(s, "_") {
		return s, false
	}
	plain := slices.DeleteFunc(strings.Fields(s), func(w string) bool { return strings.Contains(w, "_") })
	return strings.Join(plain, " "), true
}

// onlyCode reports whether a line is a code read aloud or its beginning, with a word
// at most beside it: it is no English of who reads it.
func onlyCode(t *turn, line []word) bool {
	if name, rest := readOn(t, line); name != "" {
		return len(rest) <= 1
	}
	from, to, _ := codeBegins(t, line)
	return to > from && len(line)-(to-from) <= 1
}

// unspelled is a line without the codes that are spelled in words: "from number
// not found" is no English.
func unspelled(t *turn, line []word) []word {
	var few [16]int
	for _, code := range t.guide.spelled(few[:0], line) {
		words := t.guide.codes[code]
		for from := 0; from < len(line); from++ {
			n := 0
			for from+n < len(line) && contains(words, line[from+n].bare) {
				n++
			}
			if n >= codeWords {
				line = slices.Delete(slices.Clone(line), from, from+n)
			}
		}
	}
	return line
}

// noSyllable reports whether a word is a whole one that can't be Vietnamese.
func noSyllable(w string) bool {
	return len(w) > 3 && strings.ContainsAny(w, "aeiouy") && !strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) && !text.Syllable([]byte(w))
}

// count is how many words are in a set.
func count(words []word, set map[string]bool) (n int) {
	for _, w := range words {
		if set[w.bare] {
			n++
		}
	}
	return n
}

// vietnamese counts the words that are in a set, or have the marks that only
// Vietnamese has; a name has them too.
func vietnamese(line string, set map[string]bool) (n int) {
	for w := range strings.FieldsSeq(line) {
		first, _ := utf8.DecodeRuneInString(w)
		if strings.ContainsFunc(w, marks) && !unicode.IsUpper(first) || hasOne(fold(w), set) {
			n++
		}
	}
	return n
}

// hasOne reports whether one of some words is in a set.
func hasOne(words string, set map[string]bool) bool {
	for w := range strings.FieldsSeq(words) {
		if set[w] {
			return true
		}
	}
	return false
}

// marks reports whether a letter is written with a mark.
func marks(r rune) bool { return r >= 0xC0 && r <= 0x1EF9 && unicode.IsLetter(r) }

// speak goes on in a language, if it is one that the bot speaks.
func speak(t *turn, lang string) {
	if t.say[lang] != nil {
		t.st.Lang = lang
		goOnIn(t, lang)
	}
}

// hearTongue answers who only asked for a language.
func hearTongue(t *turn, u *utterance) bool {
	if !asksTongue(t, "speak_english", u.text) && !asksTongue(t, "speak_vietnamese", u.text) || u.res.Code != "" {
		return false
	}
	if rest := besideTongue(t, u.text); rest != "" {
		listenTo(t, u, rest)
		return true // the error that is told besides is answered, in that language
	}
	t.pre(t.T("language"))
	if walking(t) {
		t.again()
	} else {
		showMenu(t)
	}
	t.out.Kind = chat.TurnLanguage
	return true
}

// besideTongue is what a line tells of an error beside the wish for a language, "" for
// nothing.
func besideTongue(t *turn, s string) string {
	asks := func(part string) bool {
		return asksTongue(t, "speak_english", part) || asksTongue(t, "speak_vietnamese", part)
	}
	told := joinBut(parts(t, s), asks)
	if told == "" || !slices.ContainsFunc(parts(t, s), asks) || !tellsMatter(t, told, false) {
		return ""
	}
	return told
}

// asksTongue reports whether a line asks for a language in some words, and does not
// tell of a page that is in it.
func asksTongue(t *turn, key, s string) bool {
	if !t.mentions(key, s) || t.mentions("page_tongue_words", s) || t.mentions("another_words", s) {
		return false
	}
	if t.mentions("speak_verbs", s) {
		return true
	}
	return !asksOfTongue(t) && !endsDone(t, s) && (fieldCount(s) <= tongueWords || asksSomething(t, s) || endsWith(spelled(t, s), writtenPhrases(t, "order_ends")))
}

// asksOfTongue reports whether the screen asks for the language of something, as
// whether a page is translated: there "sang tiếng Anh" answers it.
func asksOfTongue(t *turn) bool {
	if t.st.Place.Screen != AtCauses || t.st.Place.Flow == nil {
		return false
	}
	tp, ok := inWalk(t)
	return ok && t.mentions("of_tongue_words", tp.Ask)
}

// ownTongue is the language of the documents themselves.
const ownTongue = "vi"

// foreign reports whether words of the documents are in another language than
// the user's; "" is the documents' own.
func foreign(t *turn, lang string) bool { return cmp.Or(lang, ownTongue) != t.words.Lang() }

// intro is what is said on entering a topic.
func intro(t *turn, tp *kb.Topic) string {
	if foreign(t, tp.Lang) {
		return ""
	}
	return tp.Intro
}

// preStep says beside the first step of a walk, or of a cause, that it is in
// another language than the user's.
func preStep(t *turn, s *kb.Step) {
	if f := t.st.Place.Flow; f.Step == 0 && foreign(t, s.Lang) {
		t.pre(t.T("step_foreign"))
	}
}

// original is a topic in the documents' own language.
func original(t *turn, tp *kb.Topic) *kb.Topic {
	if x, ok := t.Engine.guide.Any(tp.ID); ok {
		return x
	}
	return tp
}

// asStaffRead is a step and its cause in the documents' own language, which
// staff read, whatever the user's.
func asStaffRead(t *turn, s *kb.Step) (step *kb.Step, cause *kb.Cause) {
	p, ok := t.Engine.guide.Node(s.ID)
	if !ok {
		return s, nil
	}
	return p.Step, p.Cause
}
