package dialog_test

import "testing"

// TestATranslatedPageIsTold by what was pressed, and by what became of its words.
func TestATranslatedPageIsTold(t *testing.T) {
	for line, want := range map[string]bool{
		"nãy em lỡ bấm dịch trang, giờ menu lạ hoắc":      true,
		`nút "Gọi" nó thành "Call" luôn`:                  true,
		"mấy cái mục nó biến thành tiếng anh hết":         true,
		"trang tự đổi tiếng, không đọc được":              true,
		"all the menus turned into English by themselves": true,
		"bà có bấm dịch gì đâu con":                       false,
		"chữ vẫn ra tiếng Việt mà":                        false,
		"nãy em bấm nhầm nút tải lại":                     false,
	} {
		tk, o := says(t, "FROM_NUMBER_NOT_FOUND", line)
		f := tk.st.Place.Flow
		if got := f != nil && f.Topic == "tat-google-dich"; got != want {
			t.Errorf("%q: got translated %v (%s), want %v", line, got, said(o), want)
		}
	}
	for _, line := range []string{"trang tổng đài tự nhiên đổi qua tiếng Anh rồi không gọi được", `chữ trên trang "Lịch sử" thành "History" rồi`} {
		if tk, o := says(t, line); tk.st.Place.Flow == nil || tk.st.Place.Flow.Topic != "tat-google-dich" {
			t.Errorf("%q: got %s, want the way to turn it off", line, said(o))
		}
	}
}
