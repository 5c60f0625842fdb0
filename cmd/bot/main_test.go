package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"

	"github.com/spf13/cobra"
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
			Ticket int64    `json:"ticket"`
			Refs   []string `json:"call_ids"`
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
	if last.Handoff == nil || last.Handoff.Ticket != 1 || len(last.Handoff.Refs) != 1 || last.Handoff.Refs[0] != "call-vn-1-7EOLB370OL-1751008322530" {
		t.Errorf("the last reply is %s, want a hand-off with the call ID", lines[len(lines)-1])
	}
}

func TestChatTellsWhatIsSolved(t *testing.T) {
	out, errs, code := bot(t, "TO_NUMBER_NOT_ALLOWS_CALLOUT\nok\nxong rồi\ngọi thông rồi em\n4 điểm\n", nil, "chat", "--json")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d replies to five lines:\n%s", len(lines), out)
	}
	for i, l := range lines {
		if solved := strings.Contains(l, `"solved":true`); solved != (i == 3) {
			t.Errorf("reply %d: solved is %v: %s", i+1, solved, l)
		}
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
	made := filepath.Join(to, "dan.md")
	edited := strings.Replace(content(t, made), "-->\n\n## LOI_MOI", "-->\n\n## LOI_MOI\n<!-- topic\nphrases:\n- máy kêu\n-->", 1)
	write("imp/dan.md", edited)
	write("dan.txt", "LOI_MOI\n\nTắt máy rồi bật lại.\n\nLOI_HAI\n\nThay máy.\n")
	if out, _, code := bot(t, "", nil, "kb", "import", seed, "-o", to, "--dry-run"); code != 0 || !strings.Contains(out, "+## LOI_HAI") || content(t, made) != edited {
		t.Errorf("a dry run: exit %d, want a diff and nothing written:\n%s", code, out)
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", seed, "-o", to); code != 0 || !strings.Contains(content(t, made), "máy kêu") || !strings.Contains(content(t, made), "LOI_HAI") {
		t.Errorf("a second import: exit %d: %s, want both changes in\n%s", code, errs, content(t, made))
	}
	own := t.TempDir()
	if err := os.WriteFile(filepath.Join(own, "dan.md"), []byte("# x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := bot(t, "", nil, "kb", "import", seed, "-o", own); code != 1 || !strings.Contains(errs, "was not imported") {
		t.Errorf("an import over somebody's own: exit %d: %s, want a refusal", code, errs)
	}
	if out, _, code := bot(t, "", nil, "kb", "show", to); code != 0 || !strings.Contains(out, "LOI_MOI") {
		t.Errorf("the import does not show: exit %d: %s", code, out)
	}
	lines := write("eval.jsonl", `{"text":"FROM_NUMBER_NOT_FOUND","label":"FROM_NUMBER_NOT_FOUND"}`+"\n")
	if out, _, code := bot(t, "", nil, "kb", "eval", lines); code != 0 || !strings.Contains(out, "100") {
		t.Errorf("kb eval: exit %d: %s", code, out)
	}
	typo := write("typo.jsonl", `{"text":"x","label":"none"}`+"\n\n"+`{"text":"a","label":"FROM_NUMER_NOT_FOUND"}`+"\n"+`{"text":"b","label":"FROM_NUMER_NOT_FOUND"}`+"\n"+`{"text":"c","label":"nobody"}`+"\n")
	if _, errs, code := bot(t, "", nil, "kb", "eval", typo); code != 1 || !strings.Contains(errs, "line 3, 4; did you mean FROM_NUMBER_NOT_FOUND?") || !strings.Contains(errs, `"nobody" in line 5`) {
		t.Errorf("unknown labels: exit %d: %s, want each with its lines", code, errs)
	}
	half := write("half.jsonl", `{"text":"FROM_NUMBER_NOT_FOUND","label":"FROM_NUMBER_NOT_FOUND"}`+"\n"+`{"text":"FROM_NUMBER_NOT_FOUND","label":"none"}`+"\n")
	if out, errs, code := bot(t, "", nil, "kb", "eval", half, "--min", "0.6"); code != 1 || !strings.Contains(errs, "50.0 %") || out == "" {
		t.Errorf("below --min: exit %d: %s, want 1 and the report", code, errs)
	}
	if _, errs, code := bot(t, "", nil, "kb", "eval", half, "--min", "0.5"); code != 0 {
		t.Errorf("at --min: exit %d: %s, want 0", code, errs)
	}
	write("broken.md", "# x\n\n## LOI_A\n\nXem [bài](khong-co.md).\n")
	if out, errs, code := bot(t, "", nil, "kb", "check", dir); code != 1 || !strings.Contains(out+errs, "broken.md:5") {
		t.Errorf("broken documents: exit %d: %s%s, want the file and the line", code, out, errs)
	}
}

func TestKBCheck(t *testing.T) {
	dir := t.TempDir()
	doc := "## LOI_A\n<!-- topic\nphrases:\n- a b\n- c d\n- e f\n- g h\n- i k\n-->\n\n1. Bật **micro rồi gọi.\n"
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := bot(t, "", nil, "kb", "check", dir)
	if code != 0 || !strings.Contains(out, "warning[K028]") || !strings.Contains(out, "--> a.md:11:8") || strings.Contains(out, "\x1b") {
		t.Errorf("kb check: exit %d: %s, want a warning without colour and 0", code, out)
	}
	if _, errs, code := bot(t, "", nil, "kb", "check", dir, "--strict"); code != 1 || !strings.Contains(errs, "warnings") {
		t.Errorf("--strict: exit %d: %s, want 1", code, errs)
	}
	sarif := filepath.Join(t.TempDir(), "x.sarif")
	out, _, code = bot(t, "", nil, "kb", "check", dir, "--json", "--sarif", sarif)
	var s struct {
		OK       bool
		Warnings int
		Findings []struct {
			Code string
			Line int
		}
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil || code != 0 || !s.OK || s.Warnings != 1 || len(s.Findings) != 1 || s.Findings[0].Line != 11 {
		t.Errorf("--json: exit %d, %v: %s", code, err, out)
	}
	if b, err := os.ReadFile(sarif); err != nil || !strings.Contains(string(b), "K028") {
		t.Errorf("--sarif: %v: %s", err, b)
	}
	if out, _, code := bot(t, "", nil, "kb", "explain", "k028", "--lang", "en"); code != 0 || !strings.Contains(out, "opened and never closed") {
		t.Errorf("kb explain: exit %d: %s", code, out)
	}
	if _, errs, code := bot(t, "", nil, "kb", "explain", "markup.opn"); code != 2 || !strings.Contains(errs, "did you mean markup.open?") {
		t.Errorf("an unknown code: exit %d: %s", code, errs)
	}
}

func TestCalledWrongly(t *testing.T) {
	for _, args := range [][]string{{"nope"}, {"serve", "x"}, {"chat", "--yaml"}, {"match", "x"}, {"kb"}, {"kb", "dance"}, {"kb", "graph", "--format", "png"}, {"kb", "import"}, {"dead"}, {"redis"}, {"redis", "switch", "x"}, {"tickets", "burn", "1"}, {"zalo"}} {
		environ := []string{"DATA_DIR=" + t.TempDir()}
		if _, errs, code := bot(t, "", environ, args...); code != 2 || strings.Count(errs, "\n") != 1 {
			t.Errorf("bot %s: exit %d, %q; want 2 and one line", strings.Join(args, " "), code, errs)
		}
	}
}

func TestEachFaultIsALineWithAHint(t *testing.T) {
	_, errs, code := bot(t, "", []string{"TELEGRAM_TOKEN=", "TELEGRAM_TOKN=1", "DESK_SLA=15"}, "serve")
	if want := "bot serve: DESK_SLA=15: write 15m\nbot serve: TELEGRAM_TOKN: no such setting; did you mean TELEGRAM_TOKEN?\n"; code != 1 || errs != want {
		t.Errorf("exit %d: %q, want 1 and %q", code, errs, want)
	}
}

// every calls do with each command there is.
func every(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, c := range cmd.Commands() {
		if c.Name() != "completion" { // cobra's own
			every(c, do)
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	every(newRoot(env{}), func(c *cobra.Command) {
		path := strings.Fields(c.CommandPath())[1:]
		want, _, code := bot(t, "", nil, append(slices.Clone(path), "--help")...)
		if code != 0 || c.Short == "" || !strings.Contains(want, c.CommandPath()) && c.Runnable() {
			t.Errorf("bot %s --help: exit %d\n%s", strings.Join(path, " "), code, want)
		}
		for _, args := range [][]string{append(slices.Clone(path), "-h"), append([]string{"help"}, path...)} {
			if got, errs, code := bot(t, "", nil, args...); code != 0 || got != want || errs != "" {
				t.Errorf("bot %s: exit %d, %q; want what --help prints, got\n%s", strings.Join(args, " "), code, errs, got)
			}
		}
	})
}

func TestAWordThatIsNearlyRightIsNamed(t *testing.T) {
	for args, want := range map[string]string{
		"srve":              "bot: unknown command \"srve\"; did you mean serve?\n",
		"kb chek":           "bot kb: unknown command \"chek\"; did you mean check?\n",
		"help tickts":       "bot help: unknown command \"tickts\"; did you mean tickets?\n",
		"xyzzy":             "bot: unknown command \"xyzzy\"; bot --help lists them\n",
		"chat --jsn":        "bot chat: unknown flag --jsn; did you mean --json?\n",
		"chat -json":        "bot chat: unknown flag --json; did you mean --json?\n",
		"serve --fast":      "bot serve: unknown flag --fast; bot serve --help lists them\n",
		"kb graph --format": "bot kb graph: flag needs an argument: --format; bot kb graph --help tells more\n",
	} {
		if out, errs, code := bot(t, "", nil, strings.Fields(args)...); code != 2 || errs != want || out != "" {
			t.Errorf("bot %s: exit %d, %q; want 2 and %q", args, code, errs, want)
		}
	}
}

func TestVersionAndSettings(t *testing.T) {
	flag, _, code := bot(t, "", nil, "--version")
	word, _, _ := bot(t, "", nil, "version")
	if code != 0 || flag != word || !strings.HasPrefix(word, "hotro "+release) {
		t.Errorf("exit %d: --version prints %q, version %q", code, flag, word)
	}
	if out, _, _ := bot(t, "", nil, "help", "settings"); !strings.Contains(out, "DESK_SLA                   15m\n") {
		t.Errorf("bot help settings:\n%s", out)
	}
}

// blocked is a terminal at which nobody types.
type blocked struct{ gone chan struct{} }

func (b blocked) Read([]byte) (int, error) { <-b.gone; return 0, io.EOF }

func TestCtrlCEndsQuietly(t *testing.T) {
	in := blocked{make(chan struct{})}
	defer close(in.gone)
	environ := []string{"REDIS_URL=redis://127.0.0.1:1", "HTTP_ADDR=127.0.0.1:0"} // serve waits for it
	for _, args := range [][]string{{"match"}, {"chat", "--json"}, {"serve"}} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out, errs bytes.Buffer
		if code := run(ctx, env{in, &out, &errs, environ}, args); code != exitInterrupted || errs.Len()+out.Len() > 0 {
			t.Errorf("bot %s: exit %d, %q %q; want %d and not a word", args[0], code, out.String(), errs.String(), exitInterrupted)
		}
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

// deadLetters are dead letters in no store.
type deadLetters []store.Dead

func (l deadLetters) DeadList(context.Context, int) ([]store.Dead, error) { return l, nil }
func (deadLetters) DeadRetry(context.Context, string, time.Time) error    { return nil }
func (deadLetters) DeadDrop(context.Context, string) error                { return nil }

func TestADeadLetterSaysWhyInWords(t *testing.T) {
	var out bytes.Buffer
	all := deadLetters{
		{ID: "1", Conv: "zalo:oa:lan", Queue: "user", Reason: "zalo.unknown_code?code=-9999"},
		{ID: "2", Conv: "zalo:oa:lan", Queue: "user", Reason: "khách đã chặn bot"}, // of an older version
	}
	if err := listDead(t.Context(), env{out: &out}, all); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Zalo answered with error -9999", "khách đã chặn bot"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("got %s\nwant %q in it", out.String(), want)
		}
	}
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
