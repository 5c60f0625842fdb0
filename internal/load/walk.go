package load

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// deed is what a user, or staff beside it, does at a step.
type deed string

const (
	says   deed = "says"
	press  deed = "presses"
	shoots deed = "sends a picture"
	staff  deed = "is written to by staff"
)

// Step is one thing done, and what is said to it.
type Step struct {
	Do   deed
	What string // the line, or the button's label
	Want []Form
}

// Form is what one reply is held against: a text that begins and ends so, and
// these buttons. What lies between the two is a user's own, such as the number
// of a ticket; where all users are told the same, Tail is empty and Exact.
type Form struct {
	Head, Tail string
	Exact      bool
	Labels     []string
}

func formOf(r Heard) Form { return Form{Head: r.Text, Exact: true, Labels: labels(r)} }

func labels(r Heard) []string {
	var all []string
	for _, b := range r.Buttons {
		all = append(all, b.Label)
	}
	return all
}

// fits reports whether a reply has the form.
func (f Form) fits(r Heard) bool {
	if !slices.Equal(f.Labels, labels(r)) {
		return false
	}
	if f.Exact {
		return r.Text == f.Head
	}
	return len(r.Text) >= len(f.Head)+len(f.Tail) && strings.HasPrefix(r.Text, f.Head) && strings.HasSuffix(r.Text, f.Tail)
}

// loosen makes the form one that also fits what another user was told. It
// reports whether at least half of the text is still held against something.
func (f Form) loosen(r Heard) (Form, bool) {
	if f.fits(r) {
		return f, true
	}
	head, tail := common(f.Head, r.Text), f.Tail
	if f.Exact {
		tail = f.Head[len(head):]
	}
	tail = commonEnd(tail, r.Text[len(head):])
	out := Form{Head: head, Tail: tail, Labels: f.Labels}
	return out, slices.Equal(f.Labels, labels(r)) && 2*(len(head)+len(tail)) >= len(r.Text)
}

// common is the longest common beginning of two texts, in whole words: that two
// numbers begin alike means nothing.
func common(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return strings.TrimRightFunc(a[:n], ofWord)
}

// commonEnd is the longest common end of two texts, in whole words.
func commonEnd(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return strings.TrimLeftFunc(a[len(a)-n:], ofWord)
}

func ofWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Kind is a sort of walk.
type Kind string

// The kinds of walks.
const (
	Presses  Kind = "presses"  // buttons alone
	Talk     Kind = "talk"     // answers in words, and questions in between
	HandOffs Kind = "handoffs" // a person is asked for, and answers
	Pictures Kind = "pictures" // a picture of a screen
)

// Walk is a conversation from its first line to its last.
type Walk struct {
	Kind  Kind
	Steps []Step
}

// errWrong is a reply that is not the one it must be, or a walk that can't go
// on for one.
var errWrong = errors.New("wrong reply")

// errMissing is a reply that has not come.
var errMissing = errors.New("no reply")

// does does what a step says.
func (s Step) does(ctx context.Context, u *User, desk *desk) error {
	switch s.Do {
	case says:
		return u.Says(ctx, s.What)
	case press:
		return u.Presses(ctx, s.What)
	case shoots:
		return u.Shoots(ctx)
	default:
		return desk.writes(ctx, u, s.What)
	}
}

// check holds replies against what a step wants. A picture may be answered
// right away or after it has been read, so for one the last reply counts.
func (s Step) check(got []Heard) error {
	if s.Do == shoots && len(got) > len(s.Want) {
		got = got[len(got)-len(s.Want):]
	}
	if len(got) < len(s.Want) {
		return fmt.Errorf("%w: %s %q: %d of %d replies came", errMissing, s.Do, s.What, len(got), len(s.Want))
	}
	for i, f := range s.Want {
		if !f.fits(got[i]) {
			return fmt.Errorf("%w: %s %q: got %s, want %s…%s with buttons %q", errWrong, s.Do, s.What, shown(got[i]), f.Head, f.Tail, f.Labels)
		}
	}
	if extra := got[len(s.Want):]; len(extra) > 0 {
		return fmt.Errorf("%w: %s %q: one reply more than there must be: %s", errWrong, s.Do, s.What, shown(extra[0]))
	}
	return nil
}

func shown(r Heard) string { return fmt.Sprintf("%q with buttons %q", r.Text, labels(r)) }
