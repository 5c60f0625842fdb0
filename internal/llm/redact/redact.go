// Package redact takes out of a text what could tell who wrote it or whom it is
// about: passwords, tokens, phone numbers, addresses, account numbers, call IDs,
// long numbers and names.
//
// It masks what Vietnamese users of a call centre write and promises no more: a
// name that looks like any word stays. A picture or a sound can't be redacted.
// Start reading at Redactor.Redact.
package redact

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hotro/internal/pattern"
	"hotro/internal/text"
)

// What is taken out of every text before it is sent, in this order. Go's
// patterns run in linear time whatever the text.
type mask struct {
	find *pattern.Pattern
	with string
}

// apart is what people put between the digits of a number; a slash stands in
// dates as well, and those are told apart before.
const apart = `[ .,\-()/_–—·|~*]*`

// spelled is a digit in words, or itself.
const spelled = `(?:không|khong|một|mot|mốt|hai|bảy|bay|bẩy|ba|bốn|bon|tư|năm|nam|lăm|lam|sáu|sau|tám|tam|chín|chin|zero|one|two|three|four|five|six|seven|eight|nine|\d)`

// date is a day, month and year, in either order.
var date = pattern.New(`\b\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d\b|\b20\d\d-\d\d-\d\d\b`)

func masks() []mask {
	return []mask{
		{pattern.New(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?`), "[TOKEN]"},
		{pattern.New(`\b(?:sk|SK|AC|pk|ghp|xox[a-z])[-_.][A-Za-z0-9_.-]{16,}`), "[TOKEN]"},
		{pattern.New(`(?i)(?:call|room|conv|msg)?[-_ ]?vn[-_ ]\d{1,2}[-_ ][A-Z0-9]{6,12}[-_ ]\d{6,16}`), "[CALL_ID]"},
		{pattern.New(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`), "[EMAIL]"},
		{pattern.New(`https?://[^\s]+`), "[LINK]"},
		{pattern.New(`(?:\+?84|\b0)` + apart + `(?:[35789](?:` + apart + `\d){8}|2(?:` + apart + `\d){9})\b|\b1[89]00(?:` + apart + `\d){4,6}\b`), "[PHONE]"},
		{pattern.New(`\b[oO0]` + apart + `[35789](?:` + apart + `[\doOlI]){8}\b`), "[PHONE]"}, // letters that look like digits
		{pattern.New(`\+\d(?:` + apart + `\d){7,14}\b`), "[PHONE]"},
		{pattern.New(`(?i)` + spelled + `(?:[\s,.\-]+` + spelled + `){7,}`), "[PHONE]"},
		{pattern.New(`\d(?:[ .\-_]?\d){8,}`), "[NUM]"},
	}
}

// family are the family names that most Vietnamese bear. A capitalised word
// behind one is taken for a person's name.
const family = `Nguyễn|Nguyen|Trần|Tran|Lê|Le|Phạm|Pham|Hoàng|Hoang|Huỳnh|Huynh|Phan|Vũ|Vu|Võ|Vo|Đặng|Dang|Bùi|Bui|Đỗ|Hồ|Ngô|Ngo|Dương|Duong|Đinh|Dinh|Trịnh|Trinh|Đoàn|Doan|Mai|Lương|Luong|Trương|Truong|Đào|Dao|Cao|Hà|Tạ|Tô|Lâm|Quách`

// middle are the second syllables that most names in small letters have, given
// the names by which people are called that are no other word people write here.
const (
	middle = `văn|thị|van|thi|hữu|đức|ngọc|minh|thanh|quang|xuân|bá|công|đình|hồng|bích|kim|mỹ|thùy|hoàng|gia|hoài|tuấn`
	given  = `tuấn|hùng|dũng|cường|hải|hoàng|huy|khánh|kiên|phong|phúc|quân|thắng|thịnh|trung|tùng|vinh|đức|lan|hương|linh|thảo|vy|phương|thủy|thúy|yến|oanh|loan|dung|duyên|huyền|nhung|hạnh|ngọc|quỳnh|trinh|trâm`
)

type nameMask struct{ full, capital, lower, called, titled, small *pattern.Pattern }

