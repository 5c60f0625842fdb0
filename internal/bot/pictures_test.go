package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
	"hotro/prompts"
)

const onScreen = "FROM_NUMBER_NOT_FOUND"

// screens is a matcher that finds one code on screens.
type screens struct{ unread }

func (screens) Screen(text string) intent.Result {
	if text != onScreen {
		return intent.Result{Intent: intent.KindNone}
	}
	return intent.Result{Intent: intent.KindTopic, Topic: onScreen, Code: onScreen}
}

// oneByOne reads one picture at a time, each for some time; one called poison
// breaks it.
type oneByOne struct {
	place chan struct{}
	takes time.Duration
}

func (o oneByOne) ReadImage(ctx context.Context, _ string, f chat.File) string {
	select {
	case o.place <- struct{}{}:
		defer func() { <-o.place }()
	case <-ctx.Done():
		return ""
	}
	select {
	case <-time.After(o.takes):
	case <-ctx.Done():
		return ""
	}
	if f.Ref == "poison" {
		panic("a picture that breaks its reader")
	}
	return f.Ref
}

// house is a bot over a store, with a reader of pictures that is slow.
type house struct {
	store *bolt.Store
	bot   *bot.Bot
	desk  *desk.Desk
	stop  func()
}

func open(t *testing.T, s *bolt.Store, takes time.Duration) house {
	t.Helper()
	say := prompts.Must("vi")
	guide := &kb.Guide{Version: "1", Topics: []kb.Topic{{ID: onScreen, Title: "Không thấy hotline", Hash: "1"}}}
	eng := dialog.New(dialog.Options{Guide: guide, Reader: screens{}, Say: map[string]*prompts.Say{"vi": say}})
	b := newBot(t, s, func(o *bot.Options) {
		o.Images, o.Patience = oneByOne{make(chan struct{}, 1), takes}, 12*time.Second
		o.Dialog = func() (*dialog.Engine, bot.Reader) { return eng, screens{} }
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { b.Run(ctx); close(done) }()
	return house{s, b, newDesk(s), func() { cancel(); <-done }}
}

func user(n int) chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: "1", Chat: fmt.Sprint(n)}
}

func (h house) sends(t *testing.T, who int, id string, in chat.Incoming) {
	t.Helper()
	in.ID, in.Message, in.From, in.At = id, id, user(who), time.Now()
	if err := h.bot.Accept(t.Context(), in); err != nil {
		t.Error(err)
	}
}

func photo(shows string) chat.Incoming {
	return chat.Incoming{Kind: chat.KindPhoto, Files: []chat.File{{Kind: chat.FilePhoto, Ref: shows}}}
}

// said returns what the bot said to a user, and when.
func (h house) said(t *testing.T, who int) (out []chat.Line) {
	t.Helper()
	rows, err := h.store.Lines(t.Context(), user(who).String(), 1, 100)
	if err != nil {
		t.Error(err)
	}
	for _, row := range rows {
		var l chat.Line
		if err := json.Unmarshal(row.Body, &l); err != nil {
			t.Error(err)
		}
		if l.By == chat.ByBot {
			out = append(out, l)
		}
	}
	return out
}

// TestFortyPicturesHoldNobodyUp: forty users send a picture at once, and there
// is one to read them. Who writes is answered as ever, nobody who sent one is
// sent away, and each hears in the end what is on it.
func TestFortyPicturesHoldNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(t, bolttest.Open(t), 1500*time.Millisecond)
		for n := range 40 {
			h.sends(t, n, "p", photo(onScreen))
		}
		for n := 100; n < 150; n++ {
			time.Sleep(time.Second)
			h.sends(t, n, "t", chat.Incoming{Kind: chat.KindText, Text: "em cần hỗ trợ"})
			wrote := time.Now()
			time.Sleep(100 * time.Millisecond)
			if said := h.said(t, n); len(said) != 1 || said[0].At.Sub(wrote) > 50*time.Millisecond {
				t.Errorf("user %d wrote and hears %d answers, want one at once", n, len(said))
			}
		}
		time.Sleep(30 * time.Second)
		in, later := 0, 0
		for n := range 40 {
			said := h.said(t, n)
			switch last := said[len(said)-1].Text; {
			case len(said) == 1 && strings.Contains(last, onScreen):
				in++
			case len(said) == 2 && strings.Contains(said[0].Text, "đang đọc") && strings.Contains(last, "ảnh lúc nãy"):
				later++
			default:
				t.Errorf("user %d hears %d answers, the last %q", n, len(said), last)
			}
		}
		if in < 7 || in+later != 40 {
			t.Errorf("%d were answered by the picture at once and %d later, want at least 7 and 40 together", in, later)
		}
		t.Logf("%d were answered by the picture at once, %d later", in, later)
		h.stop()
	})
}

// TestAPictureIsReadAgainAfterACrash: the answer went out, the process that
// read the picture is gone. The next one reads it, and the user hears of it.
func TestAPictureIsReadAgainAfterACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		first := open(t, s, time.Hour)
		first.sends(t, 1, "p", photo(onScreen))
		time.Sleep(20 * time.Second)
		first.stop()
		if said := first.said(t, 1); len(said) != 1 || !strings.Contains(said[0].Text, "đang đọc") {
			t.Fatalf("got %v, want the word that it is being read", said)
		}
		second := open(t, s, time.Second)
		time.Sleep(2 * time.Minute)
		second.stop()
		if said := second.said(t, 1); len(said) != 2 || !strings.Contains(said[1].Text, "ảnh lúc nãy") {
			t.Errorf("got %v, want what was read", said)
		}
	})
}

// TestAPictureNobodyCanReadIsSaidToBe: a promise to tell is kept, and nothing
// is said twice.
func TestAPictureNobodyCanReadIsSaidToBe(t *testing.T) {
	for name, c := range map[string]struct {
		shows string
		takes time.Duration
	}{
		"there is nothing on it": {"", 20 * time.Second}, "it never ends": {onScreen, time.Hour}, "it breaks its reader": {"poison", 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := open(t, bolttest.Open(t), c.takes)
				h.sends(t, 1, "p", photo(c.shows))
				time.Sleep(10 * time.Minute)
				h.stop()
				if said := h.said(t, 1); len(said) != 2 || !strings.Contains(said[1].Text, "chưa đọc ra") {
					t.Errorf("got %v, want the promise and that nothing was read", said)
				}
			})
		})
	}
}

// TestWhoWasTakenOverHearsNothingOfThePicture: staff talk with the user by
// then, and see the picture themselves.
func TestWhoWasTakenOverHearsNothingOfThePicture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(t, bolttest.Open(t), 30*time.Second)
		h.sends(t, 1, "h", chat.Incoming{Kind: chat.KindButton, Data: "human"})
		h.sends(t, 1, "p", photo(onScreen))
		time.Sleep(20 * time.Second)
		before := len(h.said(t, 1))
		if err := h.desk.Claim(t.Context(), user(1).String(), desk.Staff{ID: "web:lan", Name: "Lan"}, ""); err != nil {
			t.Error(err)
		}
		time.Sleep(5 * time.Minute)
		h.stop()
		for _, l := range h.said(t, 1)[before:] {
			if strings.Contains(l.Text, "ảnh") {
				t.Errorf("the bot says %q to who talks with a person", l.Text)
			}
		}
	})
}
