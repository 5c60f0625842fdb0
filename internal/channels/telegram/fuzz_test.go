package telegram

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// answers is a server that answers every request alike.
type answers struct {
	status int
	body   []byte
}

// RoundTrip is http.RoundTripper.
func (a answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return &http.Response{StatusCode: a.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(a.body)), Request: r}, nil
}

// memberSaid matches an answer that says of anybody that they are in a group,
// escapes included.
var memberSaid = regexp.MustCompile(`(?i)creator|administrator|member|restricted|\\u`)

// FuzzResult has the Bot API answer anything to a few calls: nothing breaks,
// an error is sorted and shows no token, and nobody is a member who is not said
// to be one.
func FuzzResult(f *testing.F) {
	for _, body := range []string{
		`{"ok":true,"result":{"message_id":7,"message_thread_id":3}}`, `{"ok":true,"result":{"status":"administrator","can_manage_topics":true}}`,
		`{"ok":true,"result":{"status":"restricted","is_member":false}}`, `{"ok":true,"result":{"status":"kicked"}}`, `{"ok":true,"result":true}`, `{"ok":true}`, `{}`, `null`, ``,
		`{"ok":true,"result":[{"message_id":1},{"message_id":2}]}`, `{"ok":true,"result":{"id":5,"username":"hotro_bot"}}`,
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}}`,
		`{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":-9223372036854775808}}`, `{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":-100987}}`,
		`{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"}`, `{"ok":false,"error_code":400,"description":"Bad Request: message thread not found"}`,
		`{"ok":false,"error_code":401,"description":"Unauthorized 123456789:TEST"}`, `<html>502 Bad Gateway 123456789:TEST</html>`, `{"ok":false,"description":"\"lời của khách\" 123456789:TEST"}`,
	} {
		f.Add(200, []byte(body))
		f.Add(400, []byte(body))
	}
	files, err := filepath.Glob("testdata/updates/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(200, b)
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 100 || status > 599 {
			return
		}
		b := answeredBy(t, answers{status, body})
		group := chat.Address{Channel: chat.Telegram, Bot: b.ID(), Chat: b.StaffChat()}
		m, err := b.Membership(t.Context(), group, "5")
		sorted(t, body, err)
		if m != NoMember && (err != nil || !memberSaid.Match(body)) {
			t.Errorf("%d %q makes a member of anybody: %v, %v", status, body, m, err)
		}
		group.Thread = "9"
		_, err = b.Post(t.Context(), group, Message{Text: "dạ"})
		sorted(t, body, err)
		_, err = b.CreateTopic(t.Context(), group, Topic{Name: "x"})
		sorted(t, body, err)
		_, err = b.Send(t.Context(), chat.Address{Channel: chat.Telegram, Bot: b.ID(), Chat: "5"}, chat.Reply{Text: "<b>dạ</b>"})
		sorted(t, body, err)
		_, err = b.CheckStaffChat(t.Context())
		sorted(t, body, err)
	})
}

func answeredBy(t *testing.T, a answers) *Bot {
	t.Helper()
	b, err := New(offline(t).Config(), Options{HTTP: &http.Client{Transport: a}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sorted looks at what was made of an error.
func sorted(t *testing.T, body []byte, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if strings.Contains(err.Error(), "123456789:TEST") {
		t.Errorf("%q: the error shows the token: %v", body, err)
	}
	var f *channels.Failure
	if errors.As(err, &f) && f.After < 0 {
		t.Errorf("%q: to be sent again after %v", body, f.After)
	}
}
