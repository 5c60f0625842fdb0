package intent_test

import (
	"os"
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// What people say in a conversation has words of every topic and tells none: it opens
// nothing. What tells one is told. The bounds leave a few lines of a hundred.
func TestWhatIsTalkAndWhatTells(t *testing.T) {
	raw, err := os.ReadFile("testdata/told.txt")
	if err != nil {
		t.Fatal(err)
	}
	m := intenttest.Matcher(t)
	type count struct{ lines, topic, asked, right int }
	got := map[string]count{}
	for line := range strings.Lines(string(raw)) {
		want, said, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		r, kind := m.Match(said), want
		if strings.Contains(want, "_") {
			kind = "topic"
		}
		c := got[kind]
		c.lines++
		switch r.Intent {
		case intent.KindTopic:
			c.topic++
			if r.Topic == want {
				c.right++
			}
		case intent.KindAsk:
			c.asked++
		}
		got[kind] = c
	}
	for _, x := range []struct {
		what                 string
		lines, of, atMost100 int
	}{
		{"talk answered with a topic", got["TALK"].topic, got["TALK"].lines, 10},
		{"talk asked about", got["TALK"].asked, got["TALK"].lines, 40},
		{"other trouble answered with a topic", got["OTHER"].topic, got["OTHER"].lines, 20},
		{"what tells a topic answered with another", got["topic"].topic - got["topic"].right, got["topic"].lines, 10},
		{"what tells a topic not answered with it", got["topic"].lines - got["topic"].right, got["topic"].lines, 38},
	} {
		t.Logf("%s: %d of %d", x.what, x.lines, x.of)
		if x.of < 150 || 100*x.lines > x.atMost100*x.of {
			t.Errorf("%s: %d of %d, want at most %d of 100, of 150 lines or more", x.what, x.lines, x.of, x.atMost100)
		}
	}
}
