package zalo_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/zalo"
	"hotro/internal/chat"
	"hotro/internal/secret"
	"hotro/internal/store"
)

// shelf holds files of other channels by their Ref; what it lacks can't be
// opened.
type shelf map[string][]byte

func (s shelf) Open(_ context.Context, f chat.File) (io.ReadCloser, int64, error) {
	data, ok := s[f.Ref]
	switch {
	case f.Ref == "gone":
		return nil, 0, store.ErrNotFound
	case !ok:
		return nil, 0, errors.New("the other platform is away")
	}
	return io.NopCloser(bytes.NewReader(data)), -1, nil
}

// links makes links unless it is told not to.
type links bool

func (l links) Link(f chat.File) (string, bool) {
	return "https://bot.example/files/" + f.Ref + "?sig=abc", bool(l)
}

// wired is an account wired to a double, and what its webhook brought in.
type wired struct {
	*zalo.OA
	z      *channeltest.Zalo
	counts counts

	mu sync.Mutex
	in []chat.Incoming
}

// heard returns what has arrived since it was last asked.
func (w *wired) heard() []chat.Incoming {
	w.z.Quiet()
	w.mu.Lock()
	defer w.mu.Unlock()
	in := w.in
	w.in = nil
	return in
}

// connect wires an account to a double. The person "lan" has just written.
func connect(t *testing.T, zo channeltest.ZaloOptions, o zalo.Options) *wired {
	t.Helper()
	w := &wired{z: channeltest.NewZalo(t, zo)}
	zo = w.z.Options()
	c := zalo.Config{
		AppID: zo.AppID, AppSecret: secret.String(zo.AppSecret), OASecret: secret.String(zo.OASecret),
		RefreshToken: secret.String(zo.Refresh), APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
	}
	o.KV, o.HTTP, o.Count, o.Say = channeltest.NewKV(), w.z.Client(), w.counts.count, vi
	var err error
	if w.OA, err = zalo.New(c, o); err != nil {
		t.Fatal(err)
	}
	w.z.Hook("", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !w.Verify(r.Header, body) {
			rw.WriteHeader(http.StatusUnauthorized)
			return
		}
		in, err := w.Decode(r.Header, body)
		if err != nil {
			t.Errorf("Decode: %v", err)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.in = append(w.in, in...)
	}))
	w.z.User("lan").Says("em bị lỗi gọi ra")
	w.heard()
	return w
}

func to(user string) chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: "1646843870823903717", Chat: user}
}

// say sends a reply part by part, as the sending loop does.
func (w *wired) say(t *testing.T, r chat.Reply) error {
	t.Helper()
	for _, p := range w.Split(r) {
		id, err := w.Send(t.Context(), to("lan"), p)
		if err != nil {
			return err
		}
		if id == "" {
			t.Error("sent without an id")
		}
	}
	w.z.Quiet()
	return nil
}

func (w *wired) last(t *testing.T) channeltest.ZaloMessage {
	t.Helper()
	all := w.z.Messages("lan")
	if len(all) == 0 {
		t.Fatal("nothing was sent")
	}
	return all[len(all)-1]
}

func failure(t *testing.T, err error) *channels.Failure {
	t.Helper()
	f, ok := errors.AsType[*channels.Failure](err)
	if !ok {
		t.Fatalf("got %v, want a *channels.Failure", err)
	}
	return f
}

func choices(n int) []chat.Choice {
	var c []chat.Choice
	for i := range n {
		c = append(c, chat.Choice{Data: fmt.Sprint("c:", i), Label: fmt.Sprint("Lựa chọn ", i+1)})
	}
	return c
}

func TestWordsAndButtonsAndAPress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		err := w.say(t, chat.Reply{
			Text: "Anh/chị thử **đăng xuất** rồi đăng nhập lại, xem [hướng dẫn](https://help.example/a).",
			Choices: []chat.Choice{
				{Data: "s:ok", Label: "Đã được"}, {Data: "s:no", Label: "Vẫn lỗi"}, {Label: "Mở bài viết", URL: "https://help.example/a"},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		m := w.last(t)
		if want := "Anh/chị thử đăng xuất rồi đăng nhập lại, xem hướng dẫn (https://help.example/a)."; m.Text != want {
			t.Errorf("got %q, want %q", m.Text, want)
		}
		want := []channeltest.ZaloButton{
			{Title: "Đã được", Type: "oa.query.hide", Payload: "#b:s:ok"}, {Title: "Vẫn lỗi", Type: "oa.query.hide", Payload: "#b:s:no"},
			{Title: "Mở bài viết", Type: "oa.open.url", Payload: "https://help.example/a"},
		}
		if fmt.Sprint(m.Buttons) != fmt.Sprint(want) {
			t.Errorf("got buttons %v, want %v", m.Buttons, want)
		}
		id := w.z.User("lan").Presses("Vẫn lỗi")
		if in := w.heard(); len(in) != 1 || in[0].Kind != chat.KindButton || in[0].Data != "s:no" || in[0].ID != id {
			t.Errorf("a press: got %+v, want the choice s:no", in)
		}
	})
}

