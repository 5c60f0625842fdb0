package dialog

import (
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// namedWords is how many words more than one a way to answer has that is
// looked for inside longer lines.
const namedWords = 2

// describedLike is how like a way to give an answer a line must be to be one
// whatever else it sounds like.
const describedLike = 0.5

// causesScreen asks which cause it is.
func causesScreen() *screen {
	return &screen{may: atChoice(), show: showCauses, answers: causeAnswers, hear: hearCause, waits: "causes"}
}

// causeAnswers are the causes as the documents word them. Two answers of
// which one begins with "có" and the other with "không" are a yes and a no.
func causeAnswers(t *turn) []answer {
	tp, ok := inWalk(t)
	if !ok {
		return nil
	}
	out := make([]answer, 0, len(tp.Causes)+1)
	for i := range tp.Causes {
		a := knownOf(t, tp, i).answer
		if t.st.Place.Shown != "" {
			a.verb = causeVerb(shownAt(t, i))
		}
		out = append(out, a)
	}
	return append(out, answer{
		verb: "unsure", label: t.T("unsure_button"), do: unsure, means: []intent.Meaning{intent.Unsure, intent.Confused},
	})
}

// known is what is worked out of a cause once, for it stays the same.
type known struct {
	names, ways []string // see names and ways
	sign        int      // of its answer to a yes/no question
	answer      answer   // to the question that tells causes apart
	asked       string   // that question and this answer, in brief
}

// knownOf is what is known of a cause where the present language is spoken.
func knownOf(t *turn, tp *kb.Topic, i int) *known {
	c := &tp.Causes[i]
	if k, ok := t.known[t.words].Load(c); ok {
		return k.(*known)
	}
	k := &known{names: slices.Clip(names(c)), ways: slices.Clip(ways(c)), sign: signOf(t, answerOf(c)), asked: askedBrief(tp, answerOf(c))}
	k.answer = answer{verb: causeVerb(i), label: answerOf(c), says: k.ways, sign: k.sign, place: true, do: func(t *turn) { takeCause(t, i) }}
	if c.Other {
		k.answer.means, k.answer.sign = []intent.Meaning{intent.OtherAsk}, -1
	}
	t.known[t.words].Store(c, k)
	return k
}

func causeVerb(i int) string { return "cause" + strconv.Itoa(i) }

// shownAt is the number of a cause on its button: its place in the documents, or
// where it had another when it was shown, that one.
func shownAt(t *turn, i int) int {
	shown := t.st.Place.Shown
	if shown == "" {
		return i
	}
	if at := strings.Index(shown, letter(i)); at >= 0 {
		return at
	}
	return len(shown) + i
}

// signOf is what a label answers to a yes/no question.
func signOf(t *turn, label string) int {
	switch line := spell(label); {
	case longestHead(line, writtenPhrases(t, "yes_heads")) > 0:
		return 1
	case longestHead(line, writtenPhrases(t, "no_heads")) > 0:
		return -1
	}
	return 0
}

func showCauses(t *turn) {
	tp, ok := inWalk(t)
	if !ok {
		showMenu(t)
		return
	}
	q := tp.Ask
	if foreign(t, tp.Lang) {
		t.pre(t.T("causes_foreign"))
		q = ""
	}
	if q == "" {
		q = t.T("ask_causes")
	}
	showAs(t, chat.TurnCauses, q, append(t.buttons(), t.exits()...)...)
}

// answerOf is a cause as an answer to the question that tells causes apart.
func answerOf(c *kb.Cause) string {
	if c.Answer != "" {
		return c.Answer
	}
	return c.Title
}

// hearCause takes words as one of the causes; a trait told in passing is one.
func hearCause(t *turn, u *utterance) bool {
	switch f := u.says; {
	case foundBlocked(t, u):
		return true
	case u.trait == "" && choosing(t) && (computer(t, u.text) || ownUse(t, u.text) == "" || withoutLineKind(t, u.text) != u.text):
		return false // a computer has any of these browsers, a colleague's is not the user's, and a number is none
	case presently(t, u.text) == "", endsAsking(t, u), tellsExtent(t, u):
		return false
	case u.trait != "" && useTrait(t, u.trait):
		t.st.Misses = 0
		return true
	case traitOnly(t, u):
		if u.trait != "" {
			t.pre(t.T("trait_known", "value", called(t, u.trait)))
		}
		t.st.Misses = 0
		t.again()
		return true
	case choosing(t) && len(t.st.Path) > 0 && callWorks(t, u.text) && !f.Denies && !asks(f) && !f.Has(intent.NotSolved) && !questions(t, u.text):
		worked(t, u) // which browser it is does not matter any more
		return true
	case hearOwnPlaces(t, u), hearAspect(t, u):
		return true
	case stillBroken(t, u):
		askStill(t, askOtherwise)
		return true
	case tellsRoleOnly(t, u):
		if t.st.Misses > 0 && t.st.Role == roleUser {
			unsure(t) // asked twice and told something else, it is left open: the admin is asked to look at each
			return true
		}
		t.st.Misses = 0
		noteAndAsk(t, "noted_role")
		return true
	case !choosing(t) && u.says.Denies && deniesMove(t, u.text):
		t.st.Misses = 0
		noteAndAsk(t, "noted_denial")
		return true
	case named(t, u), u.guess && describes(t, u):
		return undescribed(t, u) || hearClosed(t, u)
	case f.Has(intent.Hold) && !f.Has(intent.Unsure), f.Whole(intent.Ack) && !f.Has(intent.Yes):
		return false
	case asks(f) && !f.Has(intent.Unsure):
		return answersAndAsks(t, u)
	}
	return !restates(t, u) && (undescribed(t, u) || faintly(t, u) || hearClosed(t, u))
}

// endsAsking reports whether a line asks back whether an answer is so: "ai cũng bị hả em"
// tells nothing of who has it.
func endsAsking(t *turn, u *utterance) bool {
	return !choosing(t) && tagged(t, u.text) && !u.words.Has(intent.Yes) && !u.words.Has(intent.No) && len(parts(t, u.text)) == 1
}

// tellsRoleOnly reports whether a line says what the user is, or may not do, and
// answers nothing: "em là nhân viên, không vào được phần cài đặt" is no no.
func tellsRoleOnly(t *turn, u *utterance) bool {
	if !u.words.Has(intent.NotAdmin) && !u.words.Has(intent.IsAdmin) || choosing(t) || named(t, u) || asks(u.says) && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return queries(t, part) }) {
		return false // who asks besides where to set it is told that
	}
	return !slices.ContainsFunc(clauses(t, u.text), func(c clause) bool {
		if tellsRole(c.says) || asks(c.says) || c.says.Words < 2 && sign(c.says) == 0 {
			return false
		}
		_, answers := t.choose(readAlone(t, c.text))
		return answers
	})
}

