package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb/importer/page"
)

// codeRun reports whether a line begins with a code of letters and digits, and so does
// the one beside it: "E1   Sensor faulty." over "E2   Iced up.". Counted steps and
// questions look like it.
func (o *sorter) codeRun(x page.Block, all []page.Block) bool {
	at := slices.IndexFunc(all, func(y page.Block) bool { return y.Kind == x.Kind && y.Line == x.Line && y.Text == x.Text })
	c := o.tells(x)
	if at < 0 || c == "" {
		return false
	}
	for _, k := range []int{at - 1, at + 1} {
		if k >= 0 && k < len(all) && all[k].Kind == x.Kind {
			if other := o.tells(all[k]); other != "" && other != c {
				return true
			}
		}
	}
	return false
}

// tells returns the code that a line begins with to tell what is wrong, "" for none.
func (o *sorter) tells(x page.Block) string {
	c, _ := leadingCode(x.Text)
	rest := strings.TrimLeft(after(x.Text, c), ` "”')]:–—-`)
	r, _ := utf8.DecodeRuneInString(page.Plain(rest))
	if c == "" || numberOnly.MatchString(c) || !strings.ContainsAny(c, "0123456789") || !unicode.IsUpper(r) {
		return ""
	}
	if first := page.Plain(sentences(rest)[0]); o.w.acts(first) || strings.HasSuffix(first, "?") {
		return ""
	}
	return c
}
