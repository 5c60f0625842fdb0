package bot_test

import (
	"strings"
	"testing"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent/intenttest"
	"hotro/prompts"
)

// knows gives the bot the shipped documents.
func knows(t *testing.T) func(*bot.Options) {
	t.Helper()
	read := intenttest.Matcher(t)
	eng := dialog.New(dialog.Options{Guide: intenttest.Guide(t), Reader: read, Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	return func(o *bot.Options) { o.Dialog = func() (*dialog.Engine, bot.Reader) { return eng, read } }
}

// dismissed is a user whom Thảo has answered and whose ticket she has closed.
func dismissed(t *testing.T) *talk {
	t.Helper()
	k := newTalk(t, knows(t))
	k.writes("gặp nhân viên")
	thao, at := desk.Staff{ID: "web:thao", Name: "Nguyễn Thảo"}, k.at.String()
	if err := k.desk.Claim(t.Context(), at, thao, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := k.desk.Say(t.Context(), at, thao, "web", chat.Reply{Text: "Anh tải lại trang giúp em nhé"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := k.desk.Close(t.Context(), at, thao, "xong", ""); err != nil {
		t.Fatal(err)
	}
	k.said()
	return k
}

// TestPolitenessAfterTheEndLeavesTheQuestions: who thanks, by a sign or by name, is
// answered politely, is not rated by that, and may still rate and open the ticket again.
func TestPolitenessAfterTheEndLeavesTheQuestions(t *testing.T) {
	for _, line := range []string{"em cảm ơn nhiều ạ", "oki em", "👌", "👍👍", "😍", "/-strong", "cám ơn chị Thảo nhiều nha", "ok chị Thảo", "dạ vâng chị thảo", "tks bạn Thảo"} {
		k := dismissed(t)
		if said := k.writes(line); len(said) != 1 || !strings.Contains(said[0], "cảm ơn anh/chị") {
			t.Errorf("%q was answered %q, want thanks", line, said)
		}
		if r := k.conv().Ticket.Rating; r != nil {
			t.Errorf("%q rated: %+v", line, r)
		}
		k.writes("2")
		if r := k.conv().Ticket.Rating; r == nil || r.Score != 2 {
			t.Errorf("after %q a 2 rated %+v", line, r)
		}
		k.presses(desk.DataReopen)
		if tk := k.conv().Ticket; !tk.Open() {
			t.Errorf("after %q and a rating the button opens nothing", line)
		}
	}
}

// TestAJudgementIsKeptInItsWords: what is lukewarm or blames is the comment beside its
// score; praise that names no score is one, and leaves the question open.
func TestAJudgementIsKeptInItsWords(t *testing.T) {
	for line, want := range map[string]chat.Rating{
		"tàm tạm":              {Score: 3, Comment: "tàm tạm"},
		"hơi trễ":              {Score: 3, Comment: "hơi trễ"},
		"đợi hoài":             {Score: 2, Comment: "đợi hoài"},
		"tư vấn lòng vòng quá": {Score: 2, Comment: "tư vấn lòng vòng quá"},
		"bạn kỹ thuật dễ thương mà trả lời trễ": {Score: 3, Comment: "bạn kỹ thuật dễ thương mà trả lời trễ"},
		"2 điểm vì phải đợi cả buổi sáng":       {Score: 2, Comment: "2 điểm vì phải đợi cả buổi sáng"},
		"khá tốt nhưng trả lời hơi chậm":        {Score: 4, Comment: "khá tốt nhưng trả lời hơi chậm"},
		"chấm em 5 điểm nha":                    {Score: 5},
		"rất tốt ạ":                             {Score: 5},
		"chị Thảo tận tình lắm":                 {Comment: "chị Thảo tận tình lắm"},
	} {
		k := dismissed(t)
		k.writes(line)
		got := k.conv().Ticket.Rating
		if got == nil || got.Score != want.Score || got.Comment != want.Comment {
			t.Errorf("%q is kept as %+v, want %+v", line, got, want)
		}
	}
}

// TestACommentGrows: what follows a judgement or stands before the score is one comment.
func TestACommentGrows(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  chat.Rating
	}{
		{[]string{"tạm", "chờ hơi lâu"}, chat.Rating{Score: 3, Comment: "tạm / chờ hơi lâu"}},
		{[]string{"chị Thảo nhẹ nhàng lắm", "5"}, chat.Rating{Score: 5, Comment: "chị Thảo nhẹ nhàng lắm"}},
		{[]string{"1", "không ai trả lời em suốt buổi sáng"}, chat.Rating{Score: 1, Comment: "không ai trả lời em suốt buổi sáng"}},
	} {
		k := dismissed(t)
		for _, l := range c.lines {
			k.writes(l)
		}
		if got := k.conv().Ticket.Rating; got == nil || got.Score != c.want.Score || got.Comment != c.want.Comment {
			t.Errorf("%q is kept as %+v, want %+v", c.lines, got, c.want)
		}
	}
}

// TestTroubleIsNoJudgement: what is slow or does not work is not the service.
func TestTroubleIsNoJudgement(t *testing.T) {
	for _, line := range []string{"wifi chậm", "bấm gọi lâu mới đổ chuông", "tiếng bị trễ 3 giây", "mic rè"} {
		k := dismissed(t)
		k.writes(line)
		if r := k.conv().Ticket.Rating; r != nil {
			t.Errorf("%q rated: %+v", line, r)
		}
	}
}

// TestWhoeverIsCalledByName is answered as the moment asks for: after the end with the
// way back, while waiting with how it stands, and else with the offer of a person.
func TestWhoeverIsCalledByName(t *testing.T) {
	for what, c := range map[string]struct {
		k     *talk
		line  string
		hears string
		opens bool
	}{
		"after the end":    {dismissed(t), "chị Thảo ơi", "bấm **Mở lại**", false},
		"where is she":     {dismissed(t), "Chị Thảo đâu rồi em?", "bấm **Mở lại**", false},
		"while waiting":    {waiting(t), "anh Phúc ơi", "chưa có nhân viên nhận", true},
		"at the start":     {newTalk(t, knows(t)), "anh Phúc ơi", "muốn gặp nhân viên hỗ trợ không", false},
		"thanks":           {newTalk(t, knows(t)), "vâng anh Phúc", "Dạ vâng", false},
		"she is asked for": {newTalk(t, knows(t)), "cho em nói chuyện với chị Thảo", "chuyển yêu cầu", true},
	} {
		said := strings.Join(c.k.writes(c.line), "\n")
		if !strings.Contains(said, c.hears) {
			t.Errorf("%s: %q was answered %q, want %q", what, c.line, said, c.hears)
		}
		if got := c.k.conv().Ticket.Open(); got != c.opens {
			t.Errorf("%s: after %q a ticket is open: %t", what, c.line, got)
		}
	}
}

// waiting is a user who waits for a person.
func waiting(t *testing.T) *talk {
	t.Helper()
	k := newTalk(t, knows(t))
	k.writes("gặp nhân viên")
	return k
}
