package dialog_test

import (
	"testing"

	"hotro/internal/dialog/heard"
)

// heardAtLeast is the share of the lines in knowledge/talks that have to be
// understood. It only ever grows.
const heardAtLeast = 0.95

// TestHeard plays the talks in knowledge/talks, which were written as a
// stranger would write them and are learnt from nowhere.
func TestHeard(t *testing.T) {
	r, err := heard.Play(mustShipped(t), shippedTalks(t), monday, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r)
	if r.Lines < 800 || r.Share() < heardAtLeast {
		t.Errorf("%d of %d lines were heard, want %.1f %% of 800 and more", r.Right, r.Lines, 100*heardAtLeast)
	}
}
