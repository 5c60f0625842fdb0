package kb_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/kbtest"
	"hotro/prompts"
)

// flawed is a set of documents and findings that must be among those
// reported, each as file:line: severity [rule].
type flawed struct {
	docs []string
	want []string
}

func TestFindingsOnText(t *testing.T) {
	for name, tt := range map[string]flawed{
		"nothing at all":           {[]string{"a.md", "# Tài liệu\n"}, []string{".:1: error [empty]"}},
		"empty label":              {[]string{"a.md", "## A\nLỗi do trình duyệt.\n\nCách xử lý:\n\n## B\n1. Một"}, []string{"a.md:4: warning [empty-body]"}},
		"empty label, picture":     {[]string{"a.md", "## A\n\n**Cách xử lý:**\n\n<figure><img src=\"/files/x\"></figure>"}, []string{"a.md:3: warning [empty-body]"}},
		"label after label":        {[]string{"a.md", "## A\n\nCách xử lý:\n\nCác bước:\n\n1. Một"}, []string{"a.md:3: warning [empty-body]"}},
		"announces nothing":        {[]string{"a.md", "## A\n\nMở trang.\n\nSau đó làm như sau:"}, []string{"a.md:5: warning [empty-body]"}},
		"empty item":               {[]string{"a.md", "## A\n1. Một\n2."}, []string{"a.md:3: warning [empty-body]"}},
		"no steps":                 {[]string{"a.md", "## A\n### B\n1. Một\n### C"}, []string{"a.md:4: warning [no-steps]"}},
		"link to nowhere":          {[]string{"a.md", "## A\n1. Một\n2. Xem [bài](khong.md)."}, []string{"a.md:3: error [link]"}},
		"anchor to nowhere":        {[]string{"a.md", "## A\n1. Xem [bài](a.md#khong)."}, []string{"a.md:2: error [link]"}},
		"name of no article":       {[]string{"a.md", "## A\n\nLàm theo mục \"Phân quyền micro\"."}, []string{"a.md:3: warning [link]"}},
		"few phrasings":            {[]string{"a.md", "# X\n\n## A\n1. Một"}, []string{"a.md:3: warning [phrases]"}},
		"steps never reached":      {[]string{"a.md", "## A\n1. Báo team hỗ trợ.\n2. Gọi lại."}, []string{"a.md:2: warning [unreached]"}},
		"too long for a screen":    {[]string{"a.md", "## A\n1. " + strings.Repeat("chữ ", 120)}, []string{"a.md:2: warning [long]"}},
		"label too long":           {[]string{"a.md", "## A\n<!-- topic\nlabel: " + strings.Repeat("x", 41) + "\n-->\n1. Một"}, []string{"a.md:1: warning [label]"}},
		"title too long":           {[]string{"a.md", "## " + strings.Repeat("chữ ", 12) + "\n1. Một"}, []string{"a.md:1: warning [label]"}},
		"answer too long":          {[]string{"a.md", "## A\n### " + strings.Repeat("chữ ", 12) + "\n1. Một"}, []string{"a.md:2: warning [label]"}},
		"causes, no question":      {[]string{"a.md", "## A\n### B\n1. Một\n### C\n1. Hai"}, []string{"a.md:1: info [no-ask]"}},
		"question, no causes":      {[]string{"a.md", "## A\n<!-- topic\nask: gì?\n-->\n1. Một"}, []string{"a.md:1: warning [no-ask]"}},
		"the rest comes first":     {[]string{"a.md", "## A\n### Trường hợp khác\n1. Một\n### B\n1. Hai"}, []string{"a.md:2: warning [causes]"}},
		"listed, no heading":       {[]string{"a.md", "## A\n- Máy hỏng\n- Mạng hỏng\n\n### Máy hỏng\n1. Một"}, []string{"a.md:3: warning [causes]"}},
		"heading, not listed":      {[]string{"a.md", "## A\n- Máy hỏng\n\n### Máy hỏng\n1. Một\n### Mạng hỏng\n1. Hai"}, []string{"a.md:6: warning [causes]"}},
		"near twins":               {[]string{"a.md", "## Lỗi micro\n1. Bật micro trên máy rồi gọi lại nhé.\n## Lỗi micro.\n1. Khác hẳn."}, []string{"a.md:3: error [id]"}},
		"article nobody links to":  {[]string{"a.md", "## A\n1. Một", "b.md", kbtest.Article}, []string{"b.md:6: info [unlinked]"}},
		"heading jumps":            {[]string{"a.md", "# X\n\n### B\n1. Một"}, []string{"a.md:3: warning [heading]"}},
		"second title":             {[]string{"a.md", "# X\n## A\n1. Một\n# Y\n1. Hai"}, []string{"a.md:4: warning [heading]"}},
		"heading too deep":         {[]string{"a.md", "## A\n#### B\n1. Một"}, []string{"a.md:2: warning [heading]"}},
		"empty heading":            {[]string{"a.md", "## A\n1. Một\n##\n"}, []string{"a.md:3: warning [heading]"}},
		"table":                    {[]string{"a.md", "## A\n1. Một\n\n| a | b |\n|---|---|\n| c | d |"}, []string{"a.md:4: warning [table]"}},
		"HTML":                     {[]string{"a.md", "## A\n1. Một\n\n<div>chữ</div>"}, []string{"a.md:4: warning [html]"}},
		"missing picture":          {[]string{"a.md", "## A\n1. Một\n\n![x](khong.png)"}, []string{"a.md:4: warning [image]"}},
		"picture of nothing":       {[]string{"a.md", "## A\n![x](khong.png)\n\n1. Một"}, []string{"a.md:2: warning [image]"}},
		"picture elsewhere":        {[]string{"a.md", "## A\n1. Một\n\n![x](../../etc/passwd)"}, []string{"a.md:4: warning [image]"}},
		"not UTF-8":                {[]string{"a.md", "## A\n1. Một", "b.md", "## B\xff\n"}, []string{"b.md:1: error [encoding]"}},
		"instructions to programs": {[]string{"a.md", "## A\n1. Một\n\n# Agent Instructions\n\nGET ?ask="}, []string{"a.md:4: info [gitbook]"}},
	} {
		t.Run(name, func(t *testing.T) { checkFindings(t, tt) })
	}
}

