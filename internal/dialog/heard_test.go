package dialog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// heardAtLeast is the share of the lines in testdata/heard that have to be
// understood. It only ever grows.
const heardAtLeast = 0.95

// TestHeard plays the talks in testdata/heard, which were written as a
// stranger would write them and are learnt from nowhere. In them ">" is a line
// of the user; "=> x|y" after it says what it has to be heard as: a kind of
// turn, a screen ("@result"), or what label reads from the outcome. "!x" is
// what it must not be. "==" begins a talk.
func TestHeard(t *testing.T) {
	files, err := filepath.Glob("testdata/heard/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no talks found: %v", err)
	}
	lines, right, talks, clean := 0, 0, 0, 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, script := range strings.Split(string(b), "\n== ")[1:] {
			n, ok := hearTalk(t, filepath.Base(file), script)
			lines, right, talks = lines+n, right+ok, talks+1
			if n == ok {
				clean++
			}
		}
	}
	t.Logf("%d of %d lines heard (%.0f %%), %d of %d talks clean", right, lines, 100*float64(right)/float64(lines), clean, talks)
	if float64(right) < heardAtLeast*float64(lines) {
		t.Errorf("%d of %d lines were heard, at least %.0f %% are wanted", right, lines, 100*heardAtLeast)
	}
}

// hearTalk plays one talk and returns how many lines it expects something of,
// and of how many it was right.
func hearTalk(t *testing.T, file, script string) (lines, right int) {
	name, rest, _ := strings.Cut(script, "\n")
	tk := &talk{eng: mustShipped(t), now: monday}
	for _, line := range strings.Split(rest, "\n") {
		said, ok := strings.CutPrefix(line, "> ")
		if !ok {
			continue
		}
		said, want, expects := strings.Cut(said, " => ")
		before := tk.st
		o := tk.hears(t, strings.TrimSpace(said))
		if !expects {
			continue
		}
		lines++
		got := labels(before, o)
		if meets(got, want) {
			right++
			continue
		}
		t.Logf("%s, %s: %q: got %s, want %s", file, name, said, strings.Join(got, " "), want)
	}
	return lines, right
}

// hears has the user say something, press a button or let time pass.
func (tk *talk) hears(t *testing.T, said string) dialog.Outcome {
	if said == "(+1m)" {
		tk.pass(60_000_000_000)
		return dialog.Outcome{State: tk.st}
	}
	l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: said}}
	if label, ok := strings.CutPrefix(said, "["); ok {
		l = dialog.Line{Incoming: chat.Incoming{Kind: chat.KindButton, Data: tk.button(t, strings.TrimSuffix(label, "]"))}}
	}
	tk.now = tk.now.Add(5_000_000_000)
	o := tk.eng.Step(tk.reread(), []dialog.Line{l}, tk.now)
	tk.take(o)
	return o
}

// labels are what an outcome may be called.
func labels(before dialog.State, o dialog.Outcome) []string {
	st := o.State
	out := []string{o.Kind, "@" + string(st.Place.Screen)}
	if o.Handoff != nil {
		out = append(out, "handoff")
	}
	if o.Rate != nil {
		out = append(out, fmt.Sprintf("rated:%d", o.Rate.Score))
	}
	if st.Role != "" {
		out = append(out, "role:"+st.Role)
	}
	if st.Place.Screen == dialog.AtOffer {
		out = append(out, "offer")
	}
	for _, p := range st.Path[min(len(before.Path), len(st.Path)):] {
		out = append(out, p.Result)
		if p.Result == chat.StepAnswered && strings.HasSuffix(p.Text, "Không rõ") {
			out = append(out, "unsure")
		}
	}
	flows := st.Place.Stack
	if st.Place.Flow != nil {
		flows = append(flows, *st.Place.Flow)
		out = append(out, "node:"+st.Place.Flow.Cause)
	}
	for _, f := range flows {
		out = append(out, "topic:"+f.Topic)
		if i := strings.LastIndexByte(f.Cause, '/'); i > 0 {
			out = append(out, "cause:"+f.Cause[i+1:])
		}
	}
	return out
}

func meets(got []string, want string) bool {
	has := func(w string) bool {
		for _, g := range got {
			if g == w {
				return true
			}
		}
		return false
	}
	if no, ok := strings.CutPrefix(want, "!"); ok {
		return !has(no)
	}
	for w := range strings.SplitSeq(want, "|") {
		if has(strings.TrimSpace(w)) {
			return true
		}
	}
	return false
}
