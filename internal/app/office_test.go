package app_test

import (
	"strings"
	"testing"
)

// officeTalk is a talk with a shop of office printers, of which the last answer is
// looked at.
type officeTalk struct {
	lines string // a line each
	want  string // what stands in the last answer, "|" between several
	not   string // what does not
}

// hold plays the talks and holds their last answers against what is wanted.
func hold(t *testing.T, dir string, talks []officeTalk) {
	t.Helper()
	for _, c := range talks {
		all := talkWith(t, dir, strings.Split(c.lines, "\n"))
		_, got, _ := strings.Cut(all[strings.LastIndex(all, "\n> "):], "\n> ")
		for want := range strings.SplitSeq(c.want, "|") {
			if !strings.Contains(got, want) {
				t.Errorf("%q: want %q in\n%s", c.lines, want, got)
			}
		}
		for not := range strings.SplitSeq(c.not, "|") {
			if not != "" && strings.Contains(got, not) {
				t.Errorf("%q: %q stands in\n%s", c.lines, not, got)
			}
		}
	}
}

// An article is asked for, it is no error: in the midst of one a question where
// something is is about the step first, an article that is meant is told there, and
// who says that it still fails speaks of the step.
func TestAnArticleIsNoError(t *testing.T) {
	hold(t, "testdata/office", []officeTalk{
		{"máy in báo offline\nmục đó nằm đâu", "1. In được rồi", "hông máy in|gặp lỗi Tìm"},
		{"máy in báo offline\nvẫn lỗi\nvẫn lỗi\nmenu nằm ở đâu\nvẫn lỗi", "chủ văn phòng", "yêu cầu #1"},
		{"máy in báo offline\nvẫn lỗi\nvẫn lỗi\ncài đặt nằm ở đâu", "Cài đặt → Máy in", "hông máy in"},
		{"máy in báo offline\nsố đơn hàng nằm ở đâu", "hông máy in|1. In được rồi", "gặp lỗi Tìm"},
		{"máy in báo offline\nsố đơn hàng nằm ở đâu\nvẫn lỗi", "Rút dây mạng", "yêu cầu #1"},
		{"số đơn hàng nằm ở đâu", "hông máy in", "gặp lỗi|Vẫn lỗi"},
		{"máy kêu rè rè\ngặp nhân viên\ncài đặt nằm ở đâu trên máy tính", "", "hông máy in"},
	})
}

// A shop that has its words in one language says sentences that hold them as a whole
// in that one: half a sentence of each is read by nobody.
func TestWordsOfOneLanguageAreSaidInWholeSentences(t *testing.T) {
	all := talkWith(t, "testdata/office", []string{"toner not recognized", "still failing", "still failing", "I am in a hurry"})
	for _, half := range []string{"send me the số", "the số đơn", "Please send"} {
		if strings.Contains(all, half) {
			t.Errorf("%q stands in\n%s", half, all)
		}
	}
	if !strings.Contains(all, "Anh/chị gửi em số đơn hàng") {
		t.Errorf("the order number is not asked for in a whole sentence:\n%s", all)
	}
}
