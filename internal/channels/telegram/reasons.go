package telegram

import "hotro/internal/chat"

// Why a send fails, as staff see it; the words are in prompts/.
const (
	reasonGone     chat.Reason = "telegram.gone"
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

// Reasons returns every reason of this package, for the test that holds them
// against prompts/.
func Reasons() []chat.Reason {
	return []chat.Reason{
		reasonGone, reasonLimit, reasonDown, reasonNoAnswer, reasonToken, reasonAddress, reasonMoved, reasonNoChat, reasonNoThread, reasonNoFile, reasonTooBig, reasonRefused,
	}
}
