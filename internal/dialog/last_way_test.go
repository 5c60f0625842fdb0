package dialog_test

import "testing"

// TestNobodyIsSentToStaffOnALikeness at the last way there is: who found the place, or
// asks for it, has not said that it failed.
func TestNobodyIsSentToStaffOnALikeness(t *testing.T) {
	for _, line := range []string{
		"ra là nãy giờ nằm ở Free video call, để em chỉnh lại",
		"chỗ chọn đó nằm đâu em, chị thấy có Free voice call",
		"tháng rồi gọi số nào cũng reo",
		"nếu chọn rồi mà vẫn vậy thì sao",
		"bạn khác cũng bị y chang",
		"không",
	} {
		tk, o := says(t, "báo đang đổ chuông nhưng khách không nhận được cuộc gọi", line)
		if tk.st.Person {
			t.Errorf("%q calls a person: %q", line, said(o))
		}
	}
	for _, line := range []string{"chọn Call out rồi mà khách vẫn không reo", "vẫn vậy", "làm theo rồi, chẳng ăn thua gì"} {
		if tk, o := says(t, "báo đang đổ chuông nhưng khách không nhận được cuộc gọi", line); !tk.st.Person {
			t.Errorf("%q calls no person: %q", line, said(o))
		}
	}
}
