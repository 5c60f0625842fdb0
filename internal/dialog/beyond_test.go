package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestOrderInALineThatTells: a word that orders something leads to what the line tells
// besides, and does nothing by itself.
func TestOrderInALineThatTells(t *testing.T) {
	busy, ended := "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "gọi cái là bị ngắt ngay"
	for _, c := range []struct {
		lines []string
		kind  string
		has   string
	}{
		{[]string{"khỏi gặp nhân viên, coi giúp chị vụ không tìm thấy số hotline"}, "topic", "không tìm thấy số hotline"},
		{[]string{"đừng nối máy cho ai, em bị lỗi micro"}, "topic", "micro"},
		{[]string{"xin chào", "chuyển lỗi khác giúp chị: số khách bị chặn"}, "topic", "đang bị chặn"},
		{[]string{"gọi không được", "đợi chị chép nha: REQUEST_ANSWER_URL_ERROR"}, "topic", "Answer URL"},
		{[]string{"mấy bạn nhân viên chị la là không gọi ra được"}, "ask", ""},
		{[]string{busy, "hồi trưa chị lỡ tay nhấn f5"}, "wait", "bị treo"},
		{[]string{ended, "không có mã", "thôi nghỉ, mai làm tiếp"}, "stop", "làm tiếp được"},
		{[]string{ended, "dạ thôi chị không cần nữa"}, "stop", "làm tiếp được"},
		{[]string{"gặp nhân viên", "thôi khỏi chờ, hủy yêu cầu giúp chị"}, "cancel", ""},
		{[]string{"gặp nhân viên", "đừng hủy nha em"}, "noted", ""},
		{[]string{"chị muốn hủy cái yêu cầu sáng nay"}, "cancel", "không còn yêu cầu"},
	} {
		_, o := says(t, c.lines...)
		if o.Kind != c.kind || !strings.Contains(said(o), c.has) {
			t.Errorf("%q: got %s: %q, want %s with %q", c.lines, o.Kind, said(o), c.kind, c.has)
		}
	}
}

// TestTongueNamedInATale: who tells of English wishes for no other language.
func TestTongueNamedInATale(t *testing.T) {
	for _, c := range []struct {
		line, lang string
	}{
		{"khách em toàn nói tiếng anh thôi, gọi không được", "vi"},
		{"chị lỡ chuyển qua tiếng anh rồi mà vẫn lỗi micro", "vi"},
		{"em muốn nói tiếng anh", "en"},
		{"đổi sang tiếng anh đi", "en"},
	} {
		tk, _ := says(t, c.line)
		if got := tk.st.Lang; got != c.lang {
			t.Errorf("%q: speaks %q, want %q", c.line, got, c.lang)
		}
	}
}

// TestMishapIsNoStepDone: who blocked the microphone by mistake is shown the step that
// mends it, and a page loaded anew in vain is no cause.
func TestMishapIsNoStepDone(t *testing.T) {
	if _, o := says(t, "bấm gọi nó hỏi cho phép micro mà chị lỡ tay bấm chặn mất rồi", "cốc cốc"); strings.Contains(said(o), "đã làm rồi") || !strings.Contains(said(o), "bên trái địa chỉ trang") {
		t.Errorf("got %q, want the first step", said(o))
	}
	for _, lines := range [][]string{
		{"reload hoài mà vẫn không gọi được", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"},
		{"f5 mấy lần vẫn báo tài khoản đang ở cuộc gọi khác"},
	} {
		if _, o := says(t, lines...); o.State.Place.Screen != "causes" {
			t.Errorf("%q: at %s: %q, want to be asked for the cause", lines, o.State.Place.Screen, said(o))
		}
	}
}

// TestErrorBesideTheWishForALanguage is answered, in that language.
func TestErrorBesideTheWishForALanguage(t *testing.T) {
	_, o := says(t, "hi there", "trả lời tiếng việt giúp mình, mình bị số khách bị chặn")
	if f := o.State.Place.Flow; f == nil || f.Topic != "TO_NUMBER_NOT_ALLOWS_CALLOUT" || !strings.Contains(said(o), "đang bị chặn") {
		t.Errorf("got %s: %q, want the error", o.Kind, said(o))
	}
}

// TestWrittenWithItsMarks: a word of other diacritics is another word.
func TestWrittenWithItsMarks(t *testing.T) {
	lead := []string{"chưa được phép gọi ra", "tất cả"}
	if _, o := says(t, append(lead, "em là chủ tiệm thì em bấm được không")...); strings.Contains(said(o), "Safari") || !strings.Contains(said(o), "quản trị viên") {
		t.Errorf("got %q, want who may", said(o))
	}
	wait := []string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "lỡ tải lại trang lúc đang gọi"}
	for _, line := range []string{"có cần cài lại máy không", "cài lại edge không"} {
		if _, o := says(t, append(wait, line)...); o.Kind != "passed_on" || strings.Contains(said(o), "→") {
			t.Errorf("%q: got %s: %q, want it owned", line, o.Kind, said(o))
		}
	}
}

