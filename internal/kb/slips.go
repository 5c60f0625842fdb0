package kb

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
)

// What an author means as a convention and writes as none.
var (
	// "đợi vài phút", "chờ 5p", "đợi bốn phút": no time that a timer can keep.
	vague = regexp.MustCompile(`(?i)(?:đợi|chờ|sau)\s[^.;,\n]{0,40}?(?:(?:vài|mấy|ít|dăm|nửa)\s+(?:ba\s+)?(?:phút|giờ|tiếng)|\d+\s?(?:p|ph|'|’|h|g|mins?|s|phut|gio)(?:[^\pL\d]|$))|(?:đợi|chờ)\s[^.;,\n]{0,40}?(?:bốn|sáu|bảy|tám|chín|mười \pL+|\pL+ mươi(?: \pL+)?)\s+(?:giây|phút|giờ|tiếng)`)
	// "nhờ quản lý vào", "hỏi admin": who may not do it has nobody to do it for.
	boss    = regexp.MustCompile(`(?i)(?:nhờ|bảo|kêu|hỏi|gọi|báo|liên hệ|yêu cầu|đề nghị)\s+(?:\pL+\s+){0,3}?(?:quản lý|quản trị|admin|trưởng nhóm|trưởng phòng|sếp|leader)(?:[^\pL]|$)`)
	reached = regexp.MustCompile(`(?i)^(?:liên hệ|báo|gọi)\s`)
	tasked  = regexp.MustCompile(`(?i)^\s*(?:vào|mở|bật|tắt|cấp|thêm|xóa|sửa|đổi|đặt|chỉnh|kiểm tra|duyệt)(?:[^\pL]|$)`)
	// "Nếu không thấy mục này, nhờ …" is said to who has no such role.
	supposing = regexp.MustCompile(`(?i)(?:^|[^\pL])nếu\s[^.\n]*$`)
	// "Có 3 trường hợp".
	counted = regexp.MustCompile(`(?i)(?:có|gồm|trong|ở|với|chia (?:làm|thành))\s+(\d+|hai|ba|bốn|năm|sáu)\s+(?:trường hợp|nguyên nhân|khả năng|lý do)`)
	// What a language without conventions says in their place.
	foreign = regexp.MustCompile(`(?i)\b(?:admins? only|only (?:an? )?(?:admins?|administrators?)|contact (?:the |our )?(?:technical |customer )?(?:support|us\b|help ?desk)|(?:support|technical) team|call[ -]?id|wait (?:for |about )*(?:a few|some|\d+|one|two|three|five|ten) (?:second|minute|hour)s?|escalate|lien he|bao (?:voi )?team|doi \d+ (?:phut|giay)|ma cuoc goi)\b`)
	// A switch or a field, not a title: bật mục "…", "…" đã bật chưa.
	acting = regexp.MustCompile(`(?i)(?:bật|tắt|gạt|chọn|nhấn|bấm|tích|bỏ|vào|mở|kéo|tìm|tới|đến|trong|dưới)\s+$`)
	stands = regexp.MustCompile(`(?i)^\s*(?:(?:đã|có|đang|còn|được|chưa|là|hiện|ở trạng thái|sang)(?:[^\pL]|$)|=|:)`)
)

// lintStep finds what a step says in words that only people understand. notes
// are what its author has put right already.
func (w *walk) lintStep(s Step, b markdown.Block) {
	plain := convention.Plain(b.Text)
	for _, words := range denials(plain) {
		w.Add(finding.Info, b.Line, "negated", "words", words)
	}
	if s.Kind != Do && s.Kind != Tell {
		return
	}
	fixed := func(key string) bool {
		return slices.ContainsFunc(b.Notes, func(n markdown.Note) bool { return n.Field(key).Key != "" })
	}
	if m := vague.FindStringIndex(plain); m != nil && !fixed("wait") && !fixed("kind") && denied(plain, m) == "" {
		w.Add(finding.Warning, b.Line, "timer.vague", "words", wordsOf(plain[m[0]:m[1]]))
	}
	if m := boss.FindStringIndex(plain); m != nil && s.Role == "" && !fixed("role") && denied(plain, m) == "" && !supposing.MatchString(plain[:m[0]]) {
		severity := finding.Warning
		if reached.MatchString(plain[m[0]:m[1]]) && !tasked.MatchString(plain[m[1]-1:]) {
			severity = finding.Info // whom to reach, not what only that one may do
		}
		w.Add(severity, b.Line, "gate.missing", "words", wordsOf(plain[m[0]:m[1]]))
	}
}

func wordsOf(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// lintCount finds a number of cases that is not the number of headings.
func (w *walk) lintCount(s markdown.Section) {
	for _, b := range s.Blocks {
		m := counted.FindStringSubmatch(convention.Plain(b.Text))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = map[string]int{"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}[strings.ToLower(m[1])]
		}
		if n != len(s.Causes) {
			w.Add(finding.Warning, b.Line, "causes.count", "said", m[0], "n", strconv.Itoa(len(s.Causes)))
		}
	}
}

// lintLanguage finds documents in which no convention was recognised, and that
// are written in a language that has none.
func (c *compiler) lintLanguage() {
	for _, d := range c.docs {
		if d.Lang != "" || d.Kind != markdown.KindTopics && d.Kind != markdown.KindArticles {
			continue
		}
		steps, known := 0, false
		for _, s := range c.guide.stepsIn(d.File) {
			steps++
			known = known || s.Kind != Do && s.Kind != Tell || s.Role != "" || len(s.Links) > 0
		}
		if line, words := prose(d); steps > 0 && !known && line > 0 {
			sev := finding.Warning
			if !foreign.MatchString(words) {
				sev = finding.Info
			}
			c.report(d).Add(sev, line, "language.unread", "words", excerpt(words))
		}
	}
}

// leastProse is how many words tell what language a document is in.
const leastProse = 8

// prose returns the line and the words of a document by which its author sees
// what was not understood; line 0 when it is written in Vietnamese.
func prose(d *markdown.Document) (line int, words string) {
	n := 0
	for _, t := range d.Topics {
		for _, s := range append([]markdown.Section{t}, t.Causes...) {
			if strings.ContainsFunc(s.Title, marked) {
				return 0, ""
			}
			for _, b := range s.Blocks {
				plain := convention.Plain(b.Text)
				if strings.ContainsFunc(plain, marked) {
					return 0, ""
				}
				n += len(strings.Fields(plain))
				if m := foreign.FindString(plain); m != "" && (line == 0 || !foreign.MatchString(words)) {
					line, words = b.Line, m
				} else if line == 0 {
					line, words = b.Line, plain
				}
			}
		}
	}
	if n < leastProse {
		return 0, ""
	}
	return line, words
}

// marked reports whether Vietnamese writes a letter and English does not.
func marked(r rune) bool { return vietnamese(r) || unicode.IsLetter(r) && r >= 0xC0 && r <= 0x1EF9 }

// stepsIn returns the steps that stand in a document.
func (g *Guide) stepsIn(file string) []Step {
	var out []Step
	for _, list := range [][]Topic{g.Topics, g.Articles} {
		for _, t := range list {
			if t.File != file {
				continue
			}
			out = append(out, t.Steps...)
			for _, cs := range t.Causes {
				out = append(out, cs.Steps...)
			}
		}
	}
	return out
}
