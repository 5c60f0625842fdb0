package redact

import (
	"strings"
	"unicode"

	"hotro/internal/pattern"
)

// secrets finds what nobody but its owner should know: passwords and keys that
// are named as such, bearer and bot tokens, long random words.
type secrets struct{ named, bare, code, bearer, bot, random, account *pattern.Pattern }

// whose is what people put between the name of a secret and the secret.
const whose = `(?:\s+(?:của|cua)\s+\p{L}+|\s+(?:em|mình|tôi|acc|nick|đăng nhập|dang nhap|wifi|mới|moi|cũ|cu|đặt|dat|để|đổi thành))*`

// is is what people put right before a secret.
const is = `(?:\s*(?:là|la|is|[:=]))+\s*["']?`

func newSecrets() secrets {
	return secrets{
		named: pattern.New(`(?i)((?:(?:mật\s*khẩu|mat\s*khau|password|otp)` + whose + is +
			`|\b(?:mk|pass(?:wd|code)?|pwd?|pin|token|(?:secret|api|access)?[ _-]?key|secret)` + whose + `\s*[:=]+\s*["']?` +
			`|\bpass` + is + `|\bauthorization\s*[:=]\s*basic\s+))([^\s"']+)`),
		bare:    pattern.New(`(?i)((?:mật\s*khẩu|mat\s*khau|\b(?:mk|pass(?:word|wd|code)?|pwd?|token|secret)\b)` + whose + `(?:` + is + `)?\s+["']?)([^\s"']*\d[^\s"']*)`),
		code:    pattern.New(`(?i)((?:\botp|\bpin|mã xác nhận|ma xac nhan|mã xác thực|ma xac thuc)` + whose + `(?:` + is + `)?\s*)(\d{4,8})\b`),
		bearer:  pattern.New(`(?i)(\bbearer\s+)([^\s"']{6,})`),
		bot:     pattern.New(`\b\d{6,12}:[A-Za-z0-9_-]{25,}`),
		random:  pattern.New(`[A-Za-z0-9_+/=-]{24,}`),
		account: pattern.New(`(?i)((?:stk|số\s+tài\s+khoản|so\s+tai\s+khoan|số\s+tk|so\s+tk|account\s+(?:number|no)|số\s+thẻ|so\s+the|cccd|cmnd|cmt|căn\s+cước|mst)[^\d\n]{0,15}|\btk\s+)(\d[\d .\-]{3,}\d)`),
	}
}

func (s secrets) mask(in string) string {
	return s.account.ReplaceAllString(s.maskNamed(in), "${1}[NUM]")
}

// maskNamed takes out all but the numbers of accounts.
func (s secrets) maskNamed(in string) string {
	in = s.bot.ReplaceAllString(in, "[TOKEN]")
	in = s.bearer.ReplaceAllString(in, "${1}[TOKEN]")
	in = replaceGroup(s.named, in, "[SECRET]", func(v string) bool { return !question(v) })
	in = replaceGroup(s.bare, in, "[SECRET]", func(v string) bool { return !question(v) && !dialled(v) && len([]rune(v)) >= 4 })
	return s.code.ReplaceAllString(in, "${1}[SECRET]")
}

// maskRandom takes out long random words; call IDs are named before.
func (s secrets) maskRandom(in string) string {
	return s.random.ReplaceAllStringFunc(in, func(v string) string {
		if looksRandom(v) {
			return "[TOKEN]"
		}
		return v
	})
}

// private is what names the number of a card or an identity card.
var private = pattern.New(`(?i)((?:số\s+thẻ|so\s+the|cccd|cmnd|cmt|căn\s+cước)[^\d\n]{0,15})(\d[\d .\-]{6,}\d)`)

// hints are words of which one stands wherever a secret without digits is named.
func hints() []string {
	return []string{"khẩu", "khau", "pass", "pw", "mk", "otp", "pin", "token", "key", "secret", "bearer", "basic", "eyj"}
}

// dialled reports whether a word is a telephone number or a call ID rather than a
// secret: "mk" is "mình" as well.
func dialled(v string) bool {
	v = strings.Trim(v, ".,;!?")
	if strings.HasPrefix(strings.ToLower(v), "call-") {
		return true
	}
	n := strings.TrimPrefix(v, "+")
	return len(n) >= 9 && (n[0] == '0' || strings.HasPrefix(n, "84")) && strings.Trim(n, "0123456789.-") == ""
}

// question reports whether a word behind "mật khẩu là" asks for it or judges it.
func question(v string) bool {
	v = strings.ToLower(strings.Trim(v, "?.!,)"))
	for _, w := range strings.Fields("gì gi j sao nào nao bao đúng dung sai cái cai để de do vì vi của cua không khong được duoc bị bi ở o how what wrong") {
		if v == w {
			return true
		}
	}
	return strings.HasPrefix(v, "[")
}

// looksRandom reports whether a word is nothing anybody speaks: letters and
// digits mixed. Error codes and links are none.
func looksRandom(v string) bool {
	digits, lower, upper := 0, 0, 0
	for _, r := range v {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r):
			upper++
		}
	}
	return digits >= 3 && lower+upper >= 6 && (lower > 0 || digits >= 6)
}

// replaceGroup replaces the second group of every match for which yes says so.
func replaceGroup(p *pattern.Pattern, s, with string, yes func(string) bool) string {
	var b strings.Builder
	at := 0
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		if !yes(s[m[4]:m[5]]) {
			continue
		}
		b.WriteString(s[at:m[4]])
		b.WriteString(with)
		at = m[5]
	}
	return b.String() + s[at:]
}
