package dialog_test

import (
	"maps"
	"slices"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestAStateDoesNotGrowWithTheGuide plays the same talk over guides of one size
// and a hundred times that: what is kept between turns is as long.
func TestAStateDoesNotGrowWithTheGuide(t *testing.T) {
	sizes := map[int]int{}
	for _, more := range []int{30, 300, 3000} {
		o, _ := talked(manyTopics(t, more), 30)
		sizes[more] = len(kept(t, o.State))
	}
	if all := slices.Collect(maps.Values(sizes)); slices.Max(all) != slices.Min(all) {
		t.Errorf("bytes of the state, by the topics of the guide: %v; want the same for all", sizes)
	}
}

// TestAStateDoesNotGrowWithTheTalk: after a dozen turns a state is as long as it
// gets, and short.
func TestAStateDoesNotGrowWithTheTalk(t *testing.T) {
	e := mustShipped(t)
	short, _ := talked(e, 60)
	long, _ := talked(e, 600)
	if a, b := len(kept(t, short.State)), len(kept(t, long.State)); b > a+8 || b > 4000 {
		t.Errorf("the state has %d bytes after 60 turns and %d after 600, want the same and at most 4,000", a, b)
	}
}

// TestAllocationsOfATurn bounds what a turn costs, by what does not depend on the
// machine. A turn is a state read, a line answered, the state written.
func TestAllocationsOfATurn(t *testing.T) {
	for name, e := range map[string]*dialog.Engine{"the shipped guide": mustShipped(t), "a thousand topics more": manyTopics(t, 1000)} {
		for _, turns := range []int{0, 200} {
			o, now := talked(e, turns)
			c := o.Say[len(o.Say)-1].Choices[0]
			before, line := kept(t, o.State), []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindButton, Data: c.Data, Text: c.Label, At: now}}}
			got := testing.AllocsPerRun(50, func() {
				st, err := dialog.DecodeState(before)
				if err != nil {
					t.Fatal(err)
				}
				kept(t, e.Step(st, line, now).State)
			})
			if got > 90 {
				t.Errorf("%s, after %d turns: a press of %q makes %.0f allocations, at most 90 are wanted", name, turns, c.Label, got)
			}
		}
	}
}
