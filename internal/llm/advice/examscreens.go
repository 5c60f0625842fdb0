package advice

import (
	"context"
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"

	"hotro/internal/intent"
	"hotro/internal/llm"
	"hotro/prompts"
)

// The second part of the exam: lines said to a question of the bot's.
const (
	passScreens = 75 // per cent of the lines that must be told right
	passSilent  = 10 // per cent of the lines that answer nothing that may be taken for an answer, at most
)

// examScreen is a question of the bot's and lines said to it, each with what it
// does there: the answer it gives, a move, or "none".
type examScreen struct {
	Words   string
	About   string
	Answers []string
	Moves   []string
	Lines   [][2]string
}

// examScreens are the questions of prompts/llm/exam.toml, which are proved to
// load by a test.
func examScreens() []examScreen {
	s, err := readScreens()
	if err != nil {
		panic(err)
	}
	return s
}

func readScreens() ([]examScreen, error) {
	const name = "llm/exam.toml"
	b, err := prompts.FS.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the exam of models: %w", err)
	}
	var in struct{ Screen []examScreen }
	if err := toml.Unmarshal(b, &in); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, s := range in.Screen {
		for _, l := range s.Lines {
			if l[1] != none && !slices.Contains(s.Answers, l[1]) && !slices.Contains(s.Moves, l[1]) {
				return nil, fmt.Errorf("%s: %q: %q is no answer and no move of %q", name, l[0], l[1], s.Words)
			}
		}
	}
	return in.Screen, nil
}

// none is what a line does that does nothing.
const none = "none"

// examineScreens asks what lines do that are said to a question.
func (a *Adviser) examineScreens(ctx context.Context, v *Verdict) error {
	for _, s := range a.screens {
		screen := &llm.Screen{Words: s.Words, About: s.About, Moves: s.Moves}
		for _, label := range s.Answers {
			screen.Answers = append(screen.Answers, llm.Option{ID: label, Title: label})
		}
		for _, l := range s.Lines {
			c, answered, err := a.sit(ctx, llm.Line{Text: l[0], Topics: a.shortlist(l[0], intent.Result{}), Screen: screen})
			if err != nil {
				return err
			}
			v.line(s, l[1], c, answered)
		}
	}
	v.Hears = v.Lines > 0 && v.Heard*100 >= passScreens*v.Lines && v.Misread*100 <= passSilent*v.Silent
	return nil
}

// line marks one answer of a model.
func (v *Verdict) line(s examScreen, want string, c llm.Choice, answered bool) {
	got := none
	if c.Answer+c.Move != "" {
		got = c.Answer + c.Move // one of them is empty
	}
	v.Lines++
	if answered && got == want {
		v.Heard++
	}
	if slices.Contains(s.Answers, want) {
		return
	}
	v.Silent++
	if got != want && (c.Answer != "" || c.Move == person) {
		v.Misread++
	}
}

// person is the move that nobody should make for a user.
const person = "person"
