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

// Who says early who he is loses no step: those that are not for him come as a message
// for the one who may.
func TestWhoTheUserIsSaidEarly(t *testing.T) {
	hold(t, "testdata/office", []officeTalk{
		{"máy in báo offline\ntôi là nhân viên thôi\nvẫn lỗi\nvẫn lỗi\nvẫn lỗi", "Nhờ anh/chị xử lý giúp|Đặt lại địa chỉ IP", "yêu cầu #1"},
		{"scan vô mail không được\ntôi không phải chủ văn phòng", "ghi nhận", "hiểu chưa đúng"},
		{"scan vô mail không được\ntôi không phải chủ văn phòng\nvẫn lỗi", "Nhờ anh/chị|mật khẩu hộp thư", ""},
		{"máy in báo offline\ntôi là giám đốc", "ghi nhận", "muốn gặp nhân viên"},
		{"máy in báo offline\ntôi là chủ văn phòng\nvẫn lỗi\nvẫn lỗi\nvẫn lỗi", "Đặt lại địa chỉ IP", "có phải chủ văn phòng"},
	})
}

// What is shown of a number or a code is what was typed, and a reference is read however
// its signs are typed.
func TestNumbersAsTheyAreTyped(t *testing.T) {
	const asked = "máy in hiện e-52\nvẫn lỗi\nvẫn lỗi\n"
	hold(t, "testdata/office", []officeTalk{
		{asked + "ap 240917 0031", "AP-240917-0031|yêu cầu #1", ""},
		{asked + "AP–240917–0031", "AP-240917-0031|yêu cầu #1", ""},
		{asked + "AP-240917-31", "AP-240917-31", "Số 240917"},
		{"máy in báo lỗi E-77", "E-77", "E_77"},
	})
}

// Who may do a step is called by the company's own name for him, also where it is asked
// about.
func TestTheRoleHasTheCompanysName(t *testing.T) {
	const at = "máy in báo offline\nvẫn lỗi\nvẫn lỗi\nvẫn lỗi\n"
	hold(t, "testdata/office", []officeTalk{
		{at + "tôi là kế toán", "chủ văn phòng", "tài khoản|Admin"},
		{at + "làm xong thì sao", "chủ văn phòng", "tài khoản|Tài khoản|Admin|quản trị viên"},
		{at + "không phải em\nlàm xong thì sao", "chủ văn phòng", "quản trị viên|phần cài đặt"},
		{"máy in báo offline\nai là admin", "", "Tài khoản|quản trị viên"},
		{"in ra mờ quá\nvẫn lỗi\ntiết kiệm mực nằm ở đâu", "Chất lượng in", "tài khoản|quản trị viên"},
	})
}
