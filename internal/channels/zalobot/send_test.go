package zalobot_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"hotro/internal/channels"
	"hotro/internal/channels/zalobot"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/chat"
	"hotro/prompts"
)

// shelf links to files by their Ref.
type shelf map[string]string

func (s shelf) Link(f chat.File) (string, bool) {
	_, ok := s[f.Ref]
	return "https://bot.example/files/" + f.Ref, ok
}

func (s shelf) RoundTrip(r *http.Request) (*http.Response, error) {
	data, ok := s[r.URL.Path[len("/files/"):]]
	if !ok || r.Method != http.MethodGet {
		return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody}, nil
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(data))}, nil
}

var lan = chat.Address{Channel: chat.ZaloBot, Bot: "12345689", Chat: "lan"}

func say(t *testing.T, b *zalobot.Bot, r chat.Reply) error {
	t.Helper()
	for _, p := range b.Split(r) {
		id, err := b.Send(t.Context(), lan, p)
		if err != nil {
			return err
		}
		if id == "" {
			t.Error("sent without an id")
		}
	}
	return nil
}

func last(t *testing.T, z *zalobottest.Server) zalobottest.Message {
	t.Helper()
	all := z.Messages("lan")
	if len(all) == 0 {
		t.Fatal("nothing was sent")
	}
	return all[len(all)-1]
}

func TestWordsChoicesAndEdits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalobottest.NewServer(t)
		b := bot(t, zalobot.Options{HTTP: z.Client()})
		for _, c := range []struct {
			in   chat.Reply
			want string
		}{
			{chat.Reply{Text: "Anh/chị **thử lại** ạ"}, "Anh/chị thử lại ạ"},
			{chat.Reply{Text: "a **b**", Verbatim: true}, "a **b**"},
			{chat.Reply{Text: "Được chưa ạ?", Choices: []chat.Choice{{Data: "a", Label: "Đã được"}, {Data: "b", Label: "Vẫn lỗi"}}}, "Được chưa ạ?\n\n1. Đã được\n2. Vẫn lỗi\nAnh/chị gõ số để chọn ạ."},
			{chat.Reply{Choices: []chat.Choice{{Data: "a", Label: "Đã được"}}}, "Anh/chị chọn giúp em ạ.\n\n1. Đã được"},
			{chat.Reply{Text: "1900 2087", Edit: "x"}, "(sửa) 1900 2087"},
		} {
			if err := say(t, b, c.in); err != nil || last(t, z).Text != c.want {
				t.Errorf("got %q, %v; want %q", last(t, z).Text, err, c.want)
			}
		}
	})
}

func TestFiles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := shelf{"a.jpg": "\xff\xd8\xff a photo", "b.jpg": "not a photo", "c.pcap": "packets"}
		z := zalobottest.NewServer(t, zalobottest.Options{Fetch: &http.Client{Transport: s}})
		b := bot(t, zalobot.Options{HTTP: z.Client(), Link: s})
		photo := func(ref string) chat.File { return chat.File{Kind: chat.FilePhoto, Ref: ref} }
		for _, c := range []struct {
			name        string
			in          chat.Reply
			photo, text string
		}{
			{"a photo", chat.Reply{Files: []chat.File{photo("a.jpg")}}, "https://bot.example/files/a.jpg", ""},
			{"with a caption", chat.Reply{Text: "Chỗ này ạ", Files: []chat.File{photo("a.jpg")}}, "https://bot.example/files/a.jpg", "Chỗ này ạ"},
			{"one that Zalo can't show", chat.Reply{Text: "Đây ạ", Files: []chat.File{photo("b.jpg")}}, "", "Đây ạ\nAnh/chị tải tệp tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/b.jpg"},
			{"a capture", chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Ref: "c.pcap", Name: "../call\n.pcap"}}}, "", "Anh/chị tải tệp call.pcap tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/c.pcap"},
			{"a capture, to who reads English", chat.Reply{Lang: "en", Files: []chat.File{{Kind: chat.FileDoc, Ref: "c.pcap", Name: "call.pcap"}}}, "", prompts.Must("en").T("zalo.link_named", "name", "call.pcap", "url", "https://bot.example/files/c.pcap")},
		} {
			if err := say(t, b, c.in); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			if m := last(t, z); m.Photo != c.photo || m.Text != c.text {
				t.Errorf("%s: got %q %q, want %q %q", c.name, m.Photo, m.Text, c.photo, c.text)
			}
		}
		for code, walks := range map[int]bool{400: true, 499: true, 404: false, 403: false} {
			z.Fail(code, 1)
			if err := say(t, b, chat.Reply{Files: []chat.File{photo("a.jpg")}}); (err == nil) != walks {
				t.Errorf("a photo that is refused with %d: got %v, want a link in its place: %v", code, err, walks)
			}
		}
		err := say(t, b, chat.Reply{Files: []chat.File{photo("none")}})
		if f, ok := errors.AsType[*channels.Failure](err); !ok || f.Class != channels.Refused || f.Reason != "zalobot.file_no_link" {
			t.Errorf("a file without a link: got %v, want Refused with what to set", err)
		}
	})
}

func TestWhatBecameOfASendIsKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalobottest.NewServer(t)
		b := bot(t, zalobot.Options{HTTP: z.Client()})
		for code, want := range map[int]channels.Class{
			400: channels.Refused, 401: channels.Operator, 403: channels.Later, 404: channels.Refused,
			408: channels.Unknown, 429: channels.Later, 500: channels.Later, 502: channels.Later, 503: channels.Later, 777: channels.Refused,
		} {
			z.Fail(code, 1)
			err := say(t, b, chat.Reply{Text: "một"})
			if f, ok := errors.AsType[*channels.Failure](err); !ok || f.Class != want || f.Reason == "" {
				t.Errorf("%d: got %v, want class %d and words", code, err, want)
			}
		}
		z.HangUp(1)
		err := say(t, b, chat.Reply{Text: "một"})
		if f, ok := errors.AsType[*channels.Failure](err); !ok || f.Class != channels.Unknown {
			t.Errorf("no answer: got %v, want Unknown", err)
		}
		if strings.Contains(fmt.Sprint(err), "abc-xyz") {
			t.Errorf("the token shows in %q", err)
		}
	})
}

func TestAnswersThatAreNoneOfThePlatforms(t *testing.T) {
	for status, want := range map[int]channels.Class{
		200: channels.Unknown, 302: channels.Operator, 401: channels.Operator, 403: channels.Refused, 404: channels.Operator,
		429: channels.Later, 500: channels.Unknown, 502: channels.Unknown, 503: channels.Later, 504: channels.Unknown,
	} {
		b := bot(t, zalobot.Options{HTTP: &http.Client{Transport: page(status), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}})
		err := say(t, b, chat.Reply{Text: "một"})
		if f, ok := errors.AsType[*channels.Failure](err); !ok || f.Class != want || f.Reason == "" {
			t.Errorf("HTTP %d: got %v, want class %d", status, err, want)
		}
	}
}

// page answers everything with an HTML page.
type page int

func (p page) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: int(p), Header: http.Header{"Location": {"https://elsewhere.example"}}, Body: io.NopCloser(strings.NewReader("<html>"))}, nil
}

func TestTypingIsShownAtMostEveryFourSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalobottest.NewServer(t)
		b := bot(t, zalobot.Options{HTTP: z.Client()})
		for range 20 {
			b.Typing(t.Context(), lan)
			time.Sleep(time.Second)
		}
		if n := z.Typing("lan"); n != 5 {
			t.Errorf("got %d calls in 20 seconds, want 5", n)
		}
	})
}

func TestMe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalobottest.NewServer(t)
		if name, err := bot(t, zalobot.Options{HTTP: z.Client()}).Me(t.Context()); name != "bot.VDKyGxQvc" || err != nil {
			t.Errorf("got %q, %v", name, err)
		}
		other := zalobottest.NewServer(t, zalobottest.Options{Token: "1:other"})
		if _, err := bot(t, zalobot.Options{HTTP: other.Client()}).Me(t.Context()); err == nil || strings.Contains(err.Error(), "abc-xyz") {
			t.Errorf("another token: got %v, want an error without the token", err)
		}
	})
}

// A reply of any size comes out as messages that the platform takes, with
// every word and every choice in it.
func TestSplitKeepsTheLimitsAndLosesNothing(t *testing.T) {
	b := bot(t, zalobot.Options{})
	letters := rapid.SampledFrom([]rune("abcđ ề.\n\n😀*`[]()e\u0301\u0300"))
	rapid.Check(t, func(t *rapid.T) {
		r := chat.Reply{
			Text:     strings.Repeat(string(rapid.SliceOfN(letters, 0, 400).Draw(t, "text")), rapid.IntRange(0, 20).Draw(t, "times")),
			Verbatim: true,
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "choices") {
			r.Choices = append(r.Choices, chat.Choice{Data: fmt.Sprint(i), Label: fmt.Sprint("Lựa chọn ", i)})
		}
		files := rapid.IntRange(0, 3).Draw(t, "files")
		for i := range files {
			r.Files = append(r.Files, chat.File{Kind: chat.FilePhoto, Ref: fmt.Sprint(i)})
		}
		var text strings.Builder
		for i, p := range b.Split(r) {
			if n := len(utf16.Encode([]rune(p.Text))); n > 2000 || !norm.NFC.IsNormalString(p.Text) {
				t.Fatalf("part %d has %d units, want at most 2000 in NFC", i, n)
			}
			if again := b.Split(p); len(again) != 1 || again[0].Text != p.Text {
				t.Fatalf("part %d split again: got %v, want itself", i, again)
			}
			if len(p.Choices) > 0 || len(p.Files) > 1 {
				t.Fatalf("part %d has %d choices and %d files", i, len(p.Choices), len(p.Files))
			}
			files -= len(p.Files)
			text.WriteString(p.Text + " ")
		}
		for i := range r.Choices {
			if !strings.Contains(text.String(), fmt.Sprintf("%d. Lựa chọn %d", i+1, i)) {
				t.Fatalf("choice %d is missing", i+1)
			}
		}
		want := strings.Join(strings.Fields(norm.NFC.String(r.Text)), "")
		if got := strings.Join(strings.Fields(text.String()), ""); !strings.HasPrefix(got, want) || files != 0 {
			t.Fatalf("got %q, want it to begin with %q; %d files are missing", got, want, files)
		}
	})
}
