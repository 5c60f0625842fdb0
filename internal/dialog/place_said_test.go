package dialog_test

import (
	"strings"
	"testing"
)

// TestPlaceInTheList: a clause that only points at a choice takes it, whatever is said
// beside it; what merely begins like one does not.
func TestPlaceInTheList(t *testing.T) {
	const above, below = "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "TO_NUMBER_NOT_ALLOWS_CALLOUT"
	for line, want := range map[string]string{
		"cái dưới á, gọi khách quen mà nó vậy": below,
		"dạ chắc cái trên đó anh":              above,
		"dong thu nhut, ca phong deu the":      above,
		"số 2 kìa, từ sáng giờ":                below,
		"không phải cái đầu, cái sau cơ":       below,
		"lỗi cuối, nó đỏ lè":                   below,
		"cái thứ ba á":                         "", // there are two
		"đầu số 028 đó, mua lâu rồi":           "",
		"trên máy em, cái dưới bàn đó":         "",
		"đầu tiên, máy em là win 10":           "",
		"sau đó, nó tắt":                       "",
	} {
		_, o := says(t, "có chữ not allows", line)
		got := ""
		if f := o.State.Place.Flow; f != nil {
			got = f.Topic
		}
		if got != want {
			t.Errorf("%q: got %q (%s), want %q", line, got, said(o), want)
		}
	}
	_, o := says(t, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "cái dưới á, hồi nãy em lỡ tay")
	if f := o.State.Place.Flow; f == nil || !strings.HasSuffix(f.Cause, "/2") {
		t.Errorf("got %+v, want the second of two causes", o.State.Place)
	}
}
