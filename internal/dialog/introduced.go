package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// People begin with who they are, that they know little, that they ask a favour,
// since when they are customers, what they tried. None of it is an error, and no
// document covers it: it is met in its own words, kept for staff, and the error is
// asked for.

// preamble is what such a clause tells; the greater one decides how it is met.
type preamble int

const (
	tellsNothing preamble = iota // a call, a greeting, that something is wrong
	adds                         // more of what another clause tells
	pleads                       // "giúp em với"
	presents                     // "em là kế toán bên …"
	behalf                       // "em hỏi giùm chị đồng nghiệp"
	customer                     // "bên em dùng 2 năm rồi"
	tried                        // "làm theo hướng dẫn rồi"
	knowsLittle                  // "không rành máy tính"
	holdsRole                    // "em là admin"
	doubtsPlace                  // "không biết hỏi vậy có đúng chỗ không"
	tellsElse                    // anything else: the line is no preamble
)

// words is the key of how it is met.
func (p preamble) words() string {
	return [...]string{"", "", "intro_plea", "intro_who", "intro_behalf", "intro_customer", "intro_tried", "intro_novice", "intro_role", "intro_place"}[p]
}

// briefClause is how many words a clause has that may tell nothing beside others.
const briefClause = 2

// hearIntroduced meets who tells nothing but a preamble where no error is known
// yet.
func hearIntroduced(t *turn, u *utterance) bool {
	if !isAt(t, AtStart, AtMenu, AtEnded) || walking(t) || len(t.aside()) > 0 || t.st.Person || u.fresh || u.res.Code != "" || u.res.Partial || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	if comesBack(t, u) {
		awaitBack(t)
		return true
	}
	if u.res.Intent == intent.KindTopic && u.res.Score >= likely {
		return false // the error is told among the rest: "máy báo số bị chặn, tui là bác sĩ, chỉ có tui xài"
	}
	if u.surely(actLikeliest, intent.Outside, intent.Problem) {
		return false // what is wanted, or is amiss, is told with who it is
	}
	told := introduction(t, u)
	if told < pleads || told == tellsElse {
		return false
	}
	if told > pleads {
		keepDetail(t, u.text)
	}
	if t.st.First == text.Brief(u.text, titleSize) {
		t.st.First = "" // staff see a ticket by its error
	}
	t.st.Misses = 0
	t.leave()
	if t.st.Place.Screen != AtMenu {
		if t.name != "" && len(t.lead) > 0 {
			t.lead = t.lead[1:] // the greeting by name is part of this one
		}
		t.pre(t.T("intro_hello", "name", t.name))
	}
	t.pre(t.T(told.words()))
	t.goTo(Place{Screen: AtMenu})
	showAs(t, chat.TurnGreet, t.unlike("intro_ask", "intro_ask_2"), commonChoices(t)...)
	return true
}

// titleSize is how many runes of a user's words a ticket is called by.
const titleSize = 80

// introduction is what a line tells that is a preamble from end to end.
func introduction(t *turn, u *utterance) preamble {
	if wantsSomebody(t, u.text) || u.words.Has(intent.Human) && !t.mentions("plea_words", u.text) {
		return tellsElse
	}
	if !u.words.Has(intent.IsAdmin) && !u.words.Has(intent.NotAdmin) && !beginsWithSelf(t, u.text) {
		return tellsElse // by its words alone: most lines are read once
	}
	most, more, faulty := tellsNothing, false, false
	for _, part := range parts(t, u.text) {
		for _, c := range joined(t, part) {
			p := preambleOf(t, c)
			if p == tellsElse {
				return tellsElse
			}
			most, more, faulty = max(most, p), more || p == adds, faulty || p == tellsNothing && t.mentions("fault_words", c) && t.mentions("call_words", c)
		}
	}
	if faulty || more && most <= pleads {
		return tellsElse
	}
	return most
}

// beginsWithSelf reports whether any clause of a line has the words of a preamble.
func beginsWithSelf(t *turn, s string) bool {
	for _, part := range parts(t, s) {
		for _, c := range joined(t, part) {
			if says(t, c, "plea_words") || sinceLong(t, c) || presentsSelf(t, led(spelled(t, c), 1, writtenPhrases(t, "intro_leads"))) {
				return true
			}
		}
	}
	return mentionsAny(t, s, "novice_words", "did_guide_words", "all_ways_words", "behalf_words", "right_place_words")
}

