package dialog

import (
	"fmt"
	"iter"
	"slices"

	"hotro/internal/wire"
)

// AppendState appends a state as it is kept between turns: JSON with the names
// that stand in the tags of State. Interrupted walks that a place has in common
// with the place before it, which most have, are written once.
func AppendState(dst []byte, st *State) ([]byte, error) {
	kept := *st
	if st.interrupted() {
		kept.Back, kept.Heard = slices.Clone(st.Back), slices.Clone(st.Heard)
		before := st.Place.Stack
		for p := range kept.earlier() {
			if alike := len(before) > 0 && alike(p.Stack, before); alike {
				p.Stack, p.Alike = nil, true
			} else {
				before = p.Stack
			}
		}
	}
	if dst == nil {
		dst = make([]byte, 0, 1<<10)
	}
	dst, err := wire.Append(dst, &kept)
	if err != nil {
		return dst, fmt.Errorf("dialog state: %w", err)
	}
	return dst, nil
}

// DecodeState reads a state that AppendState wrote, or a version before it.
func DecodeState(data []byte) (st State, err error) {
	if err := wire.Decode(data, &st); err != nil {
		return State{}, fmt.Errorf("dialog state: %w", err)
	}
	before := st.Place.Stack
	for p := range st.earlier() {
		if p.Alike {
			p.Stack, p.Alike = slices.Clip(before), false // shared: whoever goes to a place takes a copy
		}
		before = p.Stack
	}
	return st, nil
}

// alike reports whether interrupted walks are the same in every way; most are the same
// list.
func alike(a, b []Flow) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, func(f, g Flow) bool { return f.same(&g) })
}

// earlier are the places of a state but the present one.
func (st *State) earlier() iter.Seq[*Place] {
	return func(yield func(*Place) bool) {
		for i := range st.Back {
			if !yield(&st.Back[i]) {
				return
			}
		}
		for i := range st.Heard {
			if !yield(&st.Heard[i].Place) {
				return
			}
		}
	}
}

// interrupted reports whether a place of a state has interrupted walks.
func (st *State) interrupted() bool {
	some := len(st.Place.Stack) > 0
	for p := range st.earlier() {
		some = some || len(p.Stack) > 0
	}
	return some
}

// same reports whether two walks are at the same point in every way.
func (f *Flow) same(g *Flow) bool {
	return f.Topic == g.Topic && f.Hash == g.Hash && f.Cause == g.Cause && f.Step == g.Step && f.Node == g.Node && f.Sum == g.Sum && f.Words == g.Words && f.Left == g.Left &&
		f.Common == g.Common && f.Denied == g.Denied && f.Asked == g.Asked && f.Doubt == g.Doubt && f.App == g.App && f.Walked == g.Walked && slices.Equal(f.Tried, g.Tried)
}

// Fields implements wire.Struct.
func (st *State) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "v", &st.V)
	wire.Text(c, "guide", &st.Guide)
	wire.Text(c, "lang", &st.Lang)
	wire.Text(c, "app", &st.App)
	wire.Int(c.Always(), "turn", &st.Turn)
	wire.Inner(c, "place", &st.Place)
	wire.List(c, "back", &st.Back)
	wire.List(c, "offer", &st.Offer)
	wire.List(c, "path", &st.Path)
	wire.Texts(c, "call_ids", &st.Refs)
	wire.Map(c, "facts", &st.Facts)
	wire.Bool(c, "no_id", &st.NoID)
	wire.Text(c, "role", &st.Role)
	wire.Int(c, "misses", &st.Misses)
	wire.Int(c, "outside", &st.Outside)
	wire.Int(c, "calmed", &st.Calmed)
	wire.Bool(c, "urged", &st.Urged)
	wire.Bool(c, "pictured", &st.Pictured)
	wire.Bool(c, "quoted", &st.Quoted)
	wire.Time(c, "unread", &st.Unread)
	wire.Optional(c, "reading", &st.Reading)
	wire.Bool(c, "person", &st.Person)
	wire.Int(c, "request", &st.Request)
	wire.Bool(c, "refused", &st.Refused)
	wire.Texts(c, "rejected", &st.Rejected)
	wire.Map(c, "traits", &st.Traits)
	wire.Optional(c, "last", &st.Last)
	wire.Optional(c, "worked", &st.Worked)
	wire.Text(c, "spoke", &st.Spoke)
	wire.Text(c, "said", &st.Said)
	wire.Int(c, "twice", &st.Twice)
	wire.Time(c, "noted_at", &st.Noted)
	wire.Time(c, "acked", &st.Acked)
	wire.Int(c, "asked", &st.Asked)
	wire.Text(c, "album", &st.Album)
	wire.Text(c, "pressed", &st.Pressed)
	wire.Time(c, "pressed_at", &st.PressedAt)
	wire.Bool(c, "nudged", &st.Nudged)
	wire.List(c, "heard", &st.Heard)
	wire.Time(c, "erase_asked", &st.EraseAsked)
	wire.Texts(c, "told", &st.Told)
	wire.Text(c, "first", &st.First)
	wire.Time(c, "timer", &st.Timer)
	wire.List(c, "outlines", &st.Outlines)
}

