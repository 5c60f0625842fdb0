package visitor

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
	"hotro/internal/web/widget"
)

// shelf counts what it is given to keep.
type shelf struct{ kept []store.Blob }

func (s *shelf) PutBlob(_ context.Context, b store.Blob, _ time.Time, _ time.Duration) (string, error) {
	s.kept = append(s.kept, b)
	return b.ID(), nil
}

func (s *shelf) Blob(context.Context, string, time.Time) (store.Blob, error) {
	return store.Blob{}, store.ErrNotFound
}

var someone = chat.User{ID: "0123456789abcdef0123456789abcdef", Lang: "vi"}

// formPart is one part of a form as a browser writes it.
func formPart(name, file, value string) string {
	head := `--x` + "\r\n" + `Content-Disposition: form-data; name="` + name + `"`
	if file != "" {
		head += `; filename="` + file + `"` + "\r\nContent-Type: image/png"
	}
	return head + "\r\n\r\n" + value + "\r\n"
}

// FuzzUpload posts any form with a file: what is taken has one file and clean
// words, and what is refused is not kept.
func FuzzUpload(f *testing.F) {
	const end = "--x--\r\n"
	id, png := formPart("id", "", "a1b2c3d4"), formPart("file", "lỗi.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01")
	for _, body := range []string{
		id + png + end, id + formPart("caption", "", "ảnh lỗi ạ") + png + end, id + formPart("form", "", "1") + png + end, png + end, id + end, id, "", end,
		id + id + png + end, id + formPart("caption", "", strings.Repeat("a", 9000)) + png + end, id + formPart("other", "", "x") + png + end,
		id + formPart("file", "../../etc/passwd\x00.png", "x") + end, id + formPart("file", "", "no name") + end, id + png[:40], id + png + png + end,
		formPart("id", "", "../../x") + png + end, id + "--x\r\nContent-Disposition: form-data\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n" + end,
		id + "--x\r\n" + strings.Repeat("H: v\r\n", 300) + "\r\n\r\n" + end,
	} {
		f.Add("multipart/form-data; boundary=x", []byte(body))
	}
	f.Add("multipart/form-data", []byte(id+png+end))
	f.Add(`multipart/form-data; boundary="`+strings.Repeat("b", 80)+`"`, []byte(id))
	f.Add("application/json", []byte(`{"id":"a1b2c3d4"}`))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		blobs := &shelf{}
		p := &Page{Options: Options{Media: files.NewMedia(blobs, nil, time.Hour)}}
		r := httptest.NewRequest("POST", "/chat/upload", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		in, _, err := p.received(r, someone)
		if err != nil {
			if len(blobs.kept) > 0 {
				t.Errorf("%q is refused (%v), and %d files are kept", body, err, len(blobs.kept))
			}
			return
		}
		taken(t, body, in)
		if len(in.Files) != 1 || len(blobs.kept) != 1 {
			t.Fatalf("%q: %d files taken and %d kept, want one", body, len(in.Files), len(blobs.kept))
		}
		if name := in.Files[0].Name; !utf8.ValidString(name) || strings.ContainsAny(name, "/\\\x00\n\r") || in.Files[0].Size > files.MaxUpload {
			t.Errorf("%q: a file %q of %d bytes is taken", body, name, in.Files[0].Size)
		}
	})
}

// FuzzPosted posts any message, as a form or as JSON: what is taken is this
// visitor's and has clean words.
func FuzzPosted(f *testing.F) {
	for _, s := range []string{
		"id=a1b2c3d4&text=em+b%E1%BB%8B+l%E1%BB%97i", "id=a1b2c3d4&kind=start&code=FROM_NUMBER_NOT_FOUND&call=call-vn-1-7EOLB370OL-1751008322530", "id=a1b2c3d4&data=menu",
		"id=a1b2c3d4&text=%00%ff&text=two", "id=a&text=x", "%zz", "id=00000000&kind=start&call=\x00", "id=00000000&kind=start&call=\xff", "id=a1b2c3d4;text=x", "id=a1b2c3d4&kind=echo&text=x",
		`{"id":"a1b2c3d4","text":"x","visit":{"page":"https://u:p@app.vn/x?token=1","account":"lan","attributes":{"plan":"pro"}}}`,
		`{"id":"a1b2c3d4","text":"x","Visit":{"token":"a.b.c","hash":"00"}}`, `{"id":"a1b2c3d4","kind":"start","code":"<b>","call":"` + strings.Repeat("ạ", 200) + `"}`, `null`, `[]`, ``,
	} {
		f.Add(strings.HasPrefix(s, "id="), []byte(s))
	}
	rd := ui.New(ui.Options{})
	embed, err := widget.New(widget.Config{Secret: "0123456789abcdef0123456789abcdef"}, rd)
	if err != nil {
		f.Fatal(err)
	}
	p := &Page{Options: Options{Renderer: rd, Widget: embed}}
	f.Fuzz(func(t *testing.T, form bool, body []byte) {
		r := httptest.NewRequest("POST", "/chat/send", bytes.NewReader(body))
		r.Header.Set("Content-Type", map[bool]string{true: "application/x-www-form-urlencoded", false: "application/json"}[form])
		in, _, err := p.posted(r, someone)
		if err != nil {
			return
		}
		taken(t, body, in)
		if in.About[chat.AboutAccount] != "" {
			t.Errorf("%q is believed without a signature", body)
		}
		if strings.Contains(in.About[chat.AboutPage], "@") && strings.Contains(string(body), ":p@") {
			t.Errorf("%q: the page's address is kept with its password", body)
		}
	})
}

// taken looks at a message that is about to be stored.
func taken(t *testing.T, body []byte, in chat.Incoming) {
	t.Helper()
	if in.From != webchat.Address(someone.ID) || in.User.ID != someone.ID {
		t.Errorf("%q: taken as of %v, by %v", body, in.From, in.User)
	}
	for _, s := range []string{in.Text, in.Quote, in.ID, in.Data} {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) || utf8.RuneCountInString(s) > webchat.MaxText {
			t.Errorf("%q: taken with %q", body, s)
		}
	}
	switch in.Kind {
	case chat.KindText, chat.KindButton, chat.KindStart, chat.KindPhoto, chat.KindVoice, chat.KindFile:
	default:
		t.Errorf("%q: taken as a %q, which no visitor sends", body, in.Kind)
	}
}
