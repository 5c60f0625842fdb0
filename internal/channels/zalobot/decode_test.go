package zalobot_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/internal/goldentest"
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

func TestEveryUpdateComesOutAsItsGoldenFileSays(t *testing.T) {
	b := bot(t, zalobot.Options{})
	for _, file := range goldentest.Samples(t, "testdata/updates") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			arrived, err := b.Decode(http.Header{}, goldentest.Read(t, file))
			if err != nil {
				t.Fatal(err)
			}
			goldentest.CheckJSON(t, strings.TrimSuffix(file, ".json")+".want.json", arrived.Messages)
		})
	}
}

func TestWhatCantBeReadIsAnError(t *testing.T) {
	b := bot(t, zalobot.Options{})
	for _, body := range []string{``, `null`, `"x"`, `{"event_name":`, `{}`, `{"ok":true,"result":{}}`, `[{}]`, `[1`, `{"event_name":"message.text.received","message":{"chat":{"id":"1"}}}`} {
		if in, err := b.Decode(http.Header{}, []byte(body)); err == nil {
			t.Errorf("%s: got %v, want an error", body, in)
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
	for _, file := range goldentest.Samples(f, "testdata/updates") {
		f.Add(goldentest.Read(f, file))
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
