package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/secret"
	"hotro/prompts"
)

const canary = "123456789:AACANARY-canary_canary-CANARYcanary1"

// reach returns a bot whose server is srv, or nobody at url.
func reach(t *testing.T, url string) *Bot {
	t.Helper()
	b, err := New(Config{Token: canary, APIURL: url, Mode: channels.ModePoll}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// answering is a server that says the same to every call.
func answering(t *testing.T, status int, body string) *Bot {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(srv.Close)
	return reach(t, srv.URL)
}

// both makes a call and an upload; the library treats their answers apart.
func both(t *testing.T, b *Bot, check func(t *testing.T, err error)) {
	t.Run("call", func(t *testing.T) {
		_, err := b.call(t.Context(), "sendMessage", map[string]string{"chat_id": "1", "text": "khách 0912"})
		check(t, err)
	})
	t.Run("upload", func(t *testing.T) {
		_, err := b.upload(t.Context(), "sendDocument", map[string]string{"chat_id": "1"}, "document", "a.txt", []byte("khách 0912"))
		check(t, err)
	})
}

func no(code int, description, more string) string {
	return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q%s}`, code, description, more)
}

func TestEveryRefusalHasItsClass(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   channels.Class
		is     error
		after  time.Duration
		to     string
	}{
		{"too many", 429, no(429, "Too Many Requests: retry after 17", `,"parameters":{"retry_after":17}`), channels.Later, nil, 17 * time.Second, ""},
		{"too many, no wait", 429, no(429, "Too Many Requests", ""), channels.Later, nil, 0, ""},
		{"blocked", 403, no(403, "Forbidden: bot was blocked by the user", ""), channels.Gone, errGone, 0, ""},
		{"deactivated", 403, no(403, "Forbidden: user is deactivated", ""), channels.Gone, errGone, 0, ""},
		{"kicked", 403, no(403, "Forbidden: bot was kicked from the supergroup chat", ""), channels.Gone, ErrKicked, 0, ""},
		{"group deleted", 403, no(403, "Forbidden: the group chat was deleted", ""), channels.Gone, ErrKicked, 0, ""},
		{"never started", 403, no(403, "Forbidden: bot can't initiate conversation with a user", ""), channels.Gone, errGone, 0, ""},
		{"no right", 403, no(403, "Forbidden: CHAT_WRITE_FORBIDDEN", ""), channels.Refused, ErrNotEnoughRights, 0, ""},
		{"chat not found", 400, no(400, "Bad Request: chat not found", ""), channels.Refused, nil, 0, ""},
		{"upgraded", 400, no(400, "Bad Request: group chat was upgraded to a supergroup chat", `,"parameters":{"migrate_to_chat_id":-1009876543210}`), channels.Moved, ErrChatMigrated{To: "-1009876543210"}, 0, "-1009876543210"},
		{"markup", 400, no(400, `Bad Request: can't parse entities: Unsupported start tag "khách 0912" at byte offset 3`, ""), channels.Refused, errMarkup, 0, ""},
		{"thread not found", 400, no(400, "Bad Request: message thread not found", ""), channels.Refused, ErrTopicNotFound, 0, ""},
		{"topic deleted", 400, no(400, "Bad Request: TOPIC_DELETED", ""), channels.Refused, ErrTopicNotFound, 0, ""},
		{"topic id", 400, no(400, "Bad Request: TOPIC_ID_INVALID", ""), channels.Refused, ErrTopicNotFound, 0, ""},
		{"topic closed", 400, no(400, "Bad Request: TOPIC_CLOSED", ""), channels.Refused, ErrTopicClosed, 0, ""},
		{"same text", 400, no(400, "Bad Request: message is not modified: specified new message content …", ""), channels.Refused, ErrNotModified, 0, ""},
		{"same topic", 400, no(400, "Bad Request: TOPIC_NOT_MODIFIED", ""), channels.Refused, ErrNotModified, 0, ""},
		{"edit what is gone", 400, no(400, "Bad Request: message to edit not found", ""), channels.Refused, ErrMessageGone, 0, ""},
		{"pin what is gone", 400, no(400, "Bad Request: message to pin not found", ""), channels.Refused, ErrMessageGone, 0, ""},
		{"delete what can't be", 400, no(400, "Bad Request: message can't be deleted", ""), channels.Refused, ErrMessageGone, 0, ""},
		{"react to what is gone", 400, no(400, "Bad Request: message to react not found", ""), channels.Refused, ErrMessageGone, 0, ""},
		{"topics off", 400, no(400, "Bad Request: the chat is not a forum", ""), channels.Refused, ErrTopicsOff, 0, ""},
		{"topics off, MTProto's word", 400, no(400, "Bad Request: CHANNEL_FORUM_MISSING", ""), channels.Refused, ErrTopicsOff, 0, ""},
		{"no right to manage topics", 400, no(400, "Bad Request: not enough rights to create a topic", ""), channels.Refused, ErrNotEnoughRights, 0, ""},
		{"not an admin", 400, no(400, "Bad Request: CHAT_ADMIN_REQUIRED", ""), channels.Refused, ErrNotEnoughRights, 0, ""},
		{"late press", 400, no(400, "Bad Request: query is too old and response timeout expired or query ID is invalid", ""), channels.Refused, errPressStale, 0, ""},
		{"too long", 400, no(400, "Bad Request: message is too long", ""), channels.Refused, nil, 0, ""},
		{"token revoked", 401, no(401, "Unauthorized", ""), channels.Operator, nil, 0, ""},
		{"token malformed", 404, no(404, "Not Found", ""), channels.Operator, nil, 0, ""},
		{"server error", 500, no(500, "Internal Server Error", ""), channels.Later, nil, 0, ""},
		{"server restarts", 502, no(502, "Bad Gateway", ""), channels.Later, nil, 0, ""},
		{"JSON without a code", 502, `{}`, channels.Later, nil, 0, ""},
		{"HTML 502", 502, "<html>", channels.Later, nil, 0, ""},
		{"HTML 503", 503, "", channels.Later, nil, 0, ""},
		{"HTML 504", 504, "<html>", channels.Unknown, nil, 0, ""},
		{"HTML 413", 413, "<html>", channels.Refused, nil, 0, ""},
		{"not the Bot API", 404, "404 page not found", channels.Operator, nil, 0, ""},
		{"moved elsewhere", 302, "", channels.Operator, nil, 0, ""},
		{"garbled yes", 200, `{"ok":tr`, channels.Unknown, nil, 0, ""},
		{"empty yes", 200, ``, channels.Unknown, nil, 0, ""},
		{"token in the answer", 400, no(400, "Bad Request: bot"+canary+" khách", ""), channels.Refused, nil, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			both(t, answering(t, c.status, c.body), func(t *testing.T, err error) {
				var f *channels.Failure
				if !errors.As(err, &f) {
					t.Fatalf("got %v, want a Failure", err)
				}
				if f.Class != c.want || f.After != c.after || f.To != c.to || c.is != nil && !errors.Is(err, c.is) {
					t.Errorf("got class %d after %v to %q (%v), want %d %v %q", f.Class, f.After, f.To, err, c.want, c.after, c.to)
				}
				clean(t, err)
				if !slices.ContainsFunc(Reasons(), func(r chat.Reason) bool { return r.Key() == f.Reason.Key() }) {
					t.Errorf("got reason %q, want one that has words", f.Reason)
				}
			})
		})
	}
}

