package llm

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotro/internal/company"
)

func TestAPromptIsFilledOnce(t *testing.T) {
	p := prompt("[asked] {a} and {b}\n[asked]   - indented\n[hold] hold\n[\"<id>\"] stays\nend {b}")
	if got, want := p.fill(map[string]bool{"asked": true}, "{a}", "{b}\n[hold] x", "{b}", "B"), "{b}\n[hold] x and B\n  - indented\n[\"<id>\"] stays\nend B"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := p.fill(nil, "{b}", "B"), "[\"<id>\"] stays\nend B"; got != want {
		t.Errorf("of nothing that holds: got %q, want %q", got, want)
	}
}

// Every prompt says only what the program knows to fill in and to ask, and all of
// it in either form.
func TestShippedPromptsNameWhatThereIs(t *testing.T) {
	known := []string{"asked", "unasked", "done", "not_there", "not_allowed", "question", "hold"}
	hole := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, name := range []string{"choose", "summary", "see", "propose"} {
		p, err := load(name, company.Shipped())
		if err != nil {
			t.Fatal(err)
		}
		holds := map[string]bool{}
		for line := range strings.SplitSeq(string(p), "\n") {
			if when := only.FindStringSubmatch(line); when != nil {
				if holds[when[1]] = true; !slices.Contains(known, when[1]) || name != "choose" {
					t.Errorf("%s: a line that stands only when %q", name, when[1])
				}
			}
		}
		if name == "choose" && len(holds) != len(known) {
			t.Errorf("%s speaks of %v, not of all of %v", name, holds, known)
		}
		got := p.fill(holds, "{topics}", "T", "{answers}", "A")
		if left := hole.FindString(got); left != "" {
			t.Errorf("%s: nothing fills %s", name, left)
		}
		if strings.Contains(got, "{{") {
			t.Errorf("%s: {{ is no placeholder", name)
		}
	}
}