func TestFindingsOnCommentsAndLists(t *testing.T) {
	for name, tt := range map[string]flawed{
		"same phrasing twice":        {[]string{"a.md", "## A\n<!-- topic\nphrases:\n- lỗi Mic\n-->\n1. Một\n## B\n<!-- topic\nphrases:\n- loi mic.\n-->\n1. Hai"}, []string{"a.md:10: warning [duplicate-phrase]"}},
		"same phrasing outside":      {[]string{"a.md", "## A\n<!-- topic\nphrases:\n- giá bao nhiêu\n-->\n1. Một", "o.md", "<!-- document\nkind: outside\n-->\n- giá bao nhiêu"}, []string{"o.md:4: warning [duplicate-phrase]"}},
		"same phrasing, same":        {[]string{"a.md", "## A\n<!-- topic\nphrases:\n- lỗi\n- Lỗi\n-->\n1. Một"}, []string{"a.md:5: info [duplicate-phrase]"}},
		"phrasings of nobody":        {[]string{"a.md", "## A\n1. Một", "p.md", "<!-- document\nkind: phrases\n-->\n## KHONG\n- câu"}, []string{"p.md:4: error [phrases]"}},
		"phrasings of no cause":      {[]string{"a.md", "## A\n### B\n1. Một", "p.md", "<!-- document\nkind: phrases\n-->\n## a\n### C\n- câu"}, []string{"p.md:5: error [phrases]"}},
		"two topics, one id":         {[]string{"a.md", "## FROM_X\n1. Một", "b.md", "## Khác\n<!-- topic\nid: from_x\n-->\n1. Hai"}, []string{"b.md:3: error [id]"}},
		"id with a space":            {[]string{"a.md", "## A\n<!-- topic\nid: a b\n-->\n1. Một"}, []string{"a.md:1: error [id]"}},
		"title without letters":      {[]string{"a.md", "## ???\n1. Một"}, []string{"a.md:1: error [id]"}},
		"two topics, one code":       {[]string{"a.md", "## A\n<!-- topic\ncodes: CODE_A\n-->\n1. Một\n## CODE_A\n1. Hai"}, []string{"a.md:6: error [codes]"}},
		"covered and uncovered":      {[]string{"a.md", "## CODE_A\n1. Một", "c.md", "<!-- document\nkind: codes\n-->\n\n| Mã | Số |\n|---|---|\n| CODE_A | 1 |"}, []string{"c.md:7: error [codes]"}},
		"code that is none":          {[]string{"a.md", "## A\n1. Một", "c.md", "<!-- document\nkind: codes\n-->\n\n| Mã | Số |\n|---|---|\n| chữ thường | 1 |\n| CODE_B | x |"}, []string{"c.md:7: error [codes]", "c.md:8: error [codes]"}},
		"unknown key":                {[]string{"a.md", "## A\n<!-- topic\nid: x\nphrase: sai\n-->\n1. Một"}, []string{"a.md:4: error [comment]"}},
		"key twice":                  {[]string{"a.md", "## A\n<!-- topic\nid: x\nid: y\n-->\n1. Một"}, []string{"a.md:4: error [comment]"}},
		"line that is no field":      {[]string{"a.md", "## A\n<!-- topic\nkhông hiểu\n-->\n1. Một"}, []string{"a.md:3: error [comment]"}},
		"item of no key":             {[]string{"a.md", "## A\n<!-- topic\n- câu\n-->\n1. Một"}, []string{"a.md:3: error [comment]"}},
		"item after a value":         {[]string{"a.md", "## A\n<!-- topic\nask: gì?\n- câu\n-->\n1. Một"}, []string{"a.md:4: error [comment]"}},
		"misspelt comment":           {[]string{"a.md", "## A\n<!-- topics\nid: x\n-->\n1. Một"}, []string{"a.md:2: warning [comment]"}},
		"unclosed comment":           {[]string{"a.md", "## A\n<!-- topic\nid: x\n1. Một\n"}, []string{"a.md:2: error [comment]"}},
		"comment out of place":       {[]string{"a.md", "<!-- topic\nid: x\n-->\n## A\n<!-- cause\nanswer: x\n-->\n### B\n<!-- topic\nid: y\n-->\n1. Một"}, []string{"a.md:1: warning [comment]", "a.md:5: warning [comment]", "a.md:9: error [comment]"}},
		"step comment, no step":      {[]string{"a.md", "## A\n<!-- step kind: do -->\n1. Một"}, []string{"a.md:2: error [comment]"}},
		"unknown document kind":      {[]string{"a.md", "# X\n<!-- document\nkind: sai\n-->\n## A\n1. Một"}, []string{"a.md:3: error [comment]"}},
		"neither yes nor no":         {[]string{"a.md", "# X\n<!-- document\nextra: maybe\n-->\n## A\n1. Một"}, []string{"a.md:3: error [comment]"}},
		"unknown step kind":          {[]string{"a.md", "## A\n1. Một <!-- step kind: jump -->"}, []string{"a.md:2: error [comment]"}},
		"bad wait":                   {[]string{"a.md", "## A\n1. Một <!-- step wait: lâu -->"}, []string{"a.md:2: error [comment]"}},
		"wait without a time":        {[]string{"a.md", "## A\n1. Một <!-- step kind: wait -->"}, []string{"a.md:2: error [wait]"}},
		"unknown thing to ask":       {[]string{"a.md", "## A\n1. Một\n   <!-- step\n   kind: collect\n   want: số nhà\n   -->"}, []string{"a.md:5: error [collect]"}},
		"unknown role":               {[]string{"a.md", "## A\n1. Một <!-- step role: sếp -->"}, []string{"a.md:2: error [role]"}},
		"unknown want of a hand-off": {[]string{"a.md", "## A\n1. Báo với team hỗ trợ của Stringee.\n   <!-- step\n   want: số nhà\n   -->"}, []string{"a.md:4: error [collect]"}},
		"collected for nobody":       {[]string{"a.md", "## A\n1. Lấy call ID."}, []string{"a.md:2: info [collect]"}},
	} {
		t.Run(name, func(t *testing.T) { checkFindings(t, tt) })
	}
}

