package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// Where the bot still asks which case it is, people ask how or where something is done.
// Who names the remedy of one cause has told the cause: "tắt dịch kiểu gì". Who names
// something else than what any of them is about asks what no document tells here. For the
// others it hangs on the answer: what is to be done is told, and the question asked again.

// howChoose answers how or where, at the question which case it is.
func howChoose(t *turn, u *utterance) {
	tp, ok := inWalk(t)
	if !ok {
		aroundAs(t, chat.TurnHow, "how_choose")
		return
	}
	part := howAsked(t, u)
	t.st.Misses = 0
	took, staff := takeRemedy(t, tp, part)
	if took {
		return
	}
	if tp.Choose == "" && t.mentions("unknowing_words", part) && placeOfAsk(t) {
		return // "làm sao biết nó đang bị dịch"
	}
	t.st.Turn++
	if staff || beyondRemedy(t, tp, part) {
		keepDetail(t, u.text)
		t.pre(t.T("asked_kept", "detail", quoteQuestion(t, part)))
		if about, ok := subject(t); ok {
			t.pre(intro(t, about))
		}
		t.again()
		t.out.Kind = chat.TurnPassedOn
		return
	}
	switch path, admin := sharedPath(t, tp); {
	case tp.Choose != "" && !foreign(t, tp.Lang):
		t.pre(t.T("how_choose_way", "way", tp.Title))
		if x, ok := usualPlace(t, tp); ok && u.says.Has(intent.Where) {
			t.pre(t.T("how_choose_place", "place", x.Text))
		}
	case path != "" && admin && t.st.Role != roleAdmin:
		t.pre(t.T("how_choose_admin", "path", path))
	case path != "":
		t.pre(t.T("how_choose_path", "path", path))
	default:
		t.pre(t.T("how_choose"))
	}
	t.again()
	t.out.Kind = chat.TurnHow
}

// takeRemedy takes the cause whose remedy a question names, and reports whether it did;
// staff is true where that is one that only a person can mend.
func takeRemedy(t *turn, tp *kb.Topic, part string) (took, staff bool) {
	if tp.Choose != "" {
		return false, false
	}
	i, staff := causeOfDeed(t, tp, part)
	if i < 0 || !namesDeed(t, part) {
		return false, staff
	}
	t.pre(t.T("told", "answer", answerOf(&tp.Causes[i])))
	takeCause(t, i)
	return true, false
}

// howAsked is the last clause of a line that asks, the line where none does by itself.
func howAsked(t *turn, u *utterance) string {
	for _, part := range slices.Backward(parts(t, u.text)) {
		if asks(t.meanings(part)) || queries(t, part) {
			return strings.TrimSpace(part)
		}
	}
	return u.text
}

// beyondRemedy reports whether a question names things, and none that the matter, or what
// is done about any of its causes, speaks of: "gán số cho nhân viên ở mục nào".
func beyondRemedy(t *turn, tp *kb.Topic, part string) bool {
	things := thingsOf(t, part)
	if len(things) < 2 {
		return false // "mở ở đâu"
	}
	texts := append(wayTexts(t, tp), tp.Ask, tp.Intro, tp.Name)
	if about, ok := subject(t); ok {
		texts = append(append(texts, wayTexts(t, about)...), about.Ask, about.Intro, about.Name)
	}
	for i := range tp.Causes {
		texts = append(texts, causeTexts(t, &tp.Causes[i])...)
	}
	about := strings.Join(texts, " ")
	share, _ := saysOf(things, about)
	_, first := saysOf(things[:1], about)
	return share < saysEnough || share == saysEnough && first == 0 && !namesDeed(t, part) // "mua thêm hotline"
}

// namesDeed reports whether a question is of something that a remedy asks for: the first
// that it names is done. "mua thêm hotline" is none.
func namesDeed(t *turn, part string) bool {
	line := spelled(t, part)
	verbs := append(deedVerbs(t), writtenPhrases(t, "step_verbs"), writtenPhrases(t, "undo_words"), writtenPhrases(t, "set_on_words"))
	for at := range line {
		if longestHead(line[at:], verbs...) > 0 && longestHead(line[at:], writtenPhrases(t, "how_ask_words")) == 0 {
			return len(content(t, led(line[:at], 0, writtenPhrases(t, "how_ask_words"), writtenPhrases(t, "step_verbs"), writtenPhrases(t, "self_words")))) == 0
		}
	}
	return false
}

// sharedPath is the menu path that the first step of every cause begins with, and whether
// only who has the rights may follow it; "" where they differ.
func sharedPath(t *turn, tp *kb.Topic) (path string, admin bool) {
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if len(c.Steps) == 0 || foreign(t, c.Lang) {
			return "", false
		}
		own := pathsOf(c.Steps[0].Text)
		if len(own) == 0 || path != "" && own[0] != path {
			return "", false
		}
		path, admin = own[0], (i == 0 || admin) && gated(&c.Steps[0], c)
	}
	return path, admin
}

// usualPlace is the place on the screen where the first step of most of the alternatives
// begins.
func usualPlace(t *turn, tp *kb.Topic) (found kb.Term, ok bool) {
	count, most := map[string]int{}, 0
	for i := range tp.Causes {
		c := &tp.Causes[i]
		if len(c.Steps) == 0 || foreign(t, c.Lang) {
			continue
		}
		if x, placed := findPlace(t, chat.Plain(c.Steps[0].Text)); placed {
			if count[x.Name]++; count[x.Name] > most {
				most, found = count[x.Name], x
			}
		}
	}
	return found, 2*most > len(tp.Causes)
}
