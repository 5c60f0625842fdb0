package forum

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

// The button that closes a ticket asks why first: one touch on a telephone is no
// decision. The answers stand in the place of the card's buttons.

// keepOpen is the answer of who did not mean it.
const keepOpen = ":keep"

// pressClose asks how to close the ticket, and does what was answered.
func (v *interaction) pressClose(ctx context.Context, answer string) error {
	t, err := v.Tickets.Ticket(ctx, v.ticket)
	if err != nil {
		return v.report(ctx, err, "")
	}
	action, _ := desk.ActionNamed("close")
	look := ticketLook{Front: v.Front, t: &t}
	switch n, err := strconv.Atoi(strings.TrimPrefix(answer, ":")); {
	case !t.Awaits():
		v.toast = v.Say.T("forum.reply_ended", "number", fmt.Sprint(t.Number))
		return nil
	case answer == "":
		v.toast = action.Word(v.Say, "ask")
		return v.buttons(ctx, v.closings(action, t))
	case answer == keepOpen:
		return v.buttons(ctx, look.keyboard())
	case err != nil || n < 0 || n >= len(action.Presets):
		return nil // nobody was given this button
	default:
		if err := v.do(ctx, action, string(action.Presets[n]), ""); err != nil {
			return err
		}
		v.toast = v.Say.T("forum.toast_closed", "number", fmt.Sprint(t.Number))
		return nil
	}
}

// closings are the ready-made reasons that fit, and the way back.
func (v *interaction) closings(action desk.Action, t chat.Ticket) (rows [][]chat.Choice) {
	for i, reason := range action.Presets {
		if !desk.Fitting(reason, t) {
			continue
		}
		rows = append(rows, []chat.Choice{{Label: reason.Words(v.Say), Data: pressDo + "close:" + strconv.Itoa(i)}})
	}
	return append(rows, []chat.Choice{{Label: v.Say.T("forum.keep_open"), Data: pressDo + "close" + keepOpen}})
}

// buttons puts other buttons below the card that was pressed.
func (v *interaction) buttons(ctx context.Context, rows [][]chat.Choice) error {
	err := v.Bot.EditButtons(ctx, v.at(""), v.in.Message, rows)
	if err != nil && failure(err).After == 0 && !again(err) {
		v.Log.Warn("staff group: the buttons of a card could not be changed", "err", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("staff group: the buttons of a card: %w", err)
	}
	return nil
}
