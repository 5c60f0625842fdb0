package text_test

import (
	"testing"

	"hotro/internal/text"
)

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{"": "", "đổi số": "Đổi số", "Gọi": "Gọi", "ấn phím": "Ấn phím", "3 lần": "3 lần"} {
		if got := text.Capital(s); got != want {
			t.Errorf("Capital(%q) = %q, want %q", s, got, want)
		}
	}
}
