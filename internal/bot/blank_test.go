package bot_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store/bolt/bolttest"
	"hotro/prompts"
)

// TestATextThatShowsNothing is seen by staff as that, and its user is asked to
// write again, on every channel.
func TestATextThatShowsNothing(t *testing.T) {
	vi := prompts.Must("vi")
	for name, in := range map[string]chat.Incoming{
		"zero width":           {From: chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "a"}, Kind: chat.KindText, Text: "\u200b\u200d"},
		"a filler":             {From: chat.Address{Channel: chat.Web, Bot: "1", Chat: "b"}, Kind: chat.KindText, Text: "\u3164 \u2800"},
		"spaces that Zalo cut": {From: chat.Address{Channel: chat.Zalo, Bot: "1", Chat: "c"}, Kind: chat.KindUnsupported, Data: "user_send_text"},
		"spaces of a Zalo bot": {From: chat.Address{Channel: chat.ZaloBot, Bot: "1", Chat: "d"}, Kind: chat.KindUnsupported, Data: "message.text.received"},
	} {
		t.Run(name, func(t *testing.T) {
			s := bolttest.Open(t)
			b := newBot(t, s)
			in.ID, in.At = "1", time.Now()
			if err := b.Accept(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			if _, err := b.TakeTurn(t.Context(), in.From.String()); err != nil {
				t.Fatal(err)
			}
			rows, err := s.Lines(t.Context(), in.From.String(), 1, 100)
			if err != nil || len(rows) == 0 {
				t.Fatalf("got %d lines, %v", len(rows), err)
			}
			var heard chat.Line
			if err := json.Unmarshal(rows[0].Body, &heard); err != nil {
				t.Fatal(err)
			}
			if got := heard.Shown(vi); got != "[tin trống]" {
				t.Errorf("staff see %q, want [tin trống]", got)
			}
			if said := spoken(t, s, in.From); !strings.Contains(said, "tin vừa rồi trống") {
				t.Errorf("the user hears %q, want to be asked again", said)
			}
		})
	}
}

// TestABlankCaptionIsNone: the picture counts.
func TestABlankCaptionIsNone(t *testing.T) {
	s := bolttest.Open(t)
	b := newBot(t, s)
	at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "a"}
	in := chat.Incoming{ID: "1", From: at, Kind: chat.KindFile, Text: "\u200b", Files: []chat.File{{Kind: chat.FileDoc, Ref: "x", Name: "a.pdf"}}, At: time.Now()}
	if err := b.Accept(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if _, err := b.TakeTurn(t.Context(), at.String()); err != nil {
		t.Fatal(err)
	}
	if said := spoken(t, s, at); !strings.Contains(said, "lưu tệp") {
		t.Errorf("the user hears %q, want that the file is kept", said)
	}
}
