package channels

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// Bounds of trying again.
const (
	firstWait  = time.Second
	longWait   = 2 * time.Minute
	unsureWait = 20 * time.Second // before the one repeat of a send that had no answer
	giveUp     = 6 * time.Hour    // after the reply was said
	shortNap   = 300 * time.Millisecond
)

// progress is how far the head of a lane got: which reply, its parts already
// sent, and whether a part went out without an answer.
type progress struct {
	Seq    int64    `json:"seq"`
	IDs    []string `json:"ids,omitempty"`
	Unsure bool     `json:"unsure,omitempty"`
	Handed int64    `json:"handed,omitempty"` // ms: when the reply before it was handed to a webhook call
}

// send sends the next part of the first reply of a lane. Only one: the store
// hears of each before the next goes out, so that a crash repeats one message
// at most.
func (d *Deliver) send(ctx context.Context, j store.Job) store.Settlement {
	out := j.Outs[0]
	var msg chat.Outgoing
	if err := chat.Decode(out.Body, &msg); err != nil {
		return d.bury(out, nil, unreadable, err)
	}
	o := d.attempt(ctx, j, out, msg)
	if msg.Reply.Sign != "" { // a sign on a line of the user's: nothing becomes of that
		o.Marks, o.Desk = nil, false
		if o.Dead != "" {
			o.Dead, o.Sent = "", 1
		}
	}
	return o
}

func (d *Deliver) attempt(ctx context.Context, j store.Job, out store.Out, msg chat.Outgoing) store.Settlement {
	s := d.Senders[msg.To.Channel]
	if s == nil {
		return store.Settlement{Again: d.Now().Add(time.Minute), Marks: d.mark(out, chat.Delivery{State: chat.Queued, Reason: notConfigured})}
	}
	p := readProgress(j.Progress, out.Seq)
	if wait := p.landing(d.Now()); wait > 0 {
		return store.Settlement{Again: d.Now().Add(wait)}
	}
	if wait := d.bans.wait(msg.To, d.Now()); wait > 0 {
		return store.Settlement{Again: d.Now().Add(wait)}
	}
	if wait := d.pace(ctx, msg.To); wait > 0 {
		d.bans.unclear(msg.To)
		return store.Settlement{Again: d.Now().Add(wait)}
	}
	if o, taken := d.takenOver(ctx, j, out); taken {
		d.bans.unclear(msg.To)
		return o
	}
	parts := s.Split(msg.Reply)
	if len(p.IDs) >= len(parts) {
		return d.done(msg, out, p)
	}
	began := d.Now()
	id, err := s.Send(ctx, msg.To, parts[len(p.IDs)])
	d.Metrics.Sent(msg.To.Channel, result(err), d.Now().Sub(began))
	d.heard(ctx, msg.To, err)
	if err != nil {
		return d.failed(ctx, j, msg, out, p, err)
	}
	d.Broken.Clear(ctx, sendKey(msg.To.Channel))
	p.IDs, p.Unsure = append(p.IDs, id), false
	if len(p.IDs) < len(parts) {
		return store.Settlement{Progress: encode(p), Refs: refs(out, id)}
	}
	return d.done(msg, out, p)
}

// sendKey is the trouble of a channel on which nothing goes out until a person
// acts.
func sendKey(channel string) string { return channel + ".send" }

// lookFor is how long what taking a lane told stands for a look right before
// the send: less than a send takes.
const lookFor = 100 * time.Millisecond

// takenOver looks once more, right before the send, who holds the
// conversation; not when the lane was taken just now, for the store has then
// dropped what was overtaken.
func (d *Deliver) takenOver(ctx context.Context, j store.Job, out store.Out) (store.Settlement, bool) {
	if age := d.Now().Sub(j.Taken); age >= 0 && age < lookFor {
		return store.Settlement{}, false
	}
	epoch, err := d.Gate.Check(ctx, j)
	switch {
	case err != nil: // lost, or the store is away: not ours to send
		return store.Settlement{Again: d.Now().Add(firstWait)}, true
	case out.Fence > 0 && out.Fence < epoch:
		d.Metrics.Sends.WithLabelValues("any", "dropped").Inc()
		return store.Settlement{Sent: 1, Progress: []byte{}, Marks: d.mark(out, chat.Delivery{State: chat.Dropped})}, true
	}
	return store.Settlement{}, false
}

// pace takes a place under the platform's limits, or returns how long to
// wait. Short waits are slept here: giving the lane back costs more.
func (d *Deliver) pace(ctx context.Context, to chat.Address) time.Duration {
	l := d.Limits[to.Channel]
	for _, one := range []struct {
		key   string
		limit Limit
	}{{"pace:" + to.String(), l.Chat}, {l.overallKey(to), l.Overall}} {
		for one.limit.Every > 0 {
			wait, err := d.Gate.Pace(ctx, one.key, d.Now(), one.limit.Every, one.limit.Burst)
			if err != nil {
				return firstWait
			}
			if wait == 0 {
				break
			}
			if wait > shortNap {
				return wait
			}
			if !retry.Sleep(ctx, wait) {
				return wait
			}
		}
	}
	return 0
}

