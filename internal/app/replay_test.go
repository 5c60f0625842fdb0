package app_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hotro/internal/app"
	"hotro/internal/chat"
)

// TestWhoeverWritesIsHeard plays the whole corpus of each platform's updates,
// each to a user of its own: whatever a user sends, staff see it and the user
// gets an answer.
func TestWhoeverWritesIsHeard(t *testing.T) {
	for _, c := range []struct {
		platform, user string // user: the id that the corpus writes as
		files, heard   int    // at least
	}{
		{chat.Telegram, "52011", 150, 80},
		{chat.Zalo, "8309393969855402319", 150, 80},
		{chat.ZaloBot, "a1b2c3d4e5f60718293a", 40, 35},
	} {
		t.Run(c.platform, func(t *testing.T) {
			files, err := filepath.Glob("../channels/" + c.platform + "/testdata/updates/*.json")
			if err != nil || len(files) < c.files {
				t.Fatalf("got %d files, %v", len(files), err)
			}
			heard, r := 0, replay(t)
			for i, file := range files {
				raw, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(raw), `"kind": "echo"`) {
					continue // nobody is to be answered, and each is waited for
				}
				heard += hearsAll(t, r, file, strings.ReplaceAll(string(raw), c.user, strconv.Itoa(600000+i)))
			}
			if heard < c.heard {
				t.Errorf("%d messages of users in the corpus, want more", heard)
			}
		})
	}
}

func replay(t *testing.T) *app.Replay {
	t.Helper()
	cfg, err := app.LoadConfig([]string{"TELEGRAM_TOKEN=123456789:replay", "TELEGRAM_STAFF_CHAT=-1001234567890"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// hearsAll plays a file of a corpus and returns how many messages of users it
// held.
func hearsAll(t *testing.T, r *app.Replay, file, raw string) (heard int) {
	t.Helper()
	updates, err := app.Updates(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	silent := []chat.Kind{chat.KindBlocked, chat.KindUnblocked, chat.KindLeft, chat.KindService, chat.KindEcho, chat.KindErase, chat.KindReaction}
	for _, u := range updates {
		got := r.Play(t.Context(), filepath.Base(filepath.Dir(filepath.Dir(filepath.Dir(file)))), u)
		if got.Error != "" {
			t.Errorf("%s: %s", file, got.Error)
		}
		for _, a := range got.Arrivals {
			if a.Chat != "" || slices.Contains(silent, a.Kind) {
				continue // in the staff group, or nobody said anything that is answered
			}
			if heard++; len(got.Staff) == 0 || len(got.Says) == 0 {
				t.Errorf("%s: %s: staff see %q, the user is told %v", file, a.Kind, got.Staff, got.Says)
			}
		}
	}
	return heard
}
