package bot_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// talk is one user's conversation with the bot and the desk.
type talk struct {
	t    *testing.T
	s    *bolt.Store
	bot  *bot.Bot
	desk *desk.Desk
	at   chat.Address
	n    int
	seen int // lines of the bot that were looked at
}

func newTalk(t *testing.T, change ...func(*bot.Options)) *talk {
	s := bolttest.Open(t)
	return &talk{t: t, s: s, bot: newBot(t, s, change...), desk: newDesk(s), at: chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}}
}

// comes gives the bot an arrival, and returns what it said to that.
func (k *talk) comes(in chat.Incoming) (said []string) {
	k.t.Helper()
	k.n++
	in.ID, in.From, in.At = fmt.Sprint(k.n), k.at, time.Now()
	if err := k.bot.Accept(k.t.Context(), in); err != nil {
		k.t.Fatal(err)
	}
	if did, err := k.bot.TakeTurn(k.t.Context(), k.at.String()); err != nil || !did {
		k.t.Fatalf("no turn: %v %v", did, err)
	}
	return k.said()
}

func (k *talk) writes(s string) []string {
	k.t.Helper()
	return k.comes(chat.Incoming{Kind: chat.KindText, Text: s})
}

func (k *talk) presses(data string) []string {
	k.t.Helper()
	return k.comes(chat.Incoming{Kind: chat.KindButton, Data: data})
}

// said is what the bot said that was not looked at yet.
func (k *talk) said() (out []string) {
	k.t.Helper()
	rows, err := k.s.Lines(k.t.Context(), k.at.String(), 1, 200)
	if err != nil {
		k.t.Fatal(err)
	}
	n := 0
	for _, row := range rows {
		var l chat.Line
		if err := json.Unmarshal(row.Body, &l); err != nil {
			k.t.Fatal(err)
		}
		if l.By != chat.ByBot {
			continue
		}
		if n++; n > k.seen {
			out = append(out, l.Text)
		}
	}
	k.seen = n
	return out
}

// conv is the conversation as it is stored.
func (k *talk) conv() chat.Conversation {
	k.t.Helper()
	snap, err := k.s.Load(k.t.Context(), k.at.String())
	if err != nil {
		k.t.Fatal(err)
	}
	r, err := record.Open(snap, k.at, time.Now())
	if err != nil {
		k.t.Fatal(err)
	}
	return r.Conv
}

// button is the data of the last button whose data begins so.
func (k *talk) button(prefix string) (data string) {
	k.t.Helper()
	rows, err := k.s.Lines(k.t.Context(), k.at.String(), 1, 200)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, row := range rows {
		var l chat.Line
		if err := json.Unmarshal(row.Body, &l); err != nil {
			k.t.Fatal(err)
		}
		for _, c := range l.Choices {
			if strings.HasPrefix(c.Data, prefix) {
				data = c.Data
			}
		}
	}
	return data
}
