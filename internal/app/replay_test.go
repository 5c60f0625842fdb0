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

// TestWhoeverWritesIsHeard plays the whole corpus of Telegram's updates, each
// to a user of its own: whatever a user sends, staff see it and the user gets
// an answer.
func TestWhoeverWritesIsHeard(t *testing.T) {
	cfg, err := app.LoadConfig([]string{"TELEGRAM_TOKEN=123456789:replay", "TELEGRAM_STAFF_CHAT=-1001234567890"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	files, err := filepath.Glob("../channels/telegram/testdata/updates/*.json")
	if err != nil || len(files) < 150 {
		t.Fatalf("got %d files, %v", len(files), err)
	}
	heard := 0
	for i, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		someone := strings.ReplaceAll(string(raw), "52011", strconv.Itoa(600000+i))
		updates, err := app.Updates(strings.NewReader(someone))
		if err != nil || len(updates) != 1 {
			t.Fatalf("%s: %d updates, %v", file, len(updates), err)
		}
		got := r.Play(t.Context(), "", updates[0])
		if got.Error != "" {
			t.Errorf("%s: %s", file, got.Error)
		}
		for _, a := range got.Arrivals {
			if a.Chat != "" || slices.Contains([]chat.Kind{chat.KindBlocked, chat.KindUnblocked, chat.KindService}, a.Kind) {
				continue // in the staff group, or nobody said anything
			}
			if heard++; len(got.Staff) == 0 || len(got.Says) == 0 {
				t.Errorf("%s: %s: staff see %q, the user is told %v", file, a.Kind, got.Staff, got.Says)
			}
		}
	}
	if heard < 80 {
		t.Errorf("%d messages of users in the corpus, want more", heard)
	}
}
