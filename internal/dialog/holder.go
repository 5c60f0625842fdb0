package dialog

import (
	"slices"
	"strings"
	"unicode"

	"hotro/internal/intent"
)

// Who may do a step of an admin is told by whoever has the rights: the writer himself
// ("quyền đó tôi giữ", "tôi là chủ mà"), or somebody who is named ("chị Hoa có", "admin
// là ông Khánh"), who is then sent what to do.

// holder is who has the rights, as a line tells it.
type holder struct {
	self  bool
	other bool
	name  string // of another, as he was called; "" where no clause has a name
}

// holderIn is who has the rights by the first clause of a line that says so. asked is
// true where nothing but that is asked.
func holderIn(t *turn, s string, asked bool) holder {
	if strings.Contains(s, ".") {
		s = abbreviated.Replace(s)
	}
	for _, part := range parts(t, s) {
		if tagged(t, part) || !asked && !t.mentions("rights_words", part) {
			continue
		}
		if h := holderOf(t, part); h.self || h.other {
			return h
		}
	}
	return holder{}
}

// abbreviated takes the full stop from a title, which ends no sentence.
var abbreviated = strings.NewReplacer("Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "mr.", "mr", "ms.", "ms")

func holderOf(t *turn, part string) holder {
	fields, line := strings.Fields(part), spelled(t, part)
	if len(fields) != len(line) || holdsPhrase(line, writtenPhrases(t, "negator_words")) || holdsPhrase(line, writtenPhrases(t, "whom_words")) {
		return holder{}
	}
	if h := holding(t, fields, line); h.self || h.other {
		return h
	}
	lead := len(line) - len(led(line, 1, writtenPhrases(t, "holding_leads")))
	return holding(t, fields[lead:], line[lead:])
}

// holding is who has the rights by the words of a clause: who has or keeps them, or who
// the admin is.
func holding(t *turn, fields []string, line []word) holder {
	if h, n := person(t, fields, line); n > 0 {
		rest := led(line[n:], 0, writtenPhrases(t, "intro_adverbs"), writtenPhrases(t, "holding_adverbs"))
		v := longestHead(rest, writtenPhrases(t, "holding_words"))
		if v > 0 && len(led(rest[v:], 0, writtenPhrases(t, "held_words"), writtenPhrases(t, "number_polite"))) == 0 {
			return h
		}
	}
	for i := range line {
		n := longestHead(line[i:], writtenPhrases(t, "being_heads"))
		if n == 0 || i > 0 && !holdsPhrase(line[:i], writtenPhrases(t, "own_words")) && !holdsPhrase(line[:i], writtenPhrases(t, "held_words")) {
			continue
		}
		if h, m := person(t, fields[i+n:], line[i+n:]); m > 0 && (h.other || i > 0 && len(led(line[i+n+m:], 0, writtenPhrases(t, "number_polite"))) == 0) {
			return h
		}
	}
	return holder{}
}

// person is whom a line begins with, and by how many words: its writer, or another,
// who has a name or stands above him.
func person(t *turn, fields []string, line []word) (holder, int) {
	if len(line) == 0 {
		return holder{}, 0
	}
	for p := range either(writtenPhrases(t, "own_words"), writtenPhrases(t, "they_words")) {
		if len(p) <= len(line) && findPhrase(line[:len(p)], p) == 0 && (len(p) > 1 || line[0].sign == p[0].sign || line[0].sign == 0 && !among(writtenPhrases(t, "self_words"), line[0])) {
			return holder{other: true}, len(p) // "anh" is no "ảnh", but "sep" can be nobody else
		}
	}
	n := longestHead(line, writtenPhrases(t, "title_heads"))
	if m := longestHead(line[n:], writtenPhrases(t, "own_words")); n > 0 && m > 0 {
		return holder{other: true, name: strings.Join(fields[:n+m], " ")}, n + m // "chị quản lý"
	}
	if n > 0 && n < len(line) && isName(t, fields[n], line[n:]) {
		return holder{other: true, name: strings.Join(fields[:n+1], " ")}, n + 1
	}
	if n := longestHead(line, writtenPhrases(t, "self_words")); n > 0 {
		return holder{self: true}, n
	}
	if unicode.IsUpper([]rune(fields[0])[0]) && len(line) > 1 && longestHead(line[1:], writtenPhrases(t, "third_person_words")) > 0 {
		return holder{other: true, name: fields[0]}, 1
	}
	return holder{}, 0
}

// isName reports whether a word behind a title is a name: it is written as one, or is
// none of the words that follow a person.
func isName(t *turn, field string, rest []word) bool {
	if unicode.IsUpper([]rune(field)[0]) {
		return true
	}
	for _, key := range []string{"holding_words", "holding_adverbs", "held_words", "being_heads", "intro_adverbs", "intro_verbs", "number_polite", "thing_fillers", "did_words", "let_words", "self_words"} {
		if longestHead(rest, writtenPhrases(t, key)) > 0 {
			return false
		}
	}
	return len(rest) > 1
}

// hearHolderNamed takes who has the rights where that is asked, or where what to do
// was written down for somebody else, be there a question beside it. What was asked
// is answered by the step that is shown.
func hearHolderNamed(t *turn, u *utterance) bool {
	switch t.st.Place.Screen {
	case AtRole, AtForward:
	case AtStep:
		return holderAtStep(t, u)
	default:
		return false
	}
	if elsewhere(t, u) || u.says.Has(intent.Human) || u.says.Has(intent.Solved) {
		return false
	}
	switch h := holderIn(t, u.text, t.st.Place.Screen == AtRole); {
	case t.st.Place.Screen == AtRole && agreesToCause(t, u):
		noteBesides(t, u)
	case holderHere(t, u):
		t.pre(t.T("holder_here"))
		takeRole(t, roleAdmin)
	case h.self || !u.words.Has(intent.Unsure) && clauseHolds(t, u.text) || ownFirm(t, u.text):
		for _, part := range parts(t, u.text) {
			ownAsked(t, strings.TrimSpace(part))
		}
		takeRole(t, roleAdmin)
	case h.other && t.st.Place.Screen == AtRole:
		if h.name != "" {
			t.pre(t.T("forward_to", "who", plain(h.name)))
		}
		takeRole(t, roleUser)
	default:
		return false
	}
	return true
}

// holderAtStep takes who names an admin at a step in the settings: he is none, and the
// step is for the one he names.
func holderAtStep(t *turn, u *utterance) bool {
	if u.says.Has(intent.NotAdmin) && holderHere(t, u) {
		t.pre(t.T("holder_here"))
		takeRole(t, roleAdmin)
		return true
	}
	s, ok := stepNow(t)
	if t.st.Role == roleAdmin || elsewhere(t, u) || !ok || choosing(t) || didIt(t, u) || asksSomething(t, u.text) {
		return false
	}
	h := holderIn(t, u.text, false)
	if _, settings := pathOf(s.Text); !settings || h.name == "" {
		return false
	}
	t.st.Misses = 0
	t.pre(t.T("forward_to", "who", plain(h.name)))
	forwardNow(t)
	return true
}

// clauseHolds reports whether one clause of a line, which asks nothing, surely says that
// its writer has the rights; where that is asked, a yes does.
func clauseHolds(t *turn, s string) bool {
	all := parts(t, s)
	return len(all) > 1 && slices.ContainsFunc(all, func(part string) bool {
		read := heardAs(t, part)
		if t.st.Place.Screen == AtRole && read.Meanings.Whole(intent.Yes) {
			return true
		}
		if asksSomething(t, part) || tagged(t, part) || t.mentions("doubt_words", part) || holderOf(t, part).other {
			return false
		}
		return partDoes(t, part, clauseSure, intent.IsAdmin) && !read.Meanings.Denies
	})
}

// agreesToCause reports whether a line agrees to what was understood, and tells how it
// came: "đúng rồi, bạn ca đêm còn mở" answers nothing of who has the rights.
func agreesToCause(t *turn, u *utterance) bool {
	all := parts(t, u.text)
	if len(all) < 2 || longestHead(led(spelled(t, all[0]), 1, writtenPhrases(t, "number_polite")), writtenPhrases(t, "just_so_words")) == 0 {
		return false
	}
	return !slices.ContainsFunc(all[1:], func(part string) bool {
		f := t.meanings(part)
		h := holderOf(t, part)
		return h.self || h.other || tellsRole(f) || asksSomething(t, part) || f.Words < rejectRest || t.mentions("rights_words", part) || namesHolder(t, part) || f.Has(intent.Done) || f.Has(intent.Unsure)
	})
}

// ownFirm reports whether a clause says that its writer is all there is of his firm: who
// else would have the rights.
func ownFirm(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return t.mentions("firm_words", part) && t.mentions("sole_person_words", part) && !t.mentions("suffer_words", part) && !asksSomething(t, part)
	})
}

