package convention

import (
	"testing"

	"hotro/prompts"
)

// Each pattern would panic at its first use, and one that says how long to wait says how
// many and of what.
func TestPatternsCompile(t *testing.T) {
	all, err := Languages(prompts.FS, Names{Reference: []string{"a (b"}, Role: []string{"c|d"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		for _, p := range (file{}).patterns(l) {
			(*p.to).MatchString("")
		}
		for _, s := range l.Says["wait"] {
			if m := l.Said(l.Wait, s); len(m) != 2+2*2 {
				t.Errorf("%s: %q says to wait in %d groups, want two", l.Name, s, len(m)/2-1)
			}
		}
	}
}
