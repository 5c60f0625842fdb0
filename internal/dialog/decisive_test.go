package dialog_test

import (
	"testing"

	"hotro/internal/dialog"
	"hotro/internal/intent/intenttest"
)

// A line that answers by itself is not held up for the next; one that begins a
// story is.
func TestDecisive(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"3", true},
		{"/menu", true},
		{"GET_USER_MEDIA_ERROR", true},
		{"nó báo get user media error á", true},
		{"call-vn-1-7EOLB370OL-1751008322530", true},
		{"vẫn lỗi", true},
		{"không ạ", true},
		{"gặp nhân viên", true},
		{"em chào anh", false},
		{"dạ", false},
		{"cho em hỏi chút", false},
		{"nãy giờ em gọi khách", false},
		{"em đang ngồi máy của bạn khác", false},
	} {
		if got := dialog.Decisive(tt.text, m.Read(tt.text)); got != tt.want {
			t.Errorf("Decisive(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}
