package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bot runs a command as a shell would.
func bot(t *testing.T, in string, environ []string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), env{strings.NewReader(in), &o, &e, environ}, args)
	return o.String(), e.String(), code
}

func TestChatEndsInAHandoffThatHoldsTheID(t *testing.T) {
	out, errs, code := bot(t, "REQUEST_ANSWER_URL_ERROR\ncall-vn-1-7EOLB370OL-1751008322530\n", nil, "chat", "--json")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	type object struct {
		Say     *string   `json:"say"`
		Choices *[]string `json:"choices"`
		Topic   *string   `json:"topic"`
		Node    *string   `json:"node"`
		Handoff *struct {
			Ticket  int64    `json:"ticket"`
			CallIDs []string `json:"call_ids"`
		} `json:"handoff"`
	}
	var last object
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for i, l := range lines {
		last = object{}
		if err := json.Unmarshal([]byte(l), &last); err != nil {
			t.Fatalf("line %d: %v: %s", i+1, err, l)
		}
		if last.Say == nil || last.Choices == nil || last.Topic == nil || last.Node == nil {
			t.Errorf("line %d lacks a field: %s", i+1, l)
		}
	}
	if last.Handoff == nil || last.Handoff.Ticket != 1 || len(last.Handoff.CallIDs) != 1 || last.Handoff.CallIDs[0] != "call-vn-1-7EOLB370OL-1751008322530" {
		t.Errorf("the last reply is %s, want a hand-off with the call ID", lines[len(lines)-1])
	}
}

func TestChatFromAPipeIsPlainText(t *testing.T) {
	out, _, code := bot(t, "em bị from number not found\n1\n1", nil, "chat")
	if code != 0 || !strings.Contains(out, "FROM_NUMBER_NOT_FOUND") || !strings.Contains(out, "1. ") || strings.Contains(out, "**") {
		t.Errorf("exit %d:\n%s", code, out)
	}
}

func TestMatchPrintsOneObjectALine(t *testing.T) {
	out, _, code := bot(t, "from number not fond\ncho gặp nhân viên\n\n"+strings.Repeat("x", 3<<20)+"\n", nil, "match")
	if code != 0 {
		t.Fatalf("exit %d", code)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d objects for four lines", len(lines))
	}
	for i, want := range []string{`"intent":"topic","topic":"FROM_NUMBER_NOT_FOUND"`, `"intent":"human"`, `"intent":"none"`} {
		if !strings.Contains(lines[i], want) || !strings.Contains(lines[i], `"call_ids":[]`) {
			t.Errorf("line %d is %s, want %s", i+1, lines[i], want)
		}
	}
}

