package app_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog/talktest"
	"hotro/prompts"
)

// TestTheSameTalksOnEveryChannel plays the dialog's talks through the whole
// program, over each channel's double: one dialog, four renderings. What the
// user sees must be the talk's own words, without markup, with buttons where
// the channel has them and numbers where it has not.
func TestTheSameTalksOnEveryChannel(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"ZALOBOT_MODE": "poll"})
	all := w.carriers()
	played := w.plays(all, talks(t))
	for _, c := range all {
		if played[c.name] < 20 {
			t.Errorf("over %s %d talks were played; want the 20 or more that need nothing special", c.name, played[c.name])
		}
	}
	t.Logf("played: %v", played)
}

// plays lets every talk be had over every carrier that can carry it, many at
// once, and counts them by carrier.
func (w *world) plays(over []carrier, all []talktest.Talk) map[string]int {
	played := map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	places := make(chan struct{}, 40) // each guest looks again and again for an answer: more wait for one another's looks
	for i, tk := range all {
		for _, c := range over {
			if !c.can(tk) {
				continue
			}
			channel, d := c.name, c.device(40_000+i)
			places <- struct{}{}
			wg.Go(func() {
				defer func() { <-places }()
				if err := (&guest{device: d, w: w}).plays(tk); err != nil {
					w.t.Errorf("%s over %s: %v", tk.Name, channel, err)
				}
				mu.Lock()
				defer mu.Unlock()
				played[channel]++
			})
		}
	}
	wg.Wait()
	return played
}