// presentsHolder reports whether a clause says of its writer that he is who holds the
// role: "có, mình là người quản trị".
func presentsHolder(t *turn, u *utterance) bool {
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := led(spelled(t, part), 1, writtenPhrases(t, "intro_leads"))
		return !asks(t.meanings(part)) && presentsSelf(t, line) && namesHolder(t, part) && !holdsPhrase(line, writtenPhrases(t, "negator_words")) && !asksSomething(t, part) && !tagged(t, part)
	})
}

// holderHere reports whether a line says of who has the rights that he is at the user's
// machine now: "ảnh thì có, ảnh đang cầm chuột nè". The step is for him then, and needs
// no text that is passed on. Who did it there already tells what came of it.
func holderHere(t *turn, u *utterance) bool {
	if u.words.Has(intent.NotSolved) || t.mentions("still_words", u.text) || u.surely(actTelling, intent.Done, intent.Solved, intent.NotSolved) {
		return false
	}
	return slices.ContainsFunc(sides(t, u.text), func(part string) bool {
		fields, line := strings.Fields(part), spelled(t, part)
		if len(fields) != len(line) || holdsPhrase(line, writtenPhrases(t, "negator_words")) || t.mentions("away_words", part) {
			return false
		}
		for i := range line[:min(len(line), hereReach)] {
			h, n := person(t, fields[i:], line[i:])
			if h.other && surelyCalled(t, h.name) && holdsPhrase(line[i+n:], writtenPhrases(t, "at_machine_words")) {
				return true
			}
		}
		return false
	})
}

// hereReach is how many words of a clause who is at the machine may be among.
const hereReach = 3

// surelyCalled reports whether what somebody is called by holds a name as names are
// written, or his office: behind "chị", a word may also be what the writer does.
func surelyCalled(t *turn, name string) bool {
	fields := strings.Fields(name)
	return name == "" || t.mentions("own_words", name) || unicode.IsUpper([]rune(fields[len(fields)-1])[0])
}

// holderAway reports whether a line says that who has the rights cannot be asked just
// now, for he is in a meeting or out: he can read what he is to do later.
func holderAway(t *turn, s string) bool {
	return slices.ContainsFunc(parts(t, s), func(part string) bool {
		return cutSo(spelled(t, part), writtenPhrases(t, "away_now_words"), func(before, _ []word) bool {
			return t.st.Role == roleUser && len(parts(t, s)) > 1 || holdsPhrase(before, writtenPhrases(t, "own_words")) || holdsPhrase(before, writtenPhrases(t, "they_words"))
		})
	})
}
