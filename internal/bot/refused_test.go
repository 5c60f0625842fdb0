package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
)

// contended is a store in which somebody else changed the conversation just
// before the first commit.
type contended struct {
	*bolt.Store
	refused *bool
}

func (c contended) Commit(ctx context.Context, l store.Lease, now time.Time, ch store.Change) (store.Committed, error) {
	if !*c.refused {
		*c.refused = true
		if err := c.Release(ctx, l, now.Add(-time.Second)); err != nil {
			return store.Committed{}, err
		}
		return store.Committed{}, store.ErrFenced
	}
	return c.Store.Commit(ctx, l, now, ch)
}

// TestASecondTryOfAHandOffIsTheFirst: a turn that the store refused and that is
// taken again skips no number and does not count itself among those who wait.
func TestASecondTryOfAHandOffIsTheFirst(t *testing.T) {
	s, refused := bolttest.Open(t), false
	work := contended{s, &refused}
	b := newBot(t, s, func(o *bot.Options) { o.Work = work })
	for n, who := range []string{"lan", "hoa"} {
		at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: who}
		if err := b.Accept(t.Context(), chat.Incoming{ID: "1", From: at, Kind: chat.KindButton, Data: "human", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := b.TakeTurn(t.Context(), at.String()); err != nil {
				t.Fatal(err)
			}
		}
		said := spoken(t, s, at)
		if want := []string{"#1", "#2"}[n]; !strings.Contains(said, want) {
			t.Errorf("%s hears %q, want it to have %s", who, said, want)
		}
		if ahead := strings.Contains(said, "Trước anh/chị còn"); ahead != (n == 1) {
			t.Errorf("%s, who has %d before her, hears %q", who, n, said)
		}
	}
	if !refused {
		t.Error("no commit was refused: this proves nothing")
	}
}

// TestWhoLeftTheQueueIsNotAhead: a request that was taken back a moment ago
// does not count for the next user.
func TestWhoLeftTheQueueIsNotAhead(t *testing.T) {
	s := bolttest.Open(t)
	b := newBot(t, s)
	at := func(who string) chat.Address { return chat.Address{Channel: chat.Telegram, Bot: "1", Chat: who} }
	for n, press := range []struct{ who, data string }{{"lan", "human"}, {"lan", "/cancel"}, {"hoa", "human"}} {
		in := chat.Incoming{ID: fmt.Sprint(n), From: at(press.who), Kind: chat.KindButton, Data: press.data, Text: press.data, At: time.Now()}
		if strings.HasPrefix(press.data, "/") {
			in.Kind, in.Data = chat.KindText, ""
		}
		if err := b.Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		if _, err := b.TakeTurn(t.Context(), in.From.String()); err != nil {
			t.Fatal(err)
		}
	}
	if said := spoken(t, s, at("hoa")); !strings.Contains(said, "#2") || strings.Contains(said, "Trước anh/chị còn") {
		t.Errorf("got %q", said)
	}
}

// spoken is all that the bot has said in a conversation.
func spoken(t *testing.T, s *bolt.Store, at chat.Address) string {
	t.Helper()
	rows, err := s.Lines(t.Context(), at.String(), 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, row := range rows {
		var l chat.Line
		if err := json.Unmarshal(row.Body, &l); err != nil {
			t.Fatal(err)
		}
		if l.By == chat.ByBot {
			all.WriteString(l.Text + "\n")
		}
	}
	return all.String()
}
