package bot_test

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/store/bolt/bolttest"
)

// unread is a matcher that finds nothing in anything.
type unread struct{}

func (unread) Read(string) intent.Reading {
	return intent.Reading{Result: intent.Result{Intent: intent.KindNone}}
}
func (unread) Screen(string) intent.Result { return intent.Result{Intent: intent.KindNone} }

func (unread) Among(string, [][]string) int { return -1 }

func (unread) Nearest(string, []string) (int, float64) { return -1, 0 }
func (unread) Covers(string, []string) (int, float64)  { return -1, 0 }

// slowReader takes long over a picture.
type slowReader struct{ looks *atomic.Int64 }

func (s slowReader) ReadImage(context.Context, string, chat.File) string {
	s.looks.Add(1)
	time.Sleep(25 * time.Second)
	return ""
}

// TestASlowTurnKeepsItsConversation: two programs on one store, and a picture
// that takes longer to read than the lease. It is read once.
func TestASlowTurnKeepsItsConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		images := slowReader{new(atomic.Int64)}
		ctx, stop := context.WithCancel(t.Context())
		var bots []*bot.Bot
		for range 2 {
			b := newBot(t, s, func(o *bot.Options) { o.Images = images })
			bots = append(bots, b)
			go b.Run(ctx)
		}
		at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}
		photo := chat.Incoming{ID: "1", From: at, Kind: chat.KindPhoto, Files: []chat.File{{Kind: chat.FilePhoto, Ref: "x"}}, At: time.Now()}
		if err := bots[0].Accept(t.Context(), photo); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
		stop()
		synctest.Wait()
		if n := images.looks.Load(); n != 1 {
			t.Errorf("the picture was read %d times, want once", n)
		}
		rows, err := s.Lines(t.Context(), at.String(), 1, 9)
		if err != nil || len(rows) < 2 {
			t.Errorf("got %d lines, %v; want the picture and an answer", len(rows), err)
			return
		}
		var l chat.Line
		if err := json.Unmarshal(rows[1].Body, &l); err != nil || l.By != chat.ByBot {
			t.Errorf("the line after the picture is by %q, %v; want %q", l.By, err, chat.ByBot)
		}
	})
}
