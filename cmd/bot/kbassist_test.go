package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/llm/llmtest"
)

// TestAnImportThatIsAssisted: what the model proposes is a diff; the documents stay as
// they were imported, and one that has phrasings is not asked about.
func TestAnImportThatIsAssisted(t *testing.T) {
	dir := t.TempDir()
	page, to := filepath.Join(dir, "trang.md"), filepath.Join(dir, "out")
	if err := os.WriteFile(page, []byte("# Máy in\n\n## Máy in bị kẹt giấy\n\n1. Rút giấy ra.\n\n## PRINT_SPOOL_ERROR\n\n1. Tắt máy rồi bật lại.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	model := llmtest.New(t, func(llmtest.Question) llmtest.Reply {
		return llmtest.Reply{Content: `{"heading": "Kẹt giấy", "phrases": ["giấy kẹt trong máy", "máy in nuốt giấy"]}`}
	})
	environ := []string{"OPENAI_BASE_URL=" + model.URL, "OPENAI_API_KEY=" + llmtest.Key}
	out, errs, code := bot(t, "", environ, "kb", "import", page, "-o", to, "--assist")
	for _, want := range []string{"-## Máy in bị kẹt giấy\n+## Kẹt giấy\n", "+phrases:\n+- giấy kẹt trong máy\n+- máy in nuốt giấy\n", " ## PRINT_SPOOL_ERROR\n+<!-- topic\n+phrases:\n"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, %s, got\n%s\nwant %q in it", code, errs, out, want)
		}
	}
	doc, err := os.ReadFile(filepath.Join(to, "may-in.md"))
	if err != nil || !strings.Contains(string(doc), "## Máy in bị kẹt giấy") || strings.Contains(string(doc), "phrases:") {
		t.Errorf("got %v and\n%s\nwant the document as it was imported", err, doc)
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", page, "-o", to, "--assist"); code == 0 || !strings.Contains(errs, "OPENAI_BASE_URL") {
		t.Errorf("without a model: exit %d, %q, want it refused", code, errs)
	}
	if n := len(model.Asked()); n != 2 {
		t.Errorf("the model was asked %d times, want once for each topic", n)
	}
}
