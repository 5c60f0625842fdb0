package dialog_test

import "testing"

// TestARequestIsTakenBackOnlyOutright: no hurry, a call that is refused or a word without
// marks takes nothing back, at most it is asked about.
func TestARequestIsTakenBackOnlyOutright(t *testing.T) {
	for line, cancels := range map[string]bool{
		"hủy yêu cầu giúp chị": true, "thôi anh không cần gặp nữa": true, "khong can gap nhan vien nua": true, "mai tui coi, huy phieu dum": true,
		"khong can gap nua": false, "k can gap dau, chieu tra loi cung dc": false, "không cần gấp ạ": false,
		"khỏi gọi, nhắn vào đây được rồi": false, "không cần nhân viên liền bây giờ": false, "khách hủy lịch hết rồi": false,
	} {
		tk, o := says(t, "gặp nhân viên", line)
		if o.Cancel != cancels || tk.st.Person == cancels {
			t.Errorf("%q: cancelled %v (%s), want %v", line, o.Cancel, said(o), cancels)
		}
	}
}

// TestACancelThatIsContestedIsUndone, and only that.
func TestACancelThatIsContestedIsUndone(t *testing.T) {
	for line, opens := range map[string]bool{"ủa ai bảo hủy": true, "tui có nói hủy đâu": true, "why did you cancel it": true, "ok em": false, "cảm ơn em nha": false} {
		_, o := says(t, "gặp nhân viên", "hủy yêu cầu", line)
		if (o.Handoff != nil) != opens {
			t.Errorf("%q: got %q (%s), want the request opened: %v", line, o.Kind, said(o), opens)
		}
	}
}
