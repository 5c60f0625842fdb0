package dialog_test

import (
	"io/fs"
	"slices"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/dialog/heard"
	"hotro/knowledge"
)

// hints are all that a model could make of a line at a screen.
func hints(e *dialog.Engine, q dialog.Question) []dialog.Hint {
	var out []dialog.Hint
	for _, a := range q.Answers {
		out = append(out, dialog.Hint{Answer: a.Verb})
	}
	for _, m := range q.Moves {
		if m != dialog.MoveTopic {
			out = append(out, dialog.Hint{Move: m})
		}
	}
	for _, sure := range []bool{true, false} {
		out = append(out, dialog.Hint{Topics: []string{"NOBODY_KNOWS_THIS", e.Guide().Topics[4].ID}, Sure: sure, Move: dialog.MoveTopic})
	}
	return append(out, dialog.Hint{Answer: "no such answer"}, dialog.Hint{Move: "no such move"})
}

func shippedTalks(t testing.TB) []heard.Talk {
	t.Helper()
	dir, err := fs.Sub(knowledge.Talks, "talks")
	if err != nil {
		t.Fatal(err)
	}
	talks, err := heard.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return talks
}

// everyThird is a sample of talks of all kinds: their files keep a kind together.
func everyThird(talks []heard.Talk) []heard.Talk {
	var out []heard.Talk
	for i := 0; i < len(talks); i += 3 {
		out = append(out, talks[i])
	}
	return out
}

// TestAHintSolvesNothingAndCallsNobody tries everything a model could say about
// every line that words do not settle. It may ask; what ends the matter is a
// user's own words, or a document that has nothing more to try.
func TestAHintSolvesNothingAndCallsNobody(t *testing.T) {
	e, tried := mustShipped(t), 0
	_, err := heard.Play(e, everyThird(shippedTalks(t)), monday, func(st dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint {
		for _, h := range hints(e, q) {
			tried++
			l.Hint = &h
			o := e.Step(st, []dialog.Line{l}, monday)
			if o.Handoff != nil && o.Handoff.Why != dialog.WhyDocument && o.Handoff.Why != dialog.WhyExhausted {
				t.Errorf("%q at %q: %+v calls a person: %+v", l.Text, st.Place.Screen, h, o.Handoff)
			}
			if o.Solved && st.Place.Screen != dialog.AtResult {
				t.Errorf("%q at %q: %+v is taken as solved", l.Text, st.Place.Screen, h)
			}
			if len(o.Say) == 0 && o.Handoff == nil {
				t.Errorf("%q at %q: %+v is met with silence", l.Text, st.Place.Screen, h)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if tried < 400 {
		t.Errorf("%d hints were tried, want many", tried)
	}
}

// TestAHintIsHeardBehindWords says, for one line at a step, what each word of a
// model leads to.
func TestAHintIsHeardBehindWords(t *testing.T) {
	e := mustShipped(t)
	say := func(st dialog.State, text string, h *dialog.Hint) dialog.Outcome {
		l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: text}, Hint: h}
		return e.Step(st, []dialog.Line{l}, monday)
	}
	step := say(dialog.State{}, "from number not allows agent call out", nil).State
	step = say(step, "em là admin", nil).State
	if step.Place.Screen == dialog.AtCauses {
		step = say(step, "1", nil).State
	}
	if step.Place.Screen != dialog.AtStep {
		t.Fatalf("at %q, want an instruction", step.Place.Screen)
	}
	const unclear = "chuẩn bài luôn á trời"
	line := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: unclear}}
	q, open := e.Unsettled(step, &line, monday)
	if !open || q.Words == "" || q.About == "" || len(q.Answers) != 3 || line.Reading == nil {
		t.Fatalf("%q: got %+v, %v; want it open, with what the screen asks", unclear, q, open)
	}
	for _, tc := range []struct {
		hint dialog.Hint
		kind string
		at   dialog.Screen
	}{
		{dialog.Hint{Answer: "ok"}, chat.TurnResult, dialog.AtResult},
		{dialog.Hint{Move: dialog.MoveDone}, chat.TurnResult, dialog.AtResult},
		{dialog.Hint{Move: dialog.MoveHold}, chat.TurnHold, dialog.AtStep},
		{dialog.Hint{Move: dialog.MovePerson}, chat.TurnOffer, dialog.AtOffer},
		{dialog.Hint{Move: dialog.MoveTopic, Topics: []string{"GET_USER_MEDIA_ERROR"}, Sure: true}, chat.TurnMaybe, dialog.AtMaybe},
		{dialog.Hint{Topics: []string{"GET_USER_MEDIA_ERROR"}, Sure: true}, chat.TurnMiss, dialog.AtStep},
		{dialog.Hint{Answer: "cause0"}, chat.TurnMiss, dialog.AtStep},
		{dialog.Hint{}, chat.TurnMiss, dialog.AtStep},
	} {
		if o := say(step, unclear, &tc.hint); o.Kind != tc.kind || o.State.Place.Screen != tc.at {
			t.Errorf("%+v: got %q at %q, want %q at %q", tc.hint, o.Kind, o.State.Place.Screen, tc.kind, tc.at)
		}
	}
	for _, words := range []string{"vẫn lỗi", "gọi được rồi", "em muốn gặp nhân viên", "GET_USER_MEDIA_ERROR", "đợi em xíu", "2"} {
		settled := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: words}}
		if _, open := e.Unsettled(step, &settled, monday); open {
			t.Errorf("%q is left open, want it settled by its words", words)
		}
		with, without := say(step, words, &dialog.Hint{Move: dialog.MovePerson}), say(step, words, nil)
		if with.Kind != without.Kind || with.State.Place.Screen != without.State.Place.Screen {
			t.Errorf("%q: got %q with a hint, want %q as without", words, with.Kind, without.Kind)
		}
	}
}

