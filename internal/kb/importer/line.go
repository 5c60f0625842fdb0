package importer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/convention"
)

var (
	atx        = regexp.MustCompile(`^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$`)
	bulletItem = regexp.MustCompile(`^\s*[•●▪◦‣–*+-]\s+(.+)$`)
	numberItem = regexp.MustCompile(`^\s*(\d{1,3})[.)]\s+(.+)$`)
	rule       = regexp.MustCompile("^\\s*(?:[-=*_~`\\s]+)$")
	picturesMD = regexp.MustCompile(`^\s*(?:!\[[^\]]*\]\([^)]*\)|<figure>.*)\s*$`)
	leadNumber = regexp.MustCompile(`^\d+(?:\.\d+)*[.)]?\s+`)
	comments   = regexp.MustCompile(`(?s)<!--.*?-->`)
	innerLink  = regexp.MustCompile(`\[([^\[\]\n]+)\]\(([^()\n]*)\)`)
)

// titleMax is how long a line may be and still be taken for a heading.
const titleMax = 100

// lines cuts the input and says what each line is. Blank lines and rules are
// dropped: structure comes from what the lines say.
func (im *importer) lines(src string) []line {
	src = comments.ReplaceAllStringFunc(src, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	raw := strings.Split(src, "\n")
	for _, l := range raw {
		if m := atx.FindStringSubmatch(l); m != nil && len(m[1]) > 1 {
			im.markdown = true
		}
	}
	var out []line
	for i, l := range raw {
		if strings.TrimSpace(l) == "" || rule.MatchString(l) {
			continue
		}
		x := im.line(l, len(out) > 0)
		x.no = i + 1
		if x.text != "" || x.kind == image {
			out = append(out, x)
		}
	}
	levels(out)
	return out
}

func (im *importer) line(l string, started bool) line {
	if m := atx.FindStringSubmatch(l); m != nil {
		return im.heading(m[2], len(m[1]))
	}
	if picturesMD.MatchString(l) {
		return line{kind: image, text: strings.TrimSpace(l)}
	}
	if m := bulletItem.FindStringSubmatch(l); m != nil {
		return line{kind: bullet, text: im.clean(m[1])}
	}
	if m := numberItem.FindStringSubmatch(l); m != nil && started {
		n, _ := strconv.Atoi(m[1])
		return line{kind: numbered, text: im.clean(m[2]), number: n}
	}
	text := im.clean(l)
	switch {
	case convention.IsCode(convention.Unescape(convention.Plain(text))):
		return im.heading(text, 2)
	case convention.IsLabel(text):
		return line{kind: label, text: text}
	case !im.markdown && titled(text):
		return im.heading(text, 0)
	}
	return line{text: text}
}

// heading drops the number and the markup of a heading; one without letters
// is prose.
func (im *importer) heading(s string, level int) line {
	text := strings.Join(strings.Fields(leadNumber.ReplaceAllString(convention.Unescape(convention.Plain(im.clean(s))), "")), " ")
	if convention.Slug(text) == "" {
		return line{text: text}
	}
	return line{kind: heading, text: text, level: level}
}

// titled reports whether a line of pasted text reads like a heading: short,
// beginning like a sentence and not ending like one.
func titled(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return (unicode.IsUpper(r) || unicode.IsDigit(r)) && utf8.RuneCountInString(s) <= titleMax && !strings.ContainsRune(".,:;!?…=>", last) && convention.Slug(leadNumber.ReplaceAllString(s, "")) != ""
}

// clean makes one line of text: single spaces, arrows as one sign, links
// inside the help site as quoted names, as their addresses mean nothing here.
func (im *importer) clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimSpace(strings.TrimPrefix(s, "=>"))
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "=>", " → ")), " ")
	if !im.markdown {
		return s
	}
	return innerLink.ReplaceAllStringFunc(s, func(l string) string {
		m := innerLink.FindStringSubmatch(l)
		if convention.External(m[2]) {
			return l
		}
		return `"` + m[1] + `"`
	})
}

// levels maps the heading levels in use to 1 (document), 2 (topic) and 3
// (cause); pasted text has none and is judged by its words.
func levels(lines []line) {
	top := 7
	for _, l := range lines {
		if l.kind == heading && l.level > 1 {
			top = min(top, l.level)
		}
	}
	for i := range lines {
		if l := &lines[i]; l.kind == heading && l.level > 1 {
			l.level = min(3, 2+l.level-top)
		}
	}
}
