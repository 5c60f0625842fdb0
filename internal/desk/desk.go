package desk

import (
	"context"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/internal/worktime"
	"hotro/prompts"
)

// Conversations reads and changes one conversation. Apply writes ch when snap
// is still the present version (else store.ErrFenced) and id, unless empty,
// was not applied before (else store.ErrDone).
type Conversations interface {
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Apply(ctx context.Context, snap store.Snapshot, now time.Time, id string, ch store.Change) error
}

// Transcripts reads lines: those numbered from to to that still exist, in
// order; and the line that a platform's message id belongs to.
type Transcripts interface {
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
	Find(ctx context.Context, conv, scope, id string) (int64, error)
}

// Tickets reads the ticket index: one by number, or a list.
type Tickets interface {
	Row(ctx context.Context, number int64) (store.Row, error)
	Rows(ctx context.Context, open bool, n int) ([]store.Row, error)
}

// Store is all the desk asks of a store.
type Store interface {
	Conversations
	Transcripts
	Tickets
}

// Roles of staff.
const (
	RoleAgent = "agent"
	RoleLead  = "lead"
)

// Staff is a member of staff. ID names the person on one front, such as
// "telegram:42" or "web:lan@example.vn"; users see Name.
type Staff struct {
	ID   string
	Name string
	Role string
}

func (s Staff) holder() chat.Holder {
	return chat.Holder{Kind: chat.HeldByStaff, Staff: s.ID, Name: text.Name(s.Name)}
}

// Options of a Desk. Store, Say and Now are required.
type Options struct {
	Store   Store
	Say     *prompts.Say   // the staff's language, and that of users who are spoken to in none of Also
	Also    []*prompts.Say // the other languages that users are spoken to in
	Hours   worktime.Hours
	SLA     time.Duration     // working time in which a person answers; 15 minutes when zero
	Reopen  time.Duration     // how long a closed ticket can be reopened by its user; 24 hours when zero
	Quiet   time.Duration     // silence in the platform's own app after which the bot may speak again; 30 minutes when zero
	Silence time.Duration     // of the user after words of staff, after which a ticket ends; 72 hours when zero
	Windows Windows           // until when a platform's users may be written to; nil: for ever
	Now     func() time.Time  // the clock for staff actions
	Nudge   func(conv string) // called after a change, so that its lanes are checked right away; may be nil
	// Retracts is for how long a channel takes messages back; nil: no channel
	// does.
	Retracts func(channel string) time.Duration
	// Reacts reports whether a channel shows the signs that staff put on a line;
	// nil: none does.
	Reacts func(channel string) bool
	// Unreached reports whether nobody of staff can be told of a ticket now. It
	// does no I/O; nil: they can.
	Unreached func() bool
	// Reminds reports whether a reminder reaches somebody of staff now: users are told
	// of none that nobody gets. It does no I/O; nil: it does.
	Reminds func() bool
}

// Desk is what staff do, from any front, with the parts it is made of.
type Desk struct {
	Lifecycle *Lifecycle // what happens to a ticket, within a turn
	Reader    *Reader    // tickets and transcripts
	Format    *Formatter // how they are said
	Promises  Promises   // when answers are due

	store Store
	now   func() time.Time
	nudge func(conv string)

	retracts func(channel string) time.Duration
	reacts   func(channel string) bool
}

// New returns a Desk and its parts.
func New(o Options) *Desk {
	format := &Formatter{say: o.Say, hours: o.Hours}
	promises := Promises{hours: o.Hours, sla: orDefault(o.SLA, 15*time.Minute)}
	d := &Desk{
		Lifecycle: &Lifecycle{
			staff: format, users: map[string]*Formatter{}, unreached: o.Unreached, reminds: o.Reminds,
			hours: o.Hours, promises: promises,
			reopen:  orDefault(o.Reopen, 24*time.Hour),
			quiet:   orDefault(o.Quiet, 30*time.Minute),
			silence: orDefault(o.Silence, 72*time.Hour),
			windows: o.Windows,
		},
		Reader: &Reader{store: o.Store, hours: o.Hours, now: o.Now, format: format},
		Format: format, Promises: promises,
		store: o.Store, now: o.Now, nudge: o.Nudge, retracts: o.Retracts, reacts: o.Reacts,
	}
	if d.Lifecycle.reminds == nil {
		d.Lifecycle.reminds = func() bool { return true }
	}
	if d.reacts == nil {
		d.reacts = func(string) bool { return false }
	}
	if d.retracts == nil {
		d.retracts = func(string) time.Duration { return 0 }
	}
	for _, say := range o.Also {
		d.Lifecycle.users[say.Lang()] = &Formatter{say: say, hours: o.Hours}
	}
	if d.nudge == nil {
		d.nudge = func(string) {}
	}
	return d
}

func orDefault(d, fallback time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return fallback
}

// Timers of a conversation that belong to the desk.
const (
	TimerSLA     = "desk.sla"     // a person should have answered by now
	TimerUndo    = "desk.undo"    // it can be undone no longer that the ticket was closed
	TimerRating  = "desk.rating"  // the request for a rating lapses
	TimerWindow  = "desk.window"  // a platform's time for writing to the user nears its end
	TimerSilence = "desk.silence" // nobody has said anything for long
	TimerEcho    = "desk.echo"    // staff fell silent in the platform's own app
)

// Events of a ticket's log (chat.Event.What).
const (
	EvOpened      = "opened"
	EvMerged      = "merged"  // the user asked again while it was open
	EvUpdated     = "updated" // call IDs, facts or steps were added
	EvClaimed     = "claimed"
	EvReleased    = "released"
	EvTransferred = "transferred"
	EvSaid        = "said"
	EvNoted       = "noted"
	EvEdited      = "edited"
	EvRetracted   = "retracted" // a line of staff was taken back
	EvReturned    = "returned"
	EvClosed      = "closed"
	EvCancelled   = "cancelled" // by the user
	EvReopened    = "reopened"
	EvUndone      = "undone"   // that it was closed
	EvRelapsed    = "relapsed" // after it was closed, the user said that it happens again
	EvReminded    = "reminded"
	EvEscalated   = "escalated"
	EvSilent      = "silent" // the ticket is about to end: nobody says anything any more
	EvLate        = "late"   // the user was told that nobody is free yet
	EvTagged      = "tagged"
	EvPriority    = "priority"
	EvRated       = "rated"
	EvEcho        = "echo" // answered in the platform's own app
	EvBlocked     = "blocked"
	EvWindowBack  = "window-back" // the user wrote again after staff could not answer
	EvResent      = "resent"      // what could not be sent was sent again
	EvUnblocked   = "unblocked"
	EvBanned      = "banned" // what the user writes is ignored
	EvUnbanned    = "unbanned"
	EvWindowSoon  = "window-soon" // answers will soon be charged for
	EvWindowPaid  = "window-paid" // answers are charged for
	EvWindowLast  = "window-last" // answers will soon be refused
	EvLeft        = "left"        // the user unfollowed the account
	EvLookedUp    = "looked-up"   // a call was looked up, or a model added its summary
)

// Who acts in a log, when not a member of staff.
const (
	byUser = "user"
	byBot  = "bot"
)
