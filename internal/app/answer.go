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
func (a *App) answerInHook(ctx context.Context, in []chat.Incoming) []byte {
	defer func() {
		for _, one := range in {
			a.bot.Wake(one.From.String())
			a.nudge(one.From.String())
		}
	}()
	if len(in) != 1 || (in[0].Kind != chat.KindText && in[0].Kind != chat.KindButton) || a.isStaff(in[0].From) {
		return nil
	}
	to, id := in[0].From, in[0].ID
	said, again, err := a.handedBefore(ctx, to, id)
	if err != nil || again {
		return said
	}
	conv := to.String()
	if did, err := a.bot.Answer(ctx, conv); err != nil || !did {
		return nil
	}
	var body []byte
	_, ok := a.deliver.Hand(ctx, conv, id, func(msg chat.Outgoing) bool {
		b, fits := a.telegram.WebhookReply(msg.To, msg.Reply)
		body = b
		return fits
	})
	if !ok {
		return nil
	}
	return body
}

// handedBefore gives again what a repeated call was answered with.
func (a *App) handedBefore(ctx context.Context, to chat.Address, id string) ([]byte, bool, error) {
	reply, ok, err := channels.Handed(ctx, a.store, to, id)
	if err != nil || !ok {
		return nil, ok, err
	}
	body, _ := a.telegram.WebhookReply(to, reply)
	return body, true, nil
}
