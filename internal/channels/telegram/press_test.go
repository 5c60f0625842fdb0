package telegram

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// TestEveryPressIsAnswered: the first, a repeated one, one on an old message,
// a forged one, one in a foreign group, one without effect.
func TestEveryPressIsAnswered(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		run(in, nil)
		b, _ := connect(t, tg, Options{HTTP: tg.Client()})
		u := tg.User(42, "Hà")
		u.Says("x")
		id := sendAll(t, b, b.Address("42", ""), chat.Reply{
			Text: "?", Choices: []chat.Choice{{Data: "a", Label: "Đã được"}, {Data: "b", Label: "Vẫn lỗi"}},
		})[0]
		message := u.Heard()[0].ID
		settle := func(buttons ...string) {
			t.Helper()
			time.Sleep(time.Second)
			if n := tg.Unanswered(); n != 0 {
				t.Errorf("%d buttons still spin", n)
			}
			if got := u.Heard()[0].Labels(); !slices.Equal(got, buttons) {
				t.Errorf("the keyboard shows %q, want %q", got, buttons)
			}
		}
		u.Taps("Vẫn lỗi", 2)
		settle("✓ Vẫn lỗi")
		u.Presses("✓ Vẫn lỗi") // what is left has no effect, and no tick on the tick
		settle("✓ Vẫn lỗi")
		u.PressesOn(message, "forged")
		u.PressesOn(9999, "a") // deleted, or too old
		settle("✓ Vẫn lỗi")
		tg.PushUpdate(`{"callback_query":{"id":"late","from":{"id":42},"chat_instance":"1","data":"a"}}`)
		time.Sleep(time.Second)

		var got []string
		for _, m := range in.all()[1:] {
			got = append(got, m.Data+"/"+m.Text)
		}
		if want := []string{"b/Vẫn lỗi", "b/Vẫn lỗi", "forged/", "a/", "a/"}; !slices.Equal(got, want) {
			t.Errorf("stored %q, want %q", got, want)
		}
		if in.all()[1].Message != id {
			t.Errorf("the press names message %q, want %q", in.all()[1].Message, id)
		}
	})
}

// TestAPressIsStoredBeforeItIsAnswered: a button that has stopped spinning
// must have worked.
func TestAPressIsStoredBeforeItIsAnswered(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{refuse: func(m chat.Incoming) error {
			if m.Kind == chat.KindButton && tg.Unanswered() == 0 {
				t.Error("answered before it was stored")
			}
			return nil
		}}
		run(in, nil)
		b, _ := connect(t, tg, Options{HTTP: tg.Client()})
		u := tg.User(42, "Hà")
		u.Says("x")
		sendAll(t, b, b.Address("42", ""), chat.Reply{Text: "?", Choices: []chat.Choice{{Data: "a", Label: "Có"}}})
		u.Presses("Có")
		time.Sleep(time.Second)
		calls := tg.Calls("")
		answer := slices.IndexFunc(calls, func(c telegramtest.Call) bool { return c.Method == "answerCallbackQuery" })
		edit := slices.IndexFunc(calls, func(c telegramtest.Call) bool { return c.Method == "editMessageReplyMarkup" })
		if answer < 0 || edit < answer {
			t.Errorf("answered by call %d and redrawn by call %d, want the answer first", answer, edit)
		}
	})
}

func TestCardsOfStaffKeepTheirKeyboards(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		run(in, nil)
		b, _ := connect(t, tg, Options{HTTP: tg.Client()})
		forum := tg.Forum(staffGroup)
		lan := forum.Member(9, "Lan")
		thread := lan.Opens("#1")
		sendAll(t, b, b.Address(itoa(staffGroup), itoa(thread)), chat.Reply{Text: "thẻ", Choices: []chat.Choice{{Data: "d:claim", Label: "Nhận"}}})
		lan.Presses(thread, "Nhận")
		time.Sleep(time.Second)
		if tg.Unanswered() != 1 {
			t.Error("the press was answered before anybody knew what came of it")
		}
		if err := b.AnswerPress(t.Context(), in.all()[len(in.all())-1].ID, "Bạn đã nhận phiếu."); err != nil {
			t.Error(err)
		}
		card := forum.Topic(1).Messages()[1]
		if tg.Unanswered() != 0 || !slices.Equal(card.Labels(), []string{"Nhận"}) {
			t.Errorf("%d unanswered, buttons %q, want the card as it was", tg.Unanswered(), card.Labels())
		}
		press := in.all()[len(in.all())-1]
		if press.From.Thread != itoa(thread) || press.User.ID != "9" {
			t.Errorf("got %+v, want a press by Lan in the topic", press)
		}
	})
}

func TestPressesThatCantBeAnsweredAreNoTrouble(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		log := run(&inbox{}, nil)
		b, _ := connect(t, tg, Options{HTTP: tg.Client()})
		u := tg.User(42, "Hà")
		u.Says("x")
		sendAll(t, b, b.Address("42", ""), chat.Reply{Text: "?", Choices: []chat.Choice{{Data: "a", Label: "Có"}}})
		tg.Fail("answerCallbackQuery", 1, telegramtest.Refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"))
		tg.Fail("editMessageReplyMarkup", 1, telegramtest.Refuse(400, "Bad Request: message is not modified"))
		u.Presses("Có")
		time.Sleep(time.Second)
		if strings.Contains(log.String(), "a pressed") {
			t.Errorf("what is normal was logged:\n%s", log)
		}
		tg.Fail("answerCallbackQuery", 1, telegramtest.Stall(time.Hour))
		u.Presses("Có")
		time.Sleep(time.Minute)
		u.Presses("✓ Có")
		time.Sleep(time.Second)
		if got := tg.Unanswered(); got != 1 { // the one that was too old
			t.Errorf("%d unanswered, want the workers to go on", got)
		}
	})
}

func TestTooManyPressesAreDroppedRatherThanKept(t *testing.T) {
	b, log := connect(t, telegramtest.NewServer(t), Options{})
	for range 3 * maxPresses { // nobody runs Presses
		b.Taken([]chat.Incoming{{ID: "c1.0", Kind: chat.KindButton}})
	}
	if n := len(b.acks); n != maxPresses {
		t.Errorf("%d wait, want %d", n, maxPresses)
	}
	if log.count("too many pressed buttons") != 1 {
		t.Errorf("want one line about it:\n%.500s", log)
	}
}

func TestTheStaffGroupIsFollowed(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		forum := tg.Forum(staffGroup)
		log := run(in, nil)
		moved := forum.Migrate(-100555)
		time.Sleep(time.Second)
		moved.Member(9, "Lan").Writes(0, "alo")
		time.Sleep(time.Second)
		got := in.all()
		if len(got) != 2 || got[0].Data != "migrated:-100555" || got[0].Kind != chat.KindService || got[1].From.Chat != "-100555" {
			t.Errorf("got %+v, want the move and a line from the new group", got)
		}
		if log.count("set TELEGRAM_STAFF_CHAT") != 1 {
			t.Errorf("want one line that tells the operator:\n%s", log)
		}
	})
}
