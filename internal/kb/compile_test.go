package kb_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"hotro/internal/goldentest"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/graph"
	"hotro/internal/kb/kbtest"
	"hotro/knowledge"
)

func TestShippedDocumentsAreSound(t *testing.T) {
	_, findings, err := kb.Compile(knowledge.FS)
	if bad := append(findings.Of(finding.Error), findings.Of(finding.Warning)...); err != nil || len(bad) > 0 {
		t.Errorf("got error %v and findings\n%s\nwant none", err, bad)
	}
}

func TestShippedOutline(t *testing.T) {
	goldentest.Check(t, "testdata/knowledge.golden", []byte(graph.Outline(kbtest.Shipped(t))))
}

// What the source document says, apart from how it is worded.
func TestShippedFacts(t *testing.T) {
	g := kbtest.Shipped(t)
	type shape struct {
		causes int
		kinds  string // of every step in order; causes parted by "|"
	}
	want := map[string]shape{
		"GET_USER_MEDIA_ERROR":                  {0, "do do"},
		"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT": {2, "|do!|do! do!"},
		"FROM_NUMBER_NOT_FOUND":                 {2, "|do|handoff"},
		"AGENT_FROM_NOT_FOUND":                  {0, "do"},
		"TO_NUMBER_NOT_ALLOWS_CALLOUT":          {0, "do"},
		"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL":    {3, "|do!|tell wait|collect handoff"},
		"REQUEST_ANSWER_URL_ERROR":              {0, "collect handoff"},
		"CALL_ENDS_IMMEDIATELY":                 {0, "collect handoff"},
		"RINGING_NOT_CONNECTED":                 {0, "do"},
	}
	got := map[string]shape{}
	for _, topic := range g.Topics {
		kinds := kbtest.StepKinds(topic.Steps)
		for _, c := range topic.Causes {
			kinds += "|" + kbtest.StepKinds(c.Steps)
		}
		got[topic.ID] = shape{len(topic.Causes), kinds}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if p, ok := g.Node("call_ends_immediately.2"); !ok || !strings.Contains(p.Step.After, "PCAP") {
		t.Error("the hand-off of a call that ends at once does not carry the advice about the PCAP")
	}
}

func TestShippedPhrasings(t *testing.T) {
	g := kbtest.Shipped(t)
	for _, topic := range g.Topics {
		if n := len(topic.Phrases); n < 50 {
			t.Errorf("%s: got %d phrasings, want at least 50", topic.ID, n)
		}
	}
	if n := len(g.Outside); n < 150 {
		t.Errorf("got %d phrasings outside, want at least 150", n)
	}
	if n := len(g.Uncovered); n != 19 {
		t.Errorf("got %d known codes without a document, want 19", n)
	}
}

// Everything the sealed guide says of itself must hold: ids, places, links.
func TestShippedNodesAreFound(t *testing.T) {
	g := kbtest.Shipped(t)
	for _, topic := range slices.Concat(g.Topics, g.Articles) {
		steps := topic.Steps
		for _, c := range topic.Causes {
			if p, ok := g.Cause(c.ID); !ok || p.Cause.Title != c.Title {
				t.Errorf("cause %s is not found by its id", c.ID)
			}
			steps = append(steps, c.Steps...)
		}
		for _, s := range steps {
			p, ok := g.Node(s.ID)
			if !ok || p.Step.Text != s.Text || p.Topic.ID != topic.ID {
				t.Errorf("step %s is not found by its id", s.ID)
			}
			if s.File == "" || s.Line == 0 || s.Hash == "" {
				t.Errorf("step %s has no place or no hash: %+v", s.ID, s)
			}
			for _, l := range s.Links {
				if _, ok := g.Any(l.Article); l.URL == "" && !ok {
					t.Errorf("step %s links to %q, which is not there", s.ID, l.Article)
				}
			}
		}
	}
}

func TestLookups(t *testing.T) {
	g := kbtest.Shipped(t)
	if topic, ok := g.ByCode("from_number_not_found"); !ok || topic.ID != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("ByCode: got %v %v", topic, ok)
	}
	if u, ok := g.UncoveredCode("account_locked"); !ok || u.Number != 19 {
		t.Errorf("UncoveredCode: got %v %v", u, ok)
	}
	if _, ok := g.Article("tat-google-dich"); !ok {
		t.Error("Article: the article on Google Translate is not found")
	}
	if _, ok := g.Topic("tat-google-dich"); ok {
		t.Error("Topic: an article is found as a topic")
	}
	for _, id := range []string{"", "/", ".", "x/1.1", "from_number_not_found/9", "from_number_not_found/1.9", "request_answer_url_error.9"} {
		if p, ok := g.Node(id); ok {
			t.Errorf("Node(%q): got %v, want none", id, p.Step.ID)
		}
		if p, ok := g.Cause(id); ok {
			t.Errorf("Cause(%q): got %v, want none", id, p.Cause.ID)
		}
	}
}