// talks are those of the dialog that use the shipped documents, and nothing
// but what a user can do in a chat.
func talks(t *testing.T) []talktest.Talk {
	t.Helper()
	files, err := filepath.Glob("../dialog/testdata/talks/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out []talktest.Talk
	for _, path := range files {
		f, err := talktest.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, tk := range f.Talks {
			if len(f.Docs) == 0 && ordinary(tk) {
				tk.Name = strings.TrimSuffix(filepath.Base(path), ".txtar")
				out = append(out, tk)
			}
		}
	}
	return out
}

func ordinary(tk talktest.Talk) bool {
	for _, s := range tk.Steps {
		if len(s.User) > 1 {
			return false // how fast a platform hands on is not for a talk to say
		}
	}
	return every(tk, func(l talktest.Line) bool {
		return l.Kind != "" && l.Kind != chat.KindEdit && l.Data == "" && l.Model == "" && l.Seen == ""
	})
}

func every(tk talktest.Talk, ok func(talktest.Line) bool) bool {
	for _, s := range tk.Steps {
		for _, l := range s.User {
			if !ok(l) {
				return false
			}
		}
	}
	return true
}

// can reports whether a platform carries all that a talk's user does.
func (c carrier) can(tk talktest.Talk) bool {
	return every(tk, func(l talktest.Line) bool { return !slices.Contains(c.lacks, l.Kind) })
}

// plays is the user's side of a talk. An error tells where the bot left it.
func (g *guest) plays(tk talktest.Talk) error {
	for _, s := range tk.Steps {
		before, signs := 0, g.signs()
		if len(g.rendered(s.Answer)) == 0 {
			before = g.turns()
		}
		for _, l := range s.User {
			if err := g.does(l); err != nil {
				return err
			}
		}
		if len(s.User) == 0 {
			continue
		}
		if err := g.reads(s, before); err != nil {
			return fmt.Errorf("after %q: %w", s.Raw, err)
		}
		if _, sign := g.words(s.Answer); sign && !g.w.until(func() bool { return g.signs() > signs }) {
			return fmt.Errorf("after %q: no sign says that it was noted", s.Raw)
		}
	}
	return nil
}

func (g *guest) does(l talktest.Line) error {
	switch {
	case l.Label != "":
		return g.chooses(l.Label, false)
	case l.Kind == chat.KindText:
		g.says(l.Text)
		return nil
	}
	return g.sends(l.Kind)
}

// reads waits for the answer of a step and compares it line by line. Where
// the talk has silence, the next answer shows whether it was kept.
func (g *guest) reads(s talktest.Step, before int) error {
	want := g.rendered(s.Answer)
	if len(want) == 0 && g.at().Channel != chat.Terminal && !g.w.until(func() bool { return g.turns() > before }) {
		return fmt.Errorf("the line was not taken in")
	}
	var got []string
	var n int
	arrived := g.w.until(func() bool {
		all := g.told()
		n, got = len(all), spoken(all[g.n:])
		return len(got) >= len(want) || !slices.Equal(got, want[:len(got)])
	})
	g.n = n
	if !arrived || !slices.Equal(got, want) {
		return fmt.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
	return nil
}

// byDesk stands for what the desk says about a ticket: a talk does not have
// its number and its place in the queue.
const byDesk = "(the desk about the ticket)"

var aboutTicket = regexp.MustCompile(`(?i)(?:yêu cầu|request) #\d+`)

// placeless are the answers that a talk gives without a place in the queue.
func placeless() []string {
	say := prompts.Must("vi")
	return []string{say.T("dialog.waiting_0"), say.T("dialog.waiting_urgent")}
}

// placed reports whether a line is what the desk says of a ticket, or the
// dialog with what the desk knows of it.
func placed(line string) bool {
	return aboutTicket.MatchString(line) || strings.HasPrefix(line, prompts.Must("vi").T("dialog.waiting_urgent_queue", "outlook", ""))
}

// rendered is what a talk's answer looks like on this device.
func (g *guest) rendered(answer []string) []string {
	var out []string
	if slices.Contains(answer, "! hủy yêu cầu") {
		out = append(out, byDesk)
	}
	answer, _ = g.words(answer)
	for _, line := range answer {
		labels, choices := talktest.Labels(line)
		switch {
		case strings.HasPrefix(line, "! chuyển nhân viên"), slices.Contains(placeless(), line):
			out = append(out, byDesk)
		case strings.HasPrefix(line, "!"):
		case choices && g.buttons(labels):
			out = append(out, talktest.Buttons(labels))
		case choices:
			for i, l := range labels {
				out = append(out, fmt.Sprintf("%d. %s", i+1, l))
			}
		default:
			out = append(out, strings.TrimRight(chat.Plain(line), " "))
		}
	}
	return out
}

// words are what an answer says in words on this device, and whether a sign on
// the user's message says a part of it.
func (g *guest) words(answer []string) (rest []string, sign bool) {
	at := slices.IndexFunc(answer, signed)
	if c := g.at().Channel; at < 0 || c != chat.Telegram && c != chat.Zalo {
		return answer, false
	}
	end := at + 1
	if end < len(answer) {
		if _, choices := talktest.Labels(answer[end]); choices {
			end++
		}
	}
	return slices.Concat(answer[:at], answer[end:]), true
}

// signed reports whether a sign says as much as a line, where there are signs.
func signed(line string) bool {
	return slices.ContainsFunc([]string{"noted", "noted_2", "added", "added_2", "yes", "yes_2"}, func(key string) bool {
		return line == prompts.Must("vi").T("dialog.waiting_"+key)
	})
}

// signs is how many signs are on the user's messages.
func (g *guest) signs() int {
	n := 0
	switch u := g.device.(type) {
	case onTelegram:
		for _, m := range g.w.tg.Chat(u.ID).Messages() {
			n += len(m.Emoji)
		}
	case onZalo:
		for _, r := range g.w.oa.Reactions() {
			if r.To == u.id {
				n++
			}
		}
	}
	return n
}

// spoken writes what was heard in the same form.
func spoken(heard []bubble) []string {
	var out []string
	for _, b := range heard {
		for line := range strings.Lines(b.text) {
			switch line = strings.TrimRight(line, " \n"); {
			case placed(line):
				out = append(out, byDesk)
			case line != "":
				out = append(out, line)
			}
		}
		if len(b.labels) > 0 {
			out = append(out, talktest.Buttons(b.labels))
		}
	}
	return out
}
