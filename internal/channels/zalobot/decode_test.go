package zalobot_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/prompts"
)

var vi = prompts.Must("vi") // read once: every bot needs it

func config() zalobot.Config {
	return zalobot.Config{
		Token: "12345689:abc-xyz", APIURL: "https://bot-api.zaloplatforms.com", Mode: channels.ModePoll,
		WebhookSecret: "a-secret-of-ours",
	}
}

func bot(t testing.TB, o zalobot.Options) *zalobot.Bot {
	t.Helper()
	o.Say = vi
	b, err := zalobot.New(config(), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestUpdates decodes every update of testdata/updates and compares what comes
// out with what the file wants.
func TestUpdates(t *testing.T) {
	now := time.Date(2026, 9, 10, 10, 0, 0, 0, time.UTC) // minutes after the samples
	b := bot(t, zalobot.Options{Now: func() time.Time { return now }})
	channeltest.PlayUpdates(t, updates(t), func(raw []byte) (channels.Arrivals, error) { return b.Decode(http.Header{}, raw) })
}

func updates(t testing.TB) []channeltest.Update {
	return channeltest.Updates(t, "testdata/updates", 30)
}

// TestWhatIsNoMessageIsAnswered: a body with the right secret is the
// platform's; a test of the address wants 200 whatever it holds, and protected
// people arrive without message, chat or sender.
func TestWhatIsNoMessageIsAnswered(t *testing.T) {
	for body, why := range map[string]string{
		``: "probe", `null`: "probe", `"x"`: "probe", `{"event_name":`: "probe", `{}`: "probe", `{"ok":true,"result":{}}`: "probe", `[{}]`: "probe", `[1`: "probe", `[]`: "probe", `ping`: "probe",
		`{"event_name":"message.unsupported.received"}`:                                                                         "nobody",
		`{"event_name":"message.text.received","message":{"text":"x"}}`:                                                         "nobody",
		`{"event_name":"webhook.verify","challenge":"abc"}`:                                                                     "nobody",
		`{"event_name":"message.text.received","message":{"chat":{"id":"g","chat_type":"GROUP"},"from":{"id":"1"},"text":"x"}}`: "group",
		`{"event_name":"message.text.received","message":{"chat":{"id":"1"},"from":{"id":"1","is_bot":true},"text":"x"}}`:       "bot",
	} {
		var counted []string
		b := bot(t, zalobot.Options{Count: func(what string) { counted = append(counted, what) }})
		got, err := b.Decode(http.Header{}, []byte(body))
		if err != nil || len(got.Messages) > 0 || got.Ignored != why {
			t.Errorf("%s: got %+v, %v; want it ignored as %q", body, got, err, why)
		}
		if body != `[]` && !slices.Contains(counted, "ignored_"+why) {
			t.Errorf("%s: counted %v", body, counted)
		}
	}
}

// TestAnIDIsOneChatsAndOneSenders: the platform numbers messages anew in every
// chat.
func TestAnIDIsOneChatsAndOneSenders(t *testing.T) {
	id := func(user string) string {
		got, err := bot(t, zalobot.Options{}).Decode(http.Header{}, []byte(`{"event_name":"message.text.received","message":{"message_id":"m","chat":{"id":"`+user+`"},"from":{"id":"`+user+`"},"text":"x"}}`))
		if err != nil || len(got.Messages) != 1 {
			t.Fatalf("got %+v, %v", got, err)
		}
		return got.Messages[0].ID
	}
	if one, again := id("1"), id("1"); one == id("2") || one != again {
		t.Errorf("got %q and %q", id("1"), id("2"))
	}
}

// TestLinksAreKept, wherever an event of a later version has them.
func TestLinksAreKept(t *testing.T) {
	for message, want := range map[string]string{
		`"link":{"title":"Bảng giá","url":"https://a.vn/x"}`:               "Bảng giá\nhttps://a.vn/x",
		`"link":"https://a.vn/x"`:                                          "https://a.vn/x",
		`"text":"xem https://a.vn/x","url":"https://a.vn/x","title":"Giá"`: "xem https://a.vn/x\nGiá",
		`"link_url":"https://a.vn/x"`:                                      "https://a.vn/x",
	} {
		body := `{"event_name":"message.link.received","message":{"message_id":"m","chat":{"id":"1"},"from":{"id":"1"},` + message + `}}`
		got, err := bot(t, zalobot.Options{}).Decode(http.Header{}, []byte(body))
		if err != nil || len(got.Messages) != 1 || got.Messages[0].Kind != chat.KindText || got.Messages[0].Text != want {
			t.Errorf("%s: got %+v, %v; want %q", message, got, err, want)
		}
	}
}

func TestAnUpdateWithoutDateIsFromNow(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	b := bot(t, zalobot.Options{Now: func() time.Time { return now }})
	got, err := b.Decode(http.Header{}, []byte(`{"event_name":"message.text.received","message":{"message_id":"m","chat":{"id":"1"},"from":{"id":"1"},"text":"x"}}`))
	in := got.Messages
	if err != nil || len(in) != 1 || !in[0].At.Equal(now) {
		t.Errorf("got %v, %v; want one arrival now", in, err)
	}
}

func TestVerify(t *testing.T) {
	b := bot(t, zalobot.Options{})
	for secret, want := range map[string]bool{"a-secret-of-ours": true, "a-secret-of-theirs": false, "": false, "a-secret-of-our": false} {
		if got := b.Verify(http.Header{"X-Bot-Api-Secret-Token": {secret}}, nil); got != want {
			t.Errorf("%q: got %v, want %v", secret, got, want)
		}
	}
	c := config()
	c.WebhookSecret = ""
	open, err := zalobot.New(c, zalobot.Options{Say: vi})
	if err != nil {
		t.Fatal(err)
	}
	if open.Verify(http.Header{"X-Bot-Api-Secret-Token": {""}}, nil) || open.Verify(http.Header{}, nil) {
		t.Error("without a secret of our own: got taken, want refused")
	}
}

func FuzzDecode(f *testing.F) {
	for _, u := range updates(f) {
		f.Add([]byte(u.Update))
	}
	b := bot(f, zalobot.Options{})
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := b.Decode(http.Header{}, body)
		in := got.Messages
		if err != nil && len(in) > 0 {
			t.Errorf("both arrivals and %v", err)
		}
		for _, i := range in {
			if i.ID == "" || i.Kind == "" || i.From.Chat == "" || i.From.Bot == "" || i.At.IsZero() {
				t.Errorf("got %+v, want id, kind, user, bot and time", i)
			}
			for _, file := range i.Files {
				if file.Ref == "" || file.Channel != chat.ZaloBot {
					t.Errorf("got file %+v, want a place to fetch it from", file)
				}
			}
		}
	})
}

