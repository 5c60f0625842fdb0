package dialog_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestALongListIsPaged: every topic of a big guide can be reached by buttons,
// and no screen has more of them than a platform takes.
func TestALongListIsPaged(t *testing.T) {
	e := manyTopics(t, 1000)
	press := func(st dialog.State, data string) dialog.Outcome {
		return e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindButton, Data: data}}}, monday)
	}
	seen := map[string]bool{}
	o := press(dialog.State{}, "menu")
	for next := "menu"; ; {
		choices := o.Say[len(o.Say)-1].Choices
		if len(choices) > 25 {
			t.Fatalf("%d buttons on one screen behind %s", len(choices), next)
		}
		next = ""
		for _, c := range choices {
			if strings.HasPrefix(c.Data, "t:") {
				seen[c.Data] = true
			} else if strings.HasPrefix(c.Data, "list:") {
				next = c.Data
			}
		}
		if next == "" {
			break
		}
		if label := e.Pressed(o.State, next); label != "Xem thêm lỗi khác" {
			t.Fatalf("the button for the next page is called %q", label)
		}
		o = press(o.State, next)
	}
	if want := len(e.Guide().Topics); len(seen) != want {
		t.Errorf("%d topics can be reached, want %d", len(seen), want)
	}
	if last := o.Say[len(o.Say)-1].Choices; !slices.ContainsFunc(last, func(c chat.Choice) bool { return c.Data == "menu" }) {
		t.Errorf("the last page leads nowhere: %+v", last)
	}
	first := o.Say[len(o.Say)-1].Choices[0]
	if o := e.Step(o.State, []dialog.Line{textLine("1")}, monday); o.State.Place.Flow == nil && !strings.Contains(said(o), first.Label) {
		t.Errorf("1 on the last page says %q, want what %s opens", said(o), first.Label)
	}
	for _, data := range []string{"list:", "list:0", "list:-16", "list:5000", "list:x"} {
		if o := press(dialog.State{}, data); o.Kind != chat.TurnStale {
			t.Errorf("%s: %q", data, o.Kind)
		}
	}
}

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
