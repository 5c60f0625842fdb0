package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhoHasTheErrorIsKept wherever it is said, and in the hand-off.
func TestWhoHasTheErrorIsKept(t *testing.T) {
	for line, want := range map[string]string{
		"cả phòng 9 đứa bị luôn":      "cả phòng 9 người",
		"bốn máy đều thế":             "bốn máy",
		"ca chi nhanh deu vay":        "ca chi nhanh",
		"15 bạn":                      "15 bạn",
		"chỉ máy em thôi":             "một người",
		"it hits the whole office":    "the whole office",
		"có 2 bạn đang đi nghỉ phép":  "",
		"lấy mã ở đâu vậy":            "",
		"may ban khac bi gi khong ro": "",
	} {
		tk, o := says(t, "gọi là ngắt ngay", line)
		if got := tk.st.Facts["affected"]; got != want {
			t.Errorf("%q: got %q (%s), want %q", line, got, said(o), want)
		}
		if want != "" && o.Kind != chat.TurnNoted {
			t.Errorf("%q: got %q (%s), want it noted", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "cả công ty không gọi được", "25 người", "gặp nhân viên"); o.Handoff == nil || o.Handoff.Facts["affected"] != "cả công ty, 25 người" {
		t.Errorf("got %+v, want who has it in the hand-off", o.Handoff)
	}
}

// TestWhereToCallBackIsKept as what it is, and taken for no number of the firm's.
func TestWhereToCallBackIsKept(t *testing.T) {
	tk, o := says(t, "gọi là ngắt ngay", "có gì gọi lại anh số 0905 123 321 nha")
	if tk.st.Facts["phone"] != "0905 123 321" || tk.st.Facts["hotline"] != "" {
		t.Errorf("got %v (%s), want the number to call back", tk.st.Facts, said(o))
	}
	if _, o := says(t, "gọi không được", "cho người gọi cho anh liền 0905123321"); o.Handoff == nil || o.Handoff.Facts["phone"] != "0905123321" {
		t.Errorf("got %+v, want the number in the hand-off", o.Handoff)
	}
}

// TestTheWantIsAskedInOtherWords after each fact, and the second time with the way
// on without it.
func TestTheWantIsAskedInOtherWords(t *testing.T) {
	tk, first := says(t, "gọi là ngắt ngay", "tổ em sáu người bị")
	if !strings.Contains(said(first), "sáu người") || !strings.Contains(said(first), "Không có mã") {
		t.Errorf("got %s, want the fact said back and the want", said(first))
	}
	second := tk.hears("mạng cáp quang luôn rồi")
	if !strings.Contains(said(second), "gửi luôn") {
		t.Errorf("got %s, want the way on without it", said(second))
	}
	if o := tk.hears("gửi luôn"); o.Handoff == nil || !strings.Contains(o.Handoff.Facts["told"], "cáp quang") {
		t.Errorf("got %s, want it sent with what was told", said(o))
	}
}

// TestWhatIsDoneAlreadyIsNotAskedFor: the next step comes, and staff read of it.
func TestWhatIsDoneAlreadyIsNotAskedFor(t *testing.T) {
	_, plainly := says(t, "lỗi micro", "chrome")
	tk, o := says(t, "lỗi micro", "chỗ micro em cho phép rồi", "chrome")
	if o.Kind != chat.TurnStep || said(o) == said(plainly) || !strings.Contains(said(o), "đã làm rồi") {
		t.Errorf("got %q (%s), want the next step", o.Kind, said(o))
	}
	if p := tk.st.Path; len(p) == 0 || p[len(p)-1].Result != chat.StepFailed {
		t.Errorf("got %v, want the step noted as done", p)
	}
	if _, o := says(t, "lỗi micro", "chỗ micro em chưa cho phép", "chrome"); said(o) != said(plainly) {
		t.Errorf("got %s, want the first step", said(o))
	}
}
