package funnel_test

import (
	"reflect"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/funnel"
)

func TestTheFunnelOfTickets(t *testing.T) {
	step := func(node, result string) chat.Tried {
		return chat.Tried{Topic: "T", Node: node, Result: result, File: "a.md", Line: len(node)}
	}
	got := funnel.OfTickets([]chat.Ticket{
		{Path: []chat.Tried{step("t.1", "done"), step("t.1.2", "failed")}},
		{Path: []chat.Tried{step("t.1", "solved")}},
	})
	want := []funnel.Row{
		{Topic: "T", Node: "t.1", File: "a.md", Line: 3, Reached: 2, Solved: 1, Handed: 1},
		{Topic: "T", Node: "t.1.2", File: "a.md", Line: 5, Reached: 1, Failed: 1, Handed: 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