// joined parts a clause at the words that join two.
func joined(t *turn, part string) (out []string) {
	joins := writtenList(t, "intro_joins")
	var words []string
	for w := range strings.FieldsSeq(part) {
		if contains(joins, fold(w)) && len(words) > 0 {
			out, words = append(out, strings.Join(words, " ")), nil
			continue
		}
		words = append(words, w)
	}
	if len(words) > 0 {
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// preambleOf is what one clause tells.
func preambleOf(t *turn, part string) preamble {
	line := led(spelled(t, part), 1, writtenPhrases(t, "intro_leads"))
	r := heardAs(t, part)
	f := r.Meanings
	amiss, wants := t.mentions("error_words", part) || t.mentions("fault_words", part), t.mentions("desire_words", part)
	switch {
	case r.Result.Code != "":
		return tellsElse
	case t.mentions("right_place_words", part) && !amiss:
		return doubtsPlace
	case says(t, part, "plea_words"):
		return pleads
	case t.mentions("novice_words", part) && !t.mentions("novice_not_words", part) && !amiss:
		return knowsLittle
	case t.mentions("did_guide_words", part) || t.mentions("all_ways_words", part):
		return tried
	case f.Strength(intent.IsAdmin) >= roleSure && !amiss && !asksSomething(t, part) && !asks(f):
		return holdsRole
	case f.Strength(intent.NotAdmin) >= roleSure && !amiss && !t.mentions("call_words", part) && !asksSomething(t, part) && !asks(f):
		return presents
	case onlyAmiss(t, r, part):
		return tellsNothing
	case asksSomething(t, part) || asks(f):
		return tellsElse
	case sinceLong(t, part) && !amiss && !wants:
		return customer
	case t.mentions("behalf_words", part):
		return behalf
	case presentsSelf(t, line) && !amiss && !wants && !f.Denies && !f.Has(intent.NotSolved):
		if t.st.Role == "" && namesHolder(t, part) {
			t.st.Role = roleAdmin
		}
		if t.st.Role == roleAdmin {
			return holdsRole
		}
		return presents
	case len(line) <= briefClause, f.Whole(intent.Greeting), f.Whole(intent.Ack), f.Whole(intent.Thanks), vague(r.Result):
		return tellsNothing
	case !amiss && !f.Denies && !f.Has(intent.NotSolved) && !f.Has(intent.Outside) && !f.Has(intent.Human) && !wants && r.Result.Intent != intent.KindTopic && r.Result.Intent != intent.KindHuman && !sureOf(r.Result):
		return adds
	}
	return tellsElse
}

// roleSure is how much of a clause has to tell the role of its writer.
const roleSure = 0.5

// namesHolder reports whether a clause names who holds the role that some steps ask
// for, by a name that the guide gives.
func namesHolder(t *turn, part string) bool {
	x, ok := t.guide.Holder(roleAdmin)
	line := look(t, part).padded
	return ok && slices.ContainsFunc(append([]string{x.Name}, x.Names...), func(n string) bool { return strings.Contains(line, " "+fold(n)+" ") })
}

// amissWords is how many words say that something is wrong, and no more.
const amissWords = 4

// onlyAmiss reports whether a clause says that something is wrong, and no more.
func onlyAmiss(t *turn, r intent.Reading, part string) bool {
	f := r.Meanings
	return f.Whole(intent.NotSolved) || f.Whole(intent.Problem) || r.Result.Intent != intent.KindTopic && !sureOf(r.Result) && f.Words <= amissWords &&
		(f.Denies || f.Has(intent.NotSolved) || t.mentions("fault_words", part))
}

// presentsSelf reports whether a line begins with who its writer is: oneself, and a
// verb of being or belonging.
func presentsSelf(t *turn, line []word) bool {
	n := longestHead(line, writtenPhrases(t, "intro_selves"))
	if n == 0 {
		return longestHead(line, writtenPhrases(t, "intro_presents")) > 0
	}
	rest := led(line[n:], 1, writtenPhrases(t, "intro_adverbs"))
	v := longestHead(rest, writtenPhrases(t, "intro_verbs"))
	return v > 0 && len(rest) > v
}

// sinceLong reports whether a clause says since when, or that only now, its writer
// uses the product.
func sinceLong(t *turn, part string) bool {
	return t.mentions("customer_words", part) && t.mentions("since_use_words", part)
}
