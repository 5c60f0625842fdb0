package app_test

import (
	"fmt"
	"os"
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
			f, err := talktest.Read(fmt.Sprintf("../dialog/testdata/lists/%d.txtar", c.topics))
			if err != nil {
				t.Fatal(err)
			}
			docs := t.TempDir()
			if err := os.CopyFS(docs, kbtest.Many(c.topics, c.groups)); err != nil {
				t.Fatal(err)
			}
			w := everywhere(t, map[string]string{"ZALOBOT_MODE": "poll", "KB_DIR": docs})
			for _, way := range w.carriers() {
				if way.name == string(chat.Terminal) { // it has documents of its own
					continue
				}
				for i, one := range f.Talks {
					if err := (&guest{device: way.device(50_000 + i), w: w}).plays(one); err != nil {
						t.Errorf("%s over %s: %v", one.Name, way.name, err)
					}
				}
			}
		})
	}
}
