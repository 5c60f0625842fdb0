package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// stillBroken reports whether a line says, where a cause is asked for, that it still
// fails, or that all was done, and nothing of the cause: "ok em làm rồi vẫn bị" is no no,
// and no leave to try the causes in turn.
func stillBroken(t *turn, u *utterance) bool {
	tp, ok := inWalk(t)
	if !ok || tp.Choose != "" || u.words.Whole(intent.No) || asks(u.words) || u.res.Code != "" {
		return false
	}
	if !u.words.Has(intent.NotSolved) && !unchanged(t, u.text) && !resultOf(t, u) {
		return false
	}
	all := []string{tp.Ask}
	for i := range tp.Causes {
		all = append(all, knownOf(t, tp, i).names...)
	}
	_, like := t.read.Nearest(u.text, all)
	return !named(t, u) && like < describedLike && !sharesWord(t, u.text, all)
}

// contentLetters is how many letters a word has that tells what a text is about,
// written without marks: shorter ones stand in any line.
const contentLetters = 4

// sharesWord reports whether a line has a word of some texts that tells what they
// are about.
func sharesWord(t *turn, line string, texts []string) bool {
	about := strings.Fields(fold(strings.Join(texts, " ")))
	return slices.ContainsFunc(spelled(t, line), func(w word) bool { return len(w.bare) >= contentLetters && slices.Contains(about, w.bare) })
}

// askStill asks once more for what the screen asks; who says again that it still fails
// does not know, and is led through what is likely.
func askStill(t *turn, ask func(*turn)) {
	t.st.Misses = 0
	if f := t.st.Place.Flow; f.Asked == 0 {
		f.Asked++
		ask(t)
		return
	}
	t.st.Place.Flow.Asked = 0
	unsure(t)
}

// askOtherwise asks in other words for the cause.
func askOtherwise(t *turn) {
	tp, _ := inWalk(t)
	ask := tp.Ask
	if ask == "" || foreign(t, tp.Lang) {
		ask = t.T("ask_causes")
	}
	showAs(t, chat.TurnCauses, t.T("cause_still", "question", ask), t.st.Offer...)
}