func TestKB(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	out, _, code := bot(t, "", nil, "kb", "check")
	if code != 0 || !strings.Contains(out, "9 topics") {
		t.Errorf("kb check: exit %d: %s", code, out)
	}
	out, _, code = bot(t, "", nil, "kb", "show", "--json")
	var g struct {
		Version string `json:"version"`
		Topics  []struct {
			ID     string `json:"id"`
			Steps  *[]any `json:"steps"`
			Causes *[]any `json:"causes"`
			File   string `json:"file"`
			Line   int    `json:"line"`
		} `json:"topics"`
	}
	if err := json.Unmarshal([]byte(out), &g); err != nil || code != 0 || g.Version == "" || len(g.Topics) != 9 {
		t.Errorf("kb show --json: exit %d, %v, %d topics", code, err, len(g.Topics))
	}
	for _, topic := range g.Topics {
		if topic.Steps == nil || topic.Causes == nil || topic.File == "" || topic.Line == 0 {
			t.Errorf("topic %s lacks steps, causes, file or line", topic.ID)
		}
	}
	for format, want := range map[string]string{"mermaid": "flowchart", "dot": "digraph", "svg": "<svg"} {
		if out, _, code := bot(t, "", nil, "kb", "graph", "--format", format); code != 0 || !strings.Contains(out, want) {
			t.Errorf("kb graph --format %s: exit %d", format, code)
		}
	}
	seed := write("dan.txt", "LOI_MOI\n\nTắt máy rồi bật lại.\n")
	to := filepath.Join(dir, "imp")
	if _, errs, code := bot(t, "", nil, "kb", "import", seed, "-o", to); code != 0 {
		t.Errorf("kb import: exit %d: %s", code, errs)
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", seed, "-o", to); code != 1 || !strings.Contains(errs, "exists") {
		t.Errorf("a second import: exit %d: %s, want a refusal to replace", code, errs)
	}
	if out, _, code := bot(t, "", nil, "kb", "show", to); code != 0 || !strings.Contains(out, "LOI_MOI") {
		t.Errorf("the import does not show: exit %d: %s", code, out)
	}
	lines := write("eval.jsonl", `{"text":"FROM_NUMBER_NOT_FOUND","label":"FROM_NUMBER_NOT_FOUND"}`+"\n")
	if out, _, code := bot(t, "", nil, "kb", "eval", lines); code != 0 || !strings.Contains(out, "100") {
		t.Errorf("kb eval: exit %d: %s", code, out)
	}
	write("broken.md", "# x\n\n## LOI_A\n\nXem [bài](khong-co.md).\n")
	if out, errs, code := bot(t, "", nil, "kb", "check", dir); code != 1 || !strings.Contains(out+errs, "broken.md:5") {
		t.Errorf("broken documents: exit %d: %s%s, want the file and the line", code, out, errs)
	}
}

func TestCalledWrongly(t *testing.T) {
	for _, args := range [][]string{{"nope"}, {"serve", "x"}, {"chat", "--yaml"}, {"match", "x"}, {"kb"}, {"kb", "dance"}, {"kb", "graph", "--format", "png"}, {"kb", "import"}, {"dead"}, {"tickets", "burn", "1"}, {"zalo"}} {
		environ := []string{"DATA_DIR=" + t.TempDir()}
		if _, errs, code := bot(t, "", environ, args...); code != 2 || strings.Count(errs, "\n") != 1 {
			t.Errorf("bot %s: exit %d, %q; want 2 and one line", strings.Join(args, " "), code, errs)
		}
	}
}

func TestFaultsAreOneLineWithAHint(t *testing.T) {
	_, errs, code := bot(t, "", []string{"TELEGRAM_TOKEN=", "TELEGRAM_TOKN=1", "DESK_SLA=x"}, "serve")
	if code != 1 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "did you mean TELEGRAM_TOKEN?") || !strings.Contains(errs, "DESK_SLA") {
		t.Errorf("exit %d: %q", code, errs)
	}
}

func TestTicketsAndDeadLettersOfAnEmptyStore(t *testing.T) {
	environ := []string{"DATA_DIR=" + t.TempDir()}
	if out, errs, code := bot(t, "", environ, "dead", "list"); code != 0 || !strings.Contains(out, "no dead letters") {
		t.Errorf("dead list: exit %d: %s%s", code, out, errs)
	}
	if _, errs, code := bot(t, "", environ, "dead", "retry", "3-1"); code != 1 || !strings.Contains(errs, "dead list") {
		t.Errorf("dead retry: exit %d: %s", code, errs)
	}
	if _, _, code := bot(t, "", environ, "tickets", "list"); code != 0 {
		t.Errorf("tickets list: exit %d", code)
	}
	if _, errs, code := bot(t, "", environ, "tickets", "show", "7"); code != 1 || !strings.Contains(errs, "no ticket 7") {
		t.Errorf("tickets show: exit %d: %s", code, errs)
	}
	if out, _, code := bot(t, "", environ, "version"); code != 0 || !strings.HasPrefix(out, "hotro ") {
		t.Errorf("version: exit %d: %s", code, out)
	}
	if out, _, code := bot(t, "", environ, "doctor"); code != 0 || !strings.Contains(out, "documents") {
		t.Errorf("doctor: exit %d:\n%s", code, out)
	}
}
