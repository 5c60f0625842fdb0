package channeltest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/channeltest"
)

// answer is what the Bot API says to a call.
type answer struct {
	OK     bool            `json:"ok"`
	Code   int             `json:"error_code"`
	Text   string          `json:"description"`
	Result json.RawMessage `json:"result"`
	Params struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// caller calls the double as any program would.
type caller struct {
	t  *testing.T
	tg *channeltest.Telegram
	hc *http.Client
}

func (c caller) try(method string, params ...string) (answer, error) {
	form := url.Values{}
	for i := 0; i+1 < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	resp, err := c.hc.PostForm(c.tg.URL()+"/bot"+c.tg.Token()+"/"+method, form)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return answer{}, err
	}
	if !a.OK && resp.StatusCode != a.Code {
		c.t.Errorf("%s: HTTP %d with code %d", method, resp.StatusCode, a.Code)
	}
	return a, nil
}

func (c caller) call(method string, params ...string) answer {
	c.t.Helper()
	a, err := c.try(method, params...)
	if err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
	return a
}

func (c caller) refused(code int, text, method string, params ...string) {
	c.t.Helper()
	if a := c.call(method, params...); a.OK || a.Code != code || !strings.Contains(a.Text, text) {
		c.t.Errorf("%s %v: got %d %q, want %d %q", method, params, a.Code, a.Text, code, text)
	}
}

func (c caller) fine(method string, params ...string) json.RawMessage {
	c.t.Helper()
	a := c.call(method, params...)
	if !a.OK {
		c.t.Errorf("%s %v: got %d %q", method, params, a.Code, a.Text)
	}
	return a.Result
}

// updates returns the texts of a batch.
func (c caller) updates(params ...string) string {
	c.t.Helper()
	var got []struct {
		Message *struct{ Text string }
		Edited  *struct{ Text string } `json:"edited_message"`
		Press   *struct{ Data string } `json:"callback_query"`
	}
	if err := json.Unmarshal(c.fine("getUpdates", params...), &got); err != nil {
		c.t.Fatal(err)
	}
	var out []string
	for _, u := range got {
		switch {
		case u.Message != nil:
			out = append(out, u.Message.Text)
		case u.Edited != nil:
			out = append(out, "edit:"+u.Edited.Text)
		case u.Press != nil:
			out = append(out, "press:"+u.Press.Data)
		}
	}
	return strings.Join(out, " ")
}

func double(t *testing.T, o ...channeltest.TelegramOptions) (*channeltest.Telegram, caller) {
	t.Helper()
	tg := channeltest.NewTelegram(t, o...)
	hc := http.DefaultClient
	if len(o) > 0 && o[0].Direct {
		hc = tg.Client()
	}
	return tg, caller{t, tg, hc}
}

func TestUpdatesComeUntilTheyAreConfirmed(t *testing.T) {
	tg, c := double(t)
	u := tg.User(1, "A")
	for _, s := range []string{"a", "b", "c", "d"} {
		u.Says(s)
	}
	for _, step := range []struct {
		params []string
		want   string
	}{
		{nil, "a b c d"}, {[]string{"limit", "2"}, "a b"}, {[]string{"offset", "2"}, "b c d"},
		{[]string{"offset", "0"}, "b c d"}, {[]string{"offset", "-2"}, "c d"}, {nil, "c d"}, {[]string{"offset", "5"}, ""}, {nil, ""},
	} {
		if got := c.updates(step.params...); got != step.want {
			t.Errorf("%v: got %q, want %q", step.params, got, step.want)
		}
	}
	c.updates("allowed_updates", `["message"]`)
	u.Edits(1, "x")
	u.Says("e")
	if got := c.updates(); got != "e" {
		t.Errorf("got %q, want the edit left out: the setting stays", got)
	}
	c.updates("allowed_updates", `[]`, "offset", "100")
	u.Edits(1, "y")
	if got := c.updates(); got != "edit:y" {
		t.Errorf("got %q, want the edit: an empty list is the default", got)
	}
}

func TestALongPollWaitsAndTheSecondWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := double(t, channeltest.TelegramOptions{Direct: true})
		var wg sync.WaitGroup
		wg.Go(func() { c.refused(409, "terminated by other getUpdates", "getUpdates", "timeout", "50") })
		synctest.Wait()
		began := time.Now()
		wg.Go(func() {
			if got := c.updates("timeout", "50"); got != "x" || time.Since(began) != 7*time.Second {
				t.Errorf("got %q after %v, want x when it was said", got, time.Since(began))
			}
		})
		time.Sleep(7 * time.Second)
		tg.User(1, "A").Says("x")
		wg.Wait()
		c.updates("offset", "2")
		began = time.Now()
		if got := c.updates("timeout", "600"); got != "" || time.Since(began) != 50*time.Second {
			t.Errorf("got %q after %v, want nothing after 50 s", got, time.Since(began))
		}
	})
}

func TestUpdatesThatNobodyTakesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := double(t, channeltest.TelegramOptions{Direct: true})
		u := tg.User(1, "A")
		u.Says("x")
		u.PressesOn(1, "p")
		time.Sleep(149 * time.Second)
		if got := c.updates(); got != "x press:p" {
			t.Errorf("got %q", got)
		}
		time.Sleep(time.Second)
		if got := c.updates(); got != "x" {
			t.Errorf("got %q, want the press expired", got)
		}
		c.refused(400, "query is too old", "answerCallbackQuery", "callback_query_id", "query-1")
		time.Sleep(24 * time.Hour)
		if got := c.updates(); got != "" || tg.Pending() != 0 {
			t.Errorf("got %q after a day", got)
		}
	})
}

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
		tg, c := double(t, channeltest.TelegramOptions{Direct: true, Rate: 10, ChatRate: 1, GroupRate: 20})
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
		if a := c.call("createForumTopic", "chat_id", "-100", "name", "x"); a.Code != 429 {
			t.Errorf("a topic counts as a message: got %d", a.Code)
		}
		if tg.Flooded() != 3 {
			t.Errorf("%d refused by limits, want 3", tg.Flooded())
		}
	})
}