// The JSON of a guide is the contract of "kb show --json".
func TestJSON(t *testing.T) {
	b, err := json.Marshal(kbtest.Shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version string
		Topics  []struct {
			ID, Title, File string
			Line            int
			Codes, Phrases  []string
			Steps           []map[string]any
			Causes          []struct {
				ID, Title, Role, File string
				Line                  int
				Steps                 []map[string]any
			}
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Version == "" || len(got.Topics) != 9 {
		t.Fatalf("got version %q and %d topics, want nine", got.Version, len(got.Topics))
	}
	for _, topic := range got.Topics {
		if topic.Steps == nil || topic.Causes == nil {
			t.Errorf("%s: steps or causes are null, want []", topic.ID)
		}
	}
	if c := got.Topics[5].Causes[0]; c.Role != "admin" || c.Line == 0 || c.Steps[0]["text"] == "" {
		t.Errorf("got cause %+v, want an admin's with its place and text", c)
	}
	var again kb.Guide
	if err := json.Unmarshal(b, &again); err != nil || again.Topics[5].Causes[1].Steps[1].Wait == 0 {
		t.Errorf("a guide does not survive JSON: %v", err)
	}
}

// words draws a short text from words that carry no convention.
func words(t *rapid.T, label string) string {
	w := rapid.SliceOfN(rapid.SampledFrom([]string{"tổng", "đài", "khách", "máy", "màn", "hình", "trang", "bật", "mở"}), 1, 6).Draw(t, label)
	return strings.Join(w, " ")
}

func TestVersionFollowsContent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title, step, phrase := words(t, "title"), words(t, "step"), words(t, "phrase")
		doc := func(gap, title, step, phrase string) fstest.MapFS {
			return kbtest.Docs("a.md", "# Tài liệu\n"+gap+"\n## T "+title+"\n<!-- topic\nid: X\nphrases:\n- "+phrase+"\n-->\n"+gap+"\n1. "+step+"\n")
		}
		base := compileRapid(t, doc("", title, step, phrase))
		if got := compileRapid(t, doc("", title, step, phrase)); !reflect.DeepEqual(got, base) {
			t.Fatalf("compiling twice gives two guides")
		}
		if got := compileRapid(t, doc("\n\n<!-- ghi chú -->\n", title, step, phrase)); got.Version != base.Version || got.Topics[0].Hash != base.Topics[0].Hash {
			t.Fatalf("moving text down changed version %s to %s", base.Version, got.Version)
		}
		if got := compileRapid(t, doc("", title+" khác", step, phrase)); got.Version == base.Version || got.Topics[0].Hash == base.Topics[0].Hash {
			t.Fatalf("another title keeps the version or the topic's hash")
		}
		if got := compileRapid(t, doc("", title, step+" khác", phrase)); got.Version == base.Version || got.Topics[0].Steps[0].Hash == base.Topics[0].Steps[0].Hash {
			t.Fatalf("another step keeps the version or the step's hash")
		}
		got := compileRapid(t, doc("", title, step, phrase+" khác"))
		if got.Version == base.Version || got.Topics[0].Hash != base.Topics[0].Hash {
			t.Fatalf("another phrasing must change the version and keep what is walked")
		}
	})
}

func compileRapid(t *rapid.T, fsys fstest.MapFS) *kb.Guide {
	g, findings, err := kb.Compile(fsys)
	if err != nil {
		t.Fatalf("compile: %v\n%s", err, findings)
	}
	return g
}

func BenchmarkCompile(b *testing.B) {
	b.Run("shipped", func(b *testing.B) {
		for b.Loop() {
			kbtest.Shipped(b)
		}
	})
	b.Run("1000topics", func(b *testing.B) {
		fsys := kbtest.Docs()
		for i := range 1000 {
			text := fmt.Sprintf("# Tài liệu %d\n\n## Chủ đề số %d\n<!-- topic\nphrases:\n- câu %d\n- lời %d\n-->\n\nMở đầu %d.\n\n1. Mở mục %d rồi bấm nút %d.\n2. Gọi lại.\n", i, i, i, i, i, i, i)
			fsys[fmt.Sprintf("%04d.md", i)] = &fstest.MapFile{Data: []byte(text)}
		}
		for b.Loop() {
			kbtest.Compile(b, fsys)
		}
	})
}
