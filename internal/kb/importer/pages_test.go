package importer_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"hotro/internal/goldentest"
)

// floor is what importing all pages of a set came to. Got figures may only
// rise, the others only fall.
type floor struct {
	Pages     int    `toml:"pages"`
	Of        [5]int `toml:"of"` // what the gold has: topics, codes, causes, remedies, branches
	Topics    int    `toml:"topics"`
	Codes     int    `toml:"codes"`
	Causes    int    `toml:"causes"`
	Remedies  int    `toml:"remedies"`
	Branches  int    `toml:"branches"`
	Extra     int    `toml:"extra"`
	Wrong     int    `toml:"wrong"`
	Forbidden int    `toml:"forbidden"`
	Walked    int    `toml:"walked"`
	Lost      int    `toml:"lost"`
}

const floorFile = "testdata/floor.toml"

// Pages of other people's help centres, which nobody wrote for this importer, and
// between the two sets of them pages written in the shapes that help centres have.
// The table is what it makes of them; with -v the list below it says what is
// amiss on each page. The held set is never listed: it tells whether what mends
// the others is understanding or a fit. A better figure is recorded with
// -update, which never records a worse one.
func TestStrangersPages(t *testing.T) {
	was := map[string]floor{}
	if _, err := toml.DecodeFile(floorFile, &was); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var table, amiss strings.Builder
	now := map[string]floor{}
	for _, set := range []string{"pages", "written", "held", "held2"} {
		var total score
		n := 0
		fmt.Fprintf(&table, "\n%-22s %8s %8s %8s %9s %8s %5s %5s %5s %6s %6s\n", set, "topics", "codes", "causes", "remedies", "branches", "extra", "wrong", "forb.", "walked", "lost")
		for _, p := range pages(t, set) {
			s := judged(p)
			total.add(s)
			n++
			table.WriteString(s.row(p.Name))
			if !strings.HasPrefix(set, "held") {
				for _, m := range s.Missed {
					fmt.Fprintf(&amiss, "%s: %s\n", p.Name, m)
				}
			}
		}
		table.WriteString(total.row("total"))
		now[set] = total.floor(n)
	}
	t.Log(table.String())
	if testing.Verbose() {
		t.Log("\n" + amiss.String())
	}
	for set, f := range now {
		if worse := f.worse(was[set]); worse != "" {
			t.Errorf("%s: %s\n%s", set, worse, table.String())
			now[set] = was[set]
		}
	}
	record(t, now, was)
}

// record writes better figures down, or asks for it.
func record(t *testing.T, now, was map[string]floor) {
	t.Helper()
	if maps.Equal(now, was) {
		return
	}
	if !goldentest.Updating() {
		t.Errorf("the figures are better than %s, or pages were added: record them with -update", floorFile)
		return
	}
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(now); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(floorFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// worse says which figure of the same pages is worse than it was.
func (f floor) worse(was floor) string {
	if f.Pages != was.Pages || f.Of != was.Of {
		return ""
	}
	var out []string
	for _, x := range []struct {
		name     string
		got, was int
	}{
		{"topics", f.Topics, was.Topics},
		{"codes", f.Codes, was.Codes},
		{"causes", f.Causes, was.Causes},
		{"remedies", f.Remedies, was.Remedies},
		{"branches", f.Branches, was.Branches},
		{"extra", -f.Extra, -was.Extra},
		{"wrong", -f.Wrong, -was.Wrong},
		{"forbidden", -f.Forbidden, -was.Forbidden},
		{"walked", -f.Walked, -was.Walked},
		{"lost", -f.Lost, -was.Lost},
	} {
		if x.got < x.was {
			out = append(out, fmt.Sprintf("%s %d, was %d", x.name, max(x.got, -x.got), max(x.was, -x.was)))
		}
	}
	return strings.Join(out, "; ")
}

func (s *score) add(o score) {
	for _, x := range []struct{ to, from *tally }{{&s.Topics, &o.Topics}, {&s.Codes, &o.Codes}, {&s.Causes, &o.Causes}, {&s.Remedies, &o.Remedies}, {&s.Branches, &o.Branches}} {
		x.to.Got += x.from.Got
		x.to.Of += x.from.Of
	}
	s.Extra += o.Extra
	s.Wrong += o.Wrong
	s.Forbidden += o.Forbidden
	s.Walked += o.Walked
	s.Lost += o.Lost
	s.Words += o.Words
}

func (s score) floor(pages int) floor {
	return floor{
		Pages: pages, Of: [5]int{s.Topics.Of, s.Codes.Of, s.Causes.Of, s.Remedies.Of, s.Branches.Of},
		Topics: s.Topics.Got, Codes: s.Codes.Got, Causes: s.Causes.Got, Remedies: s.Remedies.Got, Branches: s.Branches.Got,
		Extra: s.Extra, Wrong: s.Wrong, Forbidden: s.Forbidden, Walked: s.Walked, Lost: s.Lost,
	}
}

// row is one line of the table.
func (s score) row(name string) string {
	of := func(y tally) string { return fmt.Sprintf("%d/%d", y.Got, y.Of) }
	return fmt.Sprintf("%-22s %8s %8s %8s %9s %8s %5d %5d %5d %6d %5.1f%% %s\n", name, of(s.Topics), of(s.Codes), of(s.Causes), of(s.Remedies), of(s.Branches),
		s.Extra, s.Wrong, s.Forbidden, s.Walked, 100*float64(s.Lost)/float64(max(1, s.Words)), s.Note)
}
