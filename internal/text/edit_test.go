package text_test

import (
	"testing"

	"hotro/internal/text"
)

func TestOneEdit(t *testing.T) {
	for _, p := range [][2]string{{"hotline", "hotlien"}, {"hotline", "hotlin"}, {"hotline", "hottline"}, {"hotline", "hotlime"}, {"abc", "abc"}} {
		if !text.OneEdit(p[0], p[1]) || !text.OneEdit(p[1], p[0]) {
			t.Errorf("text.OneEdit(%q, %q) = false, want true", p[0], p[1])
		}
	}
	for _, p := range [][2]string{{"hotline", "hoelint"}, {"hotline", "hot"}, {"abcd", "badc"}} {
		if text.OneEdit(p[0], p[1]) {
			t.Errorf("text.OneEdit(%q, %q) = true, want false", p[0], p[1])
		}
	}
}
