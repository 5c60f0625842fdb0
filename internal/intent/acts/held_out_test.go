package acts_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/acts"
	"hotro/prompts"
)

// sure is how likely an act is that callers take for the whole of a line.
const sure = 0.55

// Lines that nothing was trained on are told as well as they were when they were
// set aside, and what is told for sure is right: the bounds leave a few lines.
func TestHeldOutLines(t *testing.T) {
	c := classifier(t)
	var buf acts.Buffers
	lines, told, firm, right := 0, 0, 0, 0
	for act, says := range heldOut(t) {
		for _, line := range says {
			got, likely := c.Rank(&buf, line).Among(func(string) bool { return true })
			lines++
			if got == act {
				told++
			}
			if likely >= sure {
				firm++
				if got == act {
					right++
				}
			}
		}
	}
	t.Logf("%d of %d told, %d of %d that are sure", told, lines, right, firm)
	if told*100 < lines*76 {
		t.Errorf("%d of %d lines held out are told, want 76 of 100", told, lines)
	}
	if right*100 < firm*93 {
		t.Errorf("%d of %d lines told for sure are right, want 93 of 100", right, firm)
	}
}

// What measures teaches nothing.
func TestHeldOutIsNotTrainedOn(t *testing.T) {
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	held := heldOut(t)
	for _, e := range acts.Lines(t, w) {
		if e.By != "" && slices.Contains(held[e.Act], e.Line) {
			t.Errorf("%q is held out and an example of %q: it can be one of them", e.Line, e.Act)
		}
	}
}

// heldOut reads testdata/held_out.txt: act → lines that say it.
func heldOut(t *testing.T) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/held_out.txt")
	if err != nil {
		t.Fatal(err)
	}
	out, act := map[string][]string{}, ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "== "); ok {
			act = name
		} else if line != "" && !strings.HasPrefix(line, "#") {
			out[act] = append(out[act], line)
		}
	}
	return out
}
