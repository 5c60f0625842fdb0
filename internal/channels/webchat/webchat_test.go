package webchat

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

const visitor = "0123456789abcdef0123456789abcdef"

// lan is a visitor as the page knows her.
func lan() chat.User { return chat.User{ID: visitor, Name: "Khách CDEF", Lang: "vi"} }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestDecode(t *testing.T) {
	from, user := Address(visitor), lan()
	for _, c := range []struct {
		name, body string
		want       chat.Incoming
	}{
		{
			"words", `{"id":"a1b2c3d4","text":"  em bị lỗi\r\ngọi  "}`,
			chat.Incoming{ID: "a1b2c3d4", Kind: chat.KindText, Text: "em bị lỗi\ngọi", Message: "a1b2c3d4"},
		},
		{
			"a button", `{"id":"a1b2c3d4","data":"t:FROM_NUMBER_NOT_FOUND","text":"Số gọi ra"}`,
			chat.Incoming{ID: "a1b2c3d4", Kind: chat.KindButton, Data: "t:FROM_NUMBER_NOT_FOUND", Text: "Số gọi ra", Message: "a1b2c3d4"},
		},
		{
			"the opening", `{"id":"start-001","kind":"start","text":"ignored"}`,
			chat.Incoming{ID: "start-001", Kind: chat.KindStart},
		},
		{
			"control characters", `{"id":"a1b2c3d4","text":"a\u0000b\u0007c"}`,
			chat.Incoming{ID: "a1b2c3d4", Kind: chat.KindText, Text: "abc", Message: "a1b2c3d4"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.want.From, c.want.User, c.want.At = from, user, noon
			got, err := Decode(lan(), []byte(c.body), noon)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"not JSON":       `hello`,
		"no id":          `{"text":"a"}`,
		"a path as id":   `{"id":"../../../etc","text":"a"}`,
		"unknown kind":   `{"id":"a1b2c3d4","kind":"blocked","text":"a"}`,
		"staff's kind":   `{"id":"a1b2c3d4","kind":"echo","text":"a"}`,
		"forged data":    `{"id":"a1b2c3d4","data":"<script>"}`,
		"long data":      `{"id":"a1b2c3d4","data":"` + strings.Repeat("a", 41) + `"}`,
		"nothing at all": `{"id":"a1b2c3d4","text":" \n "}`,
		"a long text":    `{"id":"a1b2c3d4","text":"` + strings.Repeat("ạ", MaxText+1) + `"}`,
	} {
		if in, err := Decode(lan(), []byte(body), noon); err == nil {
			t.Errorf("%s: got %+v, want an error", name, in)
		}
	}
	_, err := Decode(lan(), []byte(`{"id":"a1b2c3d4","text":"`+strings.Repeat("a", MaxText+1)+`"}`), noon)
	if !errors.Is(err, ErrTooLong) {
		t.Errorf("long text: got %v, want ErrTooLong", err)
	}
	if _, err := Decode(chat.User{ID: "someone"}, []byte(`{"id":"a1b2c3d4","text":"a"}`), noon); err == nil {
		t.Error("a visitor id that is none was taken")
	}
}

func TestUpload(t *testing.T) {
	for kind, want := range map[chat.FileKind]chat.Kind{
		chat.FilePhoto: chat.KindPhoto, chat.FileVoice: chat.KindVoice,
		chat.FileDoc: chat.KindFile, chat.FileVideo: chat.KindFile,
	} {
		in, err := Upload(lan(), "a1b2c3d4", " ảnh lỗi ", chat.File{Kind: kind, Blob: "b1"}, noon)
		if err != nil || in.Kind != want || in.Text != "ảnh lỗi" || in.Files[0].Blob != "b1" {
			t.Errorf("%s: got %+v, %v; want kind %s", kind, in, err, want)
		}
	}
}

func TestVisitor(t *testing.T) {
	a, b := NewVisitor(), NewVisitor()
	if got := Tail(visitor); got != "CDEF" {
		t.Errorf("the end of %s: got %q, want CDEF", visitor, got)
	}
	if a == b || !IsVisitor(a) {
		t.Errorf("got ids %q, %q; want two different ones of 32 hex digits", a, b)
	}
	for _, bad := range []string{"", "x", strings.ToUpper(visitor), visitor + "0", visitor[:31] + ":"} {
		if IsVisitor(bad) {
			t.Errorf("%q passes as a visitor id", bad)
		}
	}
}

func TestSenderDeliversAtOnce(t *testing.T) {
	var typed []string
	var s channels.Sender = NewSender(func(conv string) { typed = append(typed, conv) })
	to := Address(visitor)
	for _, part := range s.Split(chat.Reply{Text: "chào", Choices: []chat.Choice{{Data: "menu", Label: "Menu"}}}) {
		if id, err := s.Send(t.Context(), to, part); err != nil || id == "" {
			t.Errorf("Send: got %q, %v; want an id", id, err)
		}
	}
	s.(channels.Typer).Typing(t.Context(), to)
	if len(typed) != 1 || typed[0] != to.String() {
		t.Errorf("typing: got %v, want %v", typed, to)
	}
	NewSender(nil).Typing(t.Context(), to) // nobody shows it: no harm
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":"a1b2c3d4","text":"em bị lỗi"}`))
	f.Add([]byte(`{"id":"a1b2c3d4","data":"menu"}`))
	f.Add([]byte(`{"id":"start-001","kind":"start"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		in, err := Decode(lan(), body, noon)
		if err != nil {
			return
		}
		if !utf8.ValidString(in.Text) || strings.ContainsRune(in.Text, 0) || utf8.RuneCountInString(in.Text) > MaxText {
			t.Errorf("text %q is not clean", in.Text)
		}
		if in.From.Channel != chat.Web || in.ID == "" {
			t.Errorf("got %+v, want a web arrival with an id", in)
		}
	})
}
