package dialog_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// saidInTurn hears texts as messages 1, 2, …; "1=3" edits the first to "3". It
// returns what each came to.
func saidInTurn(t *testing.T, texts ...string) (out []dialog.Outcome) {
	t.Helper()
	e, st := mustShipped(t), dialog.State{}
	n := 0
	for _, s := range texts {
		l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: s, At: monday}}
		if id, words, edit := strings.Cut(s, "="); edit {
			l.Kind, l.Message, l.Text = chat.KindEdit, id, words
		} else {
			n++
			l.Message = string(rune('0' + n))
		}
		o := e.Step(st, []dialog.Line{l}, monday)
		body, err := dialog.AppendState(nil, &o.State)
		if err != nil {
			t.Fatal(err)
		}
		if st, err = dialog.DecodeState(body); err != nil {
			t.Fatal(err)
		}
		out = append(out, o)
	}
	return out
}

// tried is what the user was led through.
func tried(o dialog.Outcome) (out []string) {
	for _, p := range o.State.Path {
		out = append(out, p.Text)
	}
	return out
}

func TestAnEditedAnswerCorrectsThatAnswer(t *testing.T) {
	straight := saidInTurn(t, "em không gọi được", "3")
	edited := saidInTurn(t, "em không gọi được", "2", "2=3")
	if g, w := edited[2].State.Place.Flow.Topic, straight[1].State.Place.Flow.Topic; g != w {
		t.Errorf("the topic is %s, want %s", g, w)
	}
	if s := edited[2].Say[0].Text; !strings.Contains(s, "đổi câu trả lời") {
		t.Errorf("the user hears %q", s)
	}
	const code = "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT"
	cause := saidInTurn(t, code, "2")
	if got := saidInTurn(t, code, "1", "2=2"); !slices.Equal(tried(got[2]), tried(cause[1])) || got[2].State.Place.Screen != cause[1].State.Place.Screen {
		t.Errorf("at %q after %q, want %q after %q", got[2].State.Place.Screen, tried(got[2]), cause[1].State.Place.Screen, tried(cause[1]))
	}
	last := saidInTurn(t, "em không gọi được", "2")[1].State.Place
	for _, edit := range []string{"2=9", "2=25 ạ", "7=3", "7=có"} { // off that list, or of a message that nobody remembers
		got := saidInTurn(t, "em không gọi được", "2", edit)[2]
		if got.State.Place.Screen != last.Screen || got.State.Place.Flow.Topic != last.Flow.Topic || !strings.Contains(got.Say[0].Text, "sửa tin trước") {
			t.Errorf("%s: at %q, the user hears %q", edit, got.State.Place.Screen, got.Say[0].Text)
		}
	}
}

func TestAnEditedAnswerInATicketChangesNothing(t *testing.T) {
	got := saidInTurn(t, "FROM_NUMBER_NOT_FOUND", "2", "2=1")
	if st := got[2].State; !st.Person || st.Place.Screen != dialog.AtPerson || got[2].Cancel {
		t.Errorf("at %q, %+v", st.Place.Screen, got[2])
	}
}

func TestAnEditOfTheLastLineAnswersWhatStillStands(t *testing.T) {
	got := saidInTurn(t, "em không gọi được", "22", "2=2")
	if want := saidInTurn(t, "em không gọi được", "2")[1]; got[2].State.Place.Flow == nil || got[2].State.Place.Flow.Topic != want.State.Place.Flow.Topic {
		t.Errorf("the walk is %+v, want %+v", got[2].State.Place.Flow, want.State.Place.Flow)
	}
}
