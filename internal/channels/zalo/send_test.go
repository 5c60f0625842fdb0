package zalo_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
)

func TestWordsAndButtonsAndAPress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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
		want := []zalotest.Button{
			{Title: "Đã được", Type: "oa.query.hide", Payload: "!b:s:ok"},
			{Title: "Vẫn lỗi", Type: "oa.query.hide", Payload: "!b:s:no"},
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
		w := connect(t, zalotest.Options{}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "Anh/chị đang gặp lỗi nào ạ?", Choices: choices(6)}); err != nil {
			t.Fatal(err)
		}
		m := w.last(t)
		want := "Anh/chị đang gặp lỗi nào ạ?\n\n1. Lựa chọn 1\n2. Lựa chọn 2\n3. Lựa chọn 3\n4. Lựa chọn 4\n5. Lựa chọn 5\n6. Lựa chọn 6"
		if m.Text != want || len(m.Buttons) != 5 {
			t.Errorf("got %q with %d buttons, want %q and five", m.Text, len(m.Buttons), want)
		}
		w.z.NoButtons(true)
		if err := w.say(t, chat.Reply{Text: "Anh/chị đang gặp lỗi nào ạ?", Choices: choices(6)}); err != nil {
			t.Fatal(err)
		}
		if m := w.last(t); m.Text != want || len(m.Buttons) != 0 {
			t.Errorf("buttons refused: got %q with %d buttons, want the same words once", m.Text, len(m.Buttons))
		}
	})
}

func TestRefusedButtonsAreNumberedInTheSameSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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
		w := connect(t, zalotest.Options{}, zalo.Options{})
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

func TestARefusalOfTheFormWalksDownAndOneOfTheUserDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{Files: shelf{"a": []byte(jpg)}, Link: links(true)})
		menu := chat.Reply{Text: "Chọn ạ", Choices: choices(2)}
		photo := chat.Reply{Files: []chat.File{{Kind: chat.FilePhoto, Ref: "a"}}}
		for code, walks := range map[int]bool{-9999: true, -249: true, -210: true, -230: false, -218: false, -248: false, -224: false} {
			for name, c := range map[string]struct {
				reply chat.Reply
				want  string
			}{"buttons": {menu, "1. "}, "a photo": {photo, "https://"}} {
				if err := w.say(t, photo); err != nil { // so that its upload is known
					t.Fatal(err)
				}
				before := w.z.Stats().Calls
				w.z.Fail(code, 1)
				err := w.say(t, c.reply)
				calls := w.z.Stats().Calls - before
				switch {
				case walks && (err != nil || !strings.Contains(w.last(t).Text, c.want)):
					t.Errorf("%s, %d: got %q, %v; want %s in words", name, code, w.last(t).Text, err, c.want)
				case !walks && (err == nil || calls != 1):
					t.Errorf("%s, %d: got %v after %d calls, want the refusal at once", name, code, err, calls)
				}
			}
		}
	})
}

func TestAQuoteThatIsGoneIsLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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
		w := connect(t, zalotest.Options{}, zalo.Options{})
		if err := w.say(t, chat.Reply{Text: "gọi số 1900 2087", Verbatim: true, Edit: "abc"}); err != nil {
			t.Fatal(err)
		}
		if got, want := w.last(t).Text, "(sửa) gọi số 1900 2087"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestARefusedTokenIsRenewedOnceAndTheMessageGoesOut(t *testing.T) {
	for _, code := range []int{-216, 216, -220, -401, 401, -124, -1001} {
		synctest.Test(t, func(t *testing.T) {
			w := connect(t, zalotest.Options{}, zalo.Options{})
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
		w := connect(t, zalotest.Options{}, zalo.Options{})
		w.z.Fail(-216, 2)
		if f := failure(t, w.say(t, chat.Reply{Text: "một"})); f.Class != channels.Operator {
			t.Errorf("got %v, want Operator", f)
		}
	})
}

func TestWhatBecameOfASendIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(*zalotest.Server)
		want  channels.Class
	}{
		"no answer":         {func(z *zalotest.Server) { z.HangUp(1) }, channels.Unknown},
		"too slow":          {func(z *zalotest.Server) { z.Slow(time.Minute) }, channels.Unknown},
		"a gateway's page":  {func(z *zalotest.Server) { z.Down(true) }, channels.Unknown},
		"limit":             {func(z *zalotest.Server) { z.Fail(-32, 1) }, channels.Later},
		"unfollowed":        {func(z *zalotest.Server) { z.User("lan").Unfollows() }, channels.Refused},
		"inactive":          {func(z *zalotest.Server) { z.Fail(-227, 1) }, channels.Gone},
		"a week of silence": {func(z *zalotest.Server) { z.User("lan").Silent(8 * 24 * time.Hour) }, channels.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := connect(t, zalotest.Options{}, zalo.Options{})
				if err := w.say(t, chat.Reply{Text: "một"}); err != nil {
					t.Fatal(err)
				}
				c.fault(w.z)
				f := failure(t, w.say(t, chat.Reply{Text: "hai"}))
				if f.Class != c.want || f.Reason == "" {
					t.Errorf("got class %d %q, want %d and a reason", f.Class, f.Reason, c.want)
				}
			})
		})
	}
}

func TestASendOnceBegunIsBroughtToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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
		w := connect(t, zalotest.Options{}, zalo.Options{Files: shelf{"a": []byte(jpg)}})
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

func TestNameAndAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		w.z.User("lan").Named("Nguyễn Lan")
		before := w.z.Stats().Calls
		for range 3 {
			if got, err := w.Name(t.Context(), to("lan")); got != "Nguyễn Lan" || err != nil {
				t.Errorf("got %q, %v; want the profile's name", got, err)
			}
		}
		if n := w.z.Stats().Calls - before; n != 1 {
			t.Errorf("got %d calls, want 1: the name is remembered", n)
		}
		time.Sleep(25 * time.Hour)
		w.z.User("lan").Named("Lan Nguyễn")
		if got, err := w.Name(t.Context(), to("lan")); got != "Lan Nguyễn" || err != nil {
			t.Errorf("a day later: got %q, %v", got, err)
		}
		before = w.z.Stats().Calls
		if f, err := w.Picture(t.Context(), to("lan")); f != (chat.File{}) || err != nil || w.z.Stats().Calls != before {
			t.Errorf("who shows no picture: got %+v, %v, and %d calls for a profile that is known", f, err, w.z.Stats().Calls-before)
		}
		w.z.User("minh").Pictures([]byte("jpeg"))
		f, err := w.Picture(t.Context(), to("minh"))
		if r, e := w.Fetch(t.Context(), f, 100); f.Channel != chat.Zalo || err != nil || e != nil {
			t.Errorf("a picture: got %+v, %v; fetched: %v", f, err, e)
		} else {
			r.Close()
		}
		a, err := w.About(t.Context(), "")
		if err != nil || a.ID != w.z.Options().OA || !a.Verified || a.Package == "" {
			t.Errorf("got %+v, %v", a, err)
		}
	})
}

func TestNoSecretInAnyFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
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

// TestWhatIsNotedIsSaidByASign, and by words where Zalo takes none.
func TestWhatIsNotedIsSaidByASign(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		said := w.first[0].Message
		send := func(r chat.Reply) error {
			parts := w.Split(r)
			if len(parts) != 1 {
				t.Fatalf("%+v: %d parts, want one", r, len(parts))
			}
			_, err := w.Send(t.Context(), to("lan"), parts[0])
			return err
		}
		words := chat.Reply{Text: "Em đã ghi thêm ạ.", Noted: true, ReplyTo: said}
		if err := send(words); err != nil {
			t.Fatal(err)
		}
		got := w.z.Reactions()
		if want := (zalotest.Reaction{To: "lan", Message: said, Icon: "/-strong"}); len(got) != 1 || got[0] != want || len(w.z.Messages("lan")) != 0 {
			t.Errorf("got signs %v and messages %v, want the sign alone", got, w.z.Messages("lan"))
		}
		words.ReplyTo = "no such message"
		if err := send(words); err != nil {
			t.Fatal(err)
		}
		if m := w.last(t); m.Text != words.Text {
			t.Errorf("a sign that is refused: got %q, want the words", m.Text)
		}
		if err := send(chat.Reply{Noted: true, ReplyTo: "no such message"}); err != nil || len(w.z.Messages("lan")) != 1 {
			t.Errorf("a sign without words that is refused: got %v and %d messages, want nothing said", err, len(w.z.Messages("lan")))
		}
	})
}

// TestAPhoneIsAskedForByACard, and in words where Zalo does not take the card.
func TestAPhoneIsAskedForByACard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := connect(t, zalotest.Options{}, zalo.Options{})
		ask := chat.Reply{Text: "Anh/chị để lại **số điện thoại** giúp em ạ.", Phone: true}
		if err := w.say(t, ask); err != nil {
			t.Fatal(err)
		}
		if m := w.last(t); m.Kind != "request_user_info" || m.Text != "Số điện thoại liên hệ\nAnh/chị để lại số điện thoại giúp em ạ." {
			t.Errorf("got %s %q, want the card", m.Kind, m.Text)
		}
		if echo := w.heard(); len(echo) != 0 {
			t.Errorf("the card comes back as somebody else's: %+v", echo)
		}
		w.z.User("lan").Submits("Nguyễn Thị Lan", "84912345678")
		if in := w.heard(); len(in) != 1 || in[0].Kind != chat.KindContact || in[0].Text != "Nguyễn Thị Lan 84912345678" {
			t.Errorf("the card's answer: got %+v", in)
		}
		w.z.NoButtons(true)
		if err := w.say(t, ask); err != nil {
			t.Fatal(err)
		}
		if m := w.last(t); m.Kind != "text" || m.Text != "Anh/chị để lại số điện thoại giúp em ạ." {
			t.Errorf("the card refused: got %s %q, want the words", m.Kind, m.Text)
		}
	})
}
