package kb

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hotro/internal/kb/convention"
)

// The prose conventions. They are matched against text without markup; a
// "step" comment overrides what they infer.
var (
	// "(chỉ User có phân quyền admin mới thao tác được)", "(Admin - quản lý)".
	adminAside = regexp.MustCompile(`(?i)\s*\(+[^()]*(?:admin|quản trị viên)[^()]*\)+`)
	// "Chỉ User có phân quyền admin mới thao tác được."
	adminSentence = regexp.MustCompile(`(?i)^(?:lưu ý:\s*)?(?:chỉ|cần|phải|dành cho|yêu cầu)\s[^.]{0,60}(?:admin|quản trị viên)[^.]{0,60}\.?$`)

	callID  = regexp.MustCompile(`(?i)(?:lấy|gửi|cung cấp|nhập|cho biết)[^.;\n]{0,60}(?:call[ -]?id|mã cuộc gọi)`)
	support = regexp.MustCompile(`(?i)(?:báo|liên hệ|cung cấp|gửi|nhắn|chuyển)[^.;\n]{0,90}?(?:team|đội|đội ngũ|bộ phận|nhóm|nhân viên|kỹ thuật viên)\s+(?:hỗ trợ|kỹ thuật)`)
	pcap    = regexp.MustCompile(`(?i)pcap|bản tin`)
	carrier = regexp.MustCompile(`(?i)nhà mạng|nhà cung cấp số`)
	waiting = regexp.MustCompile(`(?i)(?:đợi|chờ)[^.;\n]{0,90}?(\d+|một|hai|ba|năm|mười)\s*(giây|phút|giờ|tiếng)`)

	// The seam between "lấy call ID" and "cung cấp cho team hỗ trợ".
	seam = regexp.MustCompile(`(?i)\s*(?:,|=>|→)?\s*(?:và|rồi|sau đó)\s+(?:báo|liên hệ|cung cấp|gửi|nhắn|chuyển)\s`)
	// "theo mục …": the article is the step.
	following = regexp.MustCompile(`(?i)\btheo (?:mục|bài|hướng dẫn)\b`)
	// "Xem thêm mục …" at the end: a button says it.
	seeAlso = regexp.MustCompile(`(?i)\s*xem thêm (?:ở |tại )?(?:mục|bài|hướng dẫn) [^.\n]*\.?\s*$`)
	// An article named in prose: mục "Phân quyền cho …".
	quoted = regexp.MustCompile(`(?i)(mục|bài viết|bài|hướng dẫn|xem|tài liệu)?\s*(?:"([^"\n]{3,80})"|“([^”\n]{3,80})”|«([^»\n]{3,80})»)`)
)

// admin takes an admin-only remark out of a text and reports whether there
// was one. What is left may be empty: then the remark stood alone.
func admin(text string) (rest string, found bool) {
	rest = adminAside.ReplaceAllStringFunc(text, func(aside string) string {
		if !remark(aside) {
			return aside
		}
		found = true
		return ""
	})
	var kept []string
	for _, line := range strings.Split(rest, "\n") {
		var keep []string
		for _, s := range sentences(line) {
			if adminSentence.MatchString(convention.Plain(s)) {
				found = true
				continue
			}
			keep = append(keep, s)
		}
		if len(keep) > 0 {
			kept = append(kept, strings.Join(keep, " "))
		}
	}
	if !found {
		return text, false
	}
	return strings.TrimSpace(strings.Join(kept, "\n")), true
}

// remark tells "(chỉ admin …)" and "(Admin - quản lý)" from an aside that
// only happens to name the admin page.
func remark(aside string) bool {
	f := convention.Key(aside)
	for _, w := range []string{"chi ", "can ", "phai ", "danh cho ", "yeu cau "} {
		if strings.HasPrefix(f, w) {
			return true
		}
	}
	return f == "admin" || f == "admin only" || f == "quan tri vien" || strings.HasPrefix(f, "admin quan ly")
}

