package dialog_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// inputs are what a user may do at any moment, the foolish included.
var inputs = []string{
	"1", "2", "3", "0", "99", "đã được", "vẫn lỗi", "quay lại", "menu", "làm lại", "em không phải admin", "em là admin",
	"FROM_NUMBER_NOT_FOUND", "agent not found", "lỗi AGENT_FROM_NOT_FOUND là gì", "REQUEST_ANSWER_URL_ERROR", "NOT_ENOUGH_MONEY",
	"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "gọi khách bị ngắt ngay", "call-vn-1-7EOLB370OL-1751008322530", "call-vn-1-7EOLB370OL-17510083",
	"không có mã", "mã lấy ở đâu", "0912345678", "9h sáng", "cảm ơn em", "chào em", "đồ ngu", "ừ", "không", "", "🙂🙂🙂", "/start", "/menu", "/huy", "/lang en", "/x",
	"bỏ qua", "tiếp", "asdf qwer", strings.Repeat("dài ", 3000), "\x00\xff\xfe",
}

// deadEnd reports what is wrong with where the user was left: nothing said
// when something had to be, or no way on.
func deadEnd(o dialog.Outcome) string {
	for _, r := range o.Say {
		for _, c := range r.Choices {
			if len(c.Data) > 40 || c.Label == "" || strings.Contains(c.Label, "{") {
				return "a button that can't be shown: " + c.Data + " " + c.Label
			}
		}
		if strings.TrimSpace(r.Text) == "" && len(r.Choices) == 0 {
			return "an empty reply"
		}
		if strings.Contains(r.Text, "dialog.") {
			return "a word that does not exist: " + r.Text
		}
	}
	if n := len(o.Say) - 1; n >= 0 && strings.HasSuffix(strings.TrimRight(o.Say[n].Text, " *_\n"), ":") {
		return "a sentence leads to something, and nothing follows: " + o.Say[n].Text
	}
	return ""
}

// TestNeverStuck walks random inputs from every state they lead to: never a
// panic, never an empty answer to a clear input, state survives JSON, and a
// person is reachable within two inputs.
func TestNeverStuck(t *testing.T) {
	eng := mustShipped(t)
	rapid.Check(t, func(t *rapid.T) {
		st, now := dialog.State{}, monday
		var last []chat.Choice
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "wait")) * time.Second)
			var lines []dialog.Line
			for range rapid.IntRange(0, 2).Draw(t, "lines") {
				lines = append(lines, draw(t, last))
			}
			o := eng.Step(st, lines, now)
			if bad := deadEnd(o); bad != "" {
				t.Fatalf("%s (screen %q)", bad, o.State.Place.Screen)
			}
			if len(lines) == 1 && lines[0].Kind == chat.KindText && len(o.Say) > 0 && o.Kind == "" {
				t.Fatalf("no record tells what %q came to: %s (screen %q)", lines[0].Text, o.Say[0].Text, o.State.Place.Screen)
			}
			for _, r := range o.Say {
				last = r.Choices
			}
			st = through(t, o.State)
			if o.Handoff != nil && rapid.Bool().Draw(t, "returned") {
				st = dialog.Returned(st)
			}
			personInReach(t, eng, st, now)
		}
	})
}

func draw(t *rapid.T, last []chat.Choice) dialog.Line {
	l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText}}
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		l.Kind = rapid.SampledFrom([]chat.Kind{chat.KindStart, chat.KindSticker, chat.KindVoice, chat.KindFile, chat.KindUnsupported, chat.KindLocation}).Draw(t, "media")
	case 1:
		l.Kind, l.Seen = chat.KindPhoto, rapid.SampledFrom([]string{"", "FROM NUMBER NOT FOUND", "NOT_ENOUGH_MONEY", "call-vn-1-7EOLB370OL-1751008322530"}).Draw(t, "seen")
	case 2, 3:
		if len(last) > 0 {
			l.Kind, l.Data = chat.KindButton, rapid.SampledFrom(last).Draw(t, "press").Data
			break
		}
		fallthrough
	case 4:
		l.Kind, l.Data = chat.KindButton, rapid.SampledFrom([]string{"", "s1:ok", "s2:no", "back", "cancel", "human", "t:nothing", "rate:3", "rate:x", "id:x", "s999:cause0"}).Draw(t, "forged")
	default:
		l.Text = rapid.SampledFrom(inputs).Draw(t, "text")
	}
	return l
}

func through(t *rapid.T, st dialog.State) dialog.State {
	b, err := dialog.AppendState(nil, &st)
	if err != nil {
		t.Fatal(err)
	}
	back, err := dialog.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// personInReach asks for a person as a user would, twice at most.
func personInReach(t *rapid.T, eng *dialog.Engine, st dialog.State, now time.Time) {
	for range 2 {
		o := eng.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: "cho em gặp nhân viên"}}}, now)
		if o.Handoff != nil || o.State.Person {
			return
		}
		st = o.State
	}
	t.Fatalf("two requests for a person were not heard at screen %q", st.Place.Screen)
}
