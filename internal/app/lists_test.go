package app_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog/talktest"
	"hotro/internal/kb/kbtest"
)

// TestListsOnEveryChannel plays talks over guides of 9, 30, 100 and 1,000 topics
// through the whole program: the same pages on Telegram, Zalo, the Zalo bot, the
// web and a platform made up, chosen from by button where there are buttons and by
// number where there are none.
func TestListsOnEveryChannel(t *testing.T) {
	for _, c := range []struct{ topics, groups int }{{9, 1}, {30, 6}, {100, 12}, {1000, 40}} {
		t.Run(fmt.Sprint(c.topics), func(t *testing.T) {
			t.Parallel()
			f, err := talktest.Read(fmt.Sprintf("../dialog/testdata/lists/%d.txtar", c.topics))
			if err != nil {
				t.Fatal(err)
			}
			docs := t.TempDir()
			if err := os.CopyFS(docs, kbtest.Many(c.topics, c.groups)); err != nil {
				t.Fatal(err)
			}
			w := everywhere(t, map[string]string{"ZALOBOT_MODE": "poll", "KB_DIR": docs})
			own := func(c carrier) bool { return c.name == string(chat.Terminal) } // it has documents of its own
			w.plays(slices.DeleteFunc(w.carriers(), own), f.Talks)
		})
	}
}