func checkFindings(t *testing.T, tt flawed) {
	t.Helper()
	g, findings, err := kb.Compile(kbtest.Docs(tt.docs...))
	for _, w := range tt.want {
		if !strings.Contains("\n"+findings.String(), "\n"+w) {
			t.Errorf("got findings\n%s\nwant among them %s", findings, w)
		}
	}
	if bad := len(findings.Of(finding.Error)) > 0; bad != (err != nil) || bad != (g == nil) {
		t.Errorf("got guide %v and error %v for findings\n%s", g != nil, err, findings)
	}
	for _, f := range findings {
		if !prompts.Must("vi").Has("hint."+f.Key) && f.Severity != finding.Info {
			t.Errorf("%s does not say what to do", f)
		}
	}
}

// A comment that is shown as code is none, and whom to reach is no task of theirs.
func TestWhatIsNoSlip(t *testing.T) {
	for _, doc := range []string{
		"## A\n\nViết:\n\n    <!-- topic\n    id: x\n\n1. Một.",
		"## A\n\n~~~\n<!-- topic\nid: x\n~~~\n\n1. Một.",
		"## A\n\n1. Liên hệ quản trị viên.",
	} {
		_, findings, err := kb.Compile(kbtest.Docs("a.md", doc))
		for _, f := range findings {
			if err != nil || f.Severity != finding.Info && f.Key != "phrases.few" {
				t.Errorf("%q: got %s, want nothing of it", doc, f)
			}
		}
	}
	_, findings, _ := kb.Compile(kbtest.Docs("a.md", "## A\n\n1. Liên hệ admin mở quyền."))
	if !strings.Contains(findings.String(), "a.md:3: warning [gate]") {
		t.Errorf("got %s, want a warning: only an admin does it", findings)
	}
}

