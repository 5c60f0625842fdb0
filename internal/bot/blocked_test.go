package bot_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

// TestBlockingAndUnblockingAreToldApart: staff see which of the two happened,
// in the transcript and in the ticket's log, as facts for each to read in
// their own language.
func TestBlockingAndUnblockingAreToldApart(t *testing.T) {
	atWork(t, func(o *office) {
		o.arrives(chat.Incoming{ID: "1", Kind: chat.KindButton, Data: "human"}, time.Second)
		o.arrives(chat.Incoming{ID: "3", Kind: chat.KindBlocked}, time.Second)
		o.arrives(chat.Incoming{ID: "gone:7", Kind: chat.KindBlocked}, time.Second) // a reply that was on its way finds it out, too
		o.arrives(chat.Incoming{ID: "4", Kind: chat.KindUnblocked}, time.Second)
		rows, err := o.store.Lines(o.Context(), o.at.String(), 1, 100)
		if err != nil {
			o.Fatal(err)
		}
		var notes []string
		for _, row := range rows {
			var l chat.Line
			if err := json.Unmarshal(row.Body, &l); err != nil {
				o.Fatal(err)
			}
			if l.By == chat.BySystem {
				notes = append(notes, l.Text)
			}
		}
		if want := []string{string(chat.SystemBlocked), string(chat.SystemReachable)}; !slices.Equal(notes, want) {
			o.Errorf("the transcript notes %q, want %q", notes, want)
		}
		snap, err := o.store.Load(o.Context(), o.at.String())
		if err != nil {
			o.Fatal(err)
		}
		var c chat.Conversation
		if err := json.Unmarshal(snap.State, &c); err != nil {
			o.Fatal(err)
		}
		var log []string
		for _, e := range c.Ticket.Log {
			if e.What == desk.EvBlocked || e.What == desk.EvUnblocked {
				log = append(log, e.What)
			}
		}
		if want := []string{desk.EvBlocked, desk.EvUnblocked}; !slices.Equal(log, want) {
			o.Errorf("the ticket's log has %q, want %q", log, want)
		}
	})
}
