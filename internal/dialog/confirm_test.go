package dialog_test

import (
	"strings"
	"testing"
)

// TestAsksBack: who asks whether he understood right, whether something does
// harm, or whether two words are one is answered by the documents, and with a yes
// only where they say just that.
func TestAsksBack(t *testing.T) {
	for _, c := range []struct {
		lead []string
		line string
		want string
		yes  bool
	}{
		{[]string{"AGENT_FROM_NOT_FOUND"}, "tức là em tắt google dịch là xong hả", "cần tắt Google Dịch", true},
		{[]string{"AGENT_FROM_NOT_FOUND"}, "tức là em bật google dịch lên hả", "cần tắt Google Dịch", false},
		{[]string{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "tải lại trang lúc đang gọi"}, "vậy đợi cuộc gọi kết thúc rồi gọi lại phải không chị", "đợi cuộc gọi đang bị treo kết thúc", true},
		{[]string{"AGENT_FROM_NOT_FOUND", "chrome"}, "nhiều người dùng chung tài khoản có sao không em", "tài khoản đang bận ở cuộc gọi khác", false},
		{[]string{"Cuộc gọi ngắt ngay lập tức"}, "call id với pcap khác nhau không vậy", "hai thứ khác nhau", false},
		{[]string{"Cuộc gọi ngắt ngay lập tức"}, "mã cuộc gọi giống với call id hả em", "hai tên này là một", true},
		{[]string{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "tất cả đều bị"}, "vậy em nhờ sếp làm là được hả", "chuyển cho quản trị viên", false},
		{[]string{"Cuộc gọi ngắt ngay lập tức"}, "mã đó là số điện thoại của khách hàng hả em", "call-vn-1-", false},
		{nil, "google dịch có ảnh hưởng gì không em", "không tìm thấy số hotline", false},
	} {
		_, o := says(t, append(c.lead, c.line)...)
		all := ""
		for _, r := range o.Say {
			all += r.Text + "\n"
		}
		if !strings.Contains(all, c.want) || strings.Contains(all, "Dạ đúng ạ") != (c.yes || strings.Contains(c.line, "nhờ sếp")) {
			t.Errorf("%q after %q: got %q, want %q, a yes: %v", c.line, c.lead, all, c.want, c.yes)
		}
	}
}

// TestAskedBackIsNoAnswer: what was asked for is asked for again.
func TestAskedBackIsNoAnswer(t *testing.T) {
	_, o := says(t, "AGENT_FROM_NOT_FOUND", "vậy là tắt google dịch đi hả em")
	if last := o.Say[len(o.Say)-1].Text; !strings.Contains(last, "trình duyệt nào") {
		t.Errorf("got %q, want the question for the browser once more", last)
	}
	_, o = says(t, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "dùng chung tài khoản", "có quyền admin", "xong rồi đó, gọi lại luôn hả")
	if o.Kind != "result" {
		t.Errorf("got %s, want what came of it asked for", o.Kind)
	}
}
