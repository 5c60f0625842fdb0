package dialog

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hotro/internal/intent"
	"hotro/prompts"
)

// People thank and call by name whoever of staff has helped them: "cảm ơn chị Hà
// nha", "ok anh Nam", "chị Hà ơi". The name is of nobody who has to be fetched.

// fewNames is how many words a name has at most behind "chị", "anh".
const fewNames = 3

// unaddressed is a line without the person it speaks to: "ok anh Nam" is "ok".
// known are names of staff, which count however they are written. ok is false where
// the line speaks to nobody by name.
func unaddressed(say *prompts.Say, line string, known []string) (rest string, ok bool) {
	if len(known) == 0 && !strings.ContainsFunc(line, unicode.IsUpper) {
		return line, false
	}
	fields := strings.Fields(line)
	titles := phrases(say, "dialog.address_words")
	for i := 1; i < len(fields); i++ {
		if !aName(fields[i], known) {
			continue
		}
		if w := spell(fields[i-1]); len(w) != 1 || !among(titles, w[0]) {
			continue
		}
		n := 1
		for n < fewNames && i+n < len(fields) && aName(fields[i+n], known) {
			n++
		}
		return strings.Join(slices.Concat(fields[:i-1], fields[i+n:]), " "), true
	}
	return line, false
}

// aName reports whether a word is written as a name is: "Hà", and "hà" where
// somebody of staff is called so. A code in capitals is none.
func aName(field string, known []string) bool {
	bare := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) })
	if bare == "" || strings.ContainsFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return false
	}
	if slices.ContainsFunc(known, func(name string) bool { return slices.Contains(strings.Fields(fold(name)), fold(bare)) }) {
		return true
	}
	first, size := utf8.DecodeRuneInString(bare)
	rest := bare[size:]
	return unicode.IsUpper(first) && rest == strings.ToLower(rest)
}

// politeness is what is left of a line that thanks, agrees or says good-bye to
// somebody by name; the line itself where it does anything else.
func politeness(t *turn, l Line, s string) string {
	rest, ok := unaddressed(t.words, s, l.Served)
	if !ok || rest == "" || strings.Contains(rest, "?") {
		return s
	}
	if name, _ := selfNamed(t, s); name != "" {
		return s // "anh Quân đây em" is who writes
	}
	f := t.meanings(rest)
	for _, m := range []intent.Meaning{intent.Ack, intent.Yes, intent.Thanks, intent.Bye, intent.Greeting} {
		if f.Whole(m) {
			return rest
		}
	}
	return s
}

// Politeness is what is left of a line that thanks, agrees or says good-bye to
// somebody by name: "ok anh Nam" is "ok". Any other line is left as it is.
func (e *Engine) Politeness(st State, l Line) string {
	t := e.turn(st, time.Time{})
	defer done(t)
	return politeness(t, l, strings.TrimSpace(l.Text))
}

// unlettered is a line without the frame of a letter: whom it is addressed to, and, where
// nothing is under way, the plea and the greeting that it closes with. "Kính gửi bộ phận kỹ
// thuật, …. Đề nghị hỗ trợ." asks for help, and for no person.
func unlettered(t *turn, s string) string {
	all := parts(t, s)
	first, last := 0, len(all)
	if last < 2 {
		return s
	}
	if longestHead(led(spelled(t, all[0]), 1, writtenPhrases(t, "number_polite")), writtenPhrases(t, "letter_heads")) > 0 && fieldCount(all[0]) <= salutation {
		first = 1
	}
	for first > 0 && last > 2 && !walking(t) && !t.st.Person && t.st.Place.Screen != AtOffer && closesLetter(t, all[last-1]) {
		last--
	}
	if first == 0 {
		return s
	}
	from, to := strings.Index(s, all[first]), strings.LastIndex(s, all[last-1])
	if rest := strings.TrimSpace(s[max(0, from) : max(from, to)+len(all[last-1])]); fieldCount(rest) >= restWords {
		return rest
	}
	return s
}

// closesLetter reports whether a clause is a plea for help or a greeting, and no more.
func closesLetter(t *turn, part string) bool {
	return fieldCount(part) == 0 || says(t, part, "letter_ends")
}

// salutation is how many words a clause has at most that says whom a letter is for.
const salutation = 10

// calls reports whether a line does no more than call for somebody by name: "chị Hà
// ơi", "anh Nam đâu rồi em".
func calls(t *turn, l Line, s string) bool {
	rest, ok := unaddressed(t.words, s, l.Served)
	return ok && t.says("call_out_words", strings.Join(strings.FieldsFunc(rest, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) }), " "))
}

// Calls reports whether a line does no more than call for somebody by name.
func (e *Engine) Calls(st State, l Line) bool {
	t := e.turn(st, time.Time{})
	defer done(t)
	return calls(t, l, strings.TrimSpace(l.Text))
}

// hearCalls meets who calls for somebody of staff by name, where no walk is under way.
func hearCalls(t *turn, u *utterance) bool {
	if walking(t) || !calls(t, u.Line, strings.TrimSpace(u.Line.Text)) {
		return false
	}
	if t.st.Person && t.st.Place.Screen == AtPerson {
		showWaiting(t)
		return true
	}
	offerPerson(t, WhyAsked, t.T("offer"))
	return true
}

// wantsByName reports whether a line asks for somebody of staff by name: "cho em gặp chị
// Hà".
func wantsByName(t *turn, u *utterance) bool {
	rest, ok := unaddressed(t.words, strings.TrimSpace(u.Line.Text), u.Served)
	return ok && t.mentions("meet_words", rest) && !t.mentions("before_words", rest) && !u.says.Denies && !asks(u.says)
}
