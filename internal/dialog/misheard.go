package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/wire"
)

// Who says that the last line meant something else ("đâu phải, chị hỏi …", "hiểu
// sai rồi") goes back to before that line: what was made of it is undone, and
// what the user says now is heard there as if it had been said then. The answer
// that was wrong is not given again.

const (
	restWords  = 2   // fewer words tell nothing to hear anew
	noWords    = 3   // of a no that stands before "chị hỏi"
	saidReach  = 8   // how many words may stand before "tôi nói là"
	againShare = 0.5 // of the words of a line that says the last one again

	mostReadings = 2 // how many are offered to who told none
)

// wrong is an answer that the user rejected.
type wrong struct {
	said  []string // hashes of the words
	kind  string   // of turn
	place string   // where it led; "" for nowhere
}

// is reports whether what was just answered is the rejected answer: in the same
// words, by leading to the same place, or by the same empty phrase.
func (w *wrong) is(t *turn) bool {
	if w == nil {
		return false
	}
	if slices.Contains(w.said, t.st.Said) || w.place != "" && w.place == placeKey(t) {
		return true
	}
	return w.kind == t.out.Kind && contentless(w.kind)
}

// contentless reports whether a kind of turn says nothing of its own: in other
// words it is the same answer.
func contentless(kind string) bool {
	switch kind {
	case chat.TurnAck, chat.TurnHold, chat.TurnCalm, chat.TurnResult, chat.TurnPassedOn, chat.TurnTold, chat.TurnNoted:
		return true
	}
	return false
}

// placeKey is where a conversation is, in brief.
func placeKey(t *turn) string {
	p := &t.st.Place
	key := string(p.Screen) + "/" + p.Fact
	if f := p.Flow; f != nil {
		key += "/" + f.Topic + "/" + f.Cause + "/" + f.Node
	}
	return key
}

// keepTook remembers what was made of the line that was just answered. keepHeard put it
// on a list of its own.
func keepTook(t *turn) {
	n := len(t.st.Heard) - 1
	if n < 0 {
		return
	}
	h := &t.st.Heard[n]
	h.After, h.Took = t.st.Turn, t.out.Kind+" "+t.st.Said
	for i := range n {
		t.st.Heard[i].After, t.st.Heard[i].Took, t.st.Heard[i].Not = 0, "", nil
	}
}

// lastHeard is the last line that was answered, where nothing happened since.
func lastHeard(t *turn) (Heard, bool) {
	for _, h := range slices.Backward(t.st.Heard) {
		if h.After != 0 {
			return h, h.After == t.st.Turn
		}
	}
	return Heard{}, false
}

// hearMisheard hears such a line.
func hearMisheard(t *turn, u *utterance) bool {
	h, ok := lastHeard(t)
	if !ok || noFault(t, u) || answersChoice(t, u.text) || t.wrong != nil || u.Kind != chat.KindText || strings.HasPrefix(h.Took, chat.TurnDenied+" ") {
		return false // who is asked to look all the same says it once more
	}
	rest, ok := restated(t, u)
	if !ok || meansTheSame(t, rest) || strings.HasPrefix(h.Took, chat.TurnThanks+" ") && isCured(t, rest) || strings.HasPrefix(h.Took, chat.TurnSolved+" ") && u.words.Has(intent.Solved) {
		return false // who was met with gladness says once more that all is well
	}
	before := copyOf(t)
	if t.mentions("said_before_words", u.text) { // what was told before is true where it is said now
		t.wrong = rejectedAnswer(h)
		if hearAnew(t, u, rest) {
			return true
		}
		*t = copyOf(&before)
	}
	for _, said := range meantIn(t, rest) {
		undo(t, h)
		if hearAnew(t, u, said) {
			sorry(t, h)
			return true
		}
		*t = copyOf(&before)
	}
	if rest == u.text {
		return false // it insists, and says nothing of being misheard
	}
	undo(t, h)
	t.wrong = nil
	askMeant(t, h)
	return true
}

