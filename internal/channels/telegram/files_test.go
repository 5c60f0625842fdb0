package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/secret"
	"hotro/prompts"
)

func TestFilesAreFetched(t *testing.T) {
	_, b, u, _ := started(t, Options{})
	m := u.SendsDocument("log cuộc gọi.txt", "text/plain", []byte("nội dung"), "")
	f := chat.File{Kind: chat.FileDoc, Channel: chat.Telegram, Ref: m.File.ID}
	r, err := b.Fetch(t.Context(), f, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "nội dung" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := b.Fetch(t.Context(), f, 3); err == nil {
		t.Error("a file over the limit: got no error")
	}
	if _, err := b.Fetch(t.Context(), chat.File{Channel: chat.Zalo, Ref: "https://evil"}, 9); err == nil {
		t.Error("a file of another channel: got no error")
	}
}

// TestFilesComeFromOurServerAlone: a server (or whoever poses as one) can
// neither lead the download elsewhere nor make it larger than promised.
func TestFilesComeFromOurServerAlone(t *testing.T) {
	for name, path := range map[string]string{
		"absolute": "/etc/passwd", "up": "documents/../../x", "empty": "", "endless": "endless", "missing": "missing", "elsewhere": "redirect",
	} {
		t.Run(name, func(t *testing.T) {
			other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("another server was asked") }))
			defer other.Close()
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case strings.HasSuffix(r.URL.Path, "/getFile"):
					_, _ = io.WriteString(w, `{"ok":true,"result":{"file_id":"x","file_path":"`+path+`"}}`)
				case strings.HasSuffix(r.URL.Path, "/endless"):
					w.(http.Flusher).Flush() // no Content-Length
					_, _ = io.WriteString(w, strings.Repeat("x", 1000))
				case strings.HasSuffix(r.URL.Path, "/redirect"):
					http.Redirect(w, r, other.URL, http.StatusFound)
				default:
					http.NotFound(w, r)
				}
			}))
			defer srv.Close()
			b := reach(t, srv.URL)
			r, err := b.Fetch(t.Context(), chat.File{Channel: chat.Telegram, Ref: "x"}, 100)
			if err == nil {
				_, err = io.ReadAll(r)
				_ = r.Close()
			}
			if err == nil {
				t.Error("got no error")
			}
			clean(t, err)
		})
	}
}

func TestADownloadThatFailsDoesNotShowTheToken(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/getFile") {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, `{"ok":true,"result":{"file_id":"x","file_path":"a b/%2e.txt"}}`)
	}))
	defer srv.Close()
	_, err := reach(t, srv.URL).Fetch(t.Context(), chat.File{Channel: chat.Telegram, Ref: "x"}, 100)
	if err == nil {
		t.Fatal("got no error")
	}
	clean(t, err)
}

func TestTypingIsShownButNotTooOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.NewServer(t, telegramtest.Options{Direct: true})
		tg.User(1, "A").Says("x")
		tg.User(2, "B").Says("x")
		b, err := New(Config{Token: secret.String(tg.Token()), APIURL: tg.URL(), Mode: channels.ModePoll}, Options{HTTP: tg.Client()})
		if err != nil {
			t.Fatal(err)
		}
		count := func(want int) {
			t.Helper()
			if got := len(tg.Calls("sendChatAction")); got != want {
				t.Errorf("got %d actions, want %d", got, want)
			}
		}
		a := b.Address("1", "")
		b.Typing(t.Context(), a)
		b.Typing(t.Context(), a)
		b.Typing(t.Context(), b.Address("2", ""))
		count(2)
		time.Sleep(typingEvery)
		tg.Fail("sendChatAction", 1, telegramtest.TooMany(60))
		b.Typing(t.Context(), a)
		time.Sleep(59 * time.Second)
		b.Typing(t.Context(), a) // Telegram asked for a minute
		count(3)
		time.Sleep(time.Second)
		b.Typing(t.Context(), a)
		count(4)
	})
}

func TestThrottleStaysSmall(t *testing.T) {
	var th throttle
	now := time.Unix(0, 0)
	for i := range 3 * typingChats {
		if !th.allow(chat.Address{Chat: itoa(int64(i))}, now) {
			t.Fatalf("chat %d: got no leave", i)
		}
		if i%2 == 0 {
			now = now.Add(time.Millisecond)
		}
	}
	if n := len(th.until); n > typingChats {
		t.Errorf("remembers %d chats, want at most %d", n, typingChats)
	}
}

func TestCommandsAreSetInBothLanguages(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	if err := b.SetCommands(t.Context(), prompts.Must("vi"), prompts.Must("en")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(tg.Commands(""), " "); got != "start menu nhanvien lamlai help" {
		t.Errorf("by default: got %q", got)
	}
	if got := strings.Join(tg.Commands("en"), " "); got != "start menu human restart help" {
		t.Errorf("in English: got %q", got)
	}
	for _, lang := range []string{"vi", "en"} {
		for _, c := range commands(prompts.Must(lang)) {
			if strings.HasPrefix(c.Description, "telegram.") {
				t.Errorf("%s: command %s has no words", lang, c.Command)
			}
		}
	}
}

func TestWhatHindersTheStaffGroupIsSaid(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup func(*telegramtest.Server)
		want  []string
	}{
		{"all well", func(tg *telegramtest.Server) { tg.Forum(staffGroup) }, nil},
		{"not in the group", func(*telegramtest.Server) {}, []string{"can't see"}},
		{"kicked", func(tg *telegramtest.Server) { tg.Forum(staffGroup).Kick() }, []string{"can't see"}},
		{"no topics", func(tg *telegramtest.Server) { tg.Forum(staffGroup).SetForum(false) }, []string{"turn Topics on"}},
		{"plain member", func(tg *telegramtest.Server) { tg.Forum(staffGroup).BotRights(false, false, false) }, []string{"not an admin", "privacy mode"}},
		{"no right to topics", func(tg *telegramtest.Server) { tg.Forum(staffGroup).BotRights(false, true, true) }, []string{"Manage topics"}},
		{"upgraded", func(tg *telegramtest.Server) { tg.Forum(staffGroup).Migrate(-100777) }, []string{"TELEGRAM_STAFF_CHAT=-100777"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tg := telegramtest.NewServer(t)
			c.setup(tg)
			b, _ := connect(t, tg, Options{})
			got, err := b.CheckStaffChat(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %d problems", got, len(c.want))
			}
			for i, w := range c.want {
				if !strings.Contains(got[i], w) {
					t.Errorf("got %q, want it to say %q", got[i], w)
				}
			}
		})
	}
	b := reach(t, "http://127.0.0.1:1")
	b.MoveStaffChat("-1001")
	if _, err := b.CheckStaffChat(t.Context()); err == nil {
		t.Error("no server: got no error")
	}
	if got, err := reach(t, "http://127.0.0.1:1").CheckStaffChat(t.Context()); got != nil || err != nil {
		t.Errorf("no staff group: got %q, %v", got, err)
	}
}

func TestMeTellsWhetherTheTokenWorks(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	if me, err := b.Me(t.Context()); err != nil || me.Username == "" || itoa(me.ID) != b.ID() {
		t.Errorf("got %+v, %v", me, err)
	}
	wrong, err := New(Config{Token: canary, APIURL: tg.URL(), Mode: channels.ModePoll}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.Me(t.Context()); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("a wrong token: got %v", err)
	}
}
