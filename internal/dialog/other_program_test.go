package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestOtherProgram: a fault of an app before any call, or of a program that calls are begun
// from, is in no document; an error that is named there is, and so is one of calls.
func TestOtherProgram(t *testing.T) {
	for line, want := range map[string]bool{
		"app mở lên là tự thoát":                            true,
		"ứng dụng trên máy em nó trắng xoá, không vào được": true,
		"bấm số trong crm không thấy gì hết":                true,
		"our CRM does not start the call":                   true,
		"app bấm gọi báo lỗi micro":                         false,
		"gọi từ crm báo số khách bị chặn":                   false,
		"mic bị ứng dụng khác chiếm, gọi không được":        false,
		"máy báo ứng dụng chrome không được dùng micro":     false,
		"crm gọi thì báo tài khoản đang ở cuộc gọi khác":    false,
		"web báo lỗi micro còn app thì vẫn gọi được":        false,
		"gọi ra toàn bị ngắt":                               false,
	} {
		_, o := says(t, line)
		if got := o.Kind == chat.TurnOutside; got != want {
			t.Errorf("%q: got %s (%s), want it outside: %v", line, o.Kind, said(o), want)
		}
	}
	tk, o := says(t, "app mở lên là tự thoát", "nó chớp lên một cái là tắt liền")
	if tk.st.Place.Flow != nil || o.Kind != chat.TurnNoted {
		t.Errorf("more of the app: got %s (%s), want it noted", o.Kind, said(o))
	}
}