func TestFaultsStrikeBeforeOrAfterTheEffect(t *testing.T) {
	tg, c := double(t)
	u := tg.User(1, "A")
	u.Says("x")
	send := func() (answer, error) { return c.try("sendMessage", "chat_id", "1", "text", "x") }
	for _, f := range []struct {
		name   string
		fault  channeltest.TelegramFault
		effect int
	}{
		{"dropped", channeltest.Drop(), 0}, {"answer lost", channeltest.Lose(), 1}, {"gateway", channeltest.Gateway(502), 0},
		{"gateway after", channeltest.Gateway(504).After(), 1},
	} {
		before := len(u.Heard())
		tg.Fail("sendMessage", 1, f.fault)
		if _, err := send(); err == nil {
			t.Errorf("%s: got an answer", f.name)
		}
		if got := len(u.Heard()) - before; got != f.effect {
			t.Errorf("%s: %d messages arrived, want %d", f.name, got, f.effect)
		}
	}
	tg.Fail("*", 2, channeltest.TooMany(5))
	for range 2 {
		if a, err := send(); err != nil || a.Code != 429 || a.Params.RetryAfter != 5 {
			t.Errorf("got %+v, %v", a, err)
		}
	}
	if a, err := send(); err != nil || !a.OK {
		t.Errorf("after the faults: got %+v, %v", a, err)
	}
}

// TestWebhookKeepsTheOrderOfAChat: one chat's update is refused for a while;
// its later ones wait for it, another chat's do not.
func TestWebhookKeepsTheOrderOfAChat(t *testing.T) {
	tg, c := double(t)
	var mu sync.Mutex
	var got []string
	refusals := 3
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
			t.Errorf("got secret %q, %v", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), err)
		}
		var u struct{ Message struct{ Text string } }
		if err := json.Unmarshal(body, &u); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		if u.Message.Text == "a1" && refusals > 0 {
			refusals--
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		got = append(got, u.Message.Text)
	}))
	defer srv.Close()
	a, b := tg.User(1, "A"), tg.User(2, "B")
	a.Says("a1")
	a.Says("a2")
	c.fine("setWebhook", "url", srv.URL, "secret_token", "s3cret")
	b.Says("b1")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := tg.WaitFor(ctx, func() bool { return tg.Pending() == 0 }); err != nil {
		t.Fatal(err)
	}
	c.refused(409, "webhook is active", "getUpdates")
	if !strings.Contains(tg.WebhookErrors(), "503") {
		t.Errorf("the last error is %q, want the 503", tg.WebhookErrors())
	}
	c.fine("deleteWebhook")
	mu.Lock()
	defer mu.Unlock()
	if s := strings.Join(got, " "); s != "b1 a1 a2" && s != "a1 b1 a2" && s != "a1 a2 b1" {
		t.Errorf("got %q, want a1 before a2 and all three", s)
	}
	if refusals != 0 {
		t.Errorf("%d refusals left: it was not repeated", refusals)
	}
}

func TestAnotherProcessPlaysThePeople(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tg, err := channeltest.ListenTelegram(ctx, "127.0.0.1:0", channeltest.TelegramOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c := caller{t, tg, http.DefaultClient}
	post := func(path, body string) string {
		t.Helper()
		resp, err := http.Post(tg.URL()+"/_control/"+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		out, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Errorf("%s: %d %s %v", path, resp.StatusCode, out, err)
		}
		return string(out)
	}
	post("say", `{"user":1,"name":"Hà","text":"alo"}`)
	post("fault", `{"method":"sendMessage","times":1,"retry_after":4}`)
	if a := c.call("sendMessage", "chat_id", "1", "text", "x"); a.Params.RetryAfter != 4 {
		t.Errorf("got %+v, want the fault", a)
	}
	c.fine("sendMessage", "chat_id", "1", "text", "chào", "reply_markup", `{"inline_keyboard":[[{"text":"Có","callback_data":"y"}]]}`)
	post("press", `{"user":1,"label":"Có"}`)
	post("update", `{"update":{"telepathy":{}}}`)
	post("write", `{"forum":-100,"thread":0,"user":9,"name":"Lan","text":"hi"}`)
	if got := c.updates(); got != "alo press:y hi" {
		t.Errorf("got %q", got)
	}
	resp, err := http.Get(tg.URL() + "/_control/messages?chat=1")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var seen []channeltest.TelegramMessage
	if err := json.NewDecoder(resp.Body).Decode(&seen); err != nil || len(seen) != 2 || seen[1].Text != "chào" || seen[1].Buttons[0].Label != "Có" {
		t.Errorf("got %+v, %v", seen, err)
	}
	bad, err := http.Post(tg.URL()+"/_control/press", "application/json", bytes.NewBufferString(`{"user":1,"label":"Không"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer bad.Body.Close()
	if out, _ := io.ReadAll(bad.Body); bad.StatusCode != 409 || !strings.Contains(string(out), "Có") {
		t.Errorf("a button that is not there: got %d %q, want what is there", bad.StatusCode, out)
	}
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
