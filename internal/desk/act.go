package desk

import (
	"context"
	"errors"
	"fmt"

	"hotro/internal/chat"
	"hotro/internal/record"
	"hotro/internal/store"
)

// Errors of actions; tell them apart with errors.Is.
var (
	// ErrNoTicket: nobody asked for a person in this conversation.
	ErrNoTicket = errors.New("this conversation has no ticket")
	// ErrEnded: the ticket is closed or back with the bot, and the action
	// needs an open one.
	ErrEnded = errors.New("the ticket is not open")
	// ErrUnanswered: nobody has answered the user, who cannot be said to have
	// fallen silent.
	ErrUnanswered = errors.New("nobody has answered the user")
	// ErrEmpty: there is nothing to send, or to note.
	ErrEmpty = errors.New("nothing to say")
	// ErrNotYours: only words of staff can be edited.
	ErrNotYours = errors.New("not a line of staff")
	// ErrColleagues: a colleague's words are for leads to change.
	ErrColleagues = errors.New("the line is a colleague's")
	// ErrRetracted: the line was taken back, and is nobody's to change.
	ErrRetracted = errors.New("the line was taken back")
	// ErrStays: the platform does not take messages back, or not that late.
	ErrStays = errors.New("the user's platform keeps the message")
	// ErrUnderWay: the line is still on its way to the user.
	ErrUnderWay = errors.New("the line is on its way")
	// ErrBusy: the conversation kept changing; try again.
	ErrBusy = errors.New("the conversation is changing too quickly; try again")
)

// ErrTaken says that somebody else holds the ticket.
type ErrTaken struct{ By chat.Holder }

func (e ErrTaken) Error() string { return "already taken by " + e.By.Name }

// errSame ends an action that has nothing to change.
var errSame = errors.New("nothing to change")

const (
	maxTries = 64  // lost races of one action; each one lost is another's success
	maxLog   = 400 // events kept on a ticket
)

// change is alter for a conversation that has a ticket.
func (d *Desk) change(ctx context.Context, conv, id string, do func(*record.Record) error) (done bool, err error) {
	return d.alter(ctx, conv, id, func(r *record.Record) error {
		if r.Conv.Ticket == nil {
			return ErrNoTicket
		}
		if err := do(r); err != nil {
			return err
		}
		trim(r.Conv.Ticket)
		return nil
	})
}

// alter runs do on the current conversation and writes the result, starting
// over when somebody else wrote first. id makes it idempotent; "" is for
// actions that are idempotent anyway. done reports that id has been applied
// before.
func (d *Desk) alter(ctx context.Context, conv, id string, do func(*record.Record) error) (done bool, err error) {
	for range maxTries {
		snap, err := d.store.Load(ctx, conv)
		if errors.Is(err, store.ErrNotFound) || (err == nil && snap.State == nil) {
			return false, ErrNoTicket
		}
		if err != nil {
			return false, fmt.Errorf("conversation %s: %w", conv, err)
		}
		err = d.try(ctx, snap, id, do)
		switch {
		case err == nil:
			d.nudge(conv)
			return false, nil
		case errors.Is(err, errSame):
			return false, nil
		case errors.Is(err, store.ErrDone):
			return true, nil
		case !errors.Is(err, store.ErrFenced):
			return d.refused(ctx, conv, id, err)
		}
	}
	return false, fmt.Errorf("conversation %s: %w", conv, ErrBusy)
}

// refAct is the scope that maps an action's id to its line, or to the newest
// line at the time.
const refAct = "act"

// refused tells an action that cannot be done from one that was already done
// but whose answer was lost: a ticket it returned to the bot is no longer
// open.
func (d *Desk) refused(ctx context.Context, conv, id string, why error) (done bool, err error) {
	if id == "" {
		return false, why
	}
	switch _, err := d.store.Find(ctx, conv, refAct, id); {
	case err == nil:
		return true, nil
	case errors.Is(err, store.ErrNotFound):
		return false, why
	default:
		return false, fmt.Errorf("conversation %s: was it done before: %w", conv, errors.Join(err, why))
	}
}

func (d *Desk) try(ctx context.Context, snap store.Snapshot, id string, do func(*record.Record) error) error {
	r, err := record.Open(snap, chat.Address{}, d.now())
	if err != nil {
		return err
	}
	if err := do(r); err != nil {
		return err
	}
	ch, err := r.Change()
	if err != nil {
		return err
	}
	if err := d.store.Apply(ctx, snap, r.Now, id, ch); err != nil {
		return fmt.Errorf("conversation %s: write: %w", snap.Conv, err)
	}
	return nil
}

// trim keeps the log of an endless talk within bounds. What was said is in the
// transcript, so events about it go first.
func trim(t *chat.Ticket) {
	over := len(t.Log) - maxLog
	if over <= 0 {
		return
	}
	kept := t.Log[:0:0]
	for _, e := range t.Log {
		if over > 0 && (e.What == EvSaid || e.What == EvNoted || e.What == EvUpdated || e.What == EvReminded) {
			over--
			continue
		}
		kept = append(kept, e)
	}
	t.Log = kept[max(0, len(kept)-maxLog):]
}

// act is change for actions that only report success.
func (d *Desk) act(ctx context.Context, conv, id string, do func(*record.Record) error) error {
	_, err := d.change(ctx, conv, id, func(r *record.Record) error {
		if err := do(r); err != nil {
			return err
		}
		if id != "" {
			r.Ref(refAct, id, max(1, r.Next()-1))
		}
		return nil
	})
	return err
}