func nameMasks() nameMask {
	const word = `\p{Lu}\p{Ll}+`
	return nameMask{
		full:    pattern.New(`(?:^|[^\p{L}])((?:` + family + `)(?:\s+` + word + `){1,4})`),
		capital: pattern.New(`(?:^|[^\p{L}_])((?:` + strings.ToUpper(family) + `)(?:\s+\p{Lu}{2,}){2,4})(?:$|[^\p{L}_])`),
		lower:   pattern.New(`(?:^|[^\p{L}])((?:` + strings.ToLower(family) + `)\s+(?:` + middle + `)\s+\p{Ll}{2,}(?:\s+(?:` + given + `))?)(?:$|[^\p{L}])`),
		called:  pattern.New(`(?i:\b(?:em|tôi|toi|mình|minh|anh|chị|chi|cháu|khách|khach)\s+t[eê]n\s+(?:l[aà]\s+)?|\bt[eê]n\s+(?:(?:em|tôi|toi|mình|minh|anh|chị|chi|khách|khach|của\s+\p{L}+)\s+)?(?:l[aà]\s+|:\s*)|\bt[eê]n\s*:\s*|\bmy\s+name\s+is\s+)((?:(?i:` + family + `)(?:\s+\p{L}+){1,3}|\p{L}+(?:\s+` + word + `){0,4}))`),
		titled:  pattern.New(`(?:^|[^\p{L}])(?i:anh|chị|chi|em|cô|chú|bác|bạn|ông|bà|mr|mrs|ms)\.?\s+(` + word + `(?:\s+` + word + `){0,3})`),
		small:   pattern.New(`(?:^|[^\p{L}])(?:anh|chị|chi|cô|chú|bạn)\s+((?:` + given + `))(?:$|[^\p{L}])`),
	}
}

// Redactor takes secrets, phone numbers, addresses, call IDs, long numbers and
// people's names out of a text. Immutable.
type Redactor struct {
	secrets secrets
	masks   []mask
	names   nameMask
	things  []string
}

// New compiles the patterns. things are words of the company's, in small letters,
// that no person is called by.
func New(things ...string) *Redactor { return &Redactor{newSecrets(), masks(), nameMasks(), things} }

// Redact returns s without what could tell who wrote it or whom it is about.
// known are names to take out besides those that are recognised, such as the
// user's own on the platform. What an error code, a SIP status, a time or a
// count is stays.
func (r *Redactor) Redact(s string, known ...string) string {
	s = r.secrets.mask(text.Clean(s))
	s, dates := aside(s)
	for _, m := range r.masks {
		s = m.find.ReplaceAllString(s, m.with)
	}
	s = r.secrets.maskRandom(dates(s))
	for _, n := range known {
		s = r.without(s, text.Clean(n))
	}
	for _, p := range []*pattern.Pattern{r.names.full, r.names.capital, r.names.lower, r.names.called, r.names.titled, r.names.small} {
		s = r.maskGroup(p, s)
	}
	return s
}

// maskGroup replaces the first group of every match, unless it is the name of
// a program or a device rather than of a person.
func (r *Redactor) maskGroup(p *pattern.Pattern, s string) string {
	var b strings.Builder
	at := 0
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[at:m[2]])
		if r.isThing(s[m[2]:m[3]]) {
			b.WriteString(s[m[2]:m[3]])
		} else {
			b.WriteString("[NAME]")
		}
		at = m[3]
	}
	return b.String() + s[at:]
}

func (r *Redactor) isThing(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	if slices.Contains(r.things, first) {
		return true
	}
	for _, w := range strings.Fields("google chrome zalo telegram facebook skype zoom teams windows mac micro mic admin user agent portal call là la gì nào ai cuộc lỗi không máy số tổng hàng khách") {
		if first == w {
			return true
		}
	}
	return strings.HasPrefix(strings.ToLower(name), "hà nội")
}

// aside puts the dates of a text out of the way of what looks for numbers, and
// returns what puts them back.
func aside(s string) (string, func(string) string) {
	dates := date.FindAllString(s, -1)
	if len(dates) == 0 {
		return s, func(s string) string { return s }
	}
	const mark = "\x00"
	return date.ReplaceAllString(strings.ReplaceAll(s, mark, ""), mark), func(s string) string {
		for _, d := range dates {
			s = strings.Replace(s, mark, d, 1)
		}
		return s
	}
}

// without takes a known name out wherever it stands as words of its own. A
// name of one or two letters, or one that is a common word, tells too little
// to be worth breaking the sentence for.
func (r *Redactor) without(s, name string) string {
	for _, part := range append([]string{name}, strings.Fields(name)...) {
		if len([]rune(part)) < 3 || r.isThing(part) || strings.IndexFunc(part, unicode.IsUpper) < 0 {
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
