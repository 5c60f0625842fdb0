package budget_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/budget"
	"hotro/internal/store"
	"hotro/internal/store/bolt/bolttest"
)

// A person, an address and everybody have their parts; what one uses up is not
// taken from the others, and comes back when its while is over.
func TestBudgets(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var refused []string
	b := budget.New(budget.Options{
		Keeper: bolttest.Open(t), Key: []byte("k"), Now: func() time.Time { return now },
		Refused: func(k budget.Kind, whose string) { refused = append(refused, fmt.Sprint(k, " ", whose)) },
	})
	const mega = 1 << 20
	spend := func(person, address string, n int64) error {
		return b.Spend(t.Context(), budget.Files, budget.Who{Person: person, Address: address}, n)
	}
	short := func(what string, err error, whose string) {
		t.Helper()
		var r *budget.Refusal
		if !errors.As(err, &r) || r.Whose != whose || r.Wait <= 0 || r.Wait > time.Hour {
			t.Fatalf("%s: got %v, want a refusal of the part of %s", what, err, whose)
		}
	}
	for i := range 6 {
		if err := spend("an", "1.2.3.4", 10*mega); err != nil {
			t.Fatalf("file %d: %v", i, err)
		}
	}
	short("a person's seventh file", spend("an", "1.2.3.4", 10*mega), "person")
	for i := range 24 {
		if err := spend(fmt.Sprint("b", i), "1.2.3.4", 10*mega); err != nil {
			t.Fatalf("a colleague's file %d: %v", i, err)
		}
	}
	short("an address's thirty-first file", spend("c", "1.2.3.4", 10*mega), "address")
	for i := range 170 {
		if err := spend(fmt.Sprint("d", i), fmt.Sprint("10.0.0.", i), 10*mega); err != nil {
			t.Fatalf("somebody's file %d: %v", i, err)
		}
	}
	short("one file too many", spend("e", "1.1.1.1", 10*mega), "all")
	if got, want := strings.Join(refused, ", "), "files person, files address, files all"; got != want {
		t.Errorf("refused: got %s, want %s", got, want)
	}
	now = now.Add(time.Hour)
	if err := spend("an", "1.2.3.4", 10*mega); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

// Local is a Keeper like the stores.
func TestLocalKeepsLikeAStore(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for name, keeper := range map[string]budget.Keeper{"local": &budget.Local{}, "bolt": bolttest.Open(t)} {
		b := budget.New(budget.Options{Keeper: keeper, Now: func() time.Time { return now }})
		for i := range 5 {
			if err := b.Spend(t.Context(), budget.Tickets, budget.Who{Person: "an"}, 1); err != nil {
				t.Errorf("%s: ticket %d: %v", name, i, err)
			}
		}
		if err := b.Spend(t.Context(), budget.Tickets, budget.Who{Person: "an"}, 1); err == nil {
			t.Errorf("%s: a sixth ticket was granted", name)
		}
	}
}

// A small store gives an address a tenth of itself within the hour, for files
// and for words, however much a large one would; a store that does not say how
// large it is, or has ample room, gives what it always gave.
func TestASmallStoreIsFilledByNobody(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	const mega = 1 << 20
	for size, want := range map[int64]int{0: 24, 300 * mega: 24, 100 * mega: 10} {
		b := budget.New(budget.Options{
			Keeper: bolttest.Open(t), Now: func() time.Time { return now },
			Room: func(context.Context) (store.Room, error) { return store.Room{Size: size}, nil },
		})
		got := 0
		for i := range 40 {
			if b.Spend(t.Context(), budget.Words, budget.Who{Person: fmt.Sprint(i), Address: "1.2.3.4"}, mega) == nil {
				got++
			}
		}
		if got != want {
			t.Errorf("a store of %d MB: an address wrote %d MB within the hour, want %d", size/mega, got, want)
		}
	}
}