// infer reads the kind of a step from its words. A sentence may hold two
// steps: what to collect, then the hand-off.
func infer(text string) []Step {
	plain := convention.Plain(text)
	collects, hands := said(callID, plain) != nil, said(support, plain) != nil
	switch {
	case collects && hands:
		head, tail := text, text
		if at := seam.FindStringIndex(text); at != nil {
			head, tail = text[:at[0]]+".", sentenceCase(seamTail(text[at[0]:]))
		}
		return []Step{{Kind: Collect, Want: "call_id", Text: head}, {Kind: Handoff, Text: tail}}
	case collects:
		return []Step{{Kind: Collect, Want: "call_id", Text: text}}
	case hands:
		return []Step{{Kind: Handoff, Text: text}}
	}
	if m := said(waiting, plain); m != nil {
		return []Step{{Kind: Wait, Text: text, Wait: span(plain[m[2]:m[3]], plain[m[4]:m[5]])}}
	}
	return []Step{{Kind: Do, Text: text}}
}

var (
	// What a convention begins with, and what turns it round: "không cần báo …",
	// "đừng đợi …". "Nếu không báo …" is "or else".
	verb    = regexp.MustCompile(`(?i)(?:lấy|gửi|cung cấp|nhập|cho biết|báo|liên hệ|nhắn|chuyển|đợi|chờ)(?:[^\pL]|$)`)
	negated = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:không|chưa|đừng|chớ|khỏi|chẳng)(?:\s+(?:cần|phải|nên|vội|bắt buộc))*\s+$`)
	orElse  = regexp.MustCompile(`(?i)nếu\s+(?:vẫn\s+)?không\s+$`)
)

// said returns where a convention stands in a text, as FindStringSubmatchIndex
// does: the first place where it is not negated. nil: nowhere.
func said(convention *regexp.Regexp, plain string) []int {
	for from := 0; from < len(plain); {
		m := convention.FindStringSubmatchIndex(plain[from:])
		if m == nil {
			return nil
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if denied(plain, m) == "" {
			return m
		}
		from = m[1]
	}
	return nil
}

// denied returns the words that deny what stands at m, "" where none do: those
// before the last verb of it.
func denied(plain string, m []int) string {
	at := m[0]
	for _, v := range verb.FindAllStringIndex(plain[m[0]:m[1]], -1) {
		at = m[0] + v[0]
	}
	if no := negated.FindStringIndex(plain[:at]); no != nil && !orElse.MatchString(plain[:at]) {
		return strings.TrimFunc(plain[no[0]:m[1]], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return ""
}

// denials returns what a text tells not to do, of that which would be a hand-off,
// a call ID or a wait.
func denials(plain string) []string {
	var out []string
	for _, re := range []*regexp.Regexp{callID, support, waiting} {
		for _, m := range re.FindAllStringSubmatchIndex(plain, -1) {
			if words := denied(plain, m); words != "" {
				out = append(out, words)
			}
		}
	}
	return out
}

// advice reports whether a text says what to do with what support sends back
// (the PCAP that the carrier needs): it is said after the hand-off.
func advice(text string) bool {
	plain := convention.Plain(text)
	return pcap.MatchString(plain) && carrier.MatchString(plain)
}

func seamTail(s string) string {
	s = strings.TrimLeft(s, " ,=>→\n")
	for _, w := range []string{"và ", "rồi ", "sau đó "} {
		if t, ok := strings.CutPrefix(s, w); ok {
			return t
		}
	}
	return s
}

func sentenceCase(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// span reads a duration in words: "1 phút", "hai tiếng".
func span(n, unit string) time.Duration {
	words := map[string]int{"một": 1, "hai": 2, "ba": 3, "năm": 5, "mười": 10}
	k, ok := words[strings.ToLower(n)]
	if !ok {
		var err error
		if k, err = strconv.Atoi(n); err != nil || k > 10_000 {
			return 0
		}
	}
	switch strings.ToLower(unit) {
	case "giây":
		return time.Duration(k) * time.Second
	case "phút":
		return time.Duration(k) * time.Minute
	}
	return time.Duration(k) * time.Hour
}
