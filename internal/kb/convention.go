package kb

import (
	"regexp"
	"strconv"
	"strings"
	"time"

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
	return f == "admin" || f == "quan tri vien" || strings.HasPrefix(f, "admin quan ly")
}

// infer reads the kind of a step from its words. A sentence may hold two
// steps: what to collect, then the hand-off.
func infer(text string) []Step {
	plain := convention.Plain(text)
	collects, hands := callID.MatchString(plain), support.MatchString(plain)
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
	if m := waiting.FindStringSubmatch(plain); m != nil {
		return []Step{{Kind: Wait, Text: text, Wait: span(m[1], m[2])}}
	}
	return []Step{{Kind: Do, Text: text}}
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
