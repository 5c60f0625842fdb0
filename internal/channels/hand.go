package channels

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// scopeHook keeps the lines that went out inside the answer to a webhook, by
// the id of what was called about.
const scopeHook = "hook"

// Pages reads back a line that was handed over before.
type Pages interface {
	Find(ctx context.Context, conv, scope, id string) (int64, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Line, error)
}

// Hand takes the only reply that waits in a conversation's lane to be sent by
// other means: inside the answer to the webhook call named id. It is settled
// as sent before it is handed over; Handed gives it again when the same call
// is repeated, which the platform does only if it did not get the answer. fits
// says whether a reply can go that way.
func (d *Deliver) Hand(ctx context.Context, conv, id string, fits func(chat.Outgoing) bool) (chat.Outgoing, bool) {
	j, ok, err := d.Lanes.NextOne(ctx, conv, store.LaneUser, d.Now(), d.Lease, d.dropped)
	if err != nil || !ok {
		return chat.Outgoing{}, false
	}
	msg, fit := d.handable(ctx, j, fits)
	o := store.Outcome{} // not this way: the lane's workers send it
	if fit {
		o = store.Outcome{
			Sent: 1, Progress: []byte{}, Desk: msg.By == chat.ByStaff,
			Marks: d.mark(j.Outs[0], chat.Delivery{State: chat.Sent}),
			Refs:  []store.Ref{{Scope: scopeHook, ID: id, Seq: j.Outs[0].Seq}},
		}
	}
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if _, err := d.settle(settle, j, o); err != nil {
		return chat.Outgoing{}, false
	}
	if fit {
		d.Metrics.Sends.WithLabelValues(msg.To.Channel, "handed").Inc()
	}
	return msg, fit
}

// handable reports whether the job is one fresh reply that fits.
func (d *Deliver) handable(ctx context.Context, j store.Job, fits func(chat.Outgoing) bool) (chat.Outgoing, bool) {
	var msg chat.Outgoing
	if len(j.Outs) != 1 || j.Tries > 1 || len(j.Progress) > 0 || json.Unmarshal(j.Outs[0].Body, &msg) != nil || !fits(msg) {
		return msg, false
	}
	if d.pace(ctx, msg.To) > 0 {
		return msg, false
	}
	_, taken := d.takenOver(ctx, j, j.Outs[0])
	return msg, !taken
}

// Handed returns the reply that was handed over for a webhook call before.
func Handed(ctx context.Context, p Pages, to chat.Address, id string) (chat.Reply, bool, error) {
	seq, err := p.Find(ctx, to.String(), scopeHook, id)
	if errors.Is(err, store.ErrNotFound) {
		return chat.Reply{}, false, nil
	}
	if err != nil {
		return chat.Reply{}, false, err
	}
	rows, err := p.Lines(ctx, to.String(), seq, seq)
	if err != nil || len(rows) == 0 {
		return chat.Reply{}, false, err
	}
	var l chat.Line
	if err := json.Unmarshal(rows[0].Body, &l); err != nil {
		return chat.Reply{}, false, err
	}
	return chat.Reply{Text: l.Text, Verbatim: !l.Markup, Choices: l.Choices}, true, nil
}