// restates reports whether a line is like an answer only in the words in which
// the error itself is told.
func restates(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || sign(u.says) != 0 || u.says.Ordinal != 0 {
		return false
	}
	a, ok := t.choose(u)
	i := slices.IndexFunc(tp.Causes, func(c kb.Cause) bool { return answerOf(&c) == a.label })
	if !ok || i < 0 || tp.Causes[i].Other {
		return false
	}
	return !ownWord(t, tp, &tp.Causes[i], u.text) || byExtent(t, &tp.Causes[i]) && !describes(t, u)
}

// named reports whether a line holds an answer in the words of the documents:
// then it is one, whatever else it sounds like.
func named(t *turn, u *utterance) bool {
	line := look(t, u.text).padded
	for _, a := range t.screen().own(t) {
		for _, w := range append([]string{a.label}, a.says...) {
			if w = fold(w); strings.Count(w, " ") >= namedWords && hasWords(line, w) {
				return !asks(u.says)
			}
		}
	}
	return false
}

// describes reports whether a line is much like a way to give one of the answers:
// the words count for more than what the line is merely likely to do.
func describes(t *turn, u *utterance) bool {
	return slices.ContainsFunc(t.screen().own(t), func(a answer) bool {
		_, like := t.read.Nearest(untitled(t, u.text), append([]string{a.label}, a.says...))
		return like >= describedLike
	})
}

// answersAndAsks takes the cause that one clause of a line names while another
// asks what to do about it: "dùng chung thật, vậy phải làm sao".
func answersAndAsks(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || choosing(t) && !namesChoice(t, u.text) {
		return false
	}
	i := namedCause(t, tp, u.text)
	if i < 0 {
		return false
	}
	t.st.Misses = 0
	takeCause(t, i)
	return true
}

