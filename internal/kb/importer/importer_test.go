package importer_test

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"pgregory.net/rapid"

	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer"
	"hotro/internal/kb/kbtest"
)

// imported imports a text and compiles the result.
func imported(t *testing.T, src, name string) (*kb.Guide, finding.List) {
	t.Helper()
	res, err := importer.Import(strings.NewReader(src), name)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range res.Documents {
		fsys[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	return kbtest.Compile(t, fsys), res.Findings
}

// The source document as it was pasted.
func TestImportPastedText(t *testing.T) {
	seed, err := os.ReadFile("testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, findings := imported(t, string(seed), "seed.txt")
	kbtest.WantShape(t, g, `
GET_USER_MEDIA_ERROR: do do
FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT:  | Số hotline chưa được cho phép gọi ra: do! | User chưa được thêm vào nhóm được phép gọi ra: do! do
FROM_NUMBER_NOT_FOUND:  | Số hotline đã bị xóa trên Portal: handoff | Người dùng đang bật google dịch trên trình duyệt: 
AGENT_FROM_NOT_FOUND: do
TO_NUMBER_NOT_ALLOWS_CALLOUT: do
AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL:  | Các User sử dụng chung tài khoản: do! | User thực hiện reload (tải lại) trang web tại thời điểm đang thực hiện cuộc gọi: wait | Trường hợp khác: collect handoff
REQUEST_ANSWER_URL_ERROR: collect handoff
cuoc-goi-ngat-ngay-lap-tuc: collect handoff
cuoc-goi-dang-do-chuong-nhung-khong-co-ket-noi-den-khach-hang: do`)
	var got []string
	for _, f := range findings {
		got = append(got, fmt.Sprintf("%d %s", f.Line, f.Rule()))
	}
	if want := "1 import,37 empty-body,43 empty-body"; strings.Join(got, ",") != want {
		t.Errorf("got findings\n%s\nwant at %s", findings, want)
	}
}

func TestImportPastedTextGolden(t *testing.T) {
	seed, err := os.Open("testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer seed.Close()
	res, err := importer.Import(seed, "loi-thuong-gap.txt")
	if err != nil {
		t.Fatal(err)
	}
	if want := "cac-loi-thuong-gap-khi-thuc-hien-cuoc-goi.md"; len(res.Documents) != 1 || res.Documents[0].Name != want {
		t.Fatalf("got %d files, first %q, want %s alone", len(res.Documents), res.Documents[0].Name, want)
	}
	goldentest.Check(t, "testdata/seed.md.golden", []byte(res.Documents[0].Text))
}

// A page of a GitBook site with ".md" added to its address.
func TestImportGitBook(t *testing.T) {
	g, findings := imported(t, `> For the complete documentation index, see [llms.txt](https://help.example.vn/llms.txt). Markdown versions of documentation pages are available by appending `+"`.md`"+` to page URLs.

# 1. Các lỗi thường gặp

### **FROM\_NUMBER\_NOT\_FOUND**

Tình trạng này sẽ có 2 trường hợp xảy ra:

1. Số hotline đã bị xóa trên Portal.

**Cách xử lý**: báo với team hỗ trợ của Stringee.&#x20;

1. Người dùng đang bật google dịch.

**Cách xử lý**:

<figure><img src="/files/abc" alt=""><figcaption></figcaption></figure>

### GET_USER_MEDIA_ERROR

Làm theo mục [Phân quyền micro](/spaces/x/pages/y "mention"), xem thêm [trang này](https://example.vn/a).

#### Chưa cấp quyền

* Bật micro.

---

# Agent Instructions: Querying This Documentation

If you need more, perform an HTTP GET request with the ask parameter.
`, "faq.md")
	kbtest.WantShape(t, g, `
FROM_NUMBER_NOT_FOUND:  | Số hotline đã bị xóa trên Portal: handoff | Người dùng đang bật google dịch: 
GET_USER_MEDIA_ERROR: do | Chưa cấp quyền: do`)
	if !strings.Contains(findings.String(), "faq.md:15: warning [empty-body]") {
		t.Errorf("got findings\n%s\nwant the empty body of line 15", findings)
	}
	if l := g.Topics[1].Steps[0].Links; len(l) != 1 || l[0].URL != "https://example.vn/a" {
		t.Errorf("got links %v, want the outside one alone", l)
	}
	for _, u := range g.Topics[1].Units {
		if strings.Contains(u, "GET request") {
			t.Errorf("the footer for programs became text: %q", u)
		}
	}
}

func TestImportHTML(t *testing.T) {
	g, _ := imported(t, `<!DOCTYPE html><html><head><title>x</title><script>alert("a\nb")</script></head>
<body><nav><ul><li>Trang chủ</li></ul></nav><h1>Lỗi</h1>
<h2>FROM_NUMBER_NOT_FOUND</h2><p>Số hotline &amp; tên đã bị xóa.</p>
<ol><li>Mở <b>Cài
 đặt</b>.</li><li><p>Báo team hỗ trợ.</p></li></ol><img alt="" src="/a.png"></body></html>`, "faq.html")
	kbtest.WantShape(t, g, "FROM_NUMBER_NOT_FOUND: do handoff")
	if got := g.Topics[0].Intro + "|" + g.Topics[0].Steps[0].Text; got != "Số hotline & tên đã bị xóa.|Mở **Cài đặt**." {
		t.Errorf("got %q", got)
	}
}

// Words that look like markup stay words.
func TestImportEscapes(t *testing.T) {
	g, _ := imported(t, "Tài liệu\n\nA_B\n\nGõ *abc* và [x](y) trong <b>, `z` & \\d.\n\n#1 là số\n\n- Bấm #2\n", "x.txt")
	var got []string
	for _, s := range g.Topics[0].Steps {
		got = append(got, strings.ReplaceAll(s.Text, "\n", "|"))
	}
	want := "Gõ *abc* và [x](y) trong <b>, `z` & \\d.|#1 là số|Bấm #2"
	if intro := g.Topics[0].Intro; intro != "" {
		got = append([]string{strings.ReplaceAll(intro, "\n", "|")}, got...)
	}
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Numbers that copying broke are counted on.
func TestImportRenumbers(t *testing.T) {
	res, err := importer.Import(strings.NewReader("T\n\nA_B\n\n1. Một\n\nNhớ lưu lại.\n\n1. Hai\n\n3) Ba\n"), "x.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(res.Documents[0].Text, "1. Một\n\n   Nhớ lưu lại.\n2. Hai\n3. Ba\n") {
		t.Errorf("got\n%s", res.Documents[0].Text)
	}
	if len(res.Findings) != 1 || res.Findings[0].Line != 9 {
		t.Errorf("got findings\n%s\nwant one on line 9", res.Findings)
	}
}

func TestImportRefuses(t *testing.T) {
	tests := map[string]struct {
		in   io.Reader
		want string
	}{
		"nothing":   {strings.NewReader(""), "import x.txt: no error code and no heading found"},
		"prose":     {strings.NewReader("chỉ có một đoạn văn.\n\nvà một đoạn nữa."), "no heading found"},
		"binary":    {strings.NewReader("A_B\xff\xfe"), "not UTF-8"},
		"too large": {io.LimitReader(zeros{}, 9<<20), "larger than 8 MB"},
		"broken":    {iotest.ErrReader(io.ErrUnexpectedEOF), "import x.txt: unexpected EOF"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			res, err := importer.Import(tt.in, "x.txt")
			if err == nil || !strings.Contains(err.Error(), tt.want) || res.Documents != nil {
				t.Errorf("got %v and %d files, want an error with %q", err, len(res.Documents), tt.want)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// Between two rules at the top stands front matter, or a topic.
func TestImportTellsFrontMatterFromContent(t *testing.T) {
	for src, want := range map[string]int{
		"---\ntitle: Lỗi\ntags:\n  - a\n---\nC_D\n\nTải lại trang.\n": 1,
		"---\nA_B\n\nTải lại trang.\n---\nC_D\n\nTải lại trang.\n":    2,
	} {
		g, _ := imported(t, src, "x.txt")
		if got := len(g.Topics); got != want {
			t.Errorf("%q: got %d topics, want %d", src, got, want)
		}
	}
}

// Whatever lines are pasted in whatever order, the result compiles and loses
// no topic with a code.
func TestImportAlwaysCompiles(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"", "A_B", "C_D", "FROM_NUMBER_NOT_FOUND", "Cuộc gọi tự ngắt", "Có 2 trường hợp:", "• Máy hỏng.", "• Mạng hỏng", "Máy hỏng", "1. Máy hỏng", "1. Mạng hỏng.", "2) Hai",
		"Cách xử lý:", "Cách xử lý: báo team hỗ trợ.", "Lấy call ID và cung cấp cho team hỗ trợ.", "=> đợi 1 phút", "# Một", "## Hai", "### Ba", "###### Sáu", "## ???", "---", "===", "```", "    # sâu",
		"> trích", "| a | b |", "|---|---|", "<div>", "<!-- topic", "-->", "<!-- step kind: x -->", "- ", "* ", "1.", "[a](b.md)", "![a](b.png)", "<figure><img src=\"/x\"></figure>", "Last updated", "xem \"Bài khác\".", "\\", "&amp;", "a\u00a0b", "\u200b", "Trường hợp khác",
	})
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(line, 0, 25).Draw(t, "lines"), "\n")
		res, err := importer.Import(strings.NewReader(src), "x.txt")
		if err != nil {
			return
		}
		set := fstest.MapFS{}
		for _, d := range res.Documents {
			set[d.Name] = &fstest.MapFile{Data: []byte(d.Text)}
		}
		g, findings, err := kb.Compile(set)
		if err != nil {
			t.Fatalf("%v\n%s\n--- from\n%s\n--- written\n%s", err, findings, src, res.Documents[0].Text)
		}
		for _, c := range []string{"A_B", "C_D"} {
			if strings.Contains(src, "\n"+c+"\n") {
				if _, ok := g.ByCode(c); !ok && !strings.Contains(src, "<!--") && !strings.Contains(src, "```") {
					t.Fatalf("topic %s is lost\n--- from\n%s\n--- written\n%s", c, src, res.Documents[0].Text)
				}
			}
		}
	})
}
