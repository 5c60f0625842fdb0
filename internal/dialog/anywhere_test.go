package dialog_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"hotro/internal/dialog"
	"hotro/internal/dialog/heard"
)

var (
	elsewhere     = flag.Int("anywhere", 4000, "lines said on screens that they were not written for")
	elsewhereSeed = flag.Uint64("anywhere.seed", 0, "which (0: others each time)")
)

// TestAnyLineAnywhere says what people said at some point of one talk at some point of
// another, two such lines run into one, and a line cut short: nothing that can be said
// breaks a turn.
func TestAnyLineAnywhere(t *testing.T) {
	seed := *elsewhereSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	dice := rand.New(rand.NewPCG(seed, 0))
	eng, talks := mustShipped(t), shippedTalks(t)
	line := func() string {
		for {
			all := talks[dice.IntN(len(talks))].Lines
			if said := all[dice.IntN(len(all))].Said; !strings.HasPrefix(said, "[") && !strings.HasPrefix(said, "(") {
				return said
			}
		}
	}
	for range *elsewhere {
		talk := talks[dice.IntN(len(talks))]
		var lines []heard.Line
		for _, l := range talk.Lines[:dice.IntN(len(talk.Lines)+1)] {
			lines = append(lines, heard.Line{Number: l.Number, Said: l.Said})
		}
		said := line()
		switch words := strings.Fields(said); dice.IntN(4) {
		case 0:
			said += [...]string{", ", ". ", " mà ", "? "}[dice.IntN(4)] + line()
		case 1:
			said = strings.Join(words[:1+dice.IntN(len(words))], " ")
		}
		talk.Lines = append(lines, heard.Line{Said: said})
		if err := playedThrough(eng, talk); err != nil {
			var all []string
			for _, l := range talk.Lines {
				all = append(all, l.Said)
			}
			t.Fatalf("-anywhere.seed %d: %q: %v", seed, all, err)
		}
	}
}

// playedThrough plays a talk; a panic is an error.
func playedThrough(eng *dialog.Engine, talk heard.Talk) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	_, err = heard.Play(eng, []heard.Talk{talk}, monday, nil)
	return err
}