func TestMoreChoicesThanButtonsAreNumbered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "Anh/chị đang gặp lỗi nào ạ?", Choices: choices(6)}); err != nil {
			t.Fatal(err)
		}
		m := w.last(t)
		want := "Anh/chị đang gặp lỗi nào ạ?\n\n1. Lựa chọn 1\n2. Lựa chọn 2\n3. Lựa chọn 3\n4. Lựa chọn 4\n5. Lựa chọn 5\n6. Lựa chọn 6"
		if m.Text != want || len(m.Buttons) != 0 {
			t.Errorf("got %q with %d buttons, want %q", m.Text, len(m.Buttons), want)
		}
	})
}

func TestRefusedButtonsAreNumberedInTheSameSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.NoButtons(true)
		long := strings.Repeat("Anh/chị kiểm tra lại giúp em. ", 66) // just under the limit
		if err := w.say(t, chat.Reply{Text: long, Choices: choices(2)}); err != nil {
			t.Fatal(err)
		}
		m := w.last(t)
		if !strings.HasSuffix(m.Text, "\n\n1. Lựa chọn 1\n2. Lựa chọn 2") {
			t.Errorf("got %q, want the choices numbered at the end", m.Text)
		}
		var all string
		for _, m := range w.z.Messages("lan") {
			all += m.Text + " "
		}
		if n := strings.Count(all, "kiểm tra"); n != 66 {
			t.Errorf("got %d of 66 sentences", n)
		}
		w.z.NoButtons(false)
		w.z.Fail(-201, 1)
		if err := w.say(t, chat.Reply{Text: "Chọn ạ", Choices: choices(2)}); err != nil {
			t.Fatal(err)
		}
		if m := w.last(t); m.Text != "Chọn ạ\n\n1. Lựa chọn 1\n2. Lựa chọn 2" {
			t.Errorf("after -201: got %q", m.Text)
		}
	})
}

func TestTheFallbackIsTriedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.Fail(-201, 2)
		f := failure(t, w.say(t, chat.Reply{Text: "Chọn ạ", Choices: choices(2)}))
		if f.Class != channels.Refused {
			t.Errorf("got %v, want Refused", f)
		}
		w.z.Fail(-233, 1)
		if f := failure(t, w.say(t, chat.Reply{Text: "Không nút"})); f.Class != channels.Refused {
			t.Errorf("plain words: got %v, want Refused at once", f)
		}
	})
}

func TestAQuoteThatIsGoneIsLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		id := w.z.User("lan").Says("số này gọi không được")
		if err := w.say(t, chat.Reply{Text: "Dạ em xem", ReplyTo: id}); err != nil || w.last(t).Quote != id {
			t.Errorf("got %+v, %v; want a quote of %s", w.last(t), err, id)
		}
		if err := w.say(t, chat.Reply{Text: "Dạ vâng", ReplyTo: "ffff"}); err != nil || w.last(t).Quote != "" || w.last(t).Text != "Dạ vâng" {
			t.Errorf("got %+v, %v; want the words without quote", w.last(t), err)
		}
	})
}

func TestAnEditIsANewMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "gọi số 1900 2087", Verbatim: true, Edit: "abc"}); err != nil {
			t.Fatal(err)
		}
		if got, want := w.last(t).Text, "(sửa) gọi số 1900 2087"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

const (
	jpg = "\xff\xd8\xff\xe0 a photo"
	pdf = "%PDF-1.7 a document"
)