// undo goes back to before a line, and forgets what was made of it. A request
// that was made, or taken back, stays as it is.
func undo(t *turn, h Heard) {
	t.wrong = rejectedAnswer(h)
	after := placeKey(t)
	if t.st.Person == h.Person {
		t.st.Turn++
		solvedSince := t.st.Place.Screen == AtSolved && h.Place.Screen != AtSolved
		t.st.Place, t.st.Offer = h.Place.clone(), rebound(t, h.offered())
		t.st.Path, t.st.Back = slices.Clip(t.st.Path[:min(h.Path, len(t.st.Path))]), slices.Clip(t.st.Back[:min(h.Back, len(t.st.Back))])
		t.st.Role, t.st.NoID = h.Role, h.NoID
		if h.Place.Screen == AtFact {
			delete(t.st.Facts, h.Place.Fact)
		}
		if solvedSince {
			t.st.Last, t.st.Worked = nil, nil
		}
	}
	if after != placeKey(t) {
		t.wrong.place = after
	}
	t.st.Said, t.st.Twice = "", 0
	t.st.Heard = slices.Clone(t.st.Heard)
	now := &t.st.Heard[len(t.st.Heard)-1]
	now.Turn, now.Place, now.Offer, now.Path, now.Back, now.Role, now.NoID = t.st.Turn, h.Place, wire.AppendList(nil, t.st.Offer), h.Path, h.Back, h.Role, h.NoID
	now.Not = t.wrong.said
}

// rejectedAnswer is the answer to a line that was misheard.
func rejectedAnswer(h Heard) *wrong {
	kind, said, _ := strings.Cut(h.Took, " ")
	return &wrong{said: append(slices.Clone(h.Not), said), kind: kind}
}

// hearAnew hears what a line says besides, and reports whether something was made
// of it.
func hearAnew(t *turn, u *utterance, rest string) bool {
	if r := heardAs(t, rest).Result; surelyAnother(t, r) && t.st.Place.Flow != nil {
		t.st.Place.Flow, t.st.Place.Stack, t.st.Told = nil, nil, []string{rest}
		t.doubt = r.Code == ""
		enter(t, r.Topic)
		return true
	}
	listenTo(t, u, rest)
	return !noise(t.out.Kind) && len(t.out.Say) > 0 && !t.wrong.is(t)
}

// sorry begins the answer to what was heard anew. A request that was made of the
// line is offered to be taken back; at the second correction a person is.
func sorry(t *turn, h Heard) {
	first, last := &t.out.Say[0], &t.out.Say[len(t.out.Say)-1]
	if text := t.T("corrected"); !strings.HasPrefix(first.Text, text) {
		first.Text = text + "\n\n" + first.Text
	}
	switch {
	case t.st.Person && !h.Person && t.out.Handoff == nil: // one that is made by now is right
		t.st.Place.Cancel = t.st.Place.Screen == AtPerson
		last.Text += "\n\n" + t.T("misheard_request")
		last.Choices = append(slices.DeleteFunc(slices.Clone(last.Choices), func(c chat.Choice) bool { return isCancel(c.Data) }), cancelButton(t))
	case len(h.Not) > 0 && !t.st.Person && t.out.Handoff == nil:
		last.Text += "\n\n" + t.T("misheard_person")
	}
	t.st.Offer = last.Choices
	t.st.Said = digest(last.Text)
}

// askMeant asks in a sentence what was meant, with the likeliest readings left as
// buttons. Who was not understood twice is offered a person.
func askMeant(t *turn, h Heard) {
	t.st.Misses = 0
	if len(h.Not) > 0 {
		if t.st.Person {
			noted(t, true)
			return
		}
		offerPerson(t, WhyMissed, t.T("miss_again"))
		return
	}
	t.out.Kind = chat.TurnAsk
	if t.st.Person {
		t.show(t.T("meant_which"), personChoices(t)...)
		return
	}
	t.show(t.T("meant_which"), append(readings(t, h), t.human())...)
}

// readings are the likeliest things that the last line may have meant: answers of
// the screen, and errors, but what was taken.
func readings(t *turn, h Heard) []chat.Choice {
	line := ""
	if n := len(t.st.Told); n > 0 {
		line = t.st.Told[n-1]
	}
	var out []chat.Choice
	add := func(c chat.Choice) {
		if len(out) < mostReadings && c.Label != t.human().Label && !slices.ContainsFunc(out, func(o chat.Choice) bool { return o.Data == c.Data }) {
			out = append(out, c)
		}
	}
	own := t.screen().own(t)
	var ways [][]string
	for _, a := range own {
		ways = append(ways, append([]string{a.label}, a.says...))
	}
	if i := t.read.Among(line, ways); i >= 0 {
		add(t.bound(own[i].verb, own[i].label))
	}
	for _, c := range unrejected(t, heardAs(t, line).Result).Candidates {
		if tp, ok := t.guide.Topic(c.Topic); ok && !same(t, c.Topic) {
			add(topicButton(t, tp))
		}
	}
	for _, a := range own {
		add(t.bound(a.verb, a.label))
	}
	for _, c := range h.offered() {
		if strings.HasPrefix(c.Data, "t:") {
			add(c)
		}
	}
	return out
}

// meansTheSame reports whether what a line says anew is surely about the error
// that was understood: then nothing of that was wrong.
func meansTheSame(t *turn, rest string) bool {
	r := heardAs(t, rest).Result
	return rest != "" && r.Intent == intent.KindTopic && r.Score >= likely && same(t, r.Topic)
}

