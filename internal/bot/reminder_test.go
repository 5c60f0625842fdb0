package bot_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store/bolt/bolttest"
	"hotro/prompts"
)

// TestALineComesInsteadOfTheReminder: a user who is silent is reminded; one who
// writes as the reminder falls due gets the answer alone.
func TestALineComesInsteadOfTheReminder(t *testing.T) {
	say := prompts.Must("vi")
	nudge := say.T("dialog.nudge")
	for name, writes := range map[string]bool{"silent": false, "writes": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := bolttest.Open(t)
				b := newBot(t, s)
				at := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "2"}
				n := 0
				line := func() {
					n++
					in := chat.Incoming{ID: fmt.Sprint(n), From: at, Kind: chat.KindText, Text: "không rõ lắm", At: time.Now()}
					if err := b.Accept(t.Context(), in); err != nil {
						t.Fatal(err)
					}
				}
				turn := func() {
					if did, err := b.TakeTurn(t.Context(), at.String()); err != nil || !did {
						t.Fatalf("no turn: %v %v", did, err)
					}
				}
				for range 2 {
					line()
					turn()
				}
				time.Sleep(24 * time.Hour)
				if writes {
					line()
				}
				turn()
				rows, err := s.Lines(t.Context(), at.String(), 1, 100)
				if err != nil {
					t.Fatal(err)
				}
				reminded := false
				for _, row := range rows {
					var l chat.Line
					if err := json.Unmarshal(row.Body, &l); err != nil {
						t.Fatal(err)
					}
					reminded = reminded || l.By == chat.ByBot && strings.HasPrefix(l.Text, nudge)
				}
				if reminded == writes {
					t.Errorf("reminded: %v; want the reminder only when nothing was written", reminded)
				}
			})
		})
	}
}
