package app

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/knowledge"
)

// TestWeightsAreKept: of documents in KB_DIR what was learnt is kept for the next
// start, and goes when they change.
func TestWeightsAreKept(t *testing.T) {
	docs, cache := filepath.Join(t.TempDir(), "docs"), filepath.Join(t.TempDir(), "cache")
	if err := os.CopyFS(docs, knowledge.FS); err != nil {
		t.Fatal(err)
	}
	edit := func(from, to string) {
		t.Helper()
		n := 0
		err := filepath.WalkDir(docs, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".md" {
				return err
			}
			b, err := os.ReadFile(p)
			if err != nil || !bytes.Contains(b, []byte(from)) {
				return err
			}
			n++
			return os.WriteFile(p, bytes.ReplaceAll(b, []byte(from), []byte(to)), 0o600)
		})
		if err != nil || n == 0 {
			t.Fatalf("%d documents hold %q: %v", n, from, err)
		}
	}
	var log bytes.Buffer
	kept := keptWeights{cache, slog.New(slog.NewTextHandler(&log, nil))}
	load := func() (weights string, fitted bool) {
		t.Helper()
		if _, err := loadGuide(docs, intent.Fitting{Kept: kept, Pause: func() bool { fitted = true; return true }}); err != nil {
			t.Fatal(err)
		}
		names, err := os.ReadDir(cache)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, n := range names {
			weights += n.Name() + " "
		}
		return strings.TrimSpace(weights), fitted
	}
	if weights, fitted := load(); fitted || weights != "" {
		t.Errorf("the shipped documents: fitted %v, kept %q; want neither, for the program has their weights", fitted, weights)
	}
	edit("đổ chuông", "rung chuông")
	first, fitted := load()
	if !fitted || strings.Contains(first, " ") || !strings.HasSuffix(first, ".weights") {
		t.Errorf("changed documents: fitted %v, kept %q; want one file", fitted, first)
	}
	if again, fitted := load(); fitted || again != first {
		t.Errorf("the next start: fitted %v, kept %q; want %q and nothing fitted", fitted, again, first)
	}
	edit("rung chuông", "reng chuông")
	if second, fitted := load(); !fitted || second == first || strings.Contains(second, " ") {
		t.Errorf("changed again: fitted %v, kept %q; want another file than %q alone", fitted, second, first)
	}
	if err := os.RemoveAll(cache); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cache, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	edit("reng chuông", "reo chuông")
	if _, err := loadGuide(docs, intent.Fitting{Kept: kept}); err != nil {
		t.Errorf("without a cache: %v", err)
	}
	if !strings.Contains(log.String(), "can't be kept") {
		t.Errorf("a cache that can't be written is not spoken of: %s", log.String())
	}
}
