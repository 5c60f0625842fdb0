package heard

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/prompts"
)

// Advise says what a line does that its words leave open: a model, or nobody.
type Advise func(st dialog.State, l dialog.Line, q dialog.Question) *dialog.Hint

// picture is what a talk calls a picture that is sent.
const picture = "ảnh"

// player is a user with a dialog.
type player struct {
	engine *dialog.Engine
	advise Advise
	state  dialog.State
	now    time.Time
	shown  []chat.Choice
}

// Play plays talks against a dialog, each from its beginning, and reports what
// was heard. now is when they begin; a may be nil.
func Play(e *dialog.Engine, talks []Talk, now time.Time, a Advise) (Report, error) {
	var r Report
	for _, t := range talks {
		p := &player{engine: e, advise: a, now: now}
		clean := true
		for _, l := range t.Lines {
			before := p.state
			o, err := p.hears(l.Said)
			if err != nil {
				return r, fmt.Errorf("%s:%d: %w", t.File, l.Number, err)
			}
			if l.Want == "" {
				continue
			}
			got := labels(before, o)
			ok := meets(got, l.Want)
			clean = clean && ok
			r.count(t, l, got, o, ok)
		}
		r.Talks++
		if clean {
			r.Clean++
		}
	}
	return r, nil
}

// hears has the user say something, press a button or let time pass. The state
// goes through JSON every time, as it does in the store.
func (p *player) hears(said string) (dialog.Outcome, error) {
	if d, ok := strings.CutPrefix(said, "(+"); ok {
		wait, err := time.ParseDuration(strings.TrimSuffix(d, ")"))
		if err != nil {
			return dialog.Outcome{}, fmt.Errorf("%q: want a time such as (+1m)", said)
		}
		return p.pass(wait)
	}
	line, err := p.line(said)
	if err != nil {
		return dialog.Outcome{}, err
	}
	p.now = p.now.Add(5 * time.Second)
	if p.advise != nil {
		if q, open := p.engine.Unsettled(p.state, &line, p.now); open {
			line.Hint = p.advise(p.state, line, q)
		}
	}
	return p.step([]dialog.Line{line})
}

// line is what arrives when the user says something.
func (p *player) line(said string) (dialog.Line, error) {
	label, pressed := strings.CutPrefix(said, "[")
	label = strings.TrimSuffix(label, "]")
	if pressed && label == picture {
		return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindPhoto}}, nil
	}
	if seen, ok := strings.CutPrefix(said, "("+picture+") "); ok {
		return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindPhoto}, Seen: seen}, nil
	}
	if !pressed {
		return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: said}}, nil
	}
	data, err := p.button(label)
	return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindButton, Data: data}}, err
}

// pass lets time pass, firing the dialog's timer as it falls due.
func (p *player) pass(d time.Duration) (o dialog.Outcome, err error) {
	end := p.now.Add(d)
	o.State = p.state
	for at := p.state.Timer; !at.IsZero() && !at.After(end); at = p.state.Timer {
		p.now = at
		if o, err = p.step(nil); err != nil || p.state.Timer.Equal(at) {
			break
		}
	}
	p.now = end
	return o, err
}

func (p *player) step(lines []dialog.Line) (dialog.Outcome, error) {
	b, err := dialog.AppendState(nil, &p.state)
	if err != nil {
		return dialog.Outcome{}, err
	}
	st, err := dialog.DecodeState(b)
	if err != nil {
		return dialog.Outcome{}, err
	}
	o := p.engine.Step(st, lines, p.now)
	p.state = o.State
	for _, s := range o.Say {
		p.shown = s.Choices
	}
	return o, nil
}

func (p *player) button(label string) (string, error) {
	for _, c := range p.shown {
		if c.Label == label {
			return c.Data, nil
		}
	}
	return "", fmt.Errorf("no button %q is on the screen", label)
}

// labels are what an outcome may be called: the kind of turn, the screen
// ("@result"), "handoff", "rated:4", "role:admin", "offer", the results noted
// on the path ("failed"), "unsure", the topics, causes and nodes under way
// ("topic:…", "cause:1", "node:…"), what is known of the machine
// ("browser:Chrome"), and "moved" when the screen or what is known changed.
func labels(before dialog.State, o dialog.Outcome) []string {
	st := o.State
	out := []string{o.Kind, "@" + string(st.Place.Screen), "lang:" + cmp.Or(st.Lang, "vi")}
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
	if st.Place.Screen != before.Place.Screen || fmt.Sprint(st.Facts, st.Refs) != fmt.Sprint(before.Facts, before.Refs) {
		out = append(out, "moved")
	}
	for _, kind := range slices.Sorted(maps.Keys(st.Traits)) {
		out = append(out, kind+":"+st.Traits[kind])
	}
	unsure := prompts.Must("vi").T("dialog.unsure_button")
	for _, p := range st.Path[min(len(before.Path), len(st.Path)):] {
		out = append(out, p.Result)
		if p.Result == chat.StepAnswered && strings.HasSuffix(p.Text, unsure) {
			out = append(out, "unsure")
		}
	}
	return append(out, places(st)...)
}

// places are the walks under way.
func places(st dialog.State) []string {
	var out []string
	flows := slices.Clone(st.Place.Stack)
	if f := st.Place.Flow; f != nil {
		flows = append(flows, *f)
		out = append(out, "node:"+f.Cause)
	}
	for _, f := range flows {
		out = append(out, "topic:"+f.Topic)
		if i := strings.LastIndexByte(f.Cause, '/'); i > 0 {
			out = append(out, "cause:"+f.Cause[i+1:])
		}
	}
	return out
}

// Meets reports whether an outcome is what a line wanted to be heard as. before
// is the state the line met.
func Meets(before dialog.State, o dialog.Outcome, want string) bool {
	return meets(labels(before, o), want)
}

func meets(got []string, want string) bool {
	if no, ok := strings.CutPrefix(want, "!"); ok {
		return !slices.Contains(got, no)
	}
	for w := range strings.SplitSeq(want, "|") {
		if slices.Contains(got, strings.TrimSpace(w)) {
			return true
		}
	}
	return false
}
