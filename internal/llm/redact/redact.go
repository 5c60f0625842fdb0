// Package redact takes out of a text what could tell who wrote it or whom it is
// about: phone numbers, addresses, tokens, call IDs, long numbers and names.
//
// It masks what Vietnamese users of a call centre write and promises no more: a
// name that looks like any word stays. A picture or a sound can't be redacted.
// Start reading at Redactor.Redact.
package redact

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What is taken out of every text before it is sent, in this order. Go's
// patterns run in linear time whatever the text.
type mask struct {
	find *regexp.Regexp
	with string
}

func masks() []mask {
	return []mask{
		{regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?`), "[TOKEN]"},
		{regexp.MustCompile(`\b(?:sk|SK|AC|pk|ghp|xox[a-z])[-_.][A-Za-z0-9_.-]{16,}`), "[TOKEN]"},
		{regexp.MustCompile(`(?i)(?:call|room|conv|msg)?[-_ ]?vn[-_ ]\d{1,2}[-_ ][A-Z0-9]{6,12}[-_ ]\d{6,16}`), "[CALL_ID]"},
		{regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`), "[EMAIL]"},
		{regexp.MustCompile(`https?://[^\s]+`), "[LINK]"},
		{regexp.MustCompile(`(?:\+?84|\b0)[ .\-()]*(?:[35789](?:[ .\-()]*\d){8}|2(?:[ .\-()]*\d){9})\b|\b1[89]00(?:[ .\-]*\d){4,6}\b`), "[PHONE]"},
		{regexp.MustCompile(`\+\d(?:[ .\-()]*\d){7,14}\b`), "[PHONE]"},
		{regexp.MustCompile(`\d(?:[ .\-]?\d){8,}`), "[NUM]"},
	}
}

// family are the family names that most Vietnamese bear. A capitalised word
// behind one is taken for a person's name.
const family = `Nguyễn|Nguyen|Trần|Tran|Lê|Le|Phạm|Pham|Hoàng|Hoang|Huỳnh|Huynh|Phan|Vũ|Vu|Võ|Vo|Đặng|Dang|Bùi|Bui|Đỗ|Hồ|Ngô|Ngo|Dương|Duong|Đinh|Dinh|Trịnh|Trinh|Đoàn|Doan|Mai|Lương|Luong|Trương|Truong|Đào|Dao|Cao|Hà|Tạ|Tô|Lâm|Quách`

type nameMask struct{ full, called, titled *regexp.Regexp }

func nameMasks() nameMask {
	const word = `\p{Lu}\p{Ll}+`
	return nameMask{
		full:   regexp.MustCompile(`(?:^|[^\p{L}])((?:` + family + `)(?:\s+` + word + `){1,4})`),
		called: regexp.MustCompile(`(?i:\btên\s+(?:(?:em|tôi|mình|anh|chị|của\s+\p{L}+)\s+)?(?:là\s+)?|\bten\s+(?:(?:em|toi|minh|anh|chi)\s+)?la\s+|\bmy\s+name\s+is\s+)([\p{L}]+(?:\s+` + word + `){0,4})`),
		titled: regexp.MustCompile(`(?:\b|^)(?i:anh|chị|chi|em|cô|chú|bác|bạn|ông|bà|mr|mrs|ms)\.?\s+(` + word + `(?:\s+` + word + `){0,3})`),
	}
}

// Redactor takes phone numbers, addresses, tokens, call IDs, long numbers and
// people's names out of a text. Immutable.
type Redactor struct {
	masks []mask
	names nameMask
}

// New compiles the patterns.
func New() *Redactor { return &Redactor{masks(), nameMasks()} }

// Redact returns s without what could tell who wrote it or whom it is about.
// known are names to take out besides those that are recognised, such as the
// user's own on the platform. What an error code, a SIP status, a time or a
// count is stays.
func (r *Redactor) Redact(s string, known ...string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	for _, m := range r.masks {
		s = m.find.ReplaceAllString(s, m.with)
	}
	for _, n := range known {
		s = without(s, norm.NFC.String(n))
	}
	for _, p := range []*regexp.Regexp{r.names.full, r.names.called, r.names.titled} {
		s = maskGroup(p, s)
	}
	return s
}

// maskGroup replaces the first group of every match, unless it is the name of
// a program or a device rather than of a person.
func maskGroup(p *regexp.Regexp, s string) string {
	var b strings.Builder
	at := 0
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[at:m[2]])
		if isThing(s[m[2]:m[3]]) {
			b.WriteString(s[m[2]:m[3]])
		} else {
			b.WriteString("[NAME]")
		}
		at = m[3]
	}
	return b.String() + s[at:]
}

func isThing(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	for _, w := range strings.Fields("google chrome stringee stringeex zalo telegram facebook skype zoom teams windows mac micro mic hotline admin user agent portal call là la gì nào ai cuộc lỗi không máy số tổng hàng khách") {
		if first == w {
			return true
		}
	}
	return false
}

// without takes a known name out wherever it stands as words of its own. A
// name of one or two letters, or one that is a common word, tells too little
// to be worth breaking the sentence for.
func without(s, name string) string {
	for _, part := range append([]string{name}, strings.Fields(name)...) {
		if len([]rune(part)) < 3 || isThing(part) || strings.IndexFunc(part, unicode.IsUpper) < 0 {
			continue
		}
		p, err := regexp.Compile(`(^|[^\p{L}\d])` + regexp.QuoteMeta(part) + `($|[^\p{L}\d])`)
		if err != nil {
			continue
		}
		s = p.ReplaceAllString(s, "${1}[NAME]${2}")
	}
	return s
}
