package kb_test

import (
	"strings"
	"testing"

	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

// Cases of one kind are asked for in the language of their document, where it has no
// question of its own.
func TestCasesOfAKindAreAskedFor(t *testing.T) {
	page := func(lang, choose, ask string) string {
		head := "# Help\n\n"
		if lang != "" {
			head += "<!-- document\nlang: " + lang + "\n-->\n\n"
		}
		return head + "## A\n<!-- topic\nid: a\nchoose: " + choose + ask + "\n-->\n\n### Chrome\n\n1. One.\n\n### Safari\n\n1. Two.\n"
	}
	for _, c := range []struct{ lang, choose, ask, want string }{
		{"", "browser", "", "Anh/chị đang dùng trình duyệt nào ạ?"},
		{"", "system", "", "Anh/chị đang dùng hệ điều hành nào ạ?"},
		{"", "printer", "", "Anh/chị đang dùng loại nào dưới đây ạ?"},
		{"en", "browser", "", "Which browser do you use?"},
		{"en", "model", "", "Which of these do you use?"},
		{"", "browser", "\nask: Mở trang bằng gì ạ?", "Mở trang bằng gì ạ?"},
	} {
		g := kbtest.Compile(t, kbtest.Docs("a.md", page(c.lang, c.choose, c.ask)))
		if got := g.Topics[0].Ask; got != c.want {
			t.Errorf("lang %q, choose %s: asks %q, want %q", c.lang, c.choose, got, c.want)
		}
	}
}

// A number that is for everybody is nobody's.
func TestHotlinesAreNoSecret(t *testing.T) {
	for line, secret := range map[string]bool{
		"Gọi 1900 1234 hoặc 1800 599 927.":        false,
		"Gọi miễn phí 0800 123 456.":              false,
		"Free call: 0800-123-456.":                false,
		"Cháy gọi 114, cấp cứu 115, công an 113.": false,
		"In an emergency call 911 or 112.":        false,
		"Gọi anh Nam 0901 234 567.":               true,
		"Gọi chị Hoa 080 không, 0812 345 678.":    true,
		"Zalo +84 987 654 321":                    true,
	} {
		_, found, err := kb.Compile(kbtest.Docs("a.md", "# X\n\n## A\n\n1. "+line+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(found.String(), "[secret]"); got != secret {
			t.Errorf("%q: told of as a phone number %v, want %v\n%s", line, got, secret, found)
		}
	}
}
