package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

func TestWhatTheServerRefuses(t *testing.T) {
	tg, c := double(t)
	u, blocker := tg.User(1, "A"), tg.User(3, "C")
	line := u.Says("x")
	blocker.Says("x")
	blocker.Blocks()
	tg.User(2, "never wrote")
	keyboard := func(button string) string { return `{"inline_keyboard":[[` + button + `]]}` }
	for _, r := range []struct {
		code   int
		text   string
		method string
		params []string
	}{
		{404, "method not found", "sendTelepathy", nil},
		{400, "chat not found", "sendMessage", []string{"chat_id", "777", "text", "x"}},
		{403, "can't initiate conversation", "sendMessage", []string{"chat_id", "2", "text", "x"}},
		{403, "blocked by the user", "sendMessage", []string{"chat_id", "3", "text", "x"}},
		{400, "text is empty", "sendMessage", []string{"chat_id", "1", "text", " \n "}},
		{400, "too long", "sendMessage", []string{"chat_id", "1", "text", strings.Repeat("😀", 2049)}},
		{400, "UTF-8", "sendMessage", []string{"chat_id", "1", "text", "\xff"}},
		{400, "Unsupported start tag", "sendMessage", []string{"chat_id", "1", "text", "<br>", "parse_mode", "HTML"}},
		{400, "Can't find end tag", "sendMessage", []string{"chat_id", "1", "text", "<b>x", "parse_mode", "HTML"}},
		{400, "Unmatched end tag", "sendMessage", []string{"chat_id", "1", "text", "<b><i>x</b></i>", "parse_mode", "HTML"}},
		{400, "Unexpected end tag", "sendMessage", []string{"chat_id", "1", "text", "x</b>", "parse_mode", "HTML"}},
		{400, "unsupported parse_mode", "sendMessage", []string{"chat_id", "1", "text", "x", "parse_mode", "Marked"}},
		{400, "must be of type Array", "sendMessage", []string{"chat_id", "1", "text", "x", "reply_markup", `{"inline_keyboard":null}`}},
		{400, "BUTTON_DATA_INVALID", "sendMessage", []string{"chat_id", "1", "text", "x", "reply_markup", keyboard(`{"text":"a","callback_data":"` + strings.Repeat("ạ", 22) + `"}`)}},
		{400, "unallowed", "sendMessage", []string{"chat_id", "1", "text", "x", "reply_markup", keyboard(`{"text":"a"}`)}},
		{400, "BUTTON_URL_INVALID", "sendMessage", []string{"chat_id", "1", "text", "x", "reply_markup", keyboard(`{"text":"a","url":"javascript:x"}`)}},
		{400, "to be replied not found", "sendMessage", []string{"chat_id", "1", "text", "x", "reply_parameters", `{"message_id":99}`}},
		{400, "thread not found", "sendMessage", []string{"chat_id", "1", "text", "x", "message_thread_id", "5"}},
		{400, "caption is too long", "sendPhoto", []string{"chat_id", "1", "photo", "x", "caption", strings.Repeat("x", 1025)}},
		{400, "wrong file identifier", "sendPhoto", []string{"chat_id", "1", "photo", "x"}},
		{400, "to edit not found", "editMessageText", []string{"chat_id", "1", "message_id", "99", "text", "x"}},
		{400, "can't be edited", "editMessageText", []string{"chat_id", "1", "message_id", fmt.Sprint(line.ID), "text", "x"}},
		{400, "to delete not found", "deleteMessage", []string{"chat_id", "1", "message_id", "99"}},
		{400, "to copy not found", "copyMessage", []string{"chat_id", "1", "from_chat_id", "1", "message_id", "99"}},
		{400, "invalid file_id", "getFile", []string{"file_id", "x"}},
		{400, "not a forum", "createForumTopic", []string{"chat_id", "1", "name", "x"}},
		{400, "COMMAND_INVALID", "setMyCommands", []string{"commands", `[{"command":"Nhân viên","description":"x"}]`}},
		{400, "query is too old", "answerCallbackQuery", []string{"callback_query_id", "none"}},
	} {
		c.refused(r.code, r.text, r.method, r.params...)
	}
	if got := u.Heard(); len(got) != 0 {
		t.Errorf("the user heard %+v, want nothing", got)
	}
	c.fine("sendMessage", "chat_id", "1", "text", strings.Repeat("😀", 2048))
	id := fmt.Sprint(u.Heard()[0].ID)
	c.fine("editMessageText", "chat_id", "1", "message_id", id, "text", "y")
	c.refused(400, "not modified", "editMessageText", "chat_id", "1", "message_id", id, "text", "y")
	resp, err := http.Get(tg.URL() + "/bot999:wrong/getMe")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 401 {
		t.Errorf("a wrong token: got %d, want 401", resp.StatusCode)
	}
}