// TestAnOddShapeIsCountedAndNamed: what was read of such an update is in
// testdata/updates/shape_*.json. The log says which part it was, once, and
// nothing of what stood there.
func TestAnOddShapeIsCountedAndNamed(t *testing.T) {
	var log bytes.Buffer
	var counted []string
	b := bot(t, zalobot.Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Count: func(what string) { counted = append(counted, what) }})
	for _, body := range []string{
		`{"event_name":"message.text.received","message":{"message_id":"m","chat":"1","from":{"id":"1"},"text":"bí mật"}}`,
		`{"event_name":"message.text.received","message":{"message_id":"m","chat":"1","from":{"id":"1"},"text":"bí mật"}}`,
		`{"event_name":"message.text.received","message":"bí mật"}`,
		`{"event_name":"message.text.received","message":{"message_id":"m","chat":{"id":"1"},"from":{"id":"1"},"text":"bí mật"}}`,
	} {
		if _, err := b.Decode(http.Header{}, []byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	if want := []string{zalobot.OddShape, zalobot.OddShape, zalobot.OddShape, "ignored_nobody"}; !slices.Equal(counted, want) {
		t.Errorf("counted %v, want %v", counted, want)
	}
	for _, part := range []string{"message.chat is a string", "message is a string"} {
		if strings.Count(log.String(), part) != 1 || strings.Contains(log.String(), "bí mật") {
			t.Errorf("want %q once, logged %s", part, log.String())
		}
	}
}
