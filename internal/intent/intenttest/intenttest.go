// Package intenttest helps tests that read lines: the shipped guide and its
// matcher, guides made up, decisions in short. No production package may import
// it.
package intenttest

import (
	"sync"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/knowledge"
	"hotro/prompts"
)

// The shipped guide and words, their matcher and the matcher of the bare codes
// are built once for all tests: they are immutable.
var (
	shippedGuide = sync.OnceValues(func() (*kb.Guide, error) {
		g, _, err := kb.Compile(knowledge.FS)
		return g, err
	})
	shippedWords = sync.OnceValues(func() (*lexicon.Words, error) { return intent.LoadWords(prompts.FS) })
	shipped      = sync.OnceValues(func() (*intent.Matcher, error) {
		g, err := shippedGuide()
		if err != nil {
			return nil, err
		}
		return build(g)
	})
	bareCodes = sync.OnceValues(func() (*intent.Matcher, error) { return build(CodeGuide()) })
)

func build(g *kb.Guide) (*intent.Matcher, error) {
	w, err := shippedWords()
	if err != nil {
		return nil, err
	}
	return intent.New(g, w), nil
}

// Matcher returns the matcher of the shipped guide.
func Matcher(t testing.TB) *intent.Matcher { return must[*intent.Matcher](t)(shipped()) }

// CodeMatcher returns the matcher of CodeGuide.
func CodeMatcher(t testing.TB) *intent.Matcher { return must[*intent.Matcher](t)(bareCodes()) }

// Guide returns the shipped guide.
func Guide(t testing.TB) *kb.Guide { return must[*kb.Guide](t)(shippedGuide()) }

// Words returns the shipped words data.
func Words(t testing.TB) *lexicon.Words { return must[*lexicon.Words](t)(shippedWords()) }

// New builds the matcher of a guide with the shipped words.
func New(t testing.TB, g *kb.Guide) *intent.Matcher {
	t.Helper()
	return intent.New(g, Words(t))
}

// must fails the test on an error and passes the value on.
func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Said is a decision in short: the topic, or the intent with its candidates.
func Said(r intent.Result) string {
	if r.Intent == intent.KindTopic {
		return r.Topic
	}
	if r.Intent != intent.KindAsk {
		return string(r.Intent)
	}
	out := "ask"
	for _, c := range r.Candidates {
		out += " " + c.Topic
	}
	return out
}
