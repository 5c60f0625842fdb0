package importer_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"hotro/internal/kb/kbtest"
)

// word makes a Word document of lines: "# " before one makes it a heading, "n. " an item
// of a counted list, "** " bold.
func word(t *testing.T, lines string) string {
	t.Helper()
	var body strings.Builder
	for l := range strings.SplitSeq(lines, "\n") {
		style, run := "", ""
		if s, ok := strings.CutPrefix(l, "# "); ok {
			l, style = s, `<w:pStyle w:val="Heading1"/>`
		} else if s, ok := strings.CutPrefix(l, "n. "); ok {
			l, style = s, `<w:numPr/>`
		} else if s, ok := strings.CutPrefix(l, "** "); ok {
			l, run = s, `<w:rPr><w:b/></w:rPr>`
		}
		var said bytes.Buffer
		if err := xml.EscapeText(&said, []byte(l)); err != nil {
			t.Fatal(err)
		}
		body.WriteString(`<w:p><w:pPr>` + style + `</w:pPr><w:r>` + run + `<w:t>` + said.String() + `</w:t></w:r></w:p>`)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	f, err := z.Create("word/document.xml")
	if err == nil {
		_, err = f.Write([]byte(`<w:document xmlns:w="x"><w:body>` + body.String() + `</w:body></w:document>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// "Trường hợp 1:" in a Word document heads a case of the problem that it stands below,
// however the paragraphs are written; a case is asked for and never tried.
func TestCasesInAWordDocument(t *testing.T) {
	for name, c := range map[string]struct{ lines, want string }{
		"paragraphs": {
			"# Nồi cơm không chín\nTrường hợp 1: Đèn nấu không sáng\nCắm lại phích điện.\nTrường hợp 2: Đèn sáng nhưng nồi nguội\nLau khô đáy nồi.\nĐặt lại lòng nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Đèn sáng nhưng nồi nguội: do do",
		},
		"items of one list with the steps": {
			"# Nồi cơm không chín\nn. Trường hợp 1: Đèn nấu không sáng\nn. Cắm lại phích điện.\nn. Trường hợp 2: Đèn sáng nhưng nồi nguội\nn. Lau khô đáy nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Đèn sáng nhưng nồi nguội: do",
		},
		"below what to do": {
			"# Nồi cơm không chín\n** Nguyên nhân:\nMâm nhiệt bẩn.\n** Cách xử lý:\nTrường hợp 1: Đèn nấu không sáng\nCắm lại phích điện.\nTrường hợp 2: Đèn sáng nhưng nồi nguội\nLau khô đáy nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Đèn sáng nhưng nồi nguội: do",
		},
		"with a condition and what follows": {
			"# Nồi cơm không chín\nTrường hợp 1: Nếu đèn nấu không sáng thì cắm lại phích điện.\nTrường hợp 2: Nếu nồi nguội, hãy lau khô đáy nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Nồi nguội: do",
		},
		"by its number alone": {
			"# Nồi cơm không chín\nTrường hợp 1:\nĐèn nấu không sáng.\nCắm lại phích điện.\nTrường hợp 2:\nNồi nguội ngắt.\nLau khô đáy nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Nồi nguội ngắt: do",
		},
		"steps with a dash each": {
			"# Nồi cơm không chín\nTH1: Đèn nấu không sáng\n- Cắm lại phích điện.\nTH2: Nồi nguội ngắt\n- Lau khô đáy nồi.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Nồi nguội ngắt: do",
		},
		"lines without any style, two problems": {
			"Nồi cơm không chín\nTrường hợp 1: Đèn nấu không sáng\nCắm lại phích điện.\nTrường hợp 2: Nồi nguội ngắt\nLau khô đáy nồi.\nNồi cơm bị cháy đáy\nTrường hợp 1: Cháy một góc\nĐặt nồi cho phẳng.\nTrường hợp 2: Cháy cả đáy\nThêm nước khi nấu.",
			"noi-com-khong-chin:  | Đèn nấu không sáng: do | Nồi nguội ngắt: do\nnoi-com-bi-chay-day:  | Cháy một góc: do | Cháy cả đáy: do",
		},
		"problems that are called cases": {
			"# Xử lý lỗi nồi cơm\nTrường hợp 1: Nồi không sáng đèn\nNguyên nhân: phích lỏng.\nCách xử lý: cắm lại phích điện.\nTrường hợp 2: Nồi bị trào nước\nCách xử lý: giảm nước khi nấu.",
			"noi-khong-sang-den: do\nnoi-bi-trao-nuoc: do",
		},
	} {
		t.Run(name, func(t *testing.T) {
			g, _ := imported(t, word(t, c.lines), "noi-com.docx")
			kbtest.WantShape(t, g, "\n"+c.want)
		})
	}
}