func (d *Deliver) done(msg chat.Outgoing, out store.Out, p progress) store.Settlement {
	return store.Settlement{
		Sent: 1, Progress: []byte{}, Refs: refs(out, p.IDs...),
		Marks: d.mark(out, chat.Delivery{State: chat.Sent, IDs: p.IDs}),
		Desk:  msg.By == chat.ByStaff,
	}
}

// failed decides what to do about a send that did not succeed.
func (d *Deliver) failed(ctx context.Context, j store.Job, msg chat.Outgoing, out store.Out, p progress, err error) store.Settlement {
	f := &Failure{Class: Later, Reason: retrying}
	errors.As(err, &f)
	now := d.Now()
	switch f.Class {
	case Refused, Moved:
		return d.bury(out, &p, f.Reason, err)
	case Gone:
		d.gone(ctx, msg.To, out.Seq)
		return d.bury(out, &p, f.Reason, err)
	case Unknown:
		if p.Unsure {
			return d.bury(out, &p, f.Reason, err)
		}
		p.Seq, p.Unsure = out.Seq, true
		return store.Settlement{
			Again: now.Add(unsureWait), Count: true, Progress: encode(p),
			Marks: d.mark(out, chat.Delivery{State: chat.Unsure, Reason: f.Reason, IDs: p.IDs, Tries: j.Tries}),
		}
	}
	if !msg.At.IsZero() && now.Sub(msg.At) > giveUp {
		return d.bury(out, &p, f.Reason, err)
	}
	if f.Class == Operator {
		d.Metrics.Alerts.WithLabelValues("channel_" + msg.To.Channel).Inc()
		if !f.Told {
			d.Broken.Report(ctx, sendKey(msg.To.Channel), f.Reason)
		}
		d.Log.Error("a channel needs a person", "channel", msg.To.Channel, "why", f.Reason, "err", err)
	}
	p.Seq = out.Seq
	return store.Settlement{
		Again: now.Add(wait(f, j.Tries)), Count: f.After == 0, Progress: encode(p),
		Marks: d.mark(out, chat.Delivery{State: chat.Queued, Reason: f.Reason, IDs: p.IDs, Tries: j.Tries}),
	}
}

// wait is the platform's own, else it doubles with every try.
func wait(f *Failure, tries int) time.Duration {
	switch {
	case f.After > 0:
		return f.After
	case f.Class == Operator:
		return longWait
	}
	return min(firstWait<<min(max(tries-1, 0), 10), longWait)
}

// bury gives a reply up: it becomes a dead letter, and staff see why.
func (d *Deliver) bury(out store.Out, p *progress, why chat.Reason, err error) store.Settlement {
	d.Metrics.Dead.Inc()
	d.Log.Warn("a reply was given up", "line", out.Seq, "why", why, "err", err)
	fate := chat.Delivery{State: chat.Failed, Reason: why}
	if p != nil {
		fate.IDs = p.IDs
	}
	return store.Settlement{Dead: string(why), Desk: true, Progress: []byte{}, Marks: d.mark(out, fate)}
}

// gone tells the conversation that its user can't be reached.
func (d *Deliver) gone(ctx context.Context, to chat.Address, seq int64) {
	in := chat.Incoming{ID: "gone:" + encodeSeq(seq), From: to, Kind: chat.KindBlocked, At: d.Now()}
	if err := d.Accept(ctx, in); err != nil {
		d.Log.Error("a user who is gone could not be noted", "conv", to.String(), "err", err)
	}
}

func (d *Deliver) mark(out store.Out, fate chat.Delivery) []store.Entry {
	fate.At, fate.IDs = d.Now(), apart(fate.IDs)
	return []store.Entry{{Seq: out.Seq, Delivery: encode(fate)}}
}

func refs(out store.Out, ids ...string) []store.Ref {
	var r []store.Ref
	for _, id := range apart(ids) {
		if id != "" {
			r = append(r, store.Ref{Scope: "user", ID: id, Seq: out.Seq})
		}
	}
	return r
}

// IDs joins the ids of the messages that one part became, as Sender.Send
// returns them.
func IDs(ids ...string) string { return strings.Join(ids, ",") }

// apart are the ids of all messages that parts became.
func apart(parts []string) (ids []string) {
	for _, p := range parts {
		ids = append(ids, strings.Split(p, ",")...)
	}
	return ids
}

// readProgress reads what a lane keeps, for the reply at its head.
func readProgress(b []byte, seq int64) progress {
	p := progress{}
	if json.Unmarshal(b, &p) != nil {
		return progress{Seq: seq}
	}
	if p.Seq != seq {
		return progress{Seq: seq, Handed: p.Handed}
	}
	return p
}

// result is the metric's name for a send.
func result(err error) string {
	var f *Failure
	switch {
	case err == nil:
		return "sent"
	case !errors.As(err, &f):
		return "later"
	}
	return [...]string{Refused: "refused", Later: "later", Unknown: "unknown", Gone: "gone", Moved: "refused", Operator: "operator"}[f.Class]
}

func encodeSeq(n int64) string { return strconv.FormatInt(n, 10) }

// encode never fails: what it is given are our own plain structs.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err))
	}
	return b
}
