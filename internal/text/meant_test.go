package text_test

import (
	"testing"

	"hotro/internal/text"
)

func sign(s string) (sum uint16) {
	_, marks := text.AppendFoldMarks(nil, nil, s)
	for _, m := range marks {
		sum += m.Sign
	}
	return sum
}

// A word typed with diacritics is itself, but for the slips people make.
func TestMayMean(t *testing.T) {
	for _, tt := range []struct {
		written, meant string
		want           bool
	}{
		{"cho", "chờ", true},
		{"chờ", "chờ", true},
		{"chờ", "cho", false},
		{"tải", "tái", false},
		{"chặn", "chán", false},
		{"lổi", "lỗi", true},
		{"vẩn", "vẫn", true},
		{"đuợc", "được", true},
		{"đươc", "được", true},
		{"hòa", "hoà", true},
		{"mờ", "mở", false},
	} {
		if got := text.MayMean(sign(tt.written), sign(tt.meant)); got != tt.want {
			t.Errorf("%q for %q: %v, want %v", tt.written, tt.meant, got, tt.want)
		}
	}
}
