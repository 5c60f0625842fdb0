package dialog_test

import "testing"

// TestTheMachineIsToldBesides a question or a denial; what only sounds like a name
// tells nothing.
func TestTheMachineIsToldBesides(t *testing.T) {
	for line, want := range map[string]string{
		"nhân viên tôi xài Firefox, lỗi micro, giờ mở ở đâu": "Firefox",
		"cốc cốc bị lỗi micro, phải làm sao vậy em":          "Cốc Cốc",
		"lỗi micro, sao mở micro trên Edge vậy em":           "Edge",
		"lỗi micro, iphone của tôi nó không hỏi cho phép":    "Trên điện thoại",
		"lỗi micro, Safari chứ có phải Chrome đâu":           "Safari",
		"lỗi micro, Chrome là gì vậy em":                     "",
		"lỗi micro, em đâu có xài Chrome":                    "",
	} {
		tk, o := says(t, line)
		if got := tk.st.Traits["browser"]; got != want {
			t.Errorf("%q: got browser %q (%s), want %q", line, got, said(o), want)
		}
	}
	tk, _ := says(t, "lỗi micro", "chrome", "vẫn lỗi", `ở đó nó chỉ có "Mặc định"`)
	if got := tk.st.Traits["system"]; got != "" {
		t.Errorf("got system %q of a line about what is set by default", got)
	}
}

// TestTheMachineSaidOnceMore answers what is asked, and is no other meaning of the
// last line.
func TestTheMachineSaidOnceMore(t *testing.T) {
	for _, line := range []string{"anh nói Edge rồi mà", "like I said, Edge"} {
		tk, o := says(t, "lỗi micro", line)
		if got := tk.st.Place.Flow.Topic; got != "quyen-micro" || tk.st.Traits["browser"] != "Edge" {
			t.Errorf("%q: got %q with %v (%s), want the way for Edge", line, got, tk.st.Traits, said(o))
		}
		tk, o = says(t, "lỗi micro", "edge", line)
		if f := tk.st.Place.Flow; f.Step != 0 || tk.st.Traits["browser"] != "Edge" {
			t.Errorf("%q at its step: got step %d (%s), want the same step", line, f.Step, said(o))
		}
	}
}
