package telegram

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// offline is a bot that talks to nobody.
func offline(t testing.TB) *Bot {
	t.Helper()
	b, err := New(Config{
		Token: "123456789:TEST", APIURL: "https://telegram.invalid", Mode: channels.ModePoll,
		WebhookSecret: "hook-secret", StaffChat: itoa(staffGroup),
	}, Options{Now: func() time.Time { return time.Date(2026, 8, 5, 9, 30, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnUpdateThatCantBeDecodedIsAnErrorWithoutItsContent(t *testing.T) {
	b := offline(t)
	for _, raw := range []string{
		``, `null x`, `[]`, `"khách 0912"`, `{"update_id":1,"message":"khách 0912"}`, `{"update_id":1,"message":{"chat":"khách 0912"}}`,
		`{"update_id":1,"message":{"message_id":"khách 0912","chat":{"id":1}}}`, `{"update_id":1,"callback_query":{"data":[912000111]}}`,
		`{"update_id":1,"message":{"text":0912}}`, "\x00\xff\xfe", strings.Repeat(`{"message":`, 20000),
	} {
		_, err := b.decodeUpdate([]byte(raw))
		if err == nil {
			t.Errorf("%.40q: got no error", raw)
			continue
		}
		if strings.Contains(err.Error(), "khách") || strings.Contains(err.Error(), "912") {
			t.Errorf("%.40q: the error %q repeats the content", raw, err)
		}
	}
}

func TestRedeliveryHasTheSameIDAndTwoEditsHaveTwo(t *testing.T) {
	b := offline(t)
	id := func(raw string) string {
		t.Helper()
		a, err := b.decodeUpdate([]byte(raw))
		if err != nil || len(a.in) != 1 {
			t.Fatalf("got %+v, %v", a, err)
		}
		return a.in[0].ID
	}
	edit := func(update, text string) string {
		return id(`{"update_id":` + update + `,"edited_message":{"message_id":3,"from":{"id":5},"chat":{"id":5,"type":"private"},"date":1,"edit_date":9,"text":"` + text + `"}}`)
	}
	line := func(update string) string {
		return id(`{"update_id":` + update + `,"message":{"message_id":3,"from":{"id":5},"chat":{"id":5,"type":"private"},"date":1,"text":"x"}}`)
	}
	press := func(update string) string {
		return id(`{"update_id":` + update + `,"callback_query":{"id":"77","from":{"id":5},"data":"a"}}`)
	}
	if a, again, other := edit("1", "x"), edit("2", "x"), edit("3", "y"); a != again || a == other {
		t.Errorf("edits in one second: got %q, again %q, other %q", a, again, other)
	}
	if a, again := line("1"), line("2"); a != again {
		t.Errorf("one message under two updates: got %q and %q", a, again)
	}
	if a, again := press("1"), press("1"); a != again {
		t.Errorf("press: got %q and %q for one delivery", a, again)
	}
}

func TestTheStaffGroupIsListenedToAfterItMoved(t *testing.T) {
	b := offline(t)
	const moved = -1009876543210
	line := []byte(`{"update_id":1,"message":{"message_id":3,"from":{"id":5},"chat":{"id":-1009876543210,"type":"supergroup"},"date":1,"text":"x"}}`)
	if a, err := b.decodeUpdate(line); err != nil || len(a.in) != 0 {
		t.Fatalf("before: got %+v, %v, want it ignored", a, err)
	}
	b.MoveStaffChat(itoa(moved))
	if a, err := b.decodeUpdate(line); err != nil || len(a.in) != 1 {
		t.Errorf("after: got %+v, %v, want one line", a, err)
	}
}

// FuzzDecode feeds anything to the decoder: it must not panic, and what it
// lets in must have what the store needs.
func FuzzDecode(f *testing.F) {
	for _, u := range updates(f) {
		f.Add([]byte(u.Update))
	}
	f.Add([]byte(`{"update_id":1e400,"message":null}`))
	b := offline(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := b.decodeUpdate(raw)
		if err != nil {
			return
		}
		for _, in := range a.in {
			if in.ID == "" || in.Kind == "" || in.From.Chat == "" || in.From.Channel != chat.Telegram || in.At.IsZero() {
				t.Errorf("got %+v from %q", in, raw)
			}
			if _, err := chat.ParseAddress(in.From.String()); err != nil {
				t.Errorf("address of %+v: %v", in, err)
			}
		}
		updateID(raw, 0)
	})
}

func TestPeopleOfTheDoubleAreUnderstood(t *testing.T) {
	tg := telegramtest.NewServer(t)
	b, _ := connect(t, tg, Options{})
	in := &inbox{}
	poll(t, b, in.Accept)
	u := tg.User(7, "Bình Trần")
	u.Starts("web")
	first := u.Says("alo")
	u.Edits(first.ID, "alo ạ")
	u.Quotes(first.ID, "alo", "tin này")
	u.SendsPhoto([]byte("jpeg"), "ảnh")
	u.SendsDocument("a.pdf", "application/pdf", []byte("%PDF"), "")
	u.SendsVoice([]byte("ogg"))
	u.SendsSticker("👍")
	u.SendsLocation(21.5, 105.25)
	u.SendsContact("An", "0912")
	u.SendsAlbum("hai ảnh", []byte("a"), []byte("b"))
	u.Blocks()
	u.Unblocks()

	want := []chat.Kind{
		chat.KindStart, chat.KindText, chat.KindEdit, chat.KindText, chat.KindPhoto, chat.KindFile, chat.KindVoice, chat.KindSticker,
		chat.KindLocation, chat.KindContact, chat.KindPhoto, chat.KindPhoto, chat.KindBlocked, chat.KindUnblocked,
	}
	got := in.wait(t, len(want))
	for i, w := range want {
		if got[i].Kind != w {
			t.Errorf("arrival %d: got %s, want %s", i, got[i].Kind, w)
		}
	}
	if got[2].Message != got[1].Message || got[2].Text != "alo ạ" || got[3].ReplyTo != got[1].Message || got[3].Quote != "alo" {
		t.Errorf("edit and quote: got %+v and %+v", got[2], got[3])
	}
	if got[10].Album == "" || got[10].Album != got[11].Album {
		t.Errorf("album: got %q and %q", got[10].Album, got[11].Album)
	}
}

// TestAnOddPartIsCountedAndNamed: what was read of such an update is in
// testdata/updates/odd_*.json. The log says which part it was, once, and
// nothing of what stood there.
func TestAnOddPartIsCountedAndNamed(t *testing.T) {
	var log strings.Builder
	var counted []string
	b, err := New(Config{Token: "123456789:TEST", APIURL: "https://telegram.invalid", Mode: channels.ModeWebhook, WebhookSecret: "hook-secret"}, Options{
		Log: slog.New(slog.NewTextHandler(&log, nil)), Count: func(what string) { counted = append(counted, what) },
	})
	if err != nil {
		t.Fatal(err)
	}
	message := func(part string) string {
		return `{"update_id":1,"message":{"message_id":3,"from":{"id":5},"chat":{"id":5,"type":"private"},"date":1,` + part + `}}`
	}
	for body, want := range map[string]string{
		message(`"text":"alo","entities":"bí mật"`):                                        "field entities is of type string",
		message(`"text":{"x":"bí mật"}`):                                                   "field text is of type object",
		`{"update_id":"bí mật","callback_query":{"id":"7","from":{"id":5},"data":"menu"}}`: "field update_id is of type string",
	} {
		counted = nil
		log.Reset()
		for range 2 {
			got, err := b.Decode(nil, []byte(body))
			if err != nil || len(got.Messages) != 1 {
				t.Errorf("%s: got %+v, %v; want one arrival", body, got, err)
			}
		}
		if !slices.Equal(counted, []string{OddField, OddField}) || strings.Count(log.String(), want) != 1 || strings.Contains(log.String(), "bí mật") {
			t.Errorf("%s: counted %v, logged %s; want %q", body, counted, log.String(), want)
		}
	}
	for body, want := range map[string]string{
		`{"update_id":1,"message":null}`:                                                                "update can't be decoded: field message is null",
		`{"update_id":1,"message":[{"text":"bí mật"}]}`:                                                 "update can't be decoded: it is of type array",
		`{"update_id":1,"message":{"message_id":1,"from":"x"}}`:                                         "update can't be decoded: field from is of type string",
		`{"update_id":1,"callback_query":"bí mật"}`:                                                     "update can't be decoded: field callback_query is of type string",
		`{"update_id":1,"message":{"message_id":99999999999999999999,"from":{"id":5},"chat":{"id":5}}}`: "update can't be decoded: field message_id is of type number",
	} {
		if _, err := b.decodeUpdate([]byte(body)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %q", body, err, want)
		}
	}
}

// TestAFileTheBotCantFetchIsMarked: Telegram gives bots 20 MB.
func TestAFileTheBotCantFetchIsMarked(t *testing.T) {
	for size, want := range map[string]bool{"20971520": false, "20971521": true, "30000000": true} {
		a, err := offline(t).decodeUpdate([]byte(`{"update_id":1,"message":{"message_id":3,"from":{"id":5},"chat":{"id":5,"type":"private"},"date":1,"document":{"file_id":"d","file_size":` + size + `}}}`))
		if err != nil || len(a.in) != 1 || len(a.in[0].Files) != 1 || a.in[0].Files[0].Large != want {
			t.Errorf("%s bytes: got %+v, %v; want it too large: %v", size, a.in, err, want)
		}
	}
}
