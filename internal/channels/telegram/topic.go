package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hotro/internal/channels"
)

// inTopic makes sure that a message is in the topic it was meant for:
// Telegram may put a message for an unknown topic into General without a
// word. Such strays are deleted.
func (c *client) inTopic(ctx context.Context, method string, params map[string]string, raw json.RawMessage) error {
	want := params["message_thread_id"]
	if want == "" || !strings.HasPrefix(params["chat_id"], "-") {
		return nil // a user's own chat: it has arrived wherever it is
	}
	stray := false
	for _, m := range placed(raw) {
		// A server that says nothing about the forum says nothing about the topic either.
		if m.ID == 0 || itoa(m.Thread) == want || m.Thread == 0 && !m.Chat.IsForum {
			continue
		}
		stray = true
		_, err := c.request(ctx, "deleteMessage", map[string]string{"chat_id": params["chat_id"], "message_id": itoa(m.ID)})
		if err != nil && !errors.Is(err, ErrMessageGone) {
			c.log.Warn("telegram: a message went into the wrong topic and stays there", "message", m.ID, "err", err)
		}
	}
	if !stray {
		return nil
	}
	return &channels.Failure{
		Class: channels.Refused, Reason: reasonNoThread,
		Err: fmt.Errorf("telegram %s: went elsewhere: %w", method, ErrTopicNotFound),
	}
}

// placement is where a message came to be.
type placement struct {
	ID     int64    `json:"message_id"`
	Thread int64    `json:"message_thread_id"`
	Chat   chatInfo `json:"chat"`
}

// placed reads the message, or the messages of an album, in a result; none
// for results of another form.
func placed(raw json.RawMessage) []placement {
	var one placement
	if json.Unmarshal(raw, &one) == nil {
		return []placement{one}
	}
	var many []placement
	if json.Unmarshal(raw, &many) == nil {
		return many
	}
	return nil
}
