package zalo_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
)

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
		{"a capture", tg(chat.FileDoc, "pcap", "call.pcap"), "", "text", "Anh/chị tải tệp call.pcap tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/pcap?sig=abc"},
		{"a large photo", tg(chat.FilePhoto, "big.png", ""), "Ảnh ạ", "text", "Ảnh ạ\nAnh/chị tải tệp tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/big.png?sig=abc"},
		{"a large document", tg(chat.FileDoc, "huge.pdf", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/huge.pdf?sig=abc"},
		{"a script named as a document", tg(chat.FileDoc, "pcap", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/pcap?sig=abc"},
		{"a document under another name", tg(chat.FileDoc, "pdf", "a.exe"), "", "text", "Anh/chị tải tệp a.exe tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/pdf?sig=abc"},
		{"a file that can't be opened", tg(chat.FileDoc, "none", "a.pdf"), "", "text", "Anh/chị tải tệp a.pdf tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/none?sig=abc"},
		{"a path in the name", tg(chat.FileDoc, "pcap", "../../etc/x\n.pcap"), "", "text", "Anh/chị tải tệp x.pcap tại đây ạ (liên kết dùng được 7 ngày): https://bot.example/files/pcap?sig=abc"},
		{"a photo that is on Zalo", chat.File{Kind: chat.FilePhoto, Channel: chat.Zalo, Ref: "https://f1.zdn.vn/a.jpg"}, "", "image", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := connect(t, zalotest.Options{}, zalo.Options{Files: files, Link: links(true)})
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

// TestWhatIsAddedIsInTheUsersLanguage: a link in place of a file, a correction, a
// question without words.
func TestWhatIsAddedIsInTheUsersLanguage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{Files: shelf{"x": []byte("packets")}, Link: links(true)})
		for want, r := range map[string]chat.Reply{
			"You can download": {Text: "Here", Files: []chat.File{{Kind: chat.FileDoc, Channel: chat.Telegram, Ref: "x"}}},
			"(edited)":         {Text: "at 9", Edit: "m1"},
			"Please choose":    {Choices: []chat.Choice{{Data: "menu", Label: "List of errors"}}},
		} {
			if r.Lang = "en"; w.say(t, r) != nil {
				t.Fatalf("%q could not be sent", want)
			}
			if m := w.last(t); !strings.Contains(m.Text, want) {
				t.Errorf("got %q, want %q in it", m.Text, want)
			}
		}
	})
}

func TestWithoutLinksAFileIsRefusedInWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{Files: shelf{"x": []byte("packets")}, Link: links(false)})
		f := failure(t, w.say(t, chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Ref: "x", Name: "a.pcap"}}}))
		if f.Class != channels.Refused || f.Reason != "zalo.file_no_link" {
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
		w := connect(t, zalotest.Options{Perfect: true}, zalo.Options{Files: files})
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
		w := connect(t, zalotest.Options{}, zalo.Options{})
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

func TestAPhotoFromTheUserIsFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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