func TestTopics(t *testing.T) {
	tg, c := double(t)
	const group = "-100200"
	forum := tg.Forum(-100200)
	lan := forum.Member(9, "Lan")
	var made struct {
		Thread int64 `json:"message_thread_id"`
	}
	if err := json.Unmarshal(c.fine("createForumTopic", "chat_id", group, "name", "#1 Hà", "icon_color", "7322096"), &made); err != nil {
		t.Fatal(err)
	}
	thread := fmt.Sprint(made.Thread)
	send := []string{"chat_id", group, "text", "x", "message_thread_id", thread}
	c.fine("sendMessage", send...)
	c.refused(400, "thread not found", "sendMessage", "chat_id", group, "text", "x", "message_thread_id", "1")
	c.refused(400, "thread not found", "sendMessage", "chat_id", group, "text", "x", "message_thread_id", "999")
	line := lan.Writes(made.Thread, "dạ")
	c.fine("sendMessage", "chat_id", group, "text", "theo câu hỏi", "reply_parameters", fmt.Sprintf(`{"message_id":%d}`, line.ID))
	if got := forum.Topic(1).Messages(); len(got) != 4 || got[3].ReplyTo != line.ID {
		t.Errorf("the topic holds %+v, want the answer in it", got)
	}
	c.fine("closeForumTopic", "chat_id", group, "message_thread_id", thread)
	c.refused(400, "TOPIC_NOT_MODIFIED", "closeForumTopic", "chat_id", group, "message_thread_id", thread)
	c.fine("sendMessage", send...) // an admin may write into a closed topic
	forum.BotRights(false, false, false)
	c.refused(400, "TOPIC_CLOSED", "sendMessage", send...)
	c.refused(400, "not enough rights", "createForumTopic", "chat_id", group, "name", "x")
	forum.BotRights(true, true, true)
	c.fine("reopenForumTopic", "chat_id", group, "message_thread_id", thread)
	c.fine("editForumTopic", "chat_id", group, "message_thread_id", thread, "name", "✅ #1 Hà", "icon_custom_emoji_id", "5237699328843200968")
	c.refused(400, "DOCUMENT_INVALID", "editForumTopic", "chat_id", group, "message_thread_id", thread, "icon_custom_emoji_id", "1")
	if got := forum.Topic(1); got.Name != "✅ #1 Hà" || got.Closed {
		t.Errorf("got %+v", got)
	}
	lan.Deletes(made.Thread)
	c.refused(400, "thread not found", "sendMessage", send...)
	c.refused(400, "TOPIC_DELETED", "closeForumTopic", "chat_id", group, "message_thread_id", thread)

	var heard []struct {
		Message struct {
			Thread  int64 `json:"message_thread_id"`
			InTopic bool  `json:"is_topic_message"`
			From    struct{ ID int64 }
			Reply   *struct {
				Created json.RawMessage `json:"forum_topic_created"`
			} `json:"reply_to_message"`
		}
	}
	if err := json.Unmarshal(c.fine("getUpdates"), &heard); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 5 { // created, Lan's line, closed, reopened, edited
		t.Fatalf("got %d updates, want the bot's own service messages and the line", len(heard))
	}
	if m := heard[1].Message; m.From.ID != 9 || m.Thread != made.Thread || !m.InTopic || m.Reply == nil || m.Reply.Created == nil {
		t.Errorf("a first-level line in a topic: got %+v", m)
	}
	forum.Migrate(-100300)
	if a := c.call("sendMessage", "chat_id", group, "text", "x"); a.Code != 400 || a.Params.MovedTo != -100300 {
		t.Errorf("after the move: got %+v", a)
	}
}

func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := double(t, telegramtest.Options{Direct: true, Rate: 10, ChatRate: 1, GroupRate: 20})
		tg.User(1, "A").Says("x")
		tg.Forum(-100)
		send := func(chat string) answer { return c.call("sendMessage", "chat_id", chat, "text", "x") }
		for i := range 3 {
			if a := send("1"); !a.OK {
				t.Errorf("message %d of a burst: got %q", i, a.Text)
			}
		}
		if a := send("1"); a.Code != 429 || a.Params.RetryAfter != 3 {
			t.Errorf("a fourth at once: got %d after %d, want 429 after 3", a.Code, a.Params.RetryAfter)
		}
		time.Sleep(3 * time.Second)
		if a := send("1"); !a.OK {
			t.Errorf("after the wait: got %q", a.Text)
		}
		time.Sleep(time.Second)
		for i := range 20 {
			if i == 10 {
				time.Sleep(time.Second) // within ten a second overall
			}
			if a := send("-100"); !a.OK {
				t.Errorf("message %d in the group: got %q", i, a.Text)
			}
		}
		if a := send("-100"); a.Code != 429 || a.Params.RetryAfter != 59 {
			t.Errorf("the 21st in a minute: got %d after %d", a.Code, a.Params.RetryAfter)
		}
		if a := c.call("createForumTopic", "chat_id", "-100", "name", "x"); !a.OK {
			t.Errorf("a topic is no message: got %d", a.Code)
		}
		if tg.Flooded() != 2 {
			t.Errorf("%d refused by limits, want 2", tg.Flooded())
		}
	})
}

func TestFilesGoBothWays(t *testing.T) {
	tg, c := double(t)
	u := tg.User(1, "A")
	photo := u.SendsPhoto([]byte("jpeg"), "")
	c.fine("sendPhoto", "chat_id", "1", "photo", photo.File.ID, "caption", "<b>đây</b>", "parse_mode", "HTML")
	if got := u.Heard()[0]; got.Text != "đây" || string(got.File.Data) != "jpeg" || got.Bold[0] != "đây" {
		t.Errorf("got %+v", got)
	}
	c.refused(400, "mismatch", "sendDocument", "chat_id", "1", "document", photo.File.ID)
	c.fine("sendMediaGroup", "chat_id", "1", "media", fmt.Sprintf(`[{"type":"photo","media":%q,"caption":"hai"},{"type":"photo","media":%q}]`, photo.File.ID, photo.File.ID))
	if got := u.Heard(); len(got) != 3 || got[1].Album == "" || got[1].Album != got[2].Album {
		t.Errorf("album: got %+v", got)
	}
	c.fine("copyMessages", "chat_id", "1", "from_chat_id", "1", "message_ids", fmt.Sprintf("[%d]", photo.ID))
	c.refused(400, "2-10", "sendMediaGroup", "chat_id", "1", "media", `[]`)
}