func TestFiles(t *testing.T) {
	big := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 1<<20)...)
	files := shelf{
		"jpg": []byte(jpg), "pdf": []byte(pdf), "pcap": []byte("\xd4\xc3\xb2\xa1 packets"), "big.png": big,
		"huge.pdf": append([]byte(pdf), make([]byte, 5<<20)...), "docx": []byte("PK\x03\x04 words"), "doc": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 words"),
	}
	tg := func(kind chat.FileKind, ref, name string) chat.File {
		return chat.File{Kind: kind, Channel: chat.Telegram, Ref: ref, Name: name}
	}
	for _, c := range []struct {
		name       string
		file       chat.File
		caption    string
		kind, text string
	}{
		{"a photo", tg(chat.FilePhoto, "jpg", ""), "", "image", ""},
		{"a photo with caption", tg(chat.FilePhoto, "jpg", ""), "Chỗ này ạ", "image", "Chỗ này ạ"},
		{"a photo sent as a document", tg(chat.FileDoc, "jpg", "man-hinh.jpg"), "", "image", ""},
		{"a document", tg(chat.FileDoc, "pdf", "Hướng dẫn.pdf"), "", "file", ""},
		{"Word, old", tg(chat.FileDoc, "doc", "a.doc"), "", "file", ""},
		{"Word", tg(chat.FileDoc, "docx", "a.docx"), "", "file", ""},
		{"a capture", tg(chat.FileDoc, "pcap", "call.pcap"), "", "text", "Anh/chị tải tệp call.pcap tại đây ạ: https://bot.example/files/pcap?sig=abc"},
		{"a large photo", tg(chat.FilePhoto, "big.png", ""), "Ảnh ạ", "text", "Ảnh ạ\nAnh/chị tải tệp tại đây ạ: https://bot.example/files/big.png?sig=abc"},
		{"a large document", tg(chat.FileDoc, "huge.pdf", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ: https://bot.example/files/huge.pdf?sig=abc"},
		{"a script named as a document", tg(chat.FileDoc, "pcap", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ: https://bot.example/files/pcap?sig=abc"},
		{"a document under another name", tg(chat.FileDoc, "pdf", "a.exe"), "", "text", "Anh/chị tải tệp a.exe tại đây ạ: https://bot.example/files/pdf?sig=abc"},
		{"a file that can't be opened", tg(chat.FileDoc, "none", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ: https://bot.example/files/none?sig=abc"},
		{"a path in the name", tg(chat.FileDoc, "pcap", "../../etc/x\n.pcap"), "", "text", "Anh/chị tải tệp x .pcap tại đây ạ: https://bot.example/files/pcap?sig=abc"},
		{"a photo that is on Zalo", chat.File{Kind: chat.FilePhoto, Channel: chat.Zalo, Ref: "https://f1.zdn.vn/a.jpg"}, "", "image", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := connect(t, channeltest.ZaloOptions{}, zalo.Options{Files: files, Link: links(true)})
				if err := w.say(t, chat.Reply{Text: c.caption, Files: []chat.File{c.file}}); err != nil {
					t.Fatal(err)
				}
				m := w.last(t)
				if m.Kind != c.kind || m.Text != c.text {
					t.Errorf("got %s %q, want %s %q", m.Kind, m.Text, c.kind, c.text)
				}
				if c.kind != "text" && c.file.Channel != chat.Zalo && !bytes.Equal(m.Data, files[c.file.Ref]) {
					t.Errorf("got %d bytes, want %d", len(m.Data), len(files[c.file.Ref]))
				}
			})
		})
	}
}

func TestWithoutLinksAFileIsRefusedInWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{Files: shelf{"x": []byte("packets")}, Link: links(false)})
		f := failure(t, w.say(t, chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Ref: "x", Name: "a.pcap"}}}))
		if f.Class != channels.Refused || !strings.Contains(f.Why, "PUBLIC_URL") {
			t.Errorf("got %v, want Refused with what to set", f)
		}
		if f := failure(t, w.say(t, chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Ref: "gone"}}})); f.Class != channels.Refused {
			t.Errorf("a file that is gone: got %v, want Refused", f)
		}
		if f := failure(t, w.say(t, chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Ref: "y"}}})); f.Class != channels.Later {
			t.Errorf("a file that can't be opened now: got %v, want Later", f)
		}
	})
}

func TestAnUploadIsUsedAgainUntilZaloForgetsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := shelf{"a": []byte(jpg)}
		w := connect(t, channeltest.ZaloOptions{Perfect: true}, zalo.Options{Files: files})
		photo := chat.Reply{Files: []chat.File{{Kind: chat.FilePhoto, Ref: "a"}}}
		for range 3 {
			if err := w.say(t, photo); err != nil {
				t.Fatal(err)
			}
		}
		before := w.z.Stats().Calls
		w.z.Fail(-100, 1)
		if err := w.say(t, photo); err != nil {
			t.Fatal(err)
		}
		if n := w.z.Stats().Calls - before; n != 3 {
			t.Errorf("got %d calls after an expired upload, want 3: send, upload, send", n)
		}
		time.Sleep(8 * 24 * time.Hour)
		if err := w.say(t, photo); err != nil {
			t.Errorf("a week later: %v", err)
		}
	})
}

