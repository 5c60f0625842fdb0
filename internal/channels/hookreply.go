package channels

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// A reply that travels inside the answer to a webhook call is on its way
// before anybody knows whether the answer arrives. What keeps it from being
// lost, or sent by the lane as well, is that how a call is answered is decided
// once: with one line of the lane, or with none. The decision is written
// before the answer; a call that is repeated, to whichever process, hears what
// was decided for it.

// scopeHook keeps the lines that went out inside the answer to a webhook, by
// the id of what was called about.
const scopeHook = "hook"

// decided is how long a decision is kept: longer than Telegram repeats (24
// hours).
const decided = 26 * time.Hour

// flight is how long the answer to a webhook call may be on its way: what comes
// after the reply in it is not sent by other means before that. (The next call
// about the same chat proves that it arrived, and need not wait.)
const flight = time.Second

// landing returns how long a reply handed to a call, if that was what left the
// lane last, may still be on its way.
func (p progress) landing(now time.Time) time.Duration {
	if p.Handed == 0 {
		return 0
	}
	return min(time.UnixMilli(p.Handed).Add(flight).Sub(now), flight)
}

// ErrUndecided: what an earlier call was to be answered with is not settled
// yet. The platform shall call again.
var ErrUndecided = errors.New("the answer to this call is not settled yet")

// HookStore keeps what was decided, and reads lines back.
type HookStore interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
	Find(ctx context.Context, conv, scope, id string) (int64, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
}

// Answerer is a platform that sends the reply it finds in the answer to its
// webhook call.
type Answerer interface {
	// Answers reports whether the answer to a call that brought this may carry
	// a reply.
	Answers(in chat.Incoming) bool
	// WebhookReply returns the answer that makes the platform send the reply;
	// false when the reply does not fit into one.
	WebhookReply(to chat.Address, r chat.Reply) ([]byte, bool)
}

// HookReplies decides and carries out what webhook calls are answered with. Safe for
// concurrent use, also by several processes.
type HookReplies struct {
	*Deliver
	Store HookStore
	// Turn has the conversation answered now, if it has something to answer.
	Turn func(ctx context.Context, conv string) error
	// Wake has a conversation looked at that this call did not see to the end.
	Wake func(conv string)
}

// For returns the Answer of a platform: it sends a reply exactly once, for it
// repeats a call whose answer it did not get, and a repeated call gets the same
// reply again. It is for one line answered by one message; everything else
// takes the usual way.
func (h *HookReplies) For(p Answerer) Answer {
	return func(ctx context.Context, in []chat.Incoming) ([]byte, error) {
		defer func() {
			for _, one := range in {
				h.Wake(one.From.String())
			}
		}()
		if len(in) != 1 || !p.Answers(in[0]) {
			return nil, nil
		}
		reply, err := h.reply(ctx, Call{Conv: in[0].From.String(), ID: in[0].ID}, p)
		if err != nil || reply == nil {
			return nil, err
		}
		body, _ := p.WebhookReply(in[0].From, *reply)
		return body, nil
	}
}

// reply takes the turn that a call asks for and returns the reply its answer
// shall carry, nil for none; the same whenever the call is repeated.
func (h *HookReplies) reply(ctx context.Context, c Call, p Answerer) (*chat.Reply, error) {
	if reply, known, err := h.Before(ctx, c); err != nil || known {
		return reply, err
	}
	if err := h.Turn(ctx, c.Conv); err != nil {
		return nil, err
	}
	reply, err := h.Hand(ctx, c, func(msg chat.Outgoing) bool {
		_, fits := p.WebhookReply(msg.To, msg.Reply)
		return fits
	})
	if err != nil || reply != nil {
		return reply, err
	}
	return h.Nothing(ctx, c)
}

// Call is a webhook call about one line of a conversation.
type Call struct {
	Conv string
	ID   string // of the arrival it brought
}

// key is a fingerprint: it outlives a user who is forgotten, and names nobody.
func (c Call) key() string {
	sum := sha256.Sum256([]byte(c.Conv + ":" + c.ID))
	return ".hook:" + hex.EncodeToString(sum[:16])
}

// Before tells how an earlier call about the same was answered: with a reply,
// to be given again, or, when the reply is nil, with nothing. known is false
// when none was. ErrUndecided when that is not settled yet.
func (h *HookReplies) Before(ctx context.Context, c Call) (reply *chat.Reply, known bool, err error) {
	val, _, err := h.Store.Get(ctx, c.key())
	if errors.Is(err, store.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("webhook call about %s: %w", c.Conv, err)
	}
	seq, err := strconv.ParseInt(string(val), 10, 64)
	if err != nil {
		return nil, false, fmt.Errorf("webhook call about %s: decision %q: %w", c.Conv, val, err)
	}
	reply, err = h.given(ctx, c, seq)
	return reply, true, err
}

