package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestWhoIsHeardLateIsToldOfWhatMessage: by its time, once for all that came
// together; not where it is no matter, where a clock must be wrong, and not of
// a press or an edit, whose time nobody tells.
func TestWhoIsHeardLateIsToldOfWhatMessage(t *testing.T) {
	eng := mustShipped(t)
	for name, c := range map[string]struct {
		kind chat.Kind
		late time.Duration
		want string // the time that is told
	}{
		"at once":        {chat.KindText, 0, ""},
		"nine minutes":   {chat.KindText, 9 * time.Minute, ""},
		"half an hour":   {chat.KindText, 30 * time.Minute, "15:04"},
		"a picture":      {chat.KindPhoto, 30 * time.Minute, "15:04"},
		"yesterday":      {chat.KindText, 25 * time.Hour, "15:04 02/01"},
		"of last week":   {chat.KindText, 7 * 24 * time.Hour, ""},
		"in an hour":     {chat.KindText, -time.Hour, ""},
		"a press":        {chat.KindButton, time.Hour, ""},
		"an edit":        {chat.KindEdit, time.Hour, ""},
		"without a time": {chat.KindText, 1 << 62, ""},
	} {
		in := chat.Incoming{Kind: c.kind, Text: "FROM_NUMBER_NOT_FOUND", Data: "menu", At: monday.Add(-c.late)}
		if name == "without a time" {
			in.At = time.Time{}
		}
		second := chat.Incoming{Kind: chat.KindText, Text: "chị dùng Chrome", At: monday.Add(-c.late)}
		o := eng.Step(dialog.State{}, []dialog.Line{{Incoming: in}, {Incoming: second}}, monday)
		said := ""
		for _, r := range o.Say {
			said += r.Text + "\n"
		}
		told := ""
		if c.want != "" {
			told = "gửi lúc " + in.At.Format(c.want) + " đến giờ em mới nhận được"
		}
		if n := strings.Count(said, "mới nhận được"); c.want == "" && n != 0 || c.want != "" && (n != 1 || !strings.Contains(said, told)) {
			t.Errorf("%s: got %q, want %q", name, said, told)
		}
	}
}
