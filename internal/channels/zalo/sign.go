package zalo

import (
	"context"
	"errors"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// noted is the sign for it: Zalo has no other that means "I have it".
const noted = "/-strong"

// reaction is the body that puts a sign on a user's message.
type reaction struct {
	Recipient recipient `json:"recipient"`
	Action    struct {
		Icon    string `json:"react_icon"`
		Message string `json:"react_message_id"`
	} `json:"sender_action"`
}

// sign says with a sign on the user's message that it was noted; where that
// can't be, with words if there are any. A sign is no message: it has no id,
// and no quota is spent on it.
func (s *sender) sign(ctx context.Context, to chat.Address, part chat.Reply) (string, error) {
	if !anonymous(to) {
		q := reaction{Recipient: recipient{User: to.Chat}}
		q.Action.Icon, q.Action.Message = noted, part.ReplyTo
		_, err := s.api.call(ctx, to.Bot, s.api.post("/v2.0/oa/message", q))
		f, _ := errors.AsType[*channels.Failure](err)
		if err == nil || f == nil || f.Class == channels.Later || f.Class == channels.Unknown {
			return "", err
		}
	}
	part.Noted, part.ReplyTo = false, ""
	if part.Text == "" {
		return "", nil
	}
	parts := s.Split(part)
	return s.Send(ctx, to, parts[len(parts)-1]) // words of one line
}
