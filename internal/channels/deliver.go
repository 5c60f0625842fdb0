package channels

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// Lanes are the outbox: lanes that are due, or one that is.
type Lanes interface {
	Next(ctx context.Context, now time.Time, lease time.Duration, max int, dropped []byte) ([]store.Job, error)
	NextOne(ctx context.Context, conv, lane string, now time.Time, lease time.Duration, dropped []byte) (store.Job, bool, error)
	Settle(ctx context.Context, j store.Job, now time.Time, o store.Settlement) (more bool, err error)
}

// Gate is asked right before a send: is the lane still ours, who holds the
// conversation (epoch), and does the platform's limit allow it now.
type Gate interface {
	Check(ctx context.Context, j store.Job) (epoch int64, err error)
	Pace(ctx context.Context, key string, now time.Time, every time.Duration, burst int) (wait time.Duration, err error)
}

// Keeper keeps the lease of a lane that a long send would outlast.
type Keeper interface {
	Renew(ctx context.Context, j store.Job, until time.Time) error
}

// Limit is a rate: one send Every, Burst at once. The zero Limit lifts it.
type Limit struct {
	Every time.Duration
	Burst int
}

// Limits of one channel: over all its chats, and per chat.
type Limits struct {
	Overall, Chat Limit
	Together      bool // Overall counts all bots of the channel, not each
}

// DeskLane brings staff's view of a conversation in step. It never fails: what
// could not be done now is in the Outcome.
type DeskLane func(ctx context.Context, j store.Job) store.Settlement

// DeliverOptions wire a Deliver. Desk may be nil: then there is no staff front
// that wants to be told. So may Keep: then Lease must be longer than any
// platform call.
type DeliverOptions struct {
	Lanes   Lanes
	Gate    Gate
	Keep    Keeper
	Senders map[string]Sender // by channel
	Limits  map[string]Limits // by channel
	Desk    DeskLane
	Accept  Accept   // takes note of users who are gone
	Broken  Troubles // is told of channels on which nothing goes out; nil: nobody is
	Now     func() time.Time
	Log     *slog.Logger
	Metrics *obs.Metrics
	Workers int           // sends at once on each channel, and as many at the desk; 32 when zero
	Lease   time.Duration // how long what a dead process held waits for another; 10 s when zero
	Poll    time.Duration // how often lanes are looked for unasked; 250 ms when zero
}

// Deliver takes replies out of the lanes and sends them: in order per
// conversation, one at a time, again when the platform says so, given up and
// shown to staff when it will not work. A reply is sent twice only when the
// process dies between the platform's yes and the Settle that follows, or
// when no answer came and it is sent once more, marked.
type Deliver struct {
	DeliverOptions
	bulkheads bulkheads
	bans      bans
	asked     chan string
	jobs      chan store.Job
	handed    chan *handed
	ending    sync.RWMutex // held to end taking what is handed
	ended     bool
	dropped   []byte
}

// NewDeliver returns a Deliver; Run does the work.
func NewDeliver(o DeliverOptions) *Deliver {
	if o.Broken == nil {
		o.Broken = Untroubled{}
	}
	if o.Workers == 0 {
		o.Workers = 32
	}
	if o.Lease == 0 {
		o.Lease = 10 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 250 * time.Millisecond
	}
	return &Deliver{
		DeliverOptions: o,
		bulkheads:      newBulkheads(o.Senders, o.Workers),
		asked:          make(chan string, 4096),
		handed:         make(chan *handed, 4096),
		jobs:           make(chan store.Job),
		dropped:        encode(chat.Delivery{State: chat.Dropped}),
	}
}

// Nudge says that a conversation's lanes may be due. It never blocks: a nudge
// that is lost is made up by the next poll.
func (d *Deliver) Nudge(conv string) {
	select {
	case d.asked <- conv:
	default:
	}
}

// Run delivers until ctx is done, then waits for the sends under way.
func (d *Deliver) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for range d.Workers * len(d.bulkheads) {
		wg.Go(func() { d.work(ctx) })
	}
	d.poll(ctx)
	wg.Wait()
	d.giveBack(ctx)
}

// poll hands out lanes nobody nudged for: retries, and what another replica
// left.
func (d *Deliver) poll(ctx context.Context) {
	tick := time.NewTicker(d.Poll)
	defer tick.Stop()
	outage := obs.Outage{Log: d.Log, What: "store: looking for replies to send"}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		jobs, err := d.Lanes.Next(ctx, d.Now(), d.Lease, d.Workers, d.dropped)
		outage.Saw(ctx, err)
		for _, j := range jobs {
			select {
			case d.jobs <- j:
			case <-ctx.Done():
				return // the lease runs out, somebody else sends it
			}
		}
	}
}

