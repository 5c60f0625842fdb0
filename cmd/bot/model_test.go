package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/llm/llmtest"
)

// TestWhatMeasuresGoesOnWithoutAModel: one that can't be reached, or fails its
// exam, is said to be gone without, and the figures are those of the matcher.
func TestWhatMeasuresGoesOnWithoutAModel(t *testing.T) {
	dir := t.TempDir()
	lines := filepath.Join(dir, "lines.jsonl")
	for name, text := range map[string]string{
		lines:                       `{"text":"bị lỗi from number not found","label":"FROM_NUMBER_NOT_FOUND"}` + "\n",
		filepath.Join(dir, "a.txt"): "== x\n> from number not found\n> blah bla blá => miss\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wrong := llmtest.New(t, func(q llmtest.Question) llmtest.Reply { return llmtest.Choose(q.Topics[0].ID, "high") })
	for _, tc := range []struct {
		environ []string
		says    string
	}{
		{nil, ""},
		{[]string{"OPENAI_BASE_URL=http://127.0.0.1:1/v1"}, "could not be examined"},
		{[]string{"OPENAI_BASE_URL=" + wrong.URL, "OPENAI_API_KEY=" + llmtest.Key}, "failed its exam"},
	} {
		for _, args := range [][]string{{"kb", "eval", "--talks", dir}, {"kb", "eval", lines}, {"match"}} {
			out, errs, code := bot(t, "from number not found\n", tc.environ, args...)
			if code != 0 || out == "" || !strings.Contains(errs, tc.says) || (tc.says == "" && errs != "") {
				t.Errorf("%q with %q: got %d, %q, %q; want it done, and %q said", args, tc.environ, code, out, errs, tc.says)
			}
			if args[len(args)-1] == dir && !strings.Contains(out, "1 of 1 lines heard") {
				t.Errorf("%q with %q: got %q, want the talk heard as without a model", args, tc.environ, out)
			}
		}
	}
}
