package dialog_test

import (
	"io/fs"
	"testing"

	"hotro/internal/dialog/heard"
	"hotro/knowledge"
)

// heardAtLeast is the share of the lines in knowledge/talks that have to be
// understood. It only ever grows.
const heardAtLeast = 0.95

// TestHeard plays the talks in knowledge/talks, which were written as a
// stranger would write them and are learnt from nowhere.
func TestHeard(t *testing.T) {
	dir, err := fs.Sub(knowledge.Talks, "talks")
	if err != nil {
		t.Fatal(err)
	}
	talks, err := heard.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := heard.Play(mustShipped(t), talks, monday, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r)
	if r.Lines < 800 || r.Share() < heardAtLeast {
		t.Errorf("%d of %d lines were heard, want %.1f %% of 800 and more", r.Right, r.Lines, 100*heardAtLeast)
	}
}
