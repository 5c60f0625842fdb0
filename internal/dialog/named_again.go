package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Who was not understood says the error once more, beside a complaint or what he drops:
// "chuyện giá bàn sau, giờ nó báo không tìm thấy số", "lỗi micro mà, nói từ đầu rồi". A
// clause that surely names an error is that error, also one that was given up before.

// hearNamedAgain opens it where no error is walked.
func hearNamedAgain(t *turn, u *utterance) bool {
	if !isAt(t, AtMenu, AtPick, AtOffer) || walking(t) || len(t.st.Place.Stack) > 0 || t.st.Person || u.res.Code != "" || u.res.Intent == intent.KindTopic || u.fresh || u.words.Has(intent.Human) || u.words.Has(intent.Solved) {
		return false
	}
	id := ""
	for _, part := range parts(t, u.text) {
		switch topic, ok := clauseNames(t, part); {
		case !ok:
		case id != "" && id != topic:
			return false
		default:
			id = topic
		}
	}
	if id == "" {
		return false
	}
	t.st.Rejected = slices.DeleteFunc(slices.Clone(t.st.Rejected), func(r string) bool { return r == id })
	t.st.Misses = 0
	t.doubt, t.told = true, true
	enter(t, id)
	t.out.Kind = chat.TurnTopic
	return true
}

// clauseNames is the error that a clause surely names, and neither denies nor asks about.
func clauseNames(t *turn, part string) (id string, ok bool) {
	part = strings.TrimSpace(part)
	if _, denied := deniedThing(t, part); denied || strings.Contains(part, "?") || asks(t.meanings(part)) {
		return "", false
	}
	if _, well := wellThing(t, part); well {
		return "", false
	}
	r := heardAs(t, part).Result
	switch {
	case r.Code != "":
		return r.Topic, true
	case r.Intent != intent.KindTopic || !t.mentions("error_words", part): // "tai nghe không dây" names a thing
		return "", false
	}
	return r.Topic, r.Score >= likely || calledBy(t, part, r.Topic)
}