// clean fails when an error shows the token or what the customer wrote.
func clean(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		if s := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(s, "CANARY") || strings.Contains(s, "0912") {
			t.Errorf("the error shows what it must not: %s", s)
		}
	}
}

func TestARefusalThatNobodyKnowsKeepsTelegramsWords(t *testing.T) {
	b := answering(t, 400, no(400, `Bad Request: STARS_REQUIRED for "lan ơi"`, ""))
	_, err := b.Send(t.Context(), chat.Address{Chat: "1"}, chat.Reply{Text: "x"})
	var f *channels.Failure
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a Failure", err)
	}
	got := f.Reason.Words(prompts.Must("en"))
	if !strings.Contains(got, "400") || !strings.Contains(got, "STARS_REQUIRED") || strings.Contains(got, "lan") {
		t.Errorf("staff see %q, want the code and Telegram's words without what it quotes", got)
	}
}

func TestAServerThatIsNotThereMeansNotSent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	both(t, reach(t, url), func(t *testing.T, err error) {
		var f *channels.Failure
		if err == nil || errors.As(err, &f) {
			t.Errorf("got %v, want a plain error", err)
		}
		clean(t, err)
	})
}

func TestNoAnswerAfterTheRequestLeftMeansUnknown(t *testing.T) {
	drop := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(drop.Close)
	both(t, reach(t, drop.URL), func(t *testing.T, err error) {
		var f *channels.Failure
		if !errors.As(err, &f) || f.Class != channels.Unknown {
			t.Errorf("got %v, want Unknown", err)
		}
		clean(t, err)
	})
}

// until is a context whose deadline is reached when over is closed, however
// slow the machine.
type until struct {
	context.Context
	over chan struct{}
}

