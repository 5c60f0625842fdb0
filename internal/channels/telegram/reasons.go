package telegram

import (
	"strconv"

	"hotro/internal/chat"
)

// Why a send fails, as staff see it; the words are in prompts/.
const (
	reasonGone     chat.Reason = "telegram.gone"
	reasonKicked   chat.Reason = "telegram.kicked"
	reasonSecond   chat.Reason = "telegram.second_poller"
	reasonNoTopics chat.Reason = "telegram.no_topics"
	reasonNoRights chat.Reason = "telegram.no_rights"
	reasonLimit    chat.Reason = "telegram.limit"
	reasonDown     chat.Reason = "telegram.down"
	reasonNoAnswer chat.Reason = "telegram.no_answer"
	reasonToken    chat.Reason = "telegram.token"
	reasonAddress  chat.Reason = "telegram.address"
	reasonMoved    chat.Reason = "telegram.moved"
	reasonNoChat   chat.Reason = "telegram.no_chat"
	reasonNoThread chat.Reason = "telegram.no_thread"
	reasonNoFile   chat.Reason = "telegram.no_file"
	reasonTooBig   chat.Reason = "telegram.too_big"
	reasonRefused  chat.Reason = "telegram.refused"
)

// refusedWith keeps what Telegram itself said of a refusal that has no reason
// of its own, for staff to look up.
func refusedWith(code int, said string) chat.Reason {
	if said == "" {
		return reasonRefused
	}
	return chat.Because("telegram.refused_said", "code", strconv.Itoa(code), "said", said)
}

// Reasons returns every reason of this package, with an example of each value,
// for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	return []chat.Reason{
		reasonGone, reasonKicked, reasonSecond, reasonNoTopics, reasonNoRights, reasonLimit, reasonDown, reasonNoAnswer, reasonToken, reasonAddress, reasonMoved, reasonNoChat, reasonNoThread, reasonNoFile, reasonTooBig, reasonRefused,
		refusedWith(400, "Bad Request"),
	}
}
