package console

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hotro/internal/store"
	"hotro/internal/web/files"
)

// nowhere keeps nothing of what it is given.
type nowhere struct{}

func (nowhere) PutBlob(_ context.Context, b store.Blob, _ time.Time, _ time.Duration) (string, error) {
	return b.ID(), nil
}

func (nowhere) Blob(context.Context, string, time.Time) (store.Blob, error) {
	return store.Blob{}, store.ErrNotFound
}

// FuzzReplyBox posts any form to the reply box and to an action: what is read
// has bounds, and the id that is stored has the form of one.
func FuzzReplyBox(f *testing.F) {
	part := func(name, file, value string) string {
		head := "--x\r\nContent-Disposition: form-data; name=\"" + name + "\""
		if file != "" {
			head += `; filename="` + file + `"`
		}
		return head + "\r\n\r\n" + value + "\r\n"
	}
	const multi, plain, end = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "--x--\r\n"
	words := part("id", "", "a1b2c3d4-0001") + part("text", "", "Dạ em kiểm tra ạ\r\nAnh đợi em") + part("kind", "", "say")
	for _, body := range []string{
		words + end, words + part("file", "a.pcap", "\xd4\xc3\xb2\xa1") + end, words + part("file", "", "") + end, words + part("reply_to", "", "12") + end,
		words + strings.Repeat(part("file", "a.txt", "x"), 12) + end, part("text", "", "\xff\xfe\x00") + end, part("text", "", strings.Repeat("ạ", 8001)) + end,
		words, "", end, part("kind", "", "note") + part("text", "", "x") + part("text", "", "y") + end, "--x\r\n\r\n\r\n" + end, part("file", "../../x\x00\n", "y") + end,
	} {
		f.Add(multi, []byte(body))
	}
	for _, body := range []string{"text=D%E1%BA%A1&id=a1b2c3d4", "kind=note&text=x&reply_to=-1", "reply_to=99999999999999999999", "%zz", "reason=spam&other=x", "seq=5&text=x", "to=telegram:42"} {
		f.Add(plain, []byte(body))
	}
	f.Add("multipart/form-data", []byte(words+end))
	f.Add("multipart/mixed; boundary=x", []byte(words+end))
	fm := &forms{media: files.NewMedia(nowhere{}, nil, time.Hour)}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		r := httptest.NewRequest("POST", "/desk/t/5/say", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		if a, err := fm.written(r, "web::1"); err == nil {
			if !utf8.ValidString(a.text) || utf8.RuneCountInString(a.text) > maxAnswer || len(a.files) > maxFiles {
				t.Errorf("%q: read as %d files and %q", body, len(a.files), a.text)
			}
			for _, file := range a.files {
				if !utf8.ValidString(file.Name) || strings.ContainsAny(file.Name, "/\\\x00\n\r") {
					t.Errorf("%q: a file %q", body, file.Name)
				}
			}
			stored(t, body, actID(a.id))
		}
		r = httptest.NewRequest("POST", "/desk/t/5/close", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		if parse(r) == nil {
			stored(t, body, actID(r.Form.Get("id")))
		}
	})
}

// stored looks at an id as it goes to the store.
func stored(t *testing.T, body []byte, id string) {
	t.Helper()
	rest, ok := strings.CutPrefix(id, "web:")
	if !ok || len(rest) < 8 || len(rest) > 80 || strings.Trim(rest, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" {
		t.Errorf("%q: the id %q is stored", body, id)
	}
}