// Fields implements wire.Struct.
func (p *Place) Fields(c *wire.Codec) {
	wire.Text(c, "screen", &p.Screen)
	wire.Optional(c, "flow", &p.Flow)
	wire.List(c, "stack", &p.Stack)
	wire.Bool(c, "alike", &p.Alike)
	wire.Text(c, "fact", &p.Fact)
	wire.Text(c, "topic", &p.Topic)
	wire.Int(c, "tries", &p.Tries)
	wire.Text(c, "given", &p.Given)
	wire.Text(c, "code", &p.Code)
	wire.Bool(c, "later", &p.Later)
	wire.Text(c, "why", &p.Why)
	wire.Text(c, "list", &p.List)
	wire.Text(c, "query", &p.Query)
	wire.Text(c, "shown", &p.Shown)
	wire.Time(c, "until", &p.Until)
	wire.Bool(c, "over", &p.Over)
	wire.Bool(c, "cancel", &p.Cancel)
}

// Fields implements wire.Struct.
func (f *Flow) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "topic", &f.Topic)
	wire.Text(c, "hash", &f.Hash)
	wire.Text(c, "cause", &f.Cause)
	wire.Int(c, "step", &f.Step)
	wire.Text(c, "node", &f.Node)
	wire.Text(c, "sum", &f.Sum)
	wire.Text(c, "words", &f.Words)
	wire.Text(c, "left", &f.Left)
	wire.Texts(c, "tried", &f.Tried)
	wire.Bool(c, "common", &f.Common)
	wire.Bool(c, "denied", &f.Denied)
	wire.Int(c, "asked", &f.Asked)
	wire.Bool(c, "doubt", &f.Doubt)
	wire.Bool(c, "app", &f.App)
	wire.Text(c, "walked", &f.Walked)
}

// Fields implements wire.Struct.
func (o *Outline) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "hash", &o.Hash)
	wire.Text(c.Always(), "text", &o.Text)
}

// Fields implements wire.Struct.
func (r *Reading) Fields(c *wire.Codec) {
	wire.Int(c.Always(), "turn", &r.Turn)
	wire.Bool(c, "promised", &r.Promised)
}

// Fields implements wire.Struct.
func (h *Heard) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "message", &h.Message)
	wire.Int(c.Always(), "turn", &h.Turn)
	wire.Inner(c, "place", &h.Place)
	wire.Raw(c, "offer", &h.Offer)
	wire.Int(c, "path", &h.Path)
	wire.Int(c, "back", &h.Back)
	wire.Text(c, "role", &h.Role)
	wire.Bool(c, "no_id", &h.NoID)
	wire.Bool(c, "person", &h.Person)
	wire.Int(c, "after", &h.After)
	wire.Text(c, "took", &h.Took)
	wire.Texts(c, "not", &h.Not)
}
