// Package drafts keeps what staff have begun to write and not sent: one text
// of each kind (a reply, a note) per ticket and person, and the kind that was
// chosen last, so that a note never comes back as a reply. They stand in the
// store, for the same person on another device or another day, and on every
// replica.
//
// It is not the conversation: nobody else reads a draft, and none is sent from
// here. Drafts is safe for concurrent use. Start reading at Drafts.Keep.
package drafts

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"time"

	"hotro/internal/store"
)

// Kept is how long a draft is kept after its last change, and so those of
// colleagues on the same ticket.
const Kept = 30 * 24 * time.Hour

// Draft is what one person has begun to write on one ticket.
type Draft struct {
	Kind  string            `json:"kind,omitempty"`  // of writing that was chosen last; empty: none was
	Texts map[string]string `json:"texts,omitempty"` // by kind; none is empty
}

// Text is what was begun of the kind that was chosen last.
func (d Draft) Text() string { return d.Texts[d.Kind] }

// Drafts are those of all people and tickets.
type Drafts struct {
	Values store.Values
	Now    func() time.Time
}

// all are the drafts of one ticket, by person.
type all map[string]Draft

// key begins with a dot: there may be many, and nobody lists them.
func key(ticket int64) string { return ".desk/drafts/" + strconv.FormatInt(ticket, 10) }

// Of returns a person's draft; the zero Draft when nothing was begun.
func (d *Drafts) Of(ctx context.Context, ticket int64, staff string) (Draft, error) {
	kept, _, err := store.ReadJSON[all](ctx, d.Values, key(ticket))
	if err != nil {
		return Draft{}, fmt.Errorf("drafts of ticket %d: %w", ticket, err)
	}
	return kept[staff], nil
}

// Keep notes that a person chose a kind of writing and has written so far text
// of it; an empty text is done with. The text of another kind stays.
func (d *Drafts) Keep(ctx context.Context, ticket int64, staff, kind, text string) error {
	return d.change(ctx, ticket, staff, func(old Draft) Draft {
		fresh := Draft{Kind: kind, Texts: maps.Clone(old.Texts)}
		if fresh.Texts == nil {
			fresh.Texts = map[string]string{}
		}
		fresh.Texts[kind] = text
		if text == "" {
			delete(fresh.Texts, kind)
		}
		return fresh
	})
}

func (d *Drafts) change(ctx context.Context, ticket int64, staff string, change func(Draft) Draft) error {
	err := store.ChangeJSON(ctx, d.Values, key(ticket), Kept, d.Now, func(kept all) all {
		fresh := maps.Clone(kept)
		if fresh == nil {
			fresh = all{}
		}
		fresh[staff] = change(kept[staff])
		return fresh
	})
	if err != nil {
		return fmt.Errorf("drafts of ticket %d: %w", ticket, err)
	}
	return nil
}

// Forget deletes what everybody has begun on a ticket.
func (d *Drafts) Forget(ctx context.Context, ticket int64) error {
	if err := store.DropValue(ctx, d.Values, key(ticket), d.Now); err != nil {
		return fmt.Errorf("drafts of ticket %d: %w", ticket, err)
	}
	return nil
}
