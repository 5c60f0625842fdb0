package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/prompts"
)

// says plays lines one by one and returns the last outcome.
func says(t *testing.T, lines ...string) (*talk, dialog.Outcome) {
	t.Helper()
	tk := &talk{eng: mustShipped(t), now: monday}
	var o dialog.Outcome
	for _, l := range lines {
		o = tk.hears(l)
	}
	return tk, o
}

// TestWhatTheChannelKnows: the browser that the web chat sees chooses the
// article's case; what the user says counts for more.
func TestWhatTheChannelKnows(t *testing.T) {
	eng := mustShipped(t)
	line := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: "AGENT_FROM_NOT_FOUND"}, Traits: map[string]string{"browser": "Microsoft Edge", "shoes": "brown"}}
	o := eng.Step(dialog.State{}, []dialog.Line{line}, monday)
	if f := o.State.Place.Flow; f == nil || f.Cause != "tat-google-dich/2" {
		t.Errorf("got %+v, want the case of Edge", o.State.Place)
	}
	if o.State.Traits["shoes"] != "" {
		t.Errorf("a trait that no document chooses by was kept: %v", o.State.Traits)
	}
	line.Text = "AGENT_FROM_NOT_FOUND, em mở bằng firefox"
	if o := eng.Step(dialog.State{}, []dialog.Line{line}, monday); o.State.Traits["browser"] != "Firefox" {
		t.Errorf("got %v, want what the user said", o.State.Traits)
	}
}

// TestWhatCantBeReadIsSaidOnceAMinute: such messages come in heaps.
func TestWhatCantBeReadIsSaidOnceAMinute(t *testing.T) {
	eng := mustShipped(t)
	gift := []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindUnsupported, Data: "gift"}}}
	said, st, now := 0, dialog.State{}, monday
	for range 5 {
		o := eng.Step(st, gift, now)
		st, now, said = o.State, now.Add(20*time.Second), said+len(o.Say)
	}
	if said != 2 {
		t.Errorf("said %d times in 80 seconds, want 2", said)
	}
}

// TestAlternativesAreNotTriedInTurn: a user of Safari never hears of Chrome.
func TestAlternativesAreNotTriedInTurn(t *testing.T) {
	tk, _ := says(t, "AGENT_FROM_NOT_FOUND", "safari")
	for range 3 {
		tk.hears("vẫn lỗi")
	}
	if all := tk.out.String(); strings.Count(all, "Chrome") > 1 { // in the question, once
		t.Errorf("the user of Safari was told about Chrome:\n%s", all)
	}
	if !tk.st.Person {
		t.Errorf("no person was called:\n%s", tk.out.String())
	}
}

// TestNothingIsSaidTwiceInARow: the same words never come twice running,
// whatever is typed.
func TestNothingIsSaidTwiceInARow(t *testing.T) {
	for _, start := range [][]string{{"AGENT_FROM_NOT_FOUND", "chrome"}, {"FROM_NUMBER_NOT_FOUND"}, {"REQUEST_ANSWER_URL_ERROR"}, {"alo"}} {
		for _, again := range []string{"ok", "đợi em xíu", "hả", "menu", "nói lại đi"} {
			tk, o := says(t, start...)
			for range 4 {
				before := tk.say[len(tk.say)-1].Text
				if o = tk.hears(again); len(o.Say) > 0 && o.Say[len(o.Say)-1].Text == before {
					t.Errorf("%v, then %q over and over: %q is said twice", start, again, before)
				}
			}
		}
	}
}

func TestAPersonForExplicitWordsOnly(t *testing.T) {
	for _, said := range []string{
		"chị là nhân viên kinh doanh", "chưa cần nhân viên đâu em", "để chị nhờ nhân viên kỹ thuật công ty chị coi", "gọi lại cho khách thì được rồi",
		"đừng chuyển cho ai nha", "nhân viên bên chị cũng bị",
	} {
		if _, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", said); o.Handoff != nil {
			t.Errorf("%q called a person", said)
		}
	}
	for _, said := range []string{"cho chị gặp nhân viên", "chuyển nhân viên giúp anh", "anh muốn gặp kỹ thuật", "gap nhan vien"} {
		if _, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", said); o.Handoff == nil {
			t.Errorf("%q did not call a person", said)
		}
	}
}

// TestARelapse does the step again that had helped, goes on with what was not
// tried when it no longer does, and keeps the path.
func TestARelapse(t *testing.T) {
	_, o := says(t, "GET_USER_MEDIA_ERROR", "chrome", "gọi được rồi", "ủa lại bị nữa")
	if f := o.State.Place.Flow; o.Solved || f == nil || f.Topic != "GET_USER_MEDIA_ERROR" && f.Topic != "quyen-micro" {
		t.Fatalf("got %+v, want the step that had helped", o.State.Place)
	}
	_, again := says(t, "GET_USER_MEDIA_ERROR", "chrome", "gọi được rồi", "ủa lại bị nữa", "vẫn lỗi")
	if f := again.State.Place.Flow; again.Solved || f == nil || f.Topic != "quyen-micro" || f.Step != o.State.Place.Flow.Step+1 {
		t.Fatalf("got %+v, want the walk to go on with the next step", again.State.Place)
	}
	if len(o.State.Path) == 0 {
		t.Error("the path of the first round is lost")
	}
}

func TestScore(t *testing.T) {
	say := prompts.Must("vi")
	for in, want := range map[string]int{
		"3": 3, "4đ": 0, "4/5": 4, "4 điểm": 4, "cho 2 sao": 2, "bốn điểm nha": 4, "10 điểm": 5, "năm": 5, "rất tốt": 5, "tốt": 4, "chưa tốt": 2, "cũng tạm": 3,
		"quá tệ": 1, "👍": 5, "⭐⭐": 2, "9": 0, "0": 0, "gọi được rồi": 0, "hôm nay 4 khách": 0, "": 0,
	} {
		if got, ok := dialog.Score(say, in); got != want || ok != (want > 0) {
			t.Errorf("Score(%q) = %d, %v; want %d", in, got, ok, want)
		}
	}
}

func TestRoleIsRememberedWhereverItIsSaid(t *testing.T) {
	_, o := says(t, "em không phải admin mà sao gọi nó báo lỗi FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "cả công ty bị")
	if o.State.Place.Screen != dialog.AtForward {
		t.Errorf("got screen %q, want the text for an admin at once", o.State.Place.Screen)
	}
}

// hears has the user say something.
func (tk *talk) hears(said string) dialog.Outcome {
	tk.now = tk.now.Add(5 * time.Second)
	o := tk.eng.Step(tk.reread(), []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: said}}}, tk.now)
	tk.take(o)
	return o
}
