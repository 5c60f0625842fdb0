package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/store"
)

// recovered answers, and turns a panic into an error: what breaks one
// conversation must not end the program.
func (b *Bot) recovered(ctx context.Context, l store.Lease, how manner) (made due, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in turn: %v%s", p, stack())
		}
	}()
	return b.answer(ctx, l, how)
}

// stack is the part of the stack that tells where it broke, on one line.
func stack() string {
	lines := strings.Split(string(debug.Stack()), "\n")
	var at []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); strings.Contains(l, "internal/") && strings.Contains(l, ".go:") {
			at = append(at, l[strings.LastIndex(l, "internal/"):])
		}
		if len(at) == 6 {
			break
		}
	}
	return " at " + strings.Join(at, " < ")
}

// quarantine sets aside the line that keeps failing, and gets the user a person.
// The person is called first: when the process dies in between, the line is
// quarantined by the next, and the call is known already.
func (b *Bot) quarantine(ctx context.Context, l store.Lease) {
	if err := b.callPerson(ctx, l); err != nil {
		b.Log.Error("a person could not be called for a poison arrival; it is tried again", "conv", l.Conv, "err", err)
		return
	}
	reason := fmt.Sprintf("failed %d times", l.Tries-1)
	if err := b.Work.Bury(ctx, l, b.Now(), reason); err != nil {
		b.Log.Error("poison arrival could not be quarantined", "conv", l.Conv, "err", err)
		return
	}
	if err := b.callPerson(ctx, l); err != nil { // again: a full inbox has room now
		b.Log.Error("a person could not be called for a quarantined arrival", "conv", l.Conv, "err", err)
	}
	b.Metrics.Dead.Inc()
	b.Metrics.Alerts.WithLabelValues("dead_letter").Inc()
	b.Log.Error("an arrival was quarantined: see bot dead list", "conv", l.Conv, "reason", reason)
	b.delayed.add(l.Conv, b.Now())
}

// personCall starts the id of such a call. It is stored: it stays as it is.
const personCall = "sorry:"

func isPersonCall(id string) bool { return strings.HasPrefix(id, personCall) }

// callPerson asks for a person on behalf of a user whose line could not be read.
func (b *Bot) callPerson(ctx context.Context, l store.Lease) error {
	at, err := chat.ParseAddress(l.Conv)
	if err != nil || len(l.Items) == 0 || b.IsStaff(at) || isPersonCall(l.Items[0].ID) {
		return nil
	}
	in := chat.Incoming{ID: personCall + l.Items[0].ID, From: at, Kind: chat.KindButton, Data: "human", At: b.Now()}
	return b.Accept(ctx, in)
}
