package telegramtest

import "fmt"

// Reacts puts an emoji on a message of the chat with the bot, in place of this
// person's last one; "" takes that off.
func (u *User) Reacts(message int64, emoji string) {
	u.tg.fault(u.tg.reacts(u.ID, u.ID, message, emoji))
}

// Reacts puts an emoji on a message of the group, in place of this member's last
// one; "" takes that off.
func (s *Staff) Reacts(message int64, emoji string) {
	s.f.tg.fault(s.f.tg.reacts(s.f.ID, s.ID, message, emoji))
}

func (tg *Server) reacts(chat, user, message int64, emoji string) error {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	c := tg.chats[chat]
	if c == nil || c.byID[message] == nil || c.byID[message].deleted {
		return fmt.Errorf("chat %d has no message %d to react to", chat, message)
	}
	h, signs := c.byID[message], func(emoji string) []wireSign {
		if emoji == "" {
			return []wireSign{}
		}
		return []wireSign{{"emoji", emoji}}
	}
	if h.signs == nil {
		h.signs = map[int64]string{}
	}
	was := h.signs[user]
	h.signs[user] = emoji
	info := c.chat
	tg.push(wireUpdate{Reaction: &wireReacted{
		Chat: &info, ID: message, User: tg.users[user], Date: tg.o.Now().Unix(), Old: signs(was), New: signs(emoji),
	}})
	return nil
}