func (d *Deliver) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-d.jobs:
			d.drain(ctx, j)
		case h := <-d.handed:
			d.sendHanded(ctx, h)
		case conv := <-d.asked:
			d.Flush(ctx, conv)
		}
	}
}

// Flush sends what is due in one conversation's lanes, here and now.
func (d *Deliver) Flush(ctx context.Context, conv string) {
	for _, lane := range []string{store.LaneUser, store.LaneDesk} {
		d.flush(ctx, conv, lane)
	}
}

// flush sends what is due in one lane.
func (d *Deliver) flush(ctx context.Context, conv, lane string) {
	j, ok, err := d.Lanes.NextOne(ctx, conv, lane, d.Now(), d.Lease, d.dropped)
	if err == nil && ok {
		d.drain(ctx, j)
	}
}

// process acts on a job and records what came of it. Both are finished even while
// the program stops: a send that is cut off or not recorded is a send
// repeated.
func (d *Deliver) process(ctx context.Context, j store.Job) (more, marked bool, err error) {
	ctx = context.WithoutCancel(ctx)
	leave, ok := d.bulkheads.enter(ctx, j)
	if !ok {
		more, err = d.record(ctx, j, store.Settlement{Again: d.Now().Add(placeAgain)})
		return more, false, err
	}
	defer leave()
	ours := &hold{now: d.Now}
	ours.extend(j.Until)
	stop, err := d.keep(ctx, j, ours)
	if err != nil {
		return false, false, err
	}
	defer stop()
	act, cancel := context.WithTimeout(WithFence(ctx, ours.held), d.limit())
	defer cancel()
	o := d.perform(act, j)
	if j.Lane == store.LaneUser {
		marked = o.Desk
	}
	more, err = d.record(ctx, j, o)
	return more, marked, err
}

// record settles, insisting as long as a stopping program has.
func (d *Deliver) record(ctx context.Context, j store.Job, o store.Settlement) (more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, recordWithin)
	defer cancel()
	return d.settle(ctx, j, o)
}

// Bounds of one job.
const (
	longest      = time.Minute      // of a send whose lease is kept
	recordWithin = 20 * time.Second // on recording a send; within the time a stopping program has
)

// limit is how long acting on one job may take.
func (d *Deliver) limit() time.Duration {
	if d.Keep == nil {
		return d.Lease
	}
	return max(longest, d.Lease)
}

// keep keeps the lane's lease. One that is half over, for the job has waited
// for a worker, is renewed before anything else.
func (d *Deliver) keep(ctx context.Context, j store.Job, ours *hold) (stop func(), err error) {
	if d.Keep == nil {
		return func() {}, nil
	}
	renew := func(ctx context.Context) error {
		until := d.Now().Add(d.Lease)
		err := d.Keep.Renew(ctx, j, until)
		if err == nil {
			ours.extend(until)
		}
		return err
	}
	if j.Until.Sub(d.Now()) < d.Lease/2 {
		if err := renew(ctx); err != nil {
			return nil, err // lost, or the store is away: not ours to send
		}
	}
	return store.Keep(ctx, d.Lease, renew), nil
}

// drain works one lane until nothing is due in it, and reports whether that has
// marked staff's view.
func (d *Deliver) drain(ctx context.Context, j store.Job) (marked bool) {
	for {
		more, desk, err := d.process(ctx, j)
		marked = marked || desk
		if err != nil || !more || ctx.Err() != nil {
			return marked
		}
		var ok bool
		if j, ok, err = d.Lanes.NextOne(ctx, j.Conv, j.Lane, d.Now(), d.Lease, d.dropped); err != nil || !ok {
			return marked
		}
	}
}

// settle writes the outcome, insisting for a while when the store does not
// answer: the platform already has the message.
func (d *Deliver) settle(ctx context.Context, j store.Job, o store.Settlement) (more bool, err error) {
	pauses := retry.Backoff{First: 25 * time.Millisecond, Most: 100 * time.Millisecond}
	err = retry.Until(ctx, 0, pauses, func(ctx context.Context) (err error) {
		more, err = d.Lanes.Settle(ctx, j, d.Now(), o)
		if errors.Is(err, store.ErrFenced) || errors.Is(err, store.ErrDone) {
			return retry.Permanent(err)
		}
		return err
	})
	if err != nil && !errors.Is(err, store.ErrFenced) && !errors.Is(err, store.ErrDone) {
		d.Log.Error("a send could not be recorded; it may be repeated", "conv", j.Conv, "lane", j.Lane, "err", err)
	}
	return more, err
}

func (d *Deliver) perform(ctx context.Context, j store.Job) store.Settlement {
	if j.Lane == store.LaneDesk {
		if d.Desk == nil {
			return store.Settlement{Sent: 1}
		}
		return d.Desk(ctx, j)
	}
	if len(j.Outs) == 0 { // all of it was dropped
		return store.Settlement{}
	}
	return d.send(ctx, j)
}
