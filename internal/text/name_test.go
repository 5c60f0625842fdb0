package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hotro/internal/text"
)

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"Nguyễn  Văn\nA":                   "Nguyễn Văn A",
		"\u3164":                           "",
		"\u200b\u200b":                     "",
		"\u2800\u2800":                     "",
		" \u00a0\u2003":                    "",
		"\ufe0f\u200d":                     "",
		"\u0301\u0302":                     "",
		"\u202enohT":                       "nohT",
		"An\u2066\u2069":                   "An",
		"🌸 Hoa 🌸":                          "🌸 Hoa 🌸",
		"🌸":                                "🌸",
		"...":                              "...",
		"\x00\x07Bình":                     "Bình",
		"Hà\xff":                           "Hà",
		"Nguye\u0302\u0303n":               "Nguye\u0302\u0303n",
		strings.Repeat("😀", 500):           strings.Repeat("😀", 5) + "…",
		strings.Repeat("dài ", 99):         text.Clip(strings.TrimSpace(strings.Repeat("dài ", 99)), 64),
		"Z" + strings.Repeat("\u0336", 40): "Z" + strings.Repeat("\u0336", 3),
	} {
		if got := text.Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("Nguyễn Văn A")
	f.Add("\u202e\u3164😀")
	f.Fuzz(func(t *testing.T, s string) {
		n := text.Name(s)
		if utf8.RuneCountInString(n) > 64 || !utf8.ValidString(n) || strings.ContainsAny(n, "\n\u202e\u200b\u3164") || n != strings.TrimSpace(n) {
			t.Errorf("Name(%q) = %q", s, n)
		}
	})
}
