package importer_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"hotro/internal/text"
)

// gold says what a careful support lead makes of a page that somebody else
// wrote. Every string of it is a key: words that all stand in the text meant, in
// any order, with "|" between keys of which one is enough.
type gold struct {
	Shape     string   // what is typical of the page
	Topics    []wanted `toml:"topic"`
	Allowed   []string // titles of topics that a lead may also make
	NotTopics []string `toml:"not_topics"` // titles that are no topic: navigation, groups, notes, requirements
	Never     []string // phrases, words side by side, that no user may ever see: navigation, feedback forms, instructions to programs
	NotSteps  []string `toml:"not_steps"` // what may be told and is no thing to do: reasons within a case
	Beside    []string // what may be said below a step and is none itself: what is seen after it, an example
	Decoys    []string // numbers that look like codes of problems and are none
	Clutter   []string // what may be left out without a word: the above, labels, column heads
}

// wanted is one problem that users come with.
type wanted struct {
	Words    string // of its title
	Codes    []string
	Group    string
	Causes   []because `toml:"cause"`
	Remedies []string  // of no single cause, in order
	Branches []branch  `toml:"branch"`
}

// because is one cause with its remedies, in order.
type because struct {
	Words    string
	Remedies []string
}

// branch is a question of the page: who gives this answer is led there.
type branch struct{ On, To string }

// all lists the remedies of a topic.
func (w wanted) all() []string {
	out := slices.Clone(w.Remedies)
	for _, c := range w.Causes {
		out = append(out, c.Remedies...)
	}
	return out
}

// page is one page as its site has it, with the gold for it.
type page struct {
	Name, File, Raw string
	Gold            gold
	Source          string
}

// pages reads a set of pages, in order of name.
func pages(t *testing.T, set string) []page {
	t.Helper()
	dirs, err := os.ReadDir(filepath.Join("testdata", set))
	if err != nil {
		t.Fatal(err)
	}
	var out []page
	for _, d := range dirs {
		dir := filepath.Join("testdata", set, d.Name())
		files, err := filepath.Glob(filepath.Join(dir, "page.*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: want one page.*, got %q, %v", dir, files, err)
		}
		p := page{Name: d.Name(), File: d.Name() + filepath.Ext(files[0]), Raw: content(t, files[0]), Source: content(t, filepath.Join(dir, "SOURCE"))}
		m, err := toml.Decode(content(t, filepath.Join(dir, "gold.toml")), &p.Gold)
		if err != nil || len(m.Undecoded()) > 0 {
			t.Fatalf("%s: gold.toml: %v, unknown keys %v", dir, err, m.Undecoded())
		}
		out = append(out, p)
	}
	return out
}

func content(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// in reports whether a key's words all stand in one of the texts.
func in(key string, texts ...string) bool {
	for _, s := range texts {
		words := text.Words(s)
		for one := range strings.SplitSeq(key, "|") {
			if k := text.Words(one); len(k) > 0 && !slices.ContainsFunc(k, func(w string) bool { return !slices.Contains(words, w) }) {
				return true
			}
		}
	}
	return false
}

// phrase reports whether a key's words stand in one of the texts side by side.
func phrase(key string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(s string) bool {
		return strings.Contains(" "+text.FoldWords(s)+" ", " "+text.FoldWords(key)+" ")
	})
}

// A page is small, names its source, and has a gold that speaks of it.
func TestStrangersPagesAreInOrder(t *testing.T) {
	sets := [][]page{pages(t, "pages"), pages(t, "held")}
	for _, p := range slices.Concat(slices.Concat(sets...), pages(t, "written"), pages(t, "held2")) {
		seen := visible(p.Raw)
		for _, want := range []string{"address: ", "title: ", "licence: ", "how: "} {
			if !strings.Contains("\n"+p.Source, "\n"+want) {
				t.Errorf("%s: SOURCE has no %q", p.Name, want)
			}
		}
		if n := strings.Count(p.Raw, "\n"); n > 60 {
			t.Errorf("%s: the page has %d lines, want an excerpt", p.Name, n)
		}
		if len(p.Gold.Topics) == 0 || p.Gold.Shape == "" {
			t.Errorf("%s: the gold has no topic or no shape", p.Name)
		}
		for _, key := range p.Gold.keys() {
			if !in(key, seen, p.Raw) {
				t.Errorf("%s: the gold speaks of %q, which is not on the page", p.Name, key)
			}
		}
		for _, key := range p.Gold.Never {
			if !phrase(key, seen, p.Raw) {
				t.Errorf("%s: the gold forbids %q, which is not on the page", p.Name, key)
			}
		}
	}
	for i, p := range sets[0] {
		if i < len(sets[1]) && p.Name > sets[1][i].Name || i+1 < len(sets[0]) && i < len(sets[1]) && sets[1][i].Name > sets[0][i+1].Name {
			t.Errorf("%s: every second page by name belongs to the held set", p.Name)
		}
	}
}

// keys lists everything the gold says of the page's words.
func (g gold) keys() []string {
	out := slices.Concat(g.NotTopics, g.NotSteps, g.Beside, g.Decoys, g.Clutter, g.Allowed)
	for _, w := range g.Topics {
		out = append(append(out, w.Words), w.all()...)
		out = append(out, w.Codes...)
		for _, c := range w.Causes {
			out = append(out, c.Words)
		}
		for _, b := range w.Branches {
			out = append(out, b.On, b.To)
		}
	}
	return out
}

var (
	frontMatter = regexp.MustCompile(`(?s)\A---\n(.*?)\n---\n`)
	frontTitle  = regexp.MustCompile(`(?m)^title: *(.*)$`)
	unseen      = regexp.MustCompile(`(?is)<!--.*?-->|<(script|style|svg|noscript)\b.*?</(?:script|style|svg|noscript)\s*>|<!doctype[^>]*>|</?[a-z][^<>]*>|\{[%#{][^{}]*\}|\]\([^()\s]*\)`)
)

// visible returns a page without what no reader sees: markup, scripts,
// addresses, metadata.
func visible(raw string) string {
	raw = frontMatter.ReplaceAllStringFunc(raw, func(s string) string {
		return strings.Join(frontTitle.FindStringSubmatch(s)[min(1, len(frontTitle.FindStringSubmatch(s))):], "") + "\n"
	})
	return html.UnescapeString(unseen.ReplaceAllString(raw, " "))
}
