package forum

import (
	"context"
	"errors"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
)

// answerPress ends the spinning of a button with a word about what came of it.
// It is for the eye: failure is fine.
func (v *interaction) answerPress(ctx context.Context) {
	if err := v.Bot.AnswerPress(ctx, v.in.ID, v.toast); err != nil {
		v.Log.Debug("staff group: a pressed button was not answered", "err", err)
	}
}

// report tells staff the result of an action: a reaction when it worked, a
// message when it failed and they can do something about it.
func (v *interaction) report(ctx context.Context, err error, sign string) error {
	var taken desk.ErrTaken
	switch {
	case err == nil:
		v.react(ctx, sign)
		return nil
	case v.in.Kind == chat.KindButton && errors.As(err, &taken):
		v.toast = v.Say.T("forum.toast_taken", "name", taken.By.Name, "number", fmt.Sprint(v.ticket))
		return nil
	case errors.As(err, &taken):
		return v.reply(ctx, "taken", "name", taken.By.Name, "number", fmt.Sprint(v.ticket))
	case errors.Is(err, desk.ErrEnded):
		return v.reply(ctx, "ended", "number", fmt.Sprint(v.ticket))
	case errors.Is(err, desk.ErrNoTicket):
		return v.reply(ctx, "no_ticket")
	case errors.Is(err, desk.ErrUnanswered):
		return v.reply(ctx, "unanswered")
	case errors.Is(err, desk.ErrEmpty):
		return v.reply(ctx, "empty")
	}
	return err
}

// react puts an emoji on what staff wrote. It is decoration: failure is fine.
func (v *interaction) react(ctx context.Context, emoji string) {
	if emoji == "" || v.in.Message == "" {
		return
	}
	if err := v.Bot.React(ctx, v.at(""), v.in.Message, emoji); err != nil {
		v.Log.Debug("staff group: no reaction", "err", err)
	}
}

// reply answers staff in the topic they wrote in.
func (v *interaction) reply(ctx context.Context, key string, pairs ...string) error {
	return v.answer(ctx, v.Say.T("forum.reply_"+key, pairs...))
}

// answer answers in the topic, with rows of buttons below; a press is answered
// over its button where the words fit there.
func (v *interaction) answer(ctx context.Context, text string, buttons ...[]chat.Choice) error {
	if v.in.Kind == chat.KindButton && len(buttons) == 0 && channels.Units(text) <= telegram.MaxToast {
		v.toast = text
		return nil
	}
	m := telegram.Message{Text: text, Buttons: buttons, Silent: true}
	if v.in.Kind != chat.KindButton && v.in.Kind != chat.KindService {
		m.ReplyTo = v.in.Message
	}
	v.Budget(ctx, Wish{Rank: RankNow}) // used up if there is one; staff who ask are answered regardless
	_, err := v.Bot.Post(ctx, v.at(v.in.From.Thread), m)
	switch {
	case err == nil:
		return nil
	case failure(err).Class == channels.Refused:
		v.Log.Warn("staff group: an answer was refused", "err", err)
		return nil
	}
	return fmt.Errorf("staff group: answer: %w", err)
}
