package dialog_test

import (
	"strings"
	"testing"
)

// TestACodeReadOn: what begins as a known code and goes on otherwise is said back as
// it was read, in the language of who reads it, and never told as the known one.
func TestACodeReadOn(t *testing.T) {
	for line, want := range map[string]string{
		"nó báo call not allowed by partner":                        "Lỗi CALL NOT ALLOWED BY PARTNER",
		"call not allowed by policy":                                "Lỗi CALL NOT ALLOWED BY POLICY",
		"my agent gets call not allowed by policy when dialing out": "error CALL NOT ALLOWED BY POLICY is",
		"call not allowed by":                                       "giống mã CALL_NOT_ALLOWED_BY_YOUR_SERVER",
		"nó hiện call not allowed by your server":                   "CALL NOT ALLOWED BY YOUR SERVER",
		"call not allowed gì đó":                                    "giống mã CALL_NOT_ALLOWED_BY_YOUR_SERVER",
	} {
		_, o := says(t, line)
		if got := strings.NewReplacer("`", "", "*", "").Replace(said(o)); !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}
