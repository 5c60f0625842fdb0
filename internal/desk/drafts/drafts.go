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
	was, is := 0, 0
	err := d.change(ctx, ticket, staff, func(old Draft) Draft {
		fresh := Draft{Kind: kind, Texts: maps.Clone(old.Texts)}
		if fresh.Texts == nil {
			fresh.Texts = map[string]string{}
		}
		fresh.Texts[kind] = text
		if text == "" {
			delete(fresh.Texts, kind)
		}
		was, is = len(old.Texts), len(fresh.Texts)
		return fresh
	})
	if err != nil || (was > 0) == (is > 0) {
		return err
	}
	return d.list(ctx, ticket, staff, is > 0)
}

// begun is since when a person has a draft on each of some tickets.
type begun map[string]time.Time

func keyOf(staff string) string { return ".desk/drafts-of/" + staff }

// list notes whether a person has begun something on a ticket.
func (d *Drafts) list(ctx context.Context, ticket int64, staff string, has bool) error {
	err := store.ChangeJSON(ctx, d.Values, keyOf(staff), Kept, d.Now, func(kept begun) begun {
		fresh := begun{}
		for n, at := range kept {
			if d.Now().Sub(at) < Kept {
				fresh[n] = at
			}
		}
		n := strconv.FormatInt(ticket, 10)
		delete(fresh, n)
		if has {
			fresh[n] = d.Now()
		}
		return fresh
	})
	if err != nil {
		return fmt.Errorf("drafts of %s: %w", staff, err)
	}
	return nil
}

// Begun returns the tickets on which a person has begun to write.
func (d *Drafts) Begun(ctx context.Context, staff string) (map[int64]bool, error) {
	kept, _, err := store.ReadJSON[begun](ctx, d.Values, keyOf(staff))
	if err != nil {
		return nil, fmt.Errorf("drafts of %s: %w", staff, err)
	}
	out := map[int64]bool{}
	for n, at := range kept {
		if ticket, err := strconv.ParseInt(n, 10, 64); err == nil && d.Now().Sub(at) < Kept {
			out[ticket] = true
		}
	}
	return out, nil
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
	kept, _, err := store.ReadJSON[all](ctx, d.Values, key(ticket))
	if err != nil {
		return fmt.Errorf("drafts of ticket %d: %w", ticket, err)
	}
	for staff, draft := range kept {
		if len(draft.Texts) == 0 {
			continue
		}
		if err := d.list(ctx, ticket, staff, false); err != nil {
			return err
		}
	}
	if err := store.DropValue(ctx, d.Values, key(ticket), d.Now); err != nil {
		return fmt.Errorf("drafts of ticket %d: %w", ticket, err)
	}
	return nil
}
