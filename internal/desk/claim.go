package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/text"
)

// Claim gives the ticket to who. Of two people claiming at once, one wins and
// the other gets ErrTaken; claiming a ticket one already holds is fine. A
// ticket that has ended is reopened.
func (d *Desk) Claim(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		if t.State == chat.Claimed {
			if t.Holder.Staff == who.ID {
				return errSame
			}
			return ErrTaken{By: t.Holder}
		}
		resume(r, who)
		d.Lifecycle.announceJoin(r, who)
		d.Lifecycle.assign(r, who)
		return nil
	})
}

// Resume reopens a ticket that has ended, for somebody to claim, and tells the
// user, unless they heard nothing of its end.
func (d *Desk) Resume(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		if t.Open() {
			return errSame
		}
		mute := t.Reason == closedSpam || r.Conv.Blocked
		resume(r, who)
		d.Lifecycle.enqueue(r, EvReleased)
		if !mute {
			d.Lifecycle.tell(r, "desk.resumed", "number", num(t.Number))
		}
		return nil
	})
}

// Release puts a claimed ticket back into the queue, in its old place.
func (d *Desk) Release(ctx context.Context, conv string, who Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		switch {
		case !t.Open():
			return ErrEnded
		case t.State == chat.Waiting:
			return errSame
		}
		r.Log(who.ID, who.Name, EvReleased, "")
		d.Lifecycle.enqueue(r, EvReleased)
		d.Lifecycle.tell(r, "desk.released", "number", num(t.Number))
		return nil
	})
}

// Transfer gives an open ticket to another member of staff, or to whoever
// asks.
func (d *Desk) Transfer(ctx context.Context, conv string, who, to Staff, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error {
		t := r.Conv.Ticket
		switch {
		case !t.Open():
			return ErrEnded
		case t.Holder.Staff == to.ID:
			return errSame
		case t.State == chat.Waiting:
			d.Lifecycle.announceJoin(r, to)
			d.Lifecycle.assign(r, to)
			return nil
		}
		t.Holder = to.holder()
		r.Hold(t.Holder)
		r.Wake(TimerEcho, time.Time{}, 0)
		r.Log(who.ID, who.Name, EvTransferred, to.ID)
		d.Lifecycle.tell(r, "desk.transferred", "name", d.Lifecycle.to(r).staffName(to))
		return nil
	})
}

// Tag replaces the ticket's tags.
func (d *Desk) Tag(ctx context.Context, conv string, who Staff, tags []string, id string) error {
	return d.act(ctx, conv, id, func(r *record.Record) error { return setTags(r, who, slices.Clone(tags)) })
}

// ChangeTags adds tags to the ticket, removes those prefixed with "-"
// (ignoring case and accents), and returns the resulting tags.
func (d *Desk) ChangeTags(ctx context.Context, conv string, who Staff, changes []string, id string) (tags []string, err error) {
	err = d.act(ctx, conv, id, func(r *record.Record) error {
		tags = slices.Clone(r.Conv.Ticket.Tags)
		for _, c := range changes {
			tag, gone := strings.CutPrefix(c, "-")
			tag = strings.TrimSpace(tag)
			same := func(s string) bool { return text.Fold(s) == text.Fold(tag) }
			switch {
			case gone:
				tags = slices.DeleteFunc(tags, same)
			case !slices.ContainsFunc(tags, same) && len(tags) < maxTags:
				tags = append(tags, tag)
			}
		}
		err := setTags(r, who, tags)
		tags = r.Conv.Ticket.Tags
		return err
	})
	return tags, err
}

// setTags keeps tags sorted and unique.
func setTags(r *record.Record, who Staff, tags []string) error {
	tags = slices.DeleteFunc(tags, func(s string) bool { return s == "" })
	slices.Sort(tags)
	tags = slices.Compact(tags)
	if slices.Equal(r.Conv.Ticket.Tags, tags) {
		return errSame
	}
	r.Conv.Ticket.Tags = tags
	r.Log(who.ID, who.Name, EvTagged, strings.Join(tags, ", "))
	return nil
}

// SetPriority sets how urgent the ticket is: 0 normal, 1 high, 2 urgent.
func (d *Desk) SetPriority(ctx context.Context, conv string, who Staff, priority int, id string) error {
	priority = min(max(priority, 0), 2)
	return d.act(ctx, conv, id, func(r *record.Record) error {
		if r.Conv.Ticket.Priority == priority {
			return errSame
		}
		r.Conv.Ticket.Priority = priority
		r.Log(who.ID, who.Name, EvPriority, num(int64(priority)))
		return nil
	})
}

// Read records that somebody has read what the user wrote. It stays unread for
// everybody else.
func (d *Desk) Read(ctx context.Context, conv string, who Staff) error {
	return d.act(ctx, conv, "", func(r *record.Record) error {
		if r.Conv.Ticket.UnreadBy(who.ID) == 0 {
			return errSame
		}
		r.Conv.Ticket.ReadBy(who.ID)
		r.Touch()
		return nil
	})
}
