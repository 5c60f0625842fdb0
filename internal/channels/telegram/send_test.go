package telegram

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

var _ interface {
	channels.Sender
	channels.Typer
	channels.Fetcher
	channels.Webhook
} = (*Bot)(nil)

// started is a user who has written to the bot, at whose chat it may send.
func started(t *testing.T, o Options, to ...telegramtest.Options) (*telegramtest.Server, *Bot, *telegramtest.User, chat.Address) {
	t.Helper()
	tg := telegramtest.NewServer(t, to...)
	b, _ := connect(t, tg, o)
	u := tg.User(42, "Hà")
	u.Starts("")
	return tg, b, u, b.Address("42", "")
}

func sendAll(t *testing.T, b *Bot, to chat.Address, r chat.Reply) []string {
	t.Helper()
	var ids []string
	for _, p := range b.Split(r) {
		id, err := b.Send(t.Context(), to, p)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func TestWordsOfPeopleAreNeverMarkup(t *testing.T) {
	_, b, u, to := started(t, Options{})
	const typed = `<b>x</b> **y** & "z" [a](https://b.vn) _c_`
	sendAll(t, b, to, chat.Reply{Text: typed, Verbatim: true})
	if got := u.Heard()[0]; got.Text != typed || got.Bold != nil {
		t.Errorf("got %q with bold %q, want it as typed", got.Text, got.Bold)
	}
	sendAll(t, b, to, chat.Reply{Text: "**Bước 1**: gõ `<b>`"})
	if got := u.Heard()[1]; got.Text != "Bước 1: gõ <b>" || !slices.Equal(got.Bold, []string{"Bước 1"}) || !slices.Equal(got.Code, []string{"<b>"}) {
		t.Errorf("got %q with bold %q and code %q", got.Text, got.Bold, got.Code)
	}
}

func TestALongTextArrivesWholeAndInOrder(t *testing.T) {
	_, b, u, to := started(t, Options{})
	for _, text := range []string{strings.Repeat("😀", 5000), strings.Repeat("Anh/chị mở Cài đặt rồi thử lại giúp em.\n", 2500)} {
		before := len(u.Heard())
		sendAll(t, b, to, chat.Reply{Text: text})
		var got strings.Builder
		for _, m := range u.Heard()[before:] {
			got.WriteString(m.Text)
		}
		if want := strings.ReplaceAll(text, "\n", ""); strings.ReplaceAll(got.String(), "\n", "") != want {
			t.Errorf("got %d bytes in %d messages, want %d bytes", got.Len(), len(u.Heard())-before, len(want))
		}
	}
}

func TestMarkupThatIsRefusedGoesOutPlain(t *testing.T) {
	tg, b, u, to := started(t, Options{})
	tg.Fail("sendMessage", 1, telegramtest.Refuse(400, "Bad Request: can't parse entities: Can't find end tag"))
	sendAll(t, b, to, chat.Reply{Text: "mở **Cài đặt** [ở đây](https://x.vn)"})
	if got := u.Heard()[0].Text; got != "mở Cài đặt ở đây (https://x.vn)" {
		t.Errorf("got %q", got)
	}
}

func TestKeyboards(t *testing.T) {
	_, b, u, to := started(t, Options{})
	for _, c := range []struct {
		name   string
		labels []string
		rows   []int
	}{
		{"long ones alone", []string{"REQUEST_ANSWER_URL_ERROR", "FROM_NUMBER_NOT_FOUND"}, []int{0, 1}},
		{"short ones in pairs", []string{"✅ Đã được", "❌ Vẫn lỗi", "Gặp nhân viên"}, []int{0, 0, 1}},
		{"stars in a row", []string{"1", "2", "3", "4", "5"}, []int{0, 0, 0, 0, 0}},
		{"eight in a row", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, []int{0, 0, 0, 0, 0, 0, 0, 0, 1}},
		{"order is kept", []string{"Đã được", "Không phải các lỗi này đâu", "Vẫn lỗi", "Quay lại"}, []int{0, 1, 2, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := chat.Reply{Text: "?"}
			for i, l := range c.labels {
				r.Choices = append(r.Choices, chat.Choice{Data: strconv.Itoa(i), Label: l})
			}
			sendAll(t, b, to, r)
			m := u.Heard()[len(u.Heard())-1]
			var rows []int
			for _, k := range m.Buttons {
				rows = append(rows, k.Row)
			}
			if !slices.Equal(m.Labels(), c.labels) || !slices.Equal(rows, c.rows) {
				t.Errorf("got %q in rows %v, want %q in %v", m.Labels(), rows, c.labels, c.rows)
			}
		})
	}
	sendAll(t, b, to, chat.Reply{Text: "?", Choices: []chat.Choice{{Label: "Mở trang", URL: "https://help.stringeex.com"}}})
	if m := u.Heard()[len(u.Heard())-1]; m.Buttons[0].URL != "https://help.stringeex.com" || m.Buttons[0].Data != "" {
		t.Errorf("got %+v, want a link", m.Buttons[0])
	}
}

func TestAKeyboardThatTelegramWouldRefuseIsRefusedHere(t *testing.T) {
	tg, b, _, to := started(t, Options{})
	many := make([]chat.Choice, 101)
	for i := range many {
		many[i] = chat.Choice{Data: "x", Label: "x"}
	}
	for _, choices := range [][]chat.Choice{
		{{Data: strings.Repeat("ạ", 22), Label: "66 bytes"}}, {{Label: "no data"}}, {{Data: "x"}}, {{Data: noEffect, Label: "ours"}}, many,
	} {
		_, err := b.Send(t.Context(), to, chat.Reply{Text: "?", Choices: choices})
		var f *channels.Failure
		if !errors.As(err, &f) || f.Class != channels.Refused {
			t.Errorf("%v: got %v, want Refused", choices[0], err)
		}
	}
	if n := len(tg.Calls("sendMessage")); n != 0 {
		t.Errorf("%d calls went out, want none", n)
	}
}

func TestEdits(t *testing.T) {
	tg, b, u, to := started(t, Options{})
	id := sendAll(t, b, to, chat.Reply{Text: "cũ", Choices: []chat.Choice{{Data: "a", Label: "A"}}})[0]
	for range 2 { // the second changes nothing, which is fine
		if again := sendAll(t, b, to, chat.Reply{Text: "**mới**", Edit: id}); again[0] != id {
			t.Errorf("got id %q, want %q", again[0], id)
		}
	}
	if m := u.Heard()[0]; m.Text != "mới" || len(u.Heard()) != 1 || m.Buttons != nil {
		t.Errorf("got %+v, want one edited message without buttons", u.Heard())
	}
	sendAll(t, b, to, chat.Reply{Edit: id, Choices: []chat.Choice{{Data: "b", Label: "B"}}})
	if m := u.Heard()[0]; m.Text != "mới" || !slices.Equal(m.Labels(), []string{"B"}) {
		t.Errorf("got %q %q, want only another keyboard", m.Text, m.Labels())
	}
	pic := sendAll(t, b, to, chat.Reply{Text: "ảnh cũ", Files: []chat.File{photoOf(u)}})[0]
	sendAll(t, b, to, chat.Reply{Text: "ảnh mới", Edit: pic})
	if m := u.Heard()[1]; m.Text != "ảnh mới" || m.File == nil {
		t.Errorf("got %+v, want the caption changed", m)
	}
	_, err := b.Send(t.Context(), to, chat.Reply{Text: "x", Edit: "9999"})
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Refused || !errors.Is(err, ErrMessageGone) {
		t.Errorf("got %v, want Refused, ErrMessageGone", err)
	}
	if len(tg.Calls("sendMessage")) != 1 {
		t.Error("an edit was sent as a new message")
	}
}

func TestMessagesInTopics(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	forum := tg.Forum(staffGroup)
	lan := forum.Member(9, "Lan")
	thread := lan.Opens("#1 Hà")
	to := b.Address(itoa(staffGroup), itoa(thread))
	sendAll(t, b, to, chat.Reply{Text: "thẻ"})
	if got := forum.Topic(1).Messages(); len(got) != 2 || got[1].Text != "thẻ" || !got[1].FromBot {
		t.Errorf("the topic holds %+v, want the card", got)
	}
	if _, err := b.call(t.Context(), "sendChatAction", map[string]string{"chat_id": to.Chat, "message_thread_id": to.Thread, "action": "typing"}); err != nil {
		t.Errorf("a call whose result is no message: got %v", err)
	}
	send := func() error {
		_, err := b.Send(t.Context(), to, chat.Reply{Text: "bí mật"})
		return err
	}
	lan.Closes(thread)
	forum.BotRights(false, false, false)
	if err := send(); !errors.Is(err, ErrTopicClosed) {
		t.Errorf("closed: got %v, want ErrTopicClosed", err)
	}
	lan.Deletes(thread)
	var f *channels.Failure
	if err := send(); !errors.Is(err, ErrTopicNotFound) || !errors.As(err, &f) || f.Class != channels.Refused {
		t.Errorf("deleted: got %v, want Refused, ErrTopicNotFound", err)
	}
}

func TestAMessageThatLandsInGeneralIsTakenBack(t *testing.T) {
	tg, b, _, _ := started(t, Options{Blobs: shelf{"b": {Data: []byte("x")}}}, telegramtest.Options{Lenient: true})
	forum := tg.Forum(staffGroup)
	to := b.Address(itoa(staffGroup), "4711")
	for _, r := range []chat.Reply{{Text: "lời khách"}, {Files: []chat.File{{Kind: chat.FileDoc, Blob: "b"}}}} {
		if _, err := b.Send(t.Context(), to, r); !errors.Is(err, ErrTopicNotFound) {
			t.Errorf("got %v, want ErrTopicNotFound", err)
		}
	}
	u := tg.User(42, "Hà")
	album := fmt.Sprintf(`[{"type":"photo","media":%q},{"type":"photo","media":%q}]`, photoOf(u).Ref, photoOf(u).Ref)
	if _, err := b.call(t.Context(), "sendMediaGroup", map[string]string{"chat_id": to.Chat, "message_thread_id": to.Thread, "media": album}); !errors.Is(err, ErrTopicNotFound) {
		t.Errorf("album: got %v, want ErrTopicNotFound", err)
	}
	if got := forum.General(); len(got) != 0 {
		t.Errorf("General shows %+v, want nothing", got)
	}
}

func TestGroupsThatMovedSayWhereTo(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	tg.Forum(staffGroup).Migrate(-100555)
	_, err := b.Send(t.Context(), b.Address(itoa(staffGroup), ""), chat.Reply{Text: "x"})
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Moved || f.To != "-100555" {
		t.Errorf("got %v, want Moved to -100555", err)
	}
}

func TestUsersWhoBlockedTheBotAreGone(t *testing.T) {
	_, b, u, to := started(t, Options{})
	u.Blocks()
	_, err := b.Send(t.Context(), to, chat.Reply{Text: "x"})
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Gone {
		t.Errorf("got %v, want Gone", err)
	}
	u.Unblocks()
	sendAll(t, b, to, chat.Reply{Text: "x"})
}

func TestAReplyToAMessageThatIsGoneStillArrives(t *testing.T) {
	_, b, u, to := started(t, Options{})
	for _, id := range []string{"999999", `1,"x":2`, "abc"} {
		sendAll(t, b, to, chat.Reply{Text: "x", ReplyTo: id})
	}
	if got := len(u.Heard()); got != 3 {
		t.Errorf("got %d messages, want 3", got)
	}
}

func TestAKeyboardNeedsNoText(t *testing.T) {
	_, b, u, to := started(t, Options{})
	sendAll(t, b, to, chat.Reply{Choices: []chat.Choice{{Data: "a", Label: "A"}}})
	if got := u.Heard(); len(got) != 1 || !slices.Equal(got[0].Labels(), []string{"A"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAnAnswerWithoutAnIDMayHaveBeenSent(t *testing.T) {
	b := answering(t, 200, `{"ok":true,"result":{"weather":"fine"}}`)
	_, err := b.Send(t.Context(), b.Address("1", ""), chat.Reply{Text: "x"})
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Unknown {
		t.Errorf("got %v, want Unknown", err)
	}
}

func TestTextThatIsNotUTF8Arrives(t *testing.T) {
	_, b, u, to := started(t, Options{})
	sendAll(t, b, to, chat.Reply{Text: "a\xff\xfeb", Verbatim: true, Choices: []chat.Choice{{Data: "a", Label: "x\xff"}}})
	sendAll(t, b, to, chat.Reply{Text: "a\xffb\x00"})
	if got := u.Heard(); len(got) != 2 || got[0].Text != "a\uFFFDb" {
		t.Errorf("got %+v", got)
	}
}

// TestWhatIsNotedIsSaidByASign, and by words where Telegram takes none.
func TestWhatIsNotedIsSaidByASign(t *testing.T) {
	tg := telegramtest.NewServer(t, telegramtest.Options{})
	b, _ := connect(t, tg, Options{})
	hoa := tg.User(1001, "Hoa")
	line := hoa.Says("số em là 0912345678")
	send := func(r chat.Reply) {
		t.Helper()
		parts := b.Split(r)
		if len(parts) != 1 {
			t.Fatalf("%+v: %d parts, want one", r, len(parts))
		}
		if _, ok := b.WebhookReply(b.Address("1001", ""), r); ok {
			t.Error("a sign goes as the answer to a webhook call, which can't carry it")
		}
		if _, err := b.Send(t.Context(), b.Address("1001", ""), parts[0]); err != nil {
			t.Fatal(err)
		}
	}
	words := chat.Reply{Text: "Em đã ghi thêm ạ.", Noted: true, ReplyTo: itoa(line.ID)}
	send(words)
	if m, _ := tg.Chat(1001).Message(line.ID); len(m.Emoji) != 1 || m.Emoji[0] != "✍" || len(hoa.Heard()) != 0 {
		t.Errorf("got signs %q and messages %+v, want the sign alone", m.Emoji, hoa.Heard())
	}
	tg.Fail("setMessageReaction", 2, telegramtest.Refuse(400, "Bad Request: REACTION_INVALID"))
	send(words)
	if got := hoa.Heard(); len(got) != 1 || got[0].Text != words.Text {
		t.Errorf("a sign that is refused: got %+v, want the words", got)
	}
	send(chat.Reply{Noted: true, ReplyTo: itoa(line.ID)})
	if got := hoa.Heard(); len(got) != 1 {
		t.Errorf("a sign without words that is refused: got %d messages, want nothing said", len(got)-1)
	}
}
