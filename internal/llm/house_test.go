package llm_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

// TestWhatAModelIsTold holds docs/privacy.md: what tells who wrote, or whom it is
// about, is in no request for an answer in words, wherever it was written.
func TestWhatAModelIsTold(t *testing.T) {
	const told = "Em là Trần Quế Lan, số 0987 654 321, mail lan.tran@congty.vn, mật khẩu: Matkhau@2026, khách +84 912 345 678, call-vn-1-7EOLB370OL-1751008322530"
	at := chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "771234567"}
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply { return llmtest.None() })
	m := llmtest.Model(t, s)
	ticket := chat.Ticket{
		Number: 12, Conv: at, User: chat.User{ID: "771234567", Name: "Quế Lan Sale", Username: "quelan_sale"}, Topic: "FROM_NUMBER_NOT_FOUND", Title: told,
		Refs: []string{"call-vn-1-7EOLB370OL-1751008322530"}, Facts: map[string]string{"phone": "0987654321", "customer": "0912345678", "agent": "lan.tran@congty.vn"},
		Path: []chat.Tried{{Node: "a", Text: "Hotline nào? – " + told}}, Call: map[string]string{"to": "0912345678"}, Model: told, Summary: told,
	}
	lines := []chat.Line{
		{By: chat.ByUser, Name: "Quế Lan Sale", Text: "em lỗi, Quế Lan Sale đây", Edited: told},
		{By: chat.ByStaff, Name: "Nguyễn Văn Nam", Text: told},
		{By: chat.ByNote, Text: told},
	}
	_, _ = m.Summary(t.Context(), ticket, lines) // what it answers is another test's
	_, _ = m.Choose(t.Context(), at.String(), llm.Line{
		Text: told, Topics: []llm.Option{{ID: "FROM_NUMBER_NOT_FOUND", Title: "Không tìm thấy số"}},
		Screen: &llm.Screen{Words: told, About: "Không tìm thấy số", Answers: []llm.Option{{ID: "yes", Title: "Rồi"}}},
	})
	if n := len(s.Asked()); n < 2 {
		t.Fatalf("asked %d times, want for a summary and for a choice", n)
	}
	for _, q := range s.Asked() {
		for _, trace := range []string{"Quế Lan", "Nam", "quelan", "0987", "654 321", "0912", "345 678", "congty", "Matkhau", "771234567", "7EOLB370OL"} {
			if all := q.System + q.User; strings.Contains(strings.ReplaceAll(all, `\u003c`, "<"), trace) {
				t.Errorf("a model is told %q in %s", trace, q.User)
			}
		}
	}
}
