package app_test

import (
	"io/fs"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"hotro/prompts"
)

var inTOML = regexp.MustCompile(`\{([a-z_]+)\}`)

// TestEveryWordIsThereInEveryLanguage holds the two languages against each
// other and against the keys the code names.
func TestEveryWordIsThereInEveryLanguage(t *testing.T) {
	vi, en := prompts.Must("vi"), prompts.Must("en")
	for _, k := range vi.Keys() {
		if !en.Has(k) {
			t.Errorf("say/en.toml lacks %s", k)
			continue
		}
		if a, b := holes(vi.T(k)), holes(en.T(k)); a != b {
			t.Errorf("%s fills in {%s} in Vietnamese and {%s} in English", k, a, b)
		}
	}
	for _, k := range en.Keys() {
		if !vi.Has(k) {
			t.Errorf("say/vi.toml lacks %s", k)
		}
	}
}

func holes(s string) string {
	seen := map[string]bool{}
	var out []string
	for _, m := range inTOML.FindAllStringSubmatch(s, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			out = append(out, m[1])
		}
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// TestNoWordIsSaidByNobody finds words that no code or page names any more.
// Keys that are put together name their beginning in quotes.
func TestNoWordIsSaidByNobody(t *testing.T) {
	source := quotedIn(everything(t))
	for _, k := range prompts.Must("vi").Keys() {
		_, short, _ := strings.Cut(k, ".")
		if !named(source, k) && !named(source, short) {
			t.Errorf("prompts/say: nothing says %s", k)
		}
	}
}

// quoted is what the source has behind a quotation mark: whether the mark
// stands behind it too, by the words that do.
type quoted map[string]bool

var behindQuote = regexp.MustCompile("[\"`]([A-Za-z0-9_.]+)([\"` '])")

func quotedIn(source string) quoted {
	q := quoted{}
	for at := 0; ; {
		m := behindQuote.FindStringSubmatchIndex(source[at:])
		if m == nil {
			return q
		}
		word := source[at+m[2] : at+m[3]]
		q[word] = q[word] || source[at+m[0]] == '"' && source[at+m[4]] == '"'
		at += m[3] // what ends one word may begin the next
	}
}

// named reports whether the source holds a key whole, or the beginning it is
// put together from ("rate_" for rate_5).
func named(source quoted, key string) bool {
	if _, whole := source[key]; whole {
		return true
	}
	for i := len(key) - 1; i > 2; i-- {
		joint := key[i-1] == '_' || key[i-1] == '.' || strings.Trim(key[i:], "0123456789") == ""
		if joint && source[key[:i]] {
			return true
		}
	}
	return false
}

func everything(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(p, "_test.go") {
			return err
		}
		if strings.HasSuffix(p, ".go") || strings.HasSuffix(p, ".js") {
			data, err := os.ReadFile("../../" + p)
			if err != nil {
				return err
			}
			b.Write(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
