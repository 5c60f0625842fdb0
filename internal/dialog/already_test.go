package dialog_test

import (
	"slices"
	"testing"

	"hotro/internal/chat"
)

// TestAlreadySo: a step that finds what it would set set is done and did not help; what
// is asked about it, or was just set, or is set otherwise, is not.
func TestAlreadySo(t *testing.T) {
	for line, want := range map[string]bool{
		"chỗ đó nó bật sẵn rồi em":                 true,
		"vo thay no mo san a":                      true,
		"mục đó vốn cho phép rồi, giờ làm gì nữa":  true,
		"cả hai máy đều để cho phép":               true,
		"chỗ đó nó ghi là Được phép mà":            true,
		"xanh sẵn rồi, máy hỏi thì lỡ bấm từ chối": true,
		"chỗ đó nó ghi không cho phép":             false,
		"bật lên rồi, giờ nó ghi cho phép":         false,
		"nó bật sẵn hả em":                         false,
		"nó đang để chặn":                          false,
		"nó chưa bật sẵn":                          false,
	} {
		tk, o := says(t, "GET_USER_MEDIA_ERROR", "Chrome", line)
		if got := hasFailed(tk.st.Path); got != want {
			t.Errorf("%q: got %+v (%s), want the step done without help: %v", line, tk.st.Path, said(o), want)
		}
	}
	for _, line := range []string{"it was on already", "Chrome, and the mic is already on Allow there"} {
		tk, o := says(t, "GET_USER_MEDIA_ERROR", "I use Chrome, please in English", line)
		if !hasFailed(tk.st.Path) {
			t.Errorf("%q: got %+v (%s), want the step done without help", line, tk.st.Path, said(o))
		}
	}
}

// TestSetInVain: who says with the error that what the first step sets is set is not told
// to set it; who says that it is not, or asks, is.
func TestSetInVain(t *testing.T) {
	for line, want := range map[string]bool{
		"Chrome cho phép micro rồi mà gọi vẫn báo lỗi mic":     true,
		"em bật micro trên Chrome rồi nhưng vẫn lỗi micro":     true,
		"Chrome chưa cho phép micro nên vẫn lỗi mic":           false,
		"Chrome vẫn lỗi micro, em làm sao để cho phép rồi gọi": false,
	} {
		tk, o := says(t, line)
		if got := hasFailed(tk.st.Path); got != want {
			t.Errorf("%q: got %+v (%s), want the first step past: %v", line, tk.st.Path, said(o), want)
		}
	}
}

// TestGreyedOut: what is grey on a firm's machine is for whoever looks after that.
func TestGreyedOut(t *testing.T) {
	for line, want := range map[string]bool{
		"chỗ đó bị mờ, gạt không được":     true,
		"cai nut xam xit k bat duoc":       true,
		"cái hình màu xám đó hả":           false,
		"bên IT mở khóa rồi, đang gọi thử": false,
	} {
		_, o := says(t, "GET_USER_MEDIA_ERROR", "Chrome", line)
		if got := o.Kind == chat.TurnForward; got != want {
			t.Errorf("%q: got %s (%s), want the text for others: %v", line, o.Kind, said(o), want)
		}
	}
}

// TestPartly: a step that helped some goes on for the others, and is no end of the
// matter while they are still to be asked.
func TestPartly(t *testing.T) {
	for line, want := range map[string]bool{
		"hai máy được rồi, máy thứ ba vẫn không":            true,
		"có bạn làm được, còn bạn Hoa vẫn chưa":             true,
		"một đứa gọi được, để chị hỏi mấy đứa còn lại":      false,
		"1 may goi duoc roi, de em hoi may kia xem the nao": false,
	} {
		tk, o := says(t, "GET_USER_MEDIA_ERROR", "Chrome", line)
		if hasFailed(tk.st.Path) != want || o.Solved {
			t.Errorf("%q: got %+v (%s), want it gone on with: %v", line, tk.st.Path, said(o), want)
		}
	}
}

// hasFailed reports whether a step of a path was done that did not help.
func hasFailed(path []chat.Tried) bool {
	return slices.ContainsFunc(path, func(p chat.Tried) bool { return p.Result == chat.StepFailed })
}