func (c until) Done() <-chan struct{} { return c.over }

func (c until) Err() error {
	select {
	case <-c.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

func TestAnAnswerThatTakesTooLongMeansUnknown(t *testing.T) {
	over, late := make(chan struct{}), make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(late)
		<-over
	}))
	t.Cleanup(srv.Close)
	t.Cleanup(func() { close(over) })
	b := reach(t, srv.URL)
	_, err := b.call(until{t.Context(), late}, "sendMessage", map[string]string{"chat_id": "1", "text": "x"})
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Unknown || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want Unknown because of the deadline", err)
	}
	clean(t, err)
}

// TestAnUploadStuckHalfwayMeansUnknown: how much the server has is not known
// here, so it is not sent again at once.
func TestAnUploadStuckHalfwayMeansUnknown(t *testing.T) {
	over := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.CopyN(io.Discard, r.Body, 1) // it has begun, and goes no further
		cancel()
		<-over
	}))
	t.Cleanup(srv.Close)
	t.Cleanup(func() { close(over) })
	_, err := reach(t, srv.URL).upload(ctx, "sendDocument", nil, "document", "a", make([]byte, 32<<20))
	var f *channels.Failure
	if !errors.As(err, &f) || f.Class != channels.Unknown {
		t.Errorf("got %v, want Unknown", err)
	}
}

func TestATransportThatNamesTheAddressDoesNotShowTheToken(t *testing.T) {
	b, err := New(Config{Token: canary, APIURL: "https://telegram.invalid", Mode: channels.ModePoll}, Options{HTTP: &http.Client{
		Transport: tripper(func(r *http.Request) (*http.Response, error) { return nil, fmt.Errorf("proxy refused %s", r.URL) }),
	}})
	if err != nil {
		t.Fatal(err)
	}
	both(t, b, func(t *testing.T, err error) {
		if err == nil || !strings.Contains(err.Error(), "proxy refused") {
			t.Errorf("got %v, want the proxy's words", err)
		}
		clean(t, err)
	})
}

func TestACallGivenUpBeforeItBeganWasNotSent(t *testing.T) {
	b := answering(t, 200, `{"ok":true,"result":true}`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := b.call(ctx, "sendMessage", nil)
	var f *channels.Failure
	if errors.As(err, &f) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a plain error", err)
	}
}

// TestAnUploadThatFailsEarlyEndsItsWriter: the library writes uploads from a
// goroutine that ends only when the body is read or closed; the bubble fails
// when one is left.
func TestAnUploadThatFailsEarlyEndsItsWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, err := New(Config{Token: canary, APIURL: "https://telegram.invalid", Mode: channels.ModePoll}, Options{HTTP: &http.Client{
			Transport: tripper(func(*http.Request) (*http.Response, error) { return nil, errors.New("refused without reading") }),
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.upload(t.Context(), "sendPhoto", nil, "photo", "a", make([]byte, 1<<20)); err == nil {
			t.Error("got no error")
		}
	})
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAllFaultsOfTheConfigAreReportedAtOnce(t *testing.T) {
	c := Config{
		Token: "no-colon-CANARY", APIURL: "ftp://x", Mode: "both", WebhookSecret: "CANARY secret with blanks",
		StaffChat: "@group", Rate: -1, ChatRate: -1, GroupRate: -1,
	}
	err := c.Validate()
	for _, name := range []string{
		"TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_MODE", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_STAFF_CHAT",
		"TELEGRAM_RATE", "TELEGRAM_CHAT_RATE", "TELEGRAM_GROUP_RATE",
	} {
		if err == nil || !strings.Contains(err.Error(), name+":") {
			t.Errorf("got %v, want a line about %s", err, name)
		}
	}
	clean(t, err)
	if s := fmt.Sprintf("%v %+v %#v", c, c, c); strings.Contains(s, "CANARY") {
		t.Errorf("the config shows a secret: %s", s)
	}
	good := Config{Token: canary, APIURL: "https://api.telegram.org", Mode: channels.ModeWebhook, WebhookSecret: "s", StaffChat: "-1001"}
	if err := good.Validate(); err != nil {
		t.Errorf("got %v, want no fault", err)
	}
	good.WebhookSecret = secret.String("")
	if err := good.Validate(); err == nil {
		t.Error("a webhook without a secret: got no fault")
	}
	if err := (Config{APIURL: "https://api.telegram.org", Mode: channels.ModePoll}).Validate(); err != nil {
		t.Errorf("Telegram switched off: got %v, want no fault", err)
	}
}
