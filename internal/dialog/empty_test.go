package dialog_test

import (
	"strings"
	"testing"
)

// TestFoundNothing: who did the step, or found nothing to do at it, is not told the
// same place again, nor the way of those who do not see it.
func TestFoundNothing(t *testing.T) {
	for _, line := range []string{"mở ra bảng trống không luôn", "trong danh sách hổng có số của khách", "đã xóa số đó rồi vẫn báo chặn", "the list is empty"} {
		_, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", line)
		if n := len(o.State.Path); n == 0 || o.State.Path[n-1].Result != "failed" || strings.Contains(said(o), "Số bị chặn") {
			t.Errorf("%q: tried %+v, said %s; want a step that failed", line, o.State.Path, said(o))
		}
	}
	for _, line := range []string{"danh sách đó nằm ở đâu", "trong danh sách có số nào không nhỉ"} {
		if _, o := says(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT", line); len(o.State.Path) > 0 {
			t.Errorf("%q is taken for the result of the step: %+v", line, o.State.Path)
		}
	}
}

// TestShowsOther: a list that has something else in place of what the step names is
// the end of that step.
func TestShowsOther(t *testing.T) {
	_, o := says(t, "khách không thấy đổ chuông", "chỗ đó chỉ thấy hai loại free thôi, đâu có call out")
	if n := len(o.State.Path); n == 0 || o.State.Place.Flow != nil && o.State.Place.Flow.Topic == "che-do-goi-ra" {
		t.Errorf("tried %+v, said %s; want the step to be left", o.State.Path, said(o))
	}
}
