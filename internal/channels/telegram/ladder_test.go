package telegram

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// TestWhateverTelegramSaysTheUserGetsIt: the words of a refusal are not known
// beforehand, so none of ours stands here.
func TestWhateverTelegramSaysTheUserGetsIt(t *testing.T) {
	for _, said := range []string{
		"Bad Request: group send failed", "Bad Request: failed to send message #2 with the error message \"MEDIA_EMPTY\"", "Bad Request: MEDIA_EMPTY",
		"Bad Request: FILE_REFERENCE_EXPIRED", "Bad Request: PHOTO_SAVE_FILE_INVALID", "Bad Request: words of next year",
		"Bad Request: REPLY_MARKUP_INVALID", "Bad Request: message to be replied not found",
	} {
		t.Run(said, func(t *testing.T) {
			tg, b, u, to := started(t, Options{})
			last := func() telegramtest.Message { return u.Heard()[len(u.Heard())-1] }

			tg.Fail("sendMediaGroup", 9, telegramtest.Refuse(400, said))
			sendAll(t, b, to, chat.Reply{Text: "hai **ảnh**", Files: []chat.File{photoOf(u), photoOf(u)}})
			if got := u.Heard(); len(got) != 2 || got[0].Text != "hai ảnh" || got[0].File == nil || got[1].File == nil {
				t.Errorf("an album: got %+v, want both pictures", got)
			}
			tg.Fail("sendPhoto", 9, telegramtest.Refuse(400, said))
			sendAll(t, b, to, chat.Reply{Text: "một ảnh", Files: []chat.File{photoOf(u)}})
			if m := last(); m.File == nil || m.File.Kind != "document" || m.Text != "một ảnh" {
				t.Errorf("a picture: got %+v, want it as a document", m)
			}
			tg.Fail("sendMessage", 1, telegramtest.Refuse(400, said))
			sendAll(t, b, to, chat.Reply{Text: "một lời", ReplyTo: itoa(last().ID)})
			if m := last(); m.Text != "một lời" {
				t.Errorf("words: got %+v", m)
			}
		})
	}
}

func TestFormsFromTheRichestToThePlainest(t *testing.T) {
	no := telegramtest.Refuse(400, "Bad Request: words of next year")
	reply := chat.Reply{Text: "**Chọn** <một>", Choices: []chat.Choice{{Data: "a", Label: "Khởi động"}, {Data: "b", Label: "Bỏ & qua"}}}
	for refused, want := range map[int]struct {
		text   string
		labels []string
	}{
		1: {"Chọn <một>", []string{"Khởi động", "Bỏ & qua"}}, // without the message it answers
		2: {"Chọn <một>", []string{"Khởi động", "Bỏ & qua"}}, // without looks
		3: {"Chọn <một>\n\n1. Khởi động\n2. Bỏ & qua", nil},  // without buttons
	} {
		tg, b, u, to := started(t, Options{})
		reply.ReplyTo = "1"
		tg.Fail("sendMessage", refused, no)
		sendAll(t, b, to, reply)
		m := u.Heard()[0]
		if m.Text != want.text || !slices.Equal(m.Labels(), want.labels) || m.ReplyTo != 0 {
			t.Errorf("refused %d times: got %q %q in answer to %d", refused, m.Text, m.Labels(), m.ReplyTo)
		}
	}
}

func TestAFileThatTelegramNeverTakesGoesAsALink(t *testing.T) {
	link := channels.LinkFunc(func(chat.File) string { return "https://hotro.vn/f/1" })
	tg, b, u, to := started(t, Options{Link: link, Blobs: shelf{"b": {Name: "a.pcap", Data: []byte("x")}}})
	tg.Fail("sendDocument", 9, telegramtest.Refuse(400, "Bad Request: words of next year"))
	sendAll(t, b, to, chat.Reply{Text: "gửi <anh>", Files: []chat.File{{Kind: chat.FileDoc, Blob: "b", Name: "a.pcap"}}})
	if m := u.Heard()[0]; m.File != nil || !strings.HasPrefix(m.Text, "gửi <anh>\n") || !strings.Contains(m.Text, "a.pcap") || !strings.Contains(m.Text, "https://hotro.vn/f/1") {
		t.Errorf("got %+v, want the words and the link", m)
	}
	tg.Fail("sendDocument", 9, telegramtest.Refuse(400, "Bad Request: words of next year"))
	sendAll(t, b, to, chat.Reply{Lang: "en", Files: []chat.File{{Kind: chat.FileDoc, Blob: "b", Name: "a.pcap"}}})
	if m := u.Heard()[1]; !strings.Contains(m.Text, "you can download it here") {
		t.Errorf("to who reads English: got %q", m.Text)
	}
}

func TestTheReceiverIsNotAskedAgainInOtherForms(t *testing.T) {
	for _, said := range []string{"Bad Request: chat not found", "Bad Request: not enough rights to send text messages to the chat"} {
		tg, b, _, to := started(t, Options{})
		tg.Fail("sendMessage", 9, telegramtest.Refuse(400, said))
		_, err := b.Send(t.Context(), to, chat.Reply{Text: "**x**", ReplyTo: "1"})
		var f *channels.Failure
		if !errors.As(err, &f) || f.Class != channels.Refused || tg.Count("sendMessage") != 1 {
			t.Errorf("%s: got %v after %d requests, want one", said, err, tg.Count("sendMessage"))
		}
	}
}

func TestAnAnswerGoesToThePrivateTopicOrElseToTheChat(t *testing.T) {
	tg, b, u, to := started(t, Options{})
	to.Thread = "12"
	sendAll(t, b, to, chat.Reply{Text: "không còn chủ đề", Choices: []chat.Choice{{Data: "a", Label: "A"}}})
	if m := u.Heard()[0]; m.Text != "không còn chủ đề" || m.Thread != 0 || !slices.Equal(m.Labels(), []string{"A"}) {
		t.Errorf("got %+v, want it in the chat, whole", m)
	}
	asked := tg.Calls("sendMessage")
	if len(asked) != 2 || asked[0].Params["message_thread_id"] != "12" || asked[1].Params["message_thread_id"] != "" {
		t.Errorf("asked %+v, want first in the topic", asked)
	}
}