// restated is what a line says the last one meant, "" where it only says that
// something else was meant; ok is false for a line that corrects nothing.
func restated(t *turn, u *utterance) (rest string, ok bool) {
	if endsWith(uncalled(t, lastPart(t, u.text)), writtenPhrases(t, "right_or_wrong_ends")) {
		return "", false // "vậy là sai hay đúng" asks
	}
	if rest, ok = besideDisclaimed(t, u); ok {
		if said, again := afterSaid(t, rest); again {
			return said, true
		}
		return rest, true
	}
	if rest, ok = afterSaid(t, u.text); ok {
		return rest, true
	}
	if t.mentions("misheard_words", u.text) {
		return besideMisheard(t, u.text), true
	}
	if insists(t, u) {
		return u.text, true
	}
	return "", false
}

// afterSaid is what stands behind "tôi nói là", "ý anh hỏi là": the user's own
// words, said once more.
func afterSaid(t *turn, s string) (string, bool) {
	line := spelled(t, s)
	if fieldCount(s) != len(line) {
		return "", false
	}
	at := saidEnds(t, s, line)
	if at < 0 {
		return "", false
	}
	fields := strings.Fields(s)
	if at < len(fields) && t.says("said_nothing_words", fields[at]) {
		return "", false // "em đã nói gì đâu"
	}
	rest := fields[at:]
	for len(rest) > 0 && t.says("restate_tails", rest[len(rest)-1]) {
		rest = rest[:len(rest)-1]
	}
	return strings.Join(rest, " "), len(rest) >= restWords
}

// saidEnds is where the words end by which somebody says anew what he said, -1
// for none. What merely may be a question of its own ("em hỏi …") needs a no
// before it, or the end of one who insists.
func saidEnds(t *turn, s string, line []word) int {
	speakers, leaves := writtenPhrases(t, "speaker_words"), writtenPhrases(t, "asking_leave_words")
	leave := func(i int) bool { return i > 0 && among(leaves, line[i-1]) }
	for before, behind := range cuts(line, writtenPhrases(t, "meant_words")) {
		if i := len(before); i <= saidReach && !leave(i) {
			return len(line) - len(behind)
		}
	}
	insisting, did := endsWith(line, writtenPhrases(t, "restate_ends")), endsWith(line, writtenPhrases(t, "done_ends"))
	for i := range line {
		if i > saidReach || !among(speakers, line[i]) || leave(i) {
			continue
		}
		after := line[i+1:]
		for _, p := range writtenPhrases(t, "said_words").all {
			if findPhrase(after[:min(len(after), len(p))], p) == 0 {
				return i + 1 + len(p)
			}
		}
		for _, p := range writtenPhrases(t, "said_weak_words").all {
			if findPhrase(after[:min(len(after), len(p))], p) == 0 && (insisting || !did && saysNo(t, strings.Join(strings.Fields(s)[:i], " "))) {
				return i + 1 + len(p)
			}
		}
	}
	return -1
}

// saysNo reports whether words are a no and nothing more, or say that something
// is wrong.
func saysNo(t *turn, s string) bool {
	return s != "" && (t.mentions("misheard_words", s) || t.meanings(s).Whole(intent.No) || fieldCount(s) <= noWords && t.mentions("not_head_words", s))
}

// besideMisheard is what a line tells besides that it was misheard.
func besideMisheard(t *turn, s string) string {
	rest, _ := besideParts(t, s, func(part string) bool { return t.mentions("misheard_words", part) })
	return rest
}

// saysNothing reports whether a part of a line is no more than a no, or a call.
func saysNothing(t *turn, part string) bool {
	f := t.meanings(part)
	return f.Words < restWords || f.Whole(intent.No) || f.Whole(intent.Greeting)
}

// insists reports whether a line says the last one again, with emphasis: "trời
// ơi, mã cuộc gọi á". What becomes of a step may be so twice.
func insists(t *turn, u *utterance) bool {
	n := len(t.st.Told)
	if n == 0 || !t.mentions("insist_words", u.text) || u.says.Has(intent.NotSolved) || u.says.Has(intent.Solved) || u.says.Has(intent.Insult) {
		return false
	}
	last, both, all := look(t, t.st.Told[n-1]).padded, 0, 0
	for w := range strings.FieldsSeq(folded(t, u.text)) {
		if len(w) < 2 || t.says("particle_words", w) || t.says("self_words", w) || t.says("insist_words", w) {
			continue
		}
		if all++; hasWords(last, w) {
			both++
		}
	}
	return both > 1 && float64(both) >= againShare*float64(all)
}