// Every error is reported at once, in order of file and line.
func TestAllErrorsAtOnce(t *testing.T) {
	_, findings, err := kb.Compile(kbtest.Docs(
		"b.md", "## B\n<!-- topic\nsai: x\n-->\n1. Xem [x](mat.md).",
		"a.md", "## A\n<!-- topic\nid: a b\nsai: x\n-->\n1. Một"))
	var got []string
	for _, f := range findings.Of(finding.Error) {
		got = append(got, f.File+" "+f.Rule())
	}
	if want := "a.md id,a.md comment,b.md comment,b.md link"; strings.Join(got, ",") != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err == nil || !strings.HasPrefix(err.Error(), "4 error(s) in the documents, the first: a.md:1:") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got error %v, want one line that counts four and quotes the first", err)
	}
}

// brokenFS fails to read one file.
type brokenFS struct{ fstest.MapFS }

func (b brokenFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestUnreadableDocuments(t *testing.T) {
	_, _, err := kb.Compile(brokenFS{kbtest.Docs("a.md", "## A\n1. Một")})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "a.md") {
		t.Errorf("got %v, want a permission error that names a.md", err)
	}
}

// Hidden files and folders, and files of other kinds, are not documents.
func TestWhatIsNoDocument(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs(
		"a.md", "## A\n1. Một", "_draft.md", "## B\n1. Một", ".git/c.md", "## C\n1. Một", "eval/x.jsonl", "{}",
		"sub/d.MD", "## D\n1. Xem [A](../a.md).", "readme.md", "# Đọc\n<!-- document\nkind: ignore\n-->\n## E\n1. Một"))
	var got []string
	for _, topic := range g.Topics {
		got = append(got, topic.ID)
	}
	if strings.Join(got, " ") != "a d" {
		t.Errorf("got topics %v, want a and d", got)
	}
	if l := g.Topics[1].Steps[0].Links; len(l) != 1 || l[0].Article != "a" {
		t.Errorf("got links %v from a folder, want one to a", l)
	}
}
