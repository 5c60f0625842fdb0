package text_test

import (
	"strings"
	"testing"

	"hotro/internal/text"
)

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"call.pcap":                        "call.pcap",
		"../../etc/pass wd":                "pass wd",
		`C:\Users\lan\Hướng dẫn.pdf`:       "Hướng dẫn.pdf",
		"a\nb\x00\t c.pdf":                 "a b c.pdf",
		"hóa đơn\u202efdp.exe":             "hóa đơnfdp.exe",
		"\xff\xfea.jpg":                    "a.jpg",
		"..":                               "",
		"/":                                "",
		"":                                 "",
		strings.Repeat("đ", 100) + ".docx": strings.Repeat("đ", 80) + ".docx",
		"a." + strings.Repeat("x", 200):    "a." + strings.Repeat("x", 78),
	} {
		if got := text.FileName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
