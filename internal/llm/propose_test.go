package llm_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/llm"
	"hotro/internal/llm/llmtest"
)

// What a model proposes is lines of plain words, however it writes them; what is
// secret it is not shown.
func TestPropose(t *testing.T) {
	s := llmtest.New(t, func(llmtest.Question) llmtest.Reply {
		return llmtest.Reply{Content: "Here you are:\n```json\n{\"heading\": \"Kẹt giấy\", \"phrases\": [\"giấy kẹt ròi\", \"giấy kẹt ròi\", \"<!-- topic\", \"xem https://x.vn\", \"- máy in  nuốt giấy\", \"" + strings.Repeat("dài ", 40) + "\"]}\n```"}
	})
	p, err := llmtest.Model(t, s).Propose(t.Context(), "Lỗi E-05", "Rút giấy ra. Gọi 0912 345 678.")
	if err != nil || p.Heading != "Kẹt giấy" || !slices.Equal(p.Phrases, []string{"giấy kẹt ròi", "!-- topic", "máy in nuốt giấy"}) {
		t.Errorf("got %+v, %v, want a heading and three plain phrases", p, err)
	}
	if q := s.Asked()[0]; !strings.Contains(q.User, "Rút giấy ra") || strings.Contains(q.User, "0912 345 678") {
		t.Errorf("the model was shown %q, want the page without the number", q.User)
	}
	for _, content := range []string{"I can't.", `{"heading": "", "phrases": []}`, `{"heading": "[Reply with one JSON object of these two keys and nothing else]"}`} {
		s.Answer(func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Content: content} })
		if p, err := llmtest.Model(t, s).Propose(t.Context(), "a", "b"); err == nil {
			t.Errorf("%q: got %+v, want an error", content, p)
		}
	}
	var none *llm.Model
	if _, err := none.Propose(t.Context(), "a", "b"); llm.OutcomeOf(err) != llm.Off {
		t.Errorf("without a model: got %v, want that it is off", err)
	}
}