// TestFreeWordsAreNoQuestionForAModel: where a call ID, a fact or a comment is
// asked for, and while a person is waited for, what is said is taken as it is.
// Only a line that is none of it is left open.
func TestFreeWordsAreNoQuestionForAModel(t *testing.T) {
	e := mustShipped(t)
	say := func(st dialog.State, texts ...string) dialog.State {
		for _, s := range texts {
			st = e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: s}}}, monday).State
		}
		return st
	}
	id := say(dialog.State{}, "REQUEST_ANSWER_URL_ERROR")
	fact := say(id, "không có mã")
	solved := say(dialog.State{}, "call out sai chế độ, đang đổ chuông mà khách không nhận được", "gọi được rồi")
	person := say(dialog.State{}, "gặp nhân viên")
	comment := e.Step(solved, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindButton, Data: "rate:2"}}}, monday).State
	for _, tc := range []struct {
		st    dialog.State
		at    dialog.Screen
		taken []string
		open  []string
	}{
		{id, dialog.AtRef, []string{"call-vn-1-7EOLB370OL-1751008322530", "mã là 12345", "em không có mã", "lấy mã ở đâu vậy em"}, []string{"bên mình có gói nào rẻ hơn không em"}},
		{fact, dialog.AtFact, []string{"19001234", "hotline là 19001234 nhé em", "bỏ qua"}, nil},
		{comment, dialog.AtComment, []string{"hướng dẫn dài dòng quá, đọc không hiểu gì", "tạm được"}, nil},
		{person, dialog.AtPerson, []string{"máy em Dell đời cũ", "sao lâu vậy", "blah bla blá"}, nil},
	} {
		if tc.st.Place.Screen != tc.at {
			t.Fatalf("at %q, want %q", tc.st.Place.Screen, tc.at)
		}
		for _, s := range append(tc.taken, tc.open...) {
			l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: s}}
			if _, got := e.Unsettled(tc.st, &l, monday); got != slices.Contains(tc.open, s) {
				t.Errorf("%q at %q: left open %v, want %v", s, tc.at, got, !got)
			}
		}
	}
}
