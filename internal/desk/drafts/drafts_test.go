package drafts_test

import (
	"reflect"
	"testing"
	"time"

	"hotro/internal/desk/drafts"
	"hotro/internal/store/bolt/bolttest"
)

// A draft keeps its kind, beside that of another kind and of a colleague, until
// it is emptied, forgotten, or old.
func TestDraftsKeepTheirKind(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	d := &drafts.Drafts{Values: bolttest.Open(t), Now: func() time.Time { return now }}
	keep := func(ticket int64, staff, kind, text string) {
		t.Helper()
		if err := d.Keep(t.Context(), ticket, staff, kind, text); err != nil {
			t.Fatal(err)
		}
	}
	is := func(ticket int64, staff string, want drafts.Draft) {
		t.Helper()
		if got, err := d.Of(t.Context(), ticket, staff); err != nil || got.Kind != want.Kind || len(got.Texts)+len(want.Texts) > 0 && !reflect.DeepEqual(got.Texts, want.Texts) {
			t.Errorf("draft of %s on %d: got %+v %v, want %+v", staff, ticket, got, err, want)
		}
	}
	is(1, "lan", drafts.Draft{})
	keep(1, "lan", "say", "dạ em")
	keep(1, "lan", "note", "khách gấp")
	keep(1, "minh", "say", "em xem ạ")
	keep(2, "lan", "say", "chào anh")
	is(1, "lan", drafts.Draft{Kind: "note", Texts: map[string]string{"say": "dạ em", "note": "khách gấp"}})
	is(1, "minh", drafts.Draft{Kind: "say", Texts: map[string]string{"say": "em xem ạ"}})
	begun := func(staff string, want map[int64]bool) {
		t.Helper()
		if got, err := d.Begun(t.Context(), staff); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("tickets that %s has drafts on: got %v %v, want %v", staff, got, err, want)
		}
	}
	begun("lan", map[int64]bool{1: true, 2: true})
	begun("minh", map[int64]bool{1: true})
	keep(1, "lan", "note", "")
	is(1, "lan", drafts.Draft{Kind: "note", Texts: map[string]string{"say": "dạ em"}})
	if err := d.Forget(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	is(1, "lan", drafts.Draft{})
	is(1, "minh", drafts.Draft{})
	begun("lan", map[int64]bool{2: true})
	begun("minh", map[int64]bool{})
	keep(2, "lan", "say", "")
	begun("lan", map[int64]bool{})
	keep(2, "lan", "say", "chào anh")
	now = now.Add(drafts.Kept + time.Second)
	keep(3, "lan", "say", "x") // the store learns the time
	is(2, "lan", drafts.Draft{})
	begun("lan", map[int64]bool{3: true})
}