func TestFilesComeBeforeChoicesAndAfterWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		photo, doc := chat.File{Kind: chat.FilePhoto, Ref: "p"}, chat.File{Kind: chat.FileDoc, Ref: "d"}
		for _, c := range []struct {
			in   chat.Reply
			want string
		}{
			{chat.Reply{Text: "a", Files: []chat.File{photo}}, "[file a]"},
			{chat.Reply{Text: "a", Files: []chat.File{doc}}, "[text a] [file ]"},
			{chat.Reply{Text: "a", Files: []chat.File{photo, doc}}, "[text a] [file ] [file ]"},
			{chat.Reply{Text: "a", Files: []chat.File{photo}, Choices: choices(2)}, "[file ] [text a+2]"},
			{chat.Reply{Files: []chat.File{photo}}, "[file ]"},
			{chat.Reply{Choices: choices(2)}, "[text Anh/chị chọn giúp em ạ.+2]"},
			{chat.Reply{}, ""},
		} {
			var got []string
			for _, p := range w.Split(c.in) {
				kind, n := "text", ""
				if len(p.Files) > 0 {
					kind = "file"
				}
				if len(p.Choices) > 0 {
					n = fmt.Sprintf("+%d", len(p.Choices))
				}
				got = append(got, "["+kind+" "+p.Text+n+"]")
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		}
	})
}

func TestARefusedTokenIsRenewedOnceAndTheMessageGoesOut(t *testing.T) {
	for _, code := range []int{-216, 216, -220, -401, 401, -124, -1001} {
		synctest.Test(t, func(t *testing.T) {
			w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
			if err := w.say(t, chat.Reply{Text: "một"}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			w.z.ExpireTokens(code)
			if err := w.say(t, chat.Reply{Text: "hai"}); err != nil {
				t.Fatalf("after %d: %v", code, err)
			}
			if s := w.z.Stats(); s.Refreshes != 2 || s.Reused != 0 || len(w.z.Messages("lan")) != 2 {
				t.Errorf("after %d: got %+v and %d messages, want one more refresh and two", code, s, len(w.z.Messages("lan")))
			}
		})
	}
}

func TestATokenRefusedTwiceNeedsAPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.Fail(-216, 2)
		if f := failure(t, w.say(t, chat.Reply{Text: "một"})); f.Class != channels.Operator {
			t.Errorf("got %v, want Operator", f)
		}
	})
}

func TestWhatBecameOfASendIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(*channeltest.Zalo)
		want  channels.Class
	}{
		"no answer":         {func(z *channeltest.Zalo) { z.HangUp(1) }, channels.Unknown},
		"too slow":          {func(z *channeltest.Zalo) { z.Slow(time.Minute) }, channels.Unknown},
		"a gateway's page":  {func(z *channeltest.Zalo) { z.Down(true) }, channels.Unknown},
		"limit":             {func(z *channeltest.Zalo) { z.Fail(-32, 1) }, channels.Later},
		"blocked":           {func(z *channeltest.Zalo) { z.User("lan").Unfollows() }, channels.Gone},
		"a week of silence": {func(z *channeltest.Zalo) { z.User("lan").Silent(8 * 24 * time.Hour) }, channels.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
				if err := w.say(t, chat.Reply{Text: "một"}); err != nil {
					t.Fatal(err)
				}
				c.fault(w.z)
				f := failure(t, w.say(t, chat.Reply{Text: "hai"}))
				if f.Class != c.want || f.Why == "" {
					t.Errorf("got class %d %q, want %d and words", f.Class, f.Why, c.want)
				}
			})
		})
	}
}

func TestASendOnceBegunIsBroughtToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.Slow(3 * time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := w.Send(ctx, to("lan"), chat.Reply{Text: "một"}); err != nil {
			t.Errorf("got %v, want it sent although the caller stopped waiting", err)
		}
		if _, err := w.Send(ctx, to("lan"), chat.Reply{Text: "hai"}); failure(t, err).Class != channels.Later {
			t.Errorf("a send that had not begun: got %v, want Later", err)
		}
		w.z.Quiet()
		if n := len(w.z.Messages("lan")); n != 1 {
			t.Errorf("got %d messages, want 1", n)
		}
	})
}

func TestEchoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{Files: shelf{"a": []byte(jpg)}})
		send := func(when string) {
			t.Helper()
			for _, r := range []chat.Reply{
				{Text: "Dạ em chào"}, {Text: "Chọn ạ", Choices: choices(2)}, {Files: []chat.File{{Kind: chat.FilePhoto, Ref: "a"}}},
			} {
				if err := w.say(t, r); err != nil {
					t.Fatal(err)
				}
			}
			if in := w.heard(); len(in) != 0 {
				t.Errorf("%s: got %+v, want our own echoes dropped", when, in)
			}
		}
		send("echo after the answer")
		w.z.EchoFirst(true)
		send("echo before the answer")
		w.z.HangUp(1)
		if f := failure(t, w.say(t, chat.Reply{Text: "không rõ"})); f.Class != channels.Unknown {
			t.Fatalf("got %v", f)
		}
		if in := w.heard(); len(in) != 0 {
			t.Errorf("echo of a send without answer: got %+v, want it dropped", in)
		}
		id := w.z.StaffSays("lan", "", "Chị ơi em Hùng đây")
		if in := w.heard(); len(in) != 1 || in[0].Kind != chat.KindEcho || in[0].Text != "Chị ơi em Hùng đây" || in[0].Message != id {
			t.Errorf("a person in Zalo's app: got %+v, want an echo", in)
		}
		w.z.StaffSays("lan", "42", "Dạ em chào") // the bot's words, but a person's id
		if in := w.heard(); len(in) != 1 || in[0].Data != "42" {
			t.Errorf("a person who says what the bot said: got %+v, want an echo with their id", in)
		}
	})
}

func TestAPhotoFromTheUserIsFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.User("lan").Sends("image", "", []byte(jpg), "lỗi đây ạ")
		in := w.heard()
		if len(in) != 1 || len(in[0].Files) != 1 {
			t.Fatalf("got %+v, want a photo", in)
		}
		r, err := w.Fetch(t.Context(), in[0].Files[0], 100)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); string(got) != jpg || err != nil {
			t.Errorf("got %q, %v; want the photo", got, err)
		}
		for _, ref := range []string{"http://169.254.169.254/latest", "https://evil.example/a.jpg", "file:///etc/passwd", ""} {
			if r, err := w.Fetch(t.Context(), chat.File{Channel: chat.Zalo, Ref: ref}, 100); err == nil {
				r.Close()
				t.Errorf("%q: got fetched, want refused", ref)
			}
		}
	})
}

func TestNameAndAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		w.z.User("lan").Named("Nguyễn Lan")
		before := w.z.Stats().Calls
		for range 3 {
			if got, err := w.Name(t.Context(), "lan"); got != "Nguyễn Lan" || err != nil {
				t.Errorf("got %q, %v; want the profile's name", got, err)
			}
		}
		if n := w.z.Stats().Calls - before; n != 1 {
			t.Errorf("got %d calls, want 1: the name is remembered", n)
		}
		time.Sleep(25 * time.Hour)
		w.z.User("lan").Named("Lan Nguyễn")
		if got, err := w.Name(t.Context(), "lan"); got != "Lan Nguyễn" || err != nil {
			t.Errorf("a day later: got %q, %v", got, err)
		}
		a, err := w.About(t.Context())
		if err != nil || a.ID != w.z.Options().OA || !a.Verified || a.Package == "" {
			t.Errorf("got %+v, %v", a, err)
		}
	})
}

func TestNoSecretInAnyFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, channeltest.ZaloOptions{}, zalo.Options{})
		for _, fault := range []func(){
			func() { w.z.HangUp(1) }, func() { w.z.Fail(-9999, 1) }, func() { w.z.Fail(-216, 2) }, func() { w.z.Down(true) }, func() { w.z.RevokeGrant(); w.z.Down(false) },
		} {
			fault()
			err := w.say(t, chat.Reply{Text: "lời của khách"})
			if err == nil {
				t.Error("got no failure")
				continue
			}
			o := w.z.Options()
			for _, s := range []string{o.AppSecret, o.OASecret, o.Refresh, "access-", "lời của khách"} {
				if strings.Contains(err.Error(), s) {
					t.Errorf("%q shows in %q", s, err)
				}
			}
		}
	})
}
