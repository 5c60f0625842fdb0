package convention_test

import (
	"strings"
	"testing"

	"hotro/internal/kb/convention"
)

func TestTopicID(t *testing.T) {
	for title, want := range map[string]string{
		"FROM_NUMBER_NOT_FOUND":         "FROM_NUMBER_NOT_FOUND",
		"From_Number":                   "from-number",
		"Số bị chặn.":                   "so-bi-chan",
		"Lỗi 18: không gọi được!":       "loi-18-khong-goi-duoc",
		"???":                           "",
		strings.Repeat("không gọi ", 9): "khong-goi-khong-goi-khong-goi-khong-goi-khong-goi-khong-goi",
		strings.Repeat("x", 99):         strings.Repeat("x", 62),
	} {
		if got := convention.TopicID(title); got != want {
			t.Errorf("TopicID(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	for _, s := range []string{"Số bị chặn", "so bi chan", "SỐ BỊ CHẶN.", " «Số» bị - chặn! "} {
		if got := convention.Key(s); got != "so bi chan" {
			t.Errorf("Key(%q) = %q, want so bi chan", s, got)
		}
	}
}

func TestCutLabel(t *testing.T) {
	for in, want := range map[string]struct {
		rest        string
		found, only bool
	}{
		"Cách xử lý:":                   {"", true, true},
		"**Cách xử lý**: tải lại trang": {"tải lại trang", true, false},
		"**Cách khắc phục:** tải lại":   {"tải lại", true, false},
		"Lưu ý: tải lại":                {"Lưu ý: tải lại", false, false},
		"Cách xử lý nhanh: tải lại":     {"Cách xử lý nhanh: tải lại", false, false},
	} {
		rest, found := convention.CutLabel(in)
		if rest != want.rest || found != want.found || convention.IsLabel(in) != want.only {
			t.Errorf("CutLabel(%q) = %q, %v, alone %v, want %+v", in, rest, found, convention.IsLabel(in), want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{`FROM\_NUMBER`: "FROM_NUMBER", "a &amp; b&#x20;c": "a & b c", `d:\x`: `d:\x`, "a & b": "a & b", `\`: `\`} {
		if got := convention.Unescape(in); got != want {
			t.Errorf("Unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

// What is blanked leaves its lines, so that findings name the right ones.
func TestClean(t *testing.T) {
	in := "---\r\ntitle: x\r\n---\r\n> For the complete documentation index, see x\r\n# A\u00a0B\r\n{% hint %}\r\nLast updated 2 days ago\r\ntext\r\n# Agent Instructions: do this\r\nGET /x\r\n"
	got, footer := convention.Clean(in)
	if want := "\n\n\n\n# A B\n\n\ntext\n\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := (convention.Footer{Line: 9, Heading: "# Agent Instructions: do this"}); footer != want {
		t.Errorf("got footer %+v, want %+v", footer, want)
	}
	if _, footer := convention.Clean("# A\n"); footer.Line != 0 {
		t.Errorf("got footer %+v of a document without one", footer)
	}
}
