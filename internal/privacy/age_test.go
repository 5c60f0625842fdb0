package privacy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/privacy"
	"hotro/internal/store"
	"hotro/internal/store/bolt/bolttest"
)

// TestWhoIsOldIsForgotten: of those whose last ticket ended long ago, those from
// whom nothing was heard since and for whom no timer runs.
func TestWhoIsOldIsForgotten(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.Add(-time.Duration(days) * 24 * time.Hour) }
	st := bolttest.Open(t)
	add := func(n int64, c chat.Conversation) {
		t.Helper()
		c.Address = chat.Address{Channel: chat.Telegram, Bot: "7", Chat: fmt.Sprint(n)}
		conv := c.Address.String()
		state, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		at := c.Ticket.Ended
		row := &store.Row{Number: n, Conv: conv, At: at, Body: []byte("{}")}
		if err := st.Apply(t.Context(), store.Snapshot{Conv: conv}, at, "", store.Change{State: state, Row: row}); err != nil {
			t.Fatal(err)
		}
	}
	ended := func(n int64, days int) *chat.Ticket {
		return &chat.Ticket{Number: n, State: chat.Closed, Ended: ago(days)}
	}
	add(1, chat.Conversation{Ticket: ended(1, 29), LastIn: ago(29)})
	add(2, chat.Conversation{Ticket: ended(2, 27), LastIn: ago(40)})                                                 // not yet
	add(3, chat.Conversation{Ticket: ended(3, 29), LastIn: ago(2)})                                                  // wrote since
	add(4, chat.Conversation{Ticket: ended(5, 29), LastIn: ago(29), Past: []int64{4}})                               // has a later ticket
	add(6, chat.Conversation{Ticket: ended(6, 29), LastIn: ago(29), Wakes: []chat.Wake{{At: now.Add(1)}}})           // is waited for
	add(7, chat.Conversation{Ticket: ended(7, 29), LastIn: ago(29), Erase: &chat.Erasure{}})                         // is decided
	add(8, chat.Conversation{Ticket: &chat.Ticket{Number: 8, State: chat.Waiting, Ended: ago(29)}, LastIn: ago(29)}) // is open again
	var forgotten []string
	p := privacy.NewPeople(privacy.PeopleOptions{
		Ended: st, Eraser: privacy.NewEraser(privacy.Options{Conversations: st}), Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
		Decide: func(_ context.Context, conv string, e chat.Erasure) error {
			if e.By != chat.ErasedByAge {
				t.Errorf("%s: got %s, want it by age", conv, e.By)
			}
			forgotten = append(forgotten, conv)
			return nil
		},
	})
	if err := p.Age(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"telegram:7:1"}; !slices.Equal(forgotten, want) {
		t.Errorf("got %v, want %v", forgotten, want)
	}
}
