package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrow is what a package may import, and why that is the direction.
type arrow struct{ to, why string }

// arrows is the whole table: a package that is not in it may not exist, an
// import that is not in it is forbidden, and one that is no longer in the
// source is stale.
func arrows() map[string]arrow {
	return map[string]arrow{
		// leaves
		"prompts":            {"", "words as data"},
		"knowledge":          {"", "documents as data"},
		"internal/chat":      {"", "the words everybody speaks"},
		"internal/secret":    {"", "a string that does not print"},
		"internal/text":      {"", "letters, not meanings"},
		"internal/capped":    {"", "bounds on what is read; sets none"},
		"internal/retry":     {"", "pauses between tries; knows no failure"},
		"internal/obs":       {"", "what operators see; knows nothing of the program"},
		"internal/settings":  {"", "environment variables into a struct; knows no setting by name"},
		"internal/store":     {"", "the words both stores share; bodies are opaque to it"},
		"internal/ocr":       {"", "pictures to text; knows no error codes"},
		"internal/web/live":  {"", "wake-ups for pages; carries nothing"},
		"internal/web/limit": {"", "token buckets"},
		"internal/checkup":   {"", "what bot doctor prints; looks at nothing itself"},
		// the middle: pure, no I/O
		"internal/stringee":     {"internal/secret internal/text", "call IDs, and looking them up; knows no ticket"},
		"internal/dialog":       {"internal/chat internal/intent internal/kb internal/stringee internal/text prompts", "a pure function: nothing that stores or sends"},
		"internal/dialog/heard": {"internal/chat internal/dialog internal/text prompts", "talks played to measure the dialog; teaches nothing"},
		"internal/trouble":      {"internal/chat internal/store", "what only a person can mend, shared by replicas; knows nobody who reports or shows it"},
		"internal/record":       {"internal/chat internal/store internal/text", "one step becomes one change: bookkeeping that bot and desk share"},
		// what a line says
		"internal/intent":            {"internal/intent/acts internal/intent/classifier internal/intent/codes internal/intent/lexicon internal/intent/spoken internal/kb internal/stringee", "text to topic: the guide, call IDs and words, nothing that acts"},
		"internal/intent/lexicon":    {"internal/kb internal/text", "text to words; no topic"},
		"internal/intent/codes":      {"internal/intent/lexicon internal/kb internal/text", "error codes in words; decides nothing"},
		"internal/intent/spoken":     {"internal/intent/lexicon internal/kb internal/text", "error codes in Vietnamese words and sounds; decides nothing"},
		"internal/intent/linear":     {"", "the learning machine: numbers in, weights out"},
		"internal/intent/acts":       {"internal/intent/lexicon internal/intent/linear internal/text", "what a line does in a conversation; knows no guide and no screen"},
		"internal/intent/classifier": {"internal/intent/lexicon internal/intent/linear internal/kb", "words to likelihoods; decides nothing"},
		"internal/intent/evaluation": {"internal/intent", "how well lines are understood; teaches nothing"},
		// documents
		"internal/kb":            {"internal/kb/convention internal/kb/finding internal/kb/markdown internal/text", "documents to a guide; no dialog, no platform"},
		"internal/kb/markdown":   {"internal/kb/convention internal/kb/finding", "Markdown to sections and blocks; no topic"},
		"internal/kb/finding":    {"", "remarks on documents as facts; finds nothing itself"},
		"internal/kb/convention": {"internal/text", "how documents are written; strings, no guide"},
		"internal/kb/graph":      {"internal/kb internal/kb/convention internal/text", "a guide as a picture"},
		"internal/kb/importer":   {"internal/capped internal/kb/convention internal/kb/finding internal/text", "what is pasted to documents; compiles nothing"},
		// what acts
		"internal/desk":       {"internal/chat internal/record internal/secret internal/store internal/text prompts", "tickets; knows no front and no bot"},
		"internal/desk/forum": {"internal/channels internal/channels/telegram internal/chat internal/desk internal/store internal/text prompts", "the front of the desk in a Telegram group: speaks the adapter's operations and failures, never the Bot API"},
		"internal/bot":        {"internal/chat internal/desk internal/dialog internal/intent internal/obs internal/record internal/retry internal/store", "the turn: takes, asks dialog and desk, commits; knows no platform"},
		"internal/leader":     {"internal/obs", "a job on one replica at a time; knows no job"},
		"internal/receipts":   {"internal/chat internal/record internal/store", "what platforms say became of our messages"},
		// a model
		"internal/llm":        {"internal/capped internal/chat internal/llm/redact internal/retry internal/secret internal/text prompts", "a model behind budget, time and schema; implements what bot asks for"},
		"internal/llm/redact": {"internal/text", "texts to texts"},
		"internal/llm/advice": {"internal/chat internal/intent internal/kb internal/llm internal/text", "a guide's topics put to a model, and when its word counts"},
		"internal/adviser":    {"internal/chat internal/dialog internal/intent internal/kb internal/llm internal/llm/advice", "the model, asked about the guide in use"},
		"internal/enrich":     {"internal/chat internal/desk internal/llm internal/store internal/stringee", "what is added to a ticket after it was opened; a hand-off never waits for it"},
		"internal/funnel":     {"internal/chat internal/kb internal/retry internal/store", "what became of the steps of the guide; knows no page"},
		"internal/reading":    {"internal/capped internal/chat internal/ocr", "what pictures and voice notes say; knows no dialog"},
		// stores
		"internal/store/bolt":  {"internal/store", "one store; opaque bodies"},
		"internal/store/redis": {"internal/retry internal/store", "one store; opaque bodies"},
		// channels: each knows the contract and no other channel
		"internal/channels":            {"internal/chat internal/checkup internal/obs internal/retry internal/store", "the contract and the two loops; knows no platform"},
		"internal/channels/httpapi":    {"internal/capped internal/channels internal/chat internal/text", "requests whose failures have a class"},
		"internal/channels/telegram":   {"internal/capped internal/channels internal/chat internal/checkup internal/retry internal/secret internal/store internal/text prompts", "one platform"},
		"internal/channels/terminal":   {"internal/channels internal/chat", "one platform"},
		"internal/channels/webchat":    {"internal/channels internal/chat", "one platform"},
		"internal/channels/zalo":       {"internal/capped internal/channels internal/channels/httpapi internal/channels/zalo/oauth internal/chat internal/checkup internal/secret internal/store internal/text prompts", "one platform"},
		"internal/channels/zalo/oauth": {"internal/channels internal/channels/httpapi internal/chat internal/retry internal/secret internal/store", "its grant"},
		"internal/channels/zalobot":    {"internal/store internal/channels internal/channels/httpapi internal/chat internal/checkup internal/retry internal/secret internal/text prompts", "one platform"},
		// pages
		"internal/web":         {"internal/web/files internal/web/ui internal/web/widget", "routes"},
		"internal/web/ui":      {"internal/chat internal/text prompts", "look, words and headers of every page"},
		"internal/web/files":   {"internal/capped internal/channels internal/chat internal/store internal/text prompts", "uploads and what platforms hold"},
		"internal/web/login":   {"internal/desk internal/secret internal/store internal/text internal/web/limit internal/web/ui", "who sits at the desk"},
		"internal/web/visitor": {"internal/channels internal/channels/webchat internal/chat internal/store internal/web/files internal/web/limit internal/web/live internal/web/ui internal/web/widget", "the chat page"},
		"internal/web/widget":  {"internal/chat internal/secret internal/web/ui", "what other sites embed; knows no conversation"},
		"internal/web/console": {"internal/chat internal/desk internal/funnel internal/web/files internal/web/live internal/web/login internal/web/ui", "the desk's pages; every action goes to desk"},
		// the top
		"internal/app": {"internal/adviser internal/bot internal/channels internal/channels/telegram internal/channels/terminal internal/channels/webchat internal/channels/zalo internal/channels/zalobot internal/chat internal/checkup internal/desk internal/desk/forum internal/dialog internal/enrich internal/funnel internal/intent internal/kb internal/leader internal/llm internal/llm/advice internal/obs internal/ocr internal/reading internal/receipts internal/retry internal/settings internal/store internal/store/bolt internal/store/redis internal/stringee internal/trouble internal/web internal/web/console internal/web/files internal/web/live internal/web/login internal/web/ui internal/web/visitor internal/web/widget knowledge prompts", "puts everything together"},
		"cmd/bot":      {"internal/app internal/channels/zalo internal/chat internal/desk internal/dialog/heard internal/intent internal/intent/evaluation internal/kb internal/kb/finding internal/kb/graph internal/kb/importer internal/obs internal/settings internal/store internal/stringee knowledge prompts", "commands; the only importer of app"},
	}
}

