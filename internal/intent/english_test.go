package intent_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
)

// How sixty lines that somebody may say are heard by a guide in English of another
// trade, for which nobody has written phrasings. The figures may only rise.
const (
	englishOffered = 50 // the right topic is the answer, or among those offered
	englishWrong   = 0  // answered with another topic
)

func TestAnEnglishGuideIsHeard(t *testing.T) {
	g, _, err := kb.Compile(os.DirFS("testdata/english"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/english/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	m := intenttest.New(t, g)
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	right, offered, wrong := 0, 0, 0
	for _, l := range lines {
		want, said, _ := strings.Cut(l, "\t")
		res := m.Match(said)
		among := slices.ContainsFunc(res.Candidates, func(c intent.Candidate) bool { return c.Topic == want })
		switch {
		case res.Intent == intent.KindTopic && res.Topic == want:
			right++
			offered++
		case res.Intent == intent.KindTopic:
			wrong++
			t.Logf("%q: got %s, want %s", said, res.Topic, want)
		case res.Intent == intent.KindAsk && among:
			offered++
		}
	}
	t.Logf("of %d lines %d answered right, %d right or offered, %d wrong", len(lines), right, offered, wrong)
	if len(lines) < 60 || offered < englishOffered || wrong > englishWrong {
		t.Errorf("of %d lines %d right or offered and %d wrong, want 60 lines, %d and %d", len(lines), offered, wrong, englishOffered, englishWrong)
	}
}