// TestPlaceOfTheUsersMachine: of who has told what he has, that is shown, and no other.
func TestPlaceOfTheUsersMachine(t *testing.T) {
	micro := "GET_USER_MEDIA_ERROR"
	for _, c := range []struct {
		lines     []string
		has, hasn string
	}{
		{[]string{micro, "safari", "chỗ đó nằm đâu"}, "góc trên bên trái màn hình", "⋮"},
		{[]string{micro, "safari", "vẫn lỗi", "cài đặt trình duyệt ở đâu"}, "góc trên bên trái", "Firefox"},
		{[]string{micro, "edge", "vẫn lỗi", "cài đặt trình duyệt ở đâu"}, "ba chấm", "Safari"},
		{[]string{micro, "chrome", "vẫn lỗi", "vẫn lỗi", "máy mac", "cài đặt máy tính chỗ nào"}, "quả táo", "Start"},
		{[]string{micro, "chrome", "vẫn lỗi", "vẫn lỗi", "windows", "cài đặt máy tính chỗ nào"}, "Start", "quả táo"},
	} {
		if _, o := says(t, c.lines...); !strings.Contains(said(o), c.has) || strings.Contains(said(o), c.hasn) {
			t.Errorf("%q: got %q, want %q and no %q", c.lines, said(o), c.has, c.hasn)
		}
	}
}

// TestOwnStaffAreNobodyToCall: what goes wrong for them is told, and nobody wished for.
func TestOwnStaffAreNobodyToCall(t *testing.T) {
	for _, line := range []string{"máy của nhân viên chị không gọi được", "4 nhân viên công ty anh bị lỗi micro", "tài khoản nhân viên gọi khách không được"} {
		if _, o := says(t, line); o.State.Place.Screen == dialog.AtOffer || o.Handoff != nil {
			t.Errorf("%q: got %s: %q, want no person", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "sao nhân viên chưa trả lời tôi"); o.State.Place.Screen != dialog.AtOffer && o.Handoff == nil {
		t.Errorf("got %s: %q, want a person", o.Kind, said(o))
	}
}

// TestPhoneOfWhoSaidApp makes no browser of it, and a browser that is named does.
func TestPhoneOfWhoSaidApp(t *testing.T) {
	lead := "em xài app trên điện thoại, nó báo lỗi micro"
	if _, o := says(t, lead, "máy oppo"); o.State.Place.Screen != dialog.AtOffer || strings.Contains(said(o), "Trên điện thoại") {
		t.Errorf("got %s: %q, want the offer with the phone noted", o.State.Place.Screen, said(o))
	}
	if _, o := says(t, lead, "à em mở bằng chrome trên điện thoại"); o.State.Place.Screen == dialog.AtOffer {
		t.Errorf("got %q, want the browser's steps", said(o))
	}
}
