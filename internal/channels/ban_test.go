package channels

import (
	"testing"
	"time"

	"hotro/internal/chat"
)

func tgChat(id string) chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: "7", Chat: id}
}

func TestALimitOfTheBotStopsAllChatsAfterTwoRefusals(t *testing.T) {
	var b bans
	now := time.Unix(0, 0)
	if b.limited(tgChat("1"), now, time.Minute) {
		t.Error("one refusal is no limit of the bot's yet")
	}
	asked := 0
	for i := range 30 {
		to := tgChat(string(rune('A' + i)))
		if b.wait(to, now) > 0 {
			continue
		}
		if asked++; !b.limited(to, now, time.Minute) {
			t.Error("a second chat is refused: want it known as the bot's limit")
		}
	}
	if asked != 1 {
		t.Errorf("%d of thirty chats asked, want one", asked)
	}
	if w := b.wait(tgChat("Z"), now.Add(20*time.Second)); w != 40*time.Second {
		t.Errorf("a chat waits %v, want the rest of the minute", w)
	}
	if w := b.wait(chat.Address{Channel: chat.Telegram, Bot: "8", Chat: "1"}, now); w != 0 {
		t.Errorf("another bot waits %v", w)
	}
	if w := b.wait(tgChat("1"), now.Add(time.Minute)); w != 0 {
		t.Errorf("after it: wait %v", w)
	}
}

func TestALimitOfOneChatStopsThatChatAlone(t *testing.T) {
	var b bans
	now := time.Unix(0, 0)
	b.limited(tgChat("1"), now, time.Minute)
	if w := b.wait(tgChat("2"), now); w != 0 {
		t.Fatalf("the send that finds out waits %v", w)
	}
	if w := b.wait(tgChat("3"), now); w != probeNap {
		t.Errorf("meanwhile another waits %v, want %v", w, probeNap)
	}
	b.passed(tgChat("2"), now)
	for _, id := range []string{"2", "3", "4"} {
		if w := b.wait(tgChat(id), now); w != 0 {
			t.Errorf("chat %s waits %v", id, w)
		}
	}
	if w := b.wait(tgChat("1"), now); w != time.Minute {
		t.Errorf("the chat itself waits %v", w)
	}
}

func TestASendThatEndsOtherwiseLeavesTheQuestionOpen(t *testing.T) {
	var b bans
	now := time.Unix(0, 0)
	b.limited(tgChat("1"), now, time.Minute)
	b.wait(tgChat("2"), now)
	b.unclear(tgChat("2"))
	if w := b.wait(tgChat("3"), now); w != 0 {
		t.Errorf("nobody finds out: the next waits %v", w)
	}
}