// testing packages help tests of others; no production package may lean on
// them.
func forTests(p string) bool {
	for _, s := range []string{"test", "/sim", "/chaos"} {
		if strings.Contains(p, s) {
			return true
		}
	}
	return false
}

func TestImports(t *testing.T) {
	table, found := arrows(), source(t)
	for from, imports := range found {
		if forTests(from) {
			continue
		}
		a, known := table[from]
		if !known {
			t.Errorf("%s is not in the table of imports: say what it may import, and why", from)
			continue
		}
		allowed := strings.Fields(a.to)
		for _, to := range imports {
			if !slices.Contains(allowed, to) {
				t.Errorf("%s may not import %s: it is %s", from, to, a.why)
			}
		}
		for _, to := range allowed {
			if !slices.Contains(imports, to) {
				t.Errorf("%s no longer imports %s: drop it from the table", from, to)
			}
		}
		if a.why == "" {
			t.Errorf("%s: the table does not say why", from)
		}
	}
	for from := range table {
		if _, there := found[from]; !there {
			t.Errorf("%s is in the table of imports and no longer in the source", from)
		}
	}
}

// TestArchitectureNamesEveryPackage holds the table of packages in docs/ against
// the source.
func TestArchitectureNamesEveryPackage(t *testing.T) {
	doc, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for p := range source(t) {
		name := path.Base(p)
		if !strings.Contains(string(doc), "`"+p+"`") && !strings.Contains(string(doc), "`"+name+"`") && !strings.Contains(string(doc), "`…/"+name+"`") {
			t.Errorf("docs/architecture.md does not say what %s is", p)
		}
	}
	for _, m := range regexp.MustCompile("`((?:internal|cmd)/[a-z/]+)`").FindAllStringSubmatch(string(doc), -1) {
		if _, err := os.Stat("../../" + m[1]); err != nil {
			t.Errorf("docs/architecture.md speaks of %s, which is not in the source", m[1])
		}
	}
}

// source reads who imports whom, tests left out.
func source(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS("../.."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (d.Name() == "testdata" || p == "tools" || p == "data" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), "../../"+p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		from := path.Dir(p)
		out[from] = append(out[from], []string{}...)
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if to, ours := strings.CutPrefix(name, "hotro/"); ours && !slices.Contains(out[from], to) {
				out[from] = append(out[from], to)
			}
		}
		if out[from] == nil {
			out[from] = []string{}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
