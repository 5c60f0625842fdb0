package text_test

import (
	"testing"

	"hotro/internal/text"
)

func TestNearest(t *testing.T) {
	list := []string{"topic", "cause", "step", "Phân quyền micro", "FROM_NUMBER_NOT_FOUND"}
	for word, want := range map[string]string{
		"tpoic": "topic", "topics": "topic", "Cause": "cause", "ste": "step", "phan quyen mic": "Phân quyền micro",
		"FROM_NUMER_NOT_FUOND": "FROM_NUMBER_NOT_FOUND", "draft": "", "x": "", "": "", "note": "",
	} {
		if got := text.Nearest(word, list); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"", ""}: 0, {"a", ""}: 1, {"", "ab"}: 2, {"serve", "srve"}: 1, {"URL", "ULR"}: 1, {"abc", "xyz"}: 3, {"kitten", "sitting"}: 3,
	} {
		if got := text.Distance(pair[0], pair[1]); got != want {
			t.Errorf("%q: got %d, want %d", pair, got, want)
		}
	}
}
