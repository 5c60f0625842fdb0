package forum

import (
	"context"
	"errors"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// ticketLook says how a ticket looks in the group: its card, its topic's title
// and icon, the words for its events. It does not know what the group shows
// already.
type ticketLook struct {
	*Front
	conv chat.Conversation
	t    *chat.Ticket
}

// mirror finds what a topic lacks of its conversation, and sends nothing.
type mirror struct {
	ticketLook
	job   store.Job
	v     *topicState
	until int64                 // the last line when conv was read
	lines []desk.TranscriptLine // from a little before the state's cursor to there
}

// reconciler brings a topic one step closer to its conversation.
type reconciler struct{ mirror }

// step is one request that brings the topic closer to the ticket.
type step struct {
	name   string
	urgent bool
	look   bool // changes only how the ticket looks: nothing is sent, and it can wait
	free   bool // takes no place in the group: Telegram counts what is sent
	words  bool // shows what was said: skipped only when Telegram refuses these very words
	files  bool // … in a file
	own    bool // not done in the group
	do     func(ctx context.Context) ([]store.Ref, error)
	skip   func() // continues without it when Telegram refuses; nil: the topic needs it
}

// Sync does the one thing a topic needs most, and says in the Outcome what
// remains. It is the desk lane's worker: call it again until the topic is up
// to date.
func (f *Front) Sync(ctx context.Context, job store.Job) store.Settlement {
	r, err := f.reconciler(ctx, job)
	if err == nil && r == nil {
		return store.Settlement{Sent: 1}
	}
	if err != nil {
		f.Log.Error("could not update a staff topic", "conv", job.Conv, "err", err)
		return store.Settlement{Again: f.Now().Add(backoff(job.Tries)), Count: true}
	}
	f.icons.load(ctx, f)
	s, err := r.plan(ctx)
	switch {
	case err != nil:
		f.Log.Error("could not update a staff topic", "conv", job.Conv, "err", err)
		return store.Settlement{Again: f.Now().Add(backoff(job.Tries)), Count: true}
	case s == nil && r.v.Rest.After(f.Now()) && (r.look() != nil || r.sign() != nil):
		return store.Settlement{Again: r.v.Rest, Progress: r.v.bytes()}
	case s == nil:
		return store.Settlement{Sent: 1, Progress: r.v.bytes()}
	}
	if wait := r.budget(ctx, s); wait > 0 {
		return store.Settlement{Again: f.Now().Add(wait), Progress: r.v.bytes()}
	}
	refs, err := s.do(ctx)
	return r.settle(ctx, s, refs, err)
}

// patience bounds every wait for a place: how the ticket looks, and what is
// urgent, may change meanwhile.
const patience = 5 * time.Second

// crowd is over how many seconds those spread for whom the line is too long:
// there may be thousands.
const crowd = 32

// budget asks for a place for a step; zero when it may be taken.
func (s *reconciler) budget(ctx context.Context, st *step) time.Duration {
	if st.own || st.free {
		return 0
	}
	return min(s.Budget(ctx, Wish{Rank: s.rank(st), Urgent: s.t.Priority > 0, Ticket: s.t.Number}), patience+crowd*time.Second)
}

// rank is the hurry of a step.
func (s *reconciler) rank(st *step) Rank {
	switch {
	case s.stranger() && !st.urgent:
		return RankLast
	case s.stranger() || !st.urgent:
		return RankSoon
	}
	return RankNow
}

// stranger reports whether nobody knows who waits, and nobody of staff has
// taken them on.
func (s *reconciler) stranger() bool { return s.t.Stranger && s.t.State == chat.Waiting }

// reconciler reads what to show; nil when there is no ticket. What was said in
// an older ticket is shown before the topic of a newer one begins.
func (f *Front) reconciler(ctx context.Context, job store.Job) (*reconciler, error) {
	conv, until, err := f.Tickets.Moment(ctx, job.Conv)
	if errors.Is(err, desk.ErrNoTicket) || (err == nil && conv.Ticket == nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	look := ticketLook{Front: f, conv: conv, t: conv.Ticket}
	r := &reconciler{mirror{ticketLook: look, job: job, v: readTopicState(job.Progress), until: until}}
	if r.v.Ticket != 0 && r.v.Ticket != r.t.Number {
		behind, err := r.older(ctx)
		if err != nil || behind {
			return r, err
		}
	}
	r.v.follow(r.t)
	return r, r.read(ctx)
}

// older looks at the ticket that the topic shows although there is a newer one,
// and reports whether the topic lacks something of it.
func (s *reconciler) older(ctx context.Context) (behind bool, err error) {
	newer := s.t
	old, err := s.Tickets.Ticket(ctx, s.v.Ticket)
	if errors.Is(err, desk.ErrNoTicket) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	s.t = &old
	if err := s.read(ctx); err != nil {
		return false, err
	}
	st, err := s.plan(ctx)
	if err != nil || st != nil && !st.own {
		return true, err
	}
	s.t, s.lines = newer, nil
	return false, nil
}

// read reads the lines from a little before the cursor on. What is said from now
// on marks the lane again, and is shown with what it does to the ticket.
func (s *reconciler) read(ctx context.Context) (err error) {
	from := max(1, s.v.Line-lookBack)
	s.lines, err = s.Tickets.Lines(ctx, s.job.Conv, from, int(s.until-from)+1)
	return err
}

// plan finds the most pressing step; nil when the topic is up to date.
func (s *reconciler) plan(ctx context.Context) (*step, error) {
	v, open := s.v, s.t.Open()
	if st := s.escalate(); st != nil { // first: the group itself may be unreachable
		return st, nil
	}
	switch {
	case v.Thread == "" && !open && v.Card == "":
		return s.closeOld(), nil // over before anybody saw it
	case v.Thread == "" && open && !s.Now().Before(v.General):
		return &step{name: "create", urgent: true, do: s.create}, nil
	case v.Card == "":
		return &step{name: "card", urgent: true, free: v.Paid, do: s.postCard}, nil
	case v.Thread != "" && v.Shut && (s.t.State != chat.Closed || v.Locked):
		return &step{name: "reopen", urgent: true, free: true, do: s.reopen, skip: func() { v.Shut, v.Locked = false, false }}, nil
	}
	if !v.Rest.After(s.Now()) {
		if st := s.look(); st != nil {
			return st, nil
		}
	}
	if st, err := s.show(ctx); st != nil || err != nil {
		return st, err
	}
	if st := s.sign(); st != nil && !v.Rest.After(s.Now()) {
		return st, nil
	}
	if s.t.State == chat.Closed && v.Thread != "" && !v.Shut {
		return &step{name: "close", free: true, do: s.closeTopic, skip: func() { v.Shut = true }}, nil
	}
	return s.closeOld(), nil
}

// look is what the ticket looks like: nothing is sent for it.
func (s *reconciler) look() *step {
	v := s.v
	name, icon := s.name(), s.icons.id(s.state())
	if icon == "" {
		icon = v.Icon
	}
	switch {
	case v.Thread != "" && !v.Pinned:
		return &step{name: "pin", look: true, free: true, do: s.pin, skip: func() { v.Pinned = true }}
	case v.Shown != s.card().sum():
		return &step{name: "edit card", look: true, free: true, do: s.redraw, skip: func() { v.Shown = s.card().sum() }}
	case v.Thread != "" && (v.Name != name || v.Icon != icon):
		return &step{name: "rename", look: true, free: true, do: s.rename(name, icon), skip: func() { v.Name, v.Icon = name, icon }}
	}
	return nil
}

// closeOld closes the topic of an earlier ticket that is still open.
func (s *reconciler) closeOld() *step {
	if len(s.v.OldTopics) == 0 {
		return nil
	}
	next := func() { s.v.OldTopics = s.v.OldTopics[1:] }
	return &step{name: "close old topic", free: true, skip: next, do: func(ctx context.Context) ([]store.Ref, error) {
		err := s.Bot.CloseTopic(ctx, s.at(s.v.OldTopics[0]))
		if err == nil {
			next()
		}
		return nil, err
	}}
}

// settle turns the result of a step into what the lane does next.
func (s *reconciler) settle(ctx context.Context, st *step, refs []store.Ref, err error) store.Settlement {
	o := store.Settlement{Refs: refs}
	if err == nil {
		if !st.own && !s.v.general() {
			s.Broken.Clear(ctx, telegram.StaffKey)
		}
		o.Progress = s.v.bytes()
		return o
	}
	f := failure(err)
	var moved telegram.ErrChatMigrated
	switch {
	case errors.Is(err, telegram.ErrTopicsOff) && !st.own:
		s.Broken.Report(ctx, telegram.StaffKey, f.Reason)
		s.toGeneral()
		o.Again = s.Now().Add(time.Second)
	case errors.Is(err, telegram.ErrTopicNotFound):
		s.v.lose(s.t, s.last())
		o.Again = s.Now().Add(backoff(s.v.Lost - 1))
	case errors.Is(err, telegram.ErrTopicClosed):
		s.v.Shut, s.v.Locked = true, true
		o.Again, o.Count = s.Now().Add(backoff(s.job.Tries-1)), true
	case errors.As(err, &moved):
		if err := s.moved(ctx, moved.To); err != nil {
			s.Log.Error("staff group", "err", err)
		}
		o.Again = s.Now().Add(time.Second)
	case st.look && (f.Class == channels.Later || f.Class == channels.Unknown):
		s.v.Rest = s.Now().Add(max(f.After, backoff(0))) // what was said does not wait for it
	case f.Class == channels.Later && f.After > 0:
		if !st.own {
			s.Pause(ctx, f.After)
		}
		o.Again = s.Now().Add(f.After)
	case f.Class == channels.Later || f.Class == channels.Unknown:
		o.Again, o.Count = s.Now().Add(backoff(s.job.Tries)), true
	case !st.own && cutOff(st, f):
		s.Log.Error("staff group: nobody can work there; "+remedy(err), "step", st.name, "err", err)
		s.Broken.Report(ctx, telegram.StaffKey, f.Reason)
		o.Again, o.Count = s.Now().Add(time.Minute), true
	case st.skip != nil && (f.Class == channels.Refused || !st.words):
		s.Log.Warn("staff group: a step was skipped", "step", st.name, "err", err)
		st.skip()
	default:
		s.Log.Error("staff group: the bot can't work there; "+remedy(err), "step", st.name, "err", err)
		o.Again, o.Count = s.Now().Add(time.Minute), true
	}
	o.Progress = s.v.bytes()
	return o
}

// cutOff reports whether the group itself is out of reach, rather than one
// message not wanted there. What the topic can do without is no proof: a right
// may be lacking for it alone.
func cutOff(st *step, f *channels.Failure) bool {
	switch {
	case errors.Is(f, telegram.ErrNoChat), f.Class == channels.Gone, f.Class == channels.Operator:
		return true
	case errors.Is(f, telegram.ErrNotEnoughRights):
		return st.skip == nil || st.words && !st.files // a group may let in words and no files
	}
	return st.skip == nil && f.Class == channels.Refused
}

// last is the newest line's number.
func (s *mirror) last() int64 {
	if n := len(s.lines); n > 0 {
		return s.lines[n-1].Seq
	}
	return s.v.Line
}

// failure returns the adapter's failure in an error; any other error means
// that nothing was sent, and is retried later.
func failure(err error) *channels.Failure {
	var f *channels.Failure
	if errors.As(err, &f) {
		return f
	}
	return &channels.Failure{Class: channels.Later, Err: err}
}

// backoff doubles from a second to a minute.
func backoff(tries int) time.Duration {
	return min(time.Second<<min(max(tries, 0), 6), time.Minute)
}

// remedy says what the operator of a group can do about a refusal.
func remedy(err error) string {
	switch {
	case errors.Is(err, telegram.ErrKicked), errors.Is(err, telegram.ErrNoChat):
		return "add the bot to the group again, as an admin, and check TELEGRAM_STAFF_CHAT"
	case errors.Is(err, telegram.ErrNotEnoughRights):
		return "make it an admin with the rights to manage topics, pin and delete messages"
	}
	return "is it an admin with the right to manage topics? \"bot doctor\" looks"
}