// given reads back the line that a call was answered with.
func (h *HookReplies) given(ctx context.Context, c Call, seq int64) (*chat.Reply, error) {
	if seq == 0 {
		return nil, nil
	}
	rows, err := h.Store.Lines(ctx, c.Conv, seq, seq)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	// The order matters: a line that is settled now was handed over by now, or
	// never will be.
	var d chat.Delivery
	if err := chat.Decode(rows[0].Delivery, &d); err != nil {
		return nil, fmt.Errorf("line %d of %s: delivery: %w", seq, c.Conv, err)
	}
	_, err = h.Store.Find(ctx, c.Conv, scopeHook, c.ID)
	switch {
	case errors.Is(err, store.ErrNotFound) && d.State == chat.Queued:
		return nil, ErrUndecided
	case errors.Is(err, store.ErrNotFound):
		return nil, nil // the lane has sent it
	case err != nil:
		return nil, err
	}
	var l chat.Line
	if err := chat.Decode(rows[0].Body, &l); err != nil {
		return nil, fmt.Errorf("line %d of %s: %w", seq, c.Conv, err)
	}
	return &chat.Reply{Text: l.Text, Verbatim: !l.Markup, Choices: l.Choices}, nil
}

// Nothing decides that a call is answered with nothing: its replies, if there
// are any, go the usual way. When another call about the same was quicker,
// that one's decision holds; results are those of Before.
func (h *HookReplies) Nothing(ctx context.Context, c Call) (reply *chat.Reply, err error) {
	won, err := h.decide(ctx, c, 0)
	if err != nil || won {
		return nil, err
	}
	reply, _, err = h.Before(ctx, c)
	return reply, err
}

func (h *HookReplies) decide(ctx context.Context, c Call, seq int64) (won bool, err error) {
	_, err = h.Store.Swap(ctx, c.key(), 0, strconv.AppendInt(nil, seq, 10), decided, h.Now())
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, store.ErrStale):
		return false, nil
	}
	return false, fmt.Errorf("webhook call about %s: decide: %w", c.Conv, err)
}

// Hand takes the only reply that waits in the conversation's lane for the
// answer to a call. It is settled as sent before it is handed over. fits says
// whether a reply can go that way; nil is returned when nothing does, or when
// it was decided before how this call is answered.
func (h *HookReplies) Hand(ctx context.Context, c Call, fits func(chat.Outgoing) bool) (*chat.Reply, error) {
	j, ok, err := h.Lanes.NextOne(ctx, c.Conv, store.LaneUser, h.Now(), h.Lease, h.dropped)
	if err != nil || !ok {
		return nil, err
	}
	msg, fit := h.handable(ctx, j, fits)
	if fit {
		fit, err = h.decide(ctx, c, j.Outs[0].Seq)
	}
	o := store.Settlement{} // not this way: the lane's workers send it
	if fit {
		o = store.Settlement{
			Sent: 1, Progress: encode(progress{Handed: h.Now().UnixMilli()}), Desk: msg.By == chat.ByStaff,
			Marks: h.mark(j.Outs[0], chat.Delivery{State: chat.Sent}),
			Refs:  []store.Ref{{Scope: scopeHook, ID: c.ID, Seq: j.Outs[0].Seq}},
		}
	}
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if _, failed := h.settle(settle, j, o); failed != nil || !fit {
		return nil, err
	}
	h.Metrics.Sends.WithLabelValues(msg.To.Channel, "handed").Inc()
	return &msg.Reply, nil
}

// handable reports whether the job is one fresh reply that fits.
func (h *HookReplies) handable(ctx context.Context, j store.Job, fits func(chat.Outgoing) bool) (chat.Outgoing, bool) {
	var msg chat.Outgoing
	if len(j.Outs) != 1 || j.Tries > 1 || chat.Decode(j.Outs[0].Body, &msg) != nil || !fits(msg) {
		return msg, false
	}
	if p := readProgress(j.Progress, j.Outs[0].Seq); len(p.IDs) > 0 || p.Unsure {
		return msg, false
	}
	if h.pace(ctx, msg.To) > 0 {
		return msg, false
	}
	_, taken := h.takenOver(ctx, j, j.Outs[0])
	return msg, !taken
}
