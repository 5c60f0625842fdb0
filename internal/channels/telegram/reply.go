package telegram

import (
	"encoding/json"

	"hotro/internal/chat"
)

// WebhookReply returns the body that, as the answer to a webhook call, makes
// Telegram send the reply: it does so only when it got that answer, and else
// calls again, so nothing is sent twice. It returns false for a reply that
// needs more than one message, a file or an edit, or is for a topic, which may be gone. There is no message id.
func (b *Bot) WebhookReply(to chat.Address, part chat.Reply) ([]byte, bool) {
	parts := b.Split(part)
	if to.Thread != "" || len(parts) != 1 || len(part.Files) > 0 || part.Edit != "" || part.Text == "" || part.Noted || len(part.Retract) > 0 {
		return nil, false
	}
	params, err := sendParams(to, parts[0])
	if err != nil {
		return nil, false
	}
	body := map[string]json.RawMessage{"method": json.RawMessage(`"sendMessage"`)}
	for k, v := range params {
		switch k {
		case "reply_parameters", "reply_markup", "link_preview_options":
			body[k] = json.RawMessage(v) // JSON already
		default:
			s, err := json.Marshal(v)
			if err != nil {
				return nil, false
			}
			body[k] = s
		}
	}
	out, err := json.Marshal(body)
	return out, err == nil
}