func takeCause(t *turn, i int) {
	tp, ok := inWalk(t)
	if !ok || i < 0 || i >= len(tp.Causes) {
		t.again()
		return
	}
	c := &tp.Causes[i]
	answered(t, tp, c)
	if tp.Choose != "" {
		learn(t, tp.Choose, answerOf(&original(t, tp).Causes[i]))
	}
	t.at(AtStep)
	if forStaff(c) && tp.Choose == "" && !foreign(t, c.Lang) {
		t.pre(t.T("cause_person", "cause", c.Title))
	}
	tryCause(t, c)
}

// unsure tries the causes in order; of alternatives, the one the document
// names first.
func unsure(t *turn) {
	tp, ok := inWalk(t)
	if !ok {
		showMenu(t)
		return
	}
	left := untried(tp, t.st.Place.Flow)
	if len(left) == 0 {
		exhausted(t)
		return
	}
	answered(t, tp, nil)
	if tp.Choose != "" {
		t.pre(t.T("unsure_choose", "answer", answerOf(left[0])))
	}
	t.at(AtStep)
	suggest(t, left[0])
}

// otherCause takes words as another answer to the question that was answered
// before: "à không, trang không bị dịch". It is asked last, for little is
// needed to look like an answer.
func otherCause(t *turn, u *utterance) bool {
	tp, ok := subject(t)
	if !ok || t.st.Place.Flow == nil || tp.Ask == "" || tp.Choose != "" || u.res.Code != "" || inquires(t, u) {
		return false
	}
	return switchCause(t, tp, answeredAnew(t, u, tp), "go_on")
}

// switchCause goes on with another cause than the one that was answered, and
// reports whether there was one. word leads over to it.
func switchCause(t *turn, tp *kb.Topic, i int, word string) bool {
	flows := allFlows(t)
	at := slices.IndexFunc(flows, func(f Flow) bool { return f.Topic == tp.ID && f.Cause != "" })
	if i < 0 || at < 0 || tp.Causes[i].ID == flows[at].Cause {
		return false
	}
	f := begin(tp)
	f.Common, f.Tried = true, slices.DeleteFunc(slices.Clone(flows[at].Tried), func(id string) bool { return id == tp.Causes[i].ID })
	t.goTo(Place{Screen: AtCauses, Flow: f, Stack: flows[:at]})
	t.pre(t.T(word))
	takeCause(t, i)
	return true
}

// answeredAnew is the cause a line names when the question is not on the
// screen, -1 for none: a yes or no only if the line speaks of the matter.
func answeredAnew(t *turn, u *utterance, tp *kb.Topic) int {
	var options [][]string
	all := []string{tp.Ask}
	for i := range tp.Causes {
		options = append(options, knownOf(t, tp, i).names)
		all = append(all, options[i]...)
	}
	if s := sign(u.says); s != 0 && t.read.Among(u.text, [][]string{all}) == 0 {
		for i := range tp.Causes {
			if knownOf(t, tp, i).sign == s {
				return i
			}
		}
	}
	return t.read.Among(untitled(t, u.text), options)
}

// answered notes what the user said to the question that tells causes apart:
// to staff it is half the diagnosis. c is nil for who does not know.
func answered(t *turn, tp *kb.Topic, c *kb.Cause) {
	t.st.Place.Flow.Asked = 0
	if tp.Ask == "" || t.st.Place.Screen != AtCauses {
		return
	}
	tp = original(t, tp)
	tried := chat.Tried{Topic: tp.ID, Node: strings.ToLower(tp.ID) + "/ask", Result: chat.StepAnswered, At: t.now, File: tp.File, Line: tp.Line}
	if c == nil {
		tried.Text = askedBrief(tp, t.say[ownTongue].T("dialog.unsure_button"))
	} else {
		i := slices.IndexFunc(tp.Causes, func(x kb.Cause) bool { return x.ID == c.ID })
		tried.Cause, tried.Text = tp.Causes[i].Title, knownOf(t, tp, i).asked
	}
	t.walked(tried)
}

// askedBrief is the question that tells causes apart, with an answer to it.
func askedBrief(tp *kb.Topic, answer string) string {
	return text.Brief(chat.Plain(tp.Ask), 110) + " – " + text.Brief(answer, 50)
}
