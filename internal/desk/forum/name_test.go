package forum_test

import (
	"strings"
	"testing"
)

func TestTopicsAndCardsOfUsersWithoutAName(t *testing.T) {
	for name, want := range map[string]string{
		"\u3164": "không có tên", "\u200b": "không có tên", "\u2800\u2800": "không có tên", " ": "không có tên",
		"\u202enohT": "nohT", strings.Repeat("😀", 500): "😀😀😀😀😀…",
	} {
		t.Run(want, func(t *testing.T) {
			g := newGroup(t, setup{user: name})
			g.asks()
			if got := g.topic().Name; !strings.HasPrefix(got, "#1 "+want+" · ") {
				t.Errorf("the topic of %q is called %q", name, got)
			}
			if got := g.card().Text; !strings.Contains(got, want) {
				t.Errorf("the card of %q says %q", name, got)
			}
			g.lan.Writes(0, "/queue")
			g.pump()
			general := g.forum.General()
			if got := general[len(general)-1].Text; !strings.Contains(got, "#1 "+want+" · ") {
				t.Errorf("the queue says %q of %q", got, name)
			}
		})
	}
}
