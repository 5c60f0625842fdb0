package store_test

import (
	"slices"
	"testing"

	"hotro/internal/store"
)

// An asking whose answer was lost is asked again with its nonce, once, and
// before what is due.
func TestAsks(t *testing.T) {
	var asks store.Asks
	a, b, lane := store.Asked{Conv: "a"}, store.Asked{Conv: "b"}, store.Asked{Conv: "a", Lane: store.LaneUser}
	first := asks.Nonce(a)
	if other := asks.Nonce(a); other == first {
		t.Fatalf("got the nonce %q twice, want each asking to have its own", first)
	}
	asks.Lost(a, first)
	asks.Lost(lane, "lane's")
	if got, want := asks.Next([]store.Asked{b, a}, false, 2), []store.Asked{a, b}; !slices.Equal(got, want) {
		t.Errorf("next conversations: got %v, want %v", got, want)
	}
	if got, want := asks.Next(nil, true, 1), []store.Asked{lane}; !slices.Equal(got, want) {
		t.Errorf("next lanes: got %v, want %v", got, want)
	}
	if got := asks.Nonce(a); got != first {
		t.Errorf("nonce of a lost answer: got %q, want %q again", got, first)
	}
	if got := asks.Nonce(a); got == first {
		t.Errorf("got %q for a second caller, want a nonce of its own", got)
	}
	asks.Lost(a, "one")
	asks.Lost(a, "another")
	if got := []string{asks.Nonce(a), asks.Nonce(a)}; !slices.Equal(got, []string{"one", "another"}) {
		t.Errorf("nonces of two lost answers: got %q, want both", got)
	}
	if got := asks.Next(nil, false, 2); len(got) != 0 {
		t.Errorf("next once it was asked again: got %v, want nothing", got)
	}
}

// Of two who asked for one thing in a trip whose answers were lost, one has the
// lease: both nonces are asked with, one after the other.
func TestAskingsLostTogetherAreAllAskedAgain(t *testing.T) {
	var asks store.Asks
	a := store.Asked{Conv: "a"}
	asks.Lost(a, "leased")
	asks.Lost(a, "refused")
	for _, want := range []string{"leased", "refused"} {
		if got := asks.Next(nil, false, 2); !slices.Equal(got, []store.Asked{a}) {
			t.Errorf("next: got %v, want %v", got, a)
		}
		if got := asks.Nonce(a); got != want {
			t.Errorf("nonce: got %q, want %q", got, want)
		}
	}
	if got := asks.Next(nil, false, 2); len(got) != 0 {
		t.Errorf("next: got %v, want nothing", got)
	}
}
