package acts_test

import (
	"slices"
	"sync"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/acts"
	"hotro/prompts"
)

var shipped = sync.OnceValues(func() (*acts.Classifier, error) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		return nil, err
	}
	return acts.New(w), nil
})

func classifier(t testing.TB) *acts.Classifier {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The same words are another act where another is expected.
func TestAmongKeepsToWhatMaySayThere(t *testing.T) {
	c := classifier(t)
	var buf acts.Buffers
	for _, tt := range []struct {
		line  string
		among []intent.Meaning
		want  intent.Meaning
	}{
		{"dạ chưa anh ơi", []intent.Meaning{intent.Yes, intent.No, intent.Unsure}, intent.No},
		{"bác sửa theo rồi mà máy nó cứ trơ ra", []intent.Meaning{intent.Solved, intent.NotSolved, intent.Done, intent.Ack}, intent.NotSolved},
		{"goi cho khach ngon roi e", []intent.Meaning{intent.Solved, intent.NotSolved, intent.Done, intent.Ack}, intent.Solved},
		{"nút đó nằm góc nào vậy con", []intent.Meaning{intent.Solved, intent.Where, intent.Hold, intent.Human}, intent.Where},
		{"xóa cache xong có mất danh bạ không", []intent.Meaning{intent.Solved, intent.NotSolved, intent.Done, intent.HowTo, intent.Whether}, intent.Whether},
		{"t chỉ là nv sale làm gì có quyền", []intent.Meaning{intent.IsAdmin, intent.NotAdmin, intent.Human}, intent.NotAdmin},
	} {
		got, likely := c.Rank(&buf, tt.line).Among(func(act string) bool { return slices.Contains(tt.among, intent.Meaning(act)) })
		if intent.Meaning(got) != tt.want {
			t.Errorf("Rank(%q) among %q = %q (%.2f), want %q", tt.line, tt.among, got, likely, tt.want)
		}
	}
}

// A likelihood is a share of what is allowed, and nothing is allowed to none.
func TestAmongNothing(t *testing.T) {
	c := classifier(t)
	var buf acts.Buffers
	if act, likely := c.Rank(&buf, "ok").Among(func(string) bool { return false }); act != "" || likely != 0 {
		t.Errorf("got %q, %v among nothing, want none", act, likely)
	}
	if act, likely := (acts.Ranking{}).Among(func(string) bool { return true }); act != "" || likely != 0 {
		t.Errorf("got %q, %v of no ranking, want none", act, likely)
	}
	if _, likely := c.Rank(&buf, "xqz wvk").Among(func(string) bool { return true }); likely > 0.5 {
		t.Errorf("words nobody knows are an act with %.2f, want no sureness", likely)
	}
}

// The shipped weights are those that the examples teach.
func TestShippedWeightsAreFresh(t *testing.T) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	acts.Fresh(t, w)
}

func BenchmarkRank(b *testing.B) {
	c := classifier(b)
	var buf acts.Buffers
	b.ReportAllocs()
	for b.Loop() {
		c.Rank(&buf, "em làm rồi mà vẫn không gọi được chị ơi")
	}
}

func BenchmarkNew(b *testing.B) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		acts.New(w)
	}
}
