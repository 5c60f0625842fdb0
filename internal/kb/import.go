package kb

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// File is one document that Import wrote.
type File struct {
	Name string
	Text string
}

// importMax bounds what Import reads; a help page is far smaller.
const importMax = 8 << 20

// Import reads a document as it comes (text pasted from a help page, a GitBook
// Markdown export, an HTML page) and writes it as Markdown in the conventions
// Compile reads. It repairs what copying breaks (numbering, lost headings) and
// never fills a gap: where a body was lost, the label stays and a finding says
// so. Findings name lines of the input; those that Compile has on the result
// come with it. name is the input's file name.
func Import(r io.Reader, name string) ([]File, Findings, error) {
	raw, err := io.ReadAll(io.LimitReader(r, importMax+1))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("import %s: %w", name, err)
	case len(raw) > importMax:
		return nil, nil, fmt.Errorf("import %s: larger than %d MB; split it", name, importMax>>20)
	case !utf8.Valid(raw):
		return nil, nil, fmt.Errorf("import %s: not UTF-8; save it as UTF-8 text", name)
	}
	var findings Findings
	rep := report{name, &findings}
	src := norm.NFC.String(string(raw))
	if looksHTML(src) {
		src = htmlText(src)
	}
	im := &importer{report: rep, ids: map[string]bool{}}
	im.read(clean(src, rep))
	if len(im.topics) == 0 {
		return nil, findings.sorted(), fmt.Errorf("import %s: %w", name, errNoTopic)
	}
	title := first(im.title, strings.TrimSuffix(path.Base(name), path.Ext(name)))
	file := File{Name: first(slug(title), "imported") + ".md", Text: im.write(title, path.Base(name))}
	return []File{file}, findings.sorted(), nil
}

var errNoTopic = errors.New("no error code and no heading found; put each topic's title on a line of its own")

// importer gathers the outline of one document.
type importer struct {
	report
	markdown bool // the input has headings of its own
	title    string
	topics   []outlined
	ids      map[string]bool
}

// outlined is a heading of the result with the lines under it.
type outlined struct {
	title  string
	body   []imported
	causes []outlined
}

// imported is one line of the input.
type imported struct {
	no     int
	kind   lineKind
	text   string
	level  int // of a heading in Markdown
	number int // of a numbered item
}

type lineKind int

const (
	prose lineKind = iota
	heading
	bullet
	numbered1
	label // "Cách xử lý:" with nothing on the line
	image
)

func (im *importer) read(src string) {
	lines := im.lines(src)
	for i, l := range lines {
		switch {
		case im.title == "" && len(im.topics) == 0 && (l.kind == heading && l.level <= 1 || !im.markdown && i == 0 && !code.MatchString(l.text)):
			im.title = l.text
		case l.kind == heading:
			im.open(l)
		case len(im.topics) == 0:
			im.add(Info, l.no, "import", "", "bỏ qua phần trước chủ đề đầu tiên: «%s»", short(l.text))
		default:
			at := im.current()
			at.body = append(at.body, l)
		}
	}
	for i := range im.topics {
		t := &im.topics[i]
		im.renumbered(t.body)
		im.listed(t)
		for _, c := range append(t.causes, *t) {
			im.gaps(c)
		}
	}
}

// current is the section that lines go to.
func (im *importer) current() *outlined {
	t := &im.topics[len(im.topics)-1]
	if n := len(t.causes); n > 0 {
		return &t.causes[n-1]
	}
	return t
}

// open starts a cause when the heading names one that the topic has listed,
// or lies below the topic's own level; else a topic.
func (im *importer) open(l imported) {
	if n := len(im.topics); n > 0 && !code.MatchString(l.text) {
		t := &im.topics[n-1]
		if l.level > 2 || names(t.body, l.text) {
			t.causes = append(t.causes, outlined{title: l.text})
			return
		}
	}
	im.topics = append(im.topics, outlined{title: im.unique(l)})
}

// names reports whether a list item among lines is the given heading.
func names(lines []imported, title string) bool {
	f := fold(title)
	for _, l := range lines {
		if (l.kind == bullet || l.kind == numbered1) && fold(l.text) == f {
			return true
		}
	}
	return false
}

// unique gives the second topic of one name another name, so that ids differ.
func (im *importer) unique(l imported) string {
	title := l.text
	for n := 2; im.ids[strings.ToLower(identify(section{title: title}))]; n++ {
		title = fmt.Sprintf("%s (%d)", l.text, n)
	}
	if title != l.text {
		im.add(Warning, l.no, "import", "gộp hai phần, hoặc đổi tên một phần", "chủ đề «%s» xuất hiện hai lần", short(l.text))
	}
	im.ids[strings.ToLower(identify(section{title: title}))] = true
	return title
}

// listed turns numbered cases that carry their own remedy into causes: "1. …",
// "Cách xử lý: …", "2. …", "Cách xử lý: …".
func (im *importer) listed(t *outlined) {
	if len(t.causes) > 0 || !saysCases(t.body) {
		return
	}
	var head []imported
	var causes []outlined
	for i, l := range t.body {
		starts := (l.kind == numbered1 || l.kind == bullet) && i+1 < len(t.body) && t.body[i+1].kind != l.kind
		switch {
		case starts && slug(l.text) != "":
			causes = append(causes, outlined{title: strings.TrimRight(l.text, ". ")})
		case len(causes) > 0:
			c := &causes[len(causes)-1]
			c.body = append(c.body, l)
		default:
			head = append(head, l)
		}
	}
	if len(causes) > 1 {
		t.body, t.causes = head, causes
	}
}

// saysCases reports whether prose announces cases ("có 2 trường hợp …:").
func saysCases(lines []imported) bool {
	for _, l := range lines {
		if l.kind == prose && strings.Contains(fold(l.text), "truong hop") && strings.HasSuffix(l.text, ":") {
			return true
		}
	}
	return false
}

// renumbered says which numbered items follow one with the same or a higher
// number: copying breaks a list wherever something stands between its items.
func (im *importer) renumbered(lines []imported) {
	last := 0
	for _, l := range lines {
		if l.kind != numbered1 {
			continue
		}
		if l.number <= last {
			im.add(Info, l.no, "import", "", "đánh số lại: mục «%s. %s» là mục thứ %s", strconv.Itoa(l.number), short(l.text), strconv.Itoa(last+1))
		}
		last++
	}
}

// gaps says where a body was lost.
func (im *importer) gaps(o outlined) {
	for i, l := range o.body {
		if l.kind == label && (i+1 == len(o.body) || o.body[i+1].kind == image || o.body[i+1].kind == label) {
			im.add(Warning, l.no, "empty-body", "ảnh chụp màn hình đã mất: viết lại các bước bằng chữ", "«%s» của «%s» không có nội dung", l.text, short(o.title))
		}
	}
}
