package dialog_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestCutOff: a call that ends the moment it is answered is likely the error of calls that
// end at once; one that drops while people talk, or that the customer ends, is not.
func TestCutOff(t *testing.T) {
	for line, want := range map[string]bool{
		"khách nhấc máy cái là mất tiếng chuông, tắt luôn": true,
		"nghe máy phát là ngắt":                            true,
		"khach vua bat may la cuoc goi tat":                true,
		"nói được hai phút thì cuộc gọi bị ngắt":           false,
		"khách bắt máy rồi chưa ngắt lần nào":              false,
	} {
		tk, o := says(t, line)
		f := tk.st.Place.Flow
		if got := f != nil && f.Topic == "CALL_ENDS_IMMEDIATELY"; got != want {
			t.Errorf("%q: got %s (%s), want a call that ends at once: %v", line, o.Kind, said(o), want)
		}
	}
}

// TestFitsBetter: what only its writer misses is no number that was deleted for all.
func TestFitsBetter(t *testing.T) {
	for line, want := range map[string]bool{
		"không, bạn ngồi cạnh em vẫn thấy số":         true,
		"không dịch, hôm trước em bị chuyển qua tổ 3": true,
		"không, cả công ty không ai còn thấy số đó":   false,
		"không dịch": false,
		"có dịch, hôm trước em mới chuyển qua tổ khác": false,
	} {
		tk, o := says(t, "không tìm thấy số hotline để gọi", line)
		f := tk.st.Place.Flow
		if got := f != nil && f.Topic == "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT"; got != want {
			t.Errorf("%q: got %s (%s), want who may call out: %v", line, o.Kind, said(o), want)
		}
	}
	tk, o := says(t, "FROM_NUMBER_NOT_FOUND", "không, bạn ngồi cạnh em vẫn thấy số")
	if o.Kind != chat.TurnHandoff {
		t.Errorf("a code that was told: got %s (%s) at %s, want its own cause", o.Kind, said(o), tk.st.Place.Screen)
	}
}

// TestOutwardOnly: that calls come in says what goes out is the matter.
func TestOutwardOnly(t *testing.T) {
	for line, want := range map[string]bool{
		"khách gọi vào thì bình thường còn gọi ra thì không":   true,
		"khách gọi vào không được, gọi ra thì không có vấn đề": false,
	} {
		tk, o := says(t, line)
		f := tk.st.Place.Flow
		if got := f != nil && f.Topic == "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT" || o.Kind == chat.TurnAsk; got != want {
			t.Errorf("%q: got %s (%s), want calling out: %v", line, o.Kind, said(o), want)
		}
	}
}
