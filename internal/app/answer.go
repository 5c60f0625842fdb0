package app

import (
	"context"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// answerInHook puts a reply into the answer to Telegram's webhook: Telegram
// sends it exactly once, for it repeats a call whose answer it did not get,
// and a repeated call gets the same reply again. It is for one line answered
// by one message; everything else takes the usual way. Switched on by
// TELEGRAM_WEBHOOK_REPLY; its limits stand in docs/telegram.md.
func (a *App) answerInHook(ctx context.Context, in []chat.Incoming) ([]byte, error) {
	defer func() {
		for _, one := range in {
			a.bot.Schedule(one.From.String())
			a.nudge(one.From.String())
		}
	}()
	if len(in) != 1 || (in[0].Kind != chat.KindText && in[0].Kind != chat.KindButton) || a.isStaff(in[0].From) {
		return nil, nil
	}
	reply, err := a.replyToCall(ctx, channels.Call{Conv: in[0].From.String(), ID: in[0].ID})
	if err != nil || reply == nil {
		return nil, err
	}
	body, _ := a.telegram.WebhookReply(in[0].From, *reply)
	return body, nil
}

// replyToCall takes the turn that a call asks for and returns the reply its
// answer shall carry, nil for none; the same whenever the call is repeated.
func (a *App) replyToCall(ctx context.Context, c channels.Call) (*chat.Reply, error) {
	replies := channels.HookReplies{Deliver: a.deliver, Store: a.store}
	if reply, known, err := replies.Before(ctx, c); err != nil || known {
		return reply, err
	}
	if _, err := a.bot.TakeTurnWithoutNudge(ctx, c.Conv); err != nil {
		return nil, err
	}
	reply, err := replies.Hand(ctx, c, func(msg chat.Outgoing) bool {
		_, fits := a.telegram.WebhookReply(msg.To, msg.Reply)
		return fits
	})
	if err != nil || reply != nil {
		return reply, err
	}
	return replies.Nothing(ctx, c)
}
