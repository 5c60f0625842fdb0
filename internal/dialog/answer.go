package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// answer takes words as the answer to what the present screen asked.
func (t *turn) answer(s string, r intent.Result, f intent.Meanings, fresh bool) bool {
	about := r.Code != "" && !t.same(r.Topic) // the words name another error
	switch t.st.Place.Screen {
	case AtCallID:
		return t.answerCallID(s, r, f, fresh)
	case AtFact:
		return !about && t.answerFact(s, f, fresh)
	case AtRole:
		return !about && t.answerRole(f)
	case AtStep, AtForward, AtWait:
		return !about && t.answerStep(s, r, f)
	case AtCauses:
		return !about && t.answerCauses(s, f)
	case AtPick, AtOffer, AtResume:
		return !about && t.answerOffer(f)
	case AtSolved, AtComment:
		return t.answerSolved(s, r, f)
	}
	return false
}

func (t *turn) same(topic string) bool {
	return t.st.Place.Flow != nil && t.st.Place.Flow.Topic == topic
}

// answerStep reads the result of an instruction. Words that say it in passing
// count only when they are not clearly about another topic.
func (t *turn) answerStep(s string, r intent.Result, f intent.Meanings) bool {
	loose := r.Intent != intent.KindTopic || t.same(r.Topic)
	says := func(m intent.Meaning) bool { return f.Whole(m) || (loose && f.Has(m)) }
	switch {
	case says(intent.NotAdmin):
		t.notAdmin()
	case says(intent.NotSolved):
		t.failed("failed")
	case says(intent.Solved), f.Whole(intent.Yes):
		t.solved()
	case f.Whole(intent.No):
		t.failed("failed")
	case t.says("next_words", s):
		t.failed("done")
	case f.Whole(intent.Repeat), f.Whole(intent.Confused), f.Whole(intent.Hold):
		t.again()
	case loose && f.Has(intent.WhereID):
		t.where()
	default:
		return false
	}
	return true
}

// notAdmin is said in the middle of steps that need an admin.
func (t *turn) notAdmin() {
	t.st.Role = "user"
	t.at(AtStep)
	steps, cause, _ := t.steps()
	if f := t.st.Place.Flow; f.Step < len(steps) && gated(&steps[f.Step], cause) {
		t.forward()
		return
	}
	t.showStep()
}

func (t *turn) answerRole(f intent.Meanings) bool {
	switch {
	case f.Has(intent.NotAdmin), f.Whole(intent.No):
		t.role("user")
	case f.Has(intent.IsAdmin), f.Whole(intent.Yes):
		t.role("admin")
	case f.Whole(intent.Confused):
		t.role("user")
	default:
		return false
	}
	return true
}

func (t *turn) role(r string) {
	t.st.Role = r
	t.at(AtStep)
	t.showStep()
}

func (t *turn) answerCauses(s string, f intent.Meanings) bool {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		return false
	}
	if n := f.Ordinal; n != 0 {
		if n < 0 {
			n = len(tp.Causes) + 1 + n
		}
		if n >= 1 && n <= len(tp.Causes) {
			t.cause(n - 1)
			return true
		}
	}
	if f.Whole(intent.Confused) || f.Whole(intent.No) {
		t.unsure()
		return true
	}
	if i, ok := nearest(s, tp); ok {
		t.cause(i)
		return true
	}
	return false
}

func (t *turn) cause(i int) {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok || i < 0 || i >= len(tp.Causes) {
		t.again()
		return
	}
	t.answered(tp, answerOf(&tp.Causes[i]))
	t.at(AtStep)
	t.tryCause(&tp.Causes[i])
}

// unsure tries the causes in order.
func (t *turn) unsure() {
	tp, ok := t.topic(t.st.Place.Flow.Topic)
	if !ok {
		t.menu()
		return
	}
	left := untried(tp, t.st.Place.Flow)
	if len(left) == 0 {
		t.exhausted()
		return
	}
	t.answered(tp, t.T("unsure_button"))
	t.at(AtStep)
	t.tryCause(left[0])
}

// answered notes what the user said to the question that tells causes apart:
// to staff it is half the diagnosis.
func (t *turn) answered(tp *kb.Topic, answer string) {
	if tp.Ask == "" || t.st.Place.Screen != AtCauses {
		return
	}
	t.walked(chat.Tried{
		Topic: tp.ID, Node: strings.ToLower(tp.ID) + "/ask", Text: clip(chat.Plain(tp.Ask), 110) + " – " + clip(answer, 50), Result: "answered",
		At: t.now, File: tp.File, Line: tp.Line,
	})
}

func (t *turn) answerOffer(f intent.Meanings) bool {
	screen := t.st.Place.Screen
	switch {
	case f.Ordinal != 0:
		n := f.Ordinal
		if n < 0 {
			n = len(t.topicOffers()) + 1 + n
		}
		if n >= 1 && n <= len(t.st.Offer) {
			t.press(t.st.Offer[n-1].Data)
			return true
		}
		return false
	case f.Whole(intent.Yes):
		switch {
		case screen == AtOffer:
			t.accept()
		case screen == AtResume:
			t.resume()
		case len(t.st.Offer) > 0:
			t.press(t.st.Offer[0].Data)
		}
	case f.Whole(intent.No):
		t.menu()
	default:
		return false
	}
	return true
}

// topicOffers are the topics among what is offered: "the last one" means the
// last of these, not the exits under them.
func (t *turn) topicOffers() []chat.Choice {
	var out []chat.Choice
	for _, c := range t.st.Offer {
		if strings.HasPrefix(c.Data, "t:") {
			out = append(out, c)
		}
	}
	return out
}

// accept hands over for the reason the offer was made.
func (t *turn) accept() {
	why := t.st.Place.Fact
	if why != WhyUncovered {
		why = WhyMissed
	}
	t.handOff(why, "")
}

func (t *turn) answerSolved(s string, r intent.Result, f intent.Meanings) bool {
	switch {
	case f.Has(intent.NotSolved):
		t.menu()
	case t.st.Place.Screen == AtComment && (f.Whole(intent.No) || t.says("skip_words", s)):
		t.rated()
	case t.st.Place.Screen == AtComment && r.Intent == intent.KindNone && !f.Whole(intent.Greeting):
		t.comment(s)
	default:
		return false
	}
	return true
}

// nearest finds the cause whose answer or title shares most words with what
// was typed, if that is clear.
func nearest(s string, tp *kb.Topic) (int, bool) {
	words := set(s)
	best, second, at := 0.0, 0.0, -1
	for i := range tp.Causes {
		hit, all := 0, 0
		for w := range set(tp.Causes[i].Answer + " " + tp.Causes[i].Title) {
			all++
			if words[w] {
				hit++
			}
		}
		if all == 0 {
			continue
		}
		score := float64(hit) / float64(min(all, max(len(words), 1)))
		if score > best {
			best, second, at = score, best, i
		} else if score > second {
			second = score
		}
	}
	return at, at >= 0 && best >= 0.6 && best-second >= 0.15
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range text.Words(text.Fold(s)) {
		if len(w) > 1 {
			m[w] = true
		}
	}
	return m
}

func fold(s string) string { return strings.Join(text.Words(text.Fold(s)), " ") }
