package text_test

import (
	"testing"

	"hotro/internal/text"
)

func TestBlankIsWhatNobodySees(t *testing.T) {
	for _, s := range []string{"", " \t\n", "\u200b", "\u200d\u200c\ufeff", "\u3164", "\u2800\u2800", "\u115f \u1160", "\u202e", "\u0301", "\u00ad", "\u2063\u3000", "\ufe0f", "\U000e0041"} {
		if !text.Blank(s) {
			t.Errorf("Blank(%+q): got false, want true", s)
		}
	}
	for _, s := range []string{".", "\u200ba", "👍", "❤\ufe0f", "à", "\u3164ạ", "?", "\uf8ff", "คุณ"} {
		if text.Blank(s) {
			t.Errorf("Blank(%+q): got true, want false", s)
		}
	}
}
