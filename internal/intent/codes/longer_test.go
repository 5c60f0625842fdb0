package codes_test

import (
	"slices"
	"testing"

	"hotro/internal/intent/codes"
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// TestLonger: a code without a document is retold from the covered one whose other words
// stand beside it; where it is written as it is, or none do, it is itself.
func TestLonger(t *testing.T) {
	g := &kb.Guide{
		Topics: []kb.Topic{
			{ID: "FROM_PRINTER_NOT_ALLOWS_CLERK_PRINT_OUT", Codes: []string{"FROM_PRINTER_NOT_ALLOWS_CLERK_PRINT_OUT"}},
			{ID: "TO_PRINTER_NOT_ALLOWS_PRINTOUT", Codes: []string{"TO_PRINTER_NOT_ALLOWS_PRINTOUT"}},
		},
		Uncovered: []kb.Uncovered{{Code: "NOT_ALLOW_PRINTOUT"}},
	}
	b := codes.New(g, &lexicon.Words{})
	id := int32(-1)
	for i := range int32(3) {
		if b.Code(i).Name == "NOT_ALLOW_PRINTOUT" {
			id = i
		}
	}
	for line, want := range map[string][]string{
		"clerk not allow print out":        {"FROM_PRINTER_NOT_ALLOWS_CLERK_PRINT_OUT"},
		"printer is not allow to printout": {"FROM_PRINTER_NOT_ALLOWS_CLERK_PRINT_OUT", "TO_PRINTER_NOT_ALLOWS_PRINTOUT"},
		"not allow printout":               nil,
		"clerk has NOT_ALLOW_PRINTOUT":     nil,
	} {
		var got []string
		for _, i := range b.Longer(id, line) {
			got = append(got, b.Code(i).Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
}
