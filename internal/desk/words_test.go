package desk_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/prompts"
)

// TestWordsAreTheSameInBothLanguages: a key that one language lacks would be
// shown to people as it is.
func TestWordsAreTheSameInBothLanguages(t *testing.T) {
	vi, en := prompts.Must("vi"), prompts.Must("en")
	slot := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, key := range slices.Concat(vi.Keys(), en.Keys()) {
		if !strings.HasPrefix(key, "desk.") && !strings.HasPrefix(key, "forum.") {
			continue
		}
		if !vi.Has(key) || !en.Has(key) {
			t.Errorf("%s is missing in one language", key)
			continue
		}
		a, b := slot.FindAllString(vi.T(key), -1), slot.FindAllString(en.T(key), -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: Vietnamese fills in %v, English %v", key, a, b)
		}
	}
}

// TestEveryWordAskedForExists reads the keys out of the source.
func TestEveryWordAskedForExists(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("forum/*.go")
	if err != nil {
		t.Fatal(err)
	}
	vi, n := prompts.Must("vi"), 0
	asked := regexp.MustCompile(`(?i)say\.T\("([a-z_.]+)"(\+?)`)
	for _, name := range append(files, more...) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(src), -1) {
			if strings.HasSuffix(m[1], "_") || strings.HasSuffix(m[1], ".") || m[2] != "" {
				continue // the rest of the key is computed
			}
			n++
			if !vi.Has(m[1]) {
				t.Errorf("%s asks for %s, which does not exist", name, m[1])
			}
		}
	}
	tell := regexp.MustCompile(`v\.reply\(ctx, "([a-z_]+)"`)
	for _, name := range more {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range tell.FindAllStringSubmatch(string(src), -1) {
			n++
			if !vi.Has("forum.reply_" + m[1]) {
				t.Errorf("%s tells %s, which does not exist", name, m[1])
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d keys were found in the source, want them all", n)
	}
}
