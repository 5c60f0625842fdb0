package dialog

import "strings"

// toCause turns a walk to the first step of a cause; "" is to none yet.
func (f *Flow) toCause(id string) {
	f.Cause, f.Step, f.Node, f.Sum, f.Words, f.Left = id, 0, "", "", "", ""
}

// after is the step that comes after the present one, of n; n when none does.
//
// Most walks go from step to step. Where an edit of the documents put the steps in
// another order under way, Left names those that are still to come, as letters
// behind a dot: each is shown once, and none that was.
func (f *Flow) after(n int) int {
	if f.Left == "" {
		return f.Step + 1
	}
	left := f.Left[1:]
	at := strings.IndexFunc(left, func(r rune) bool { return int(r-'a') > f.Step })
	switch {
	case at >= 0:
		return int(left[at] - 'a')
	case left != "":
		return int(left[0] - 'a')
	}
	return n
}

// toCome reports whether a step of the cause is still to come.
func (f *Flow) toCome(i int) bool {
	if f.Left == "" {
		return i > f.Step
	}
	return strings.Contains(f.Left[1:], letter(i))
}

// begun reports whether anything of a walk was shown yet: a second fault of a line is
// put aside before it is walked.
func (f *Flow) begun() bool {
	return f.Node != "" || f.Cause != "" || f.Walked != "" || f.Asked > 0 || len(f.Tried) > 0
}

// goTo makes a step the present one.
func (f *Flow) goTo(i int) {
	f.Step = i
	if f.Left != "" {
		f.Left = strings.ReplaceAll(f.Left, letter(i), "")
	}
}

// next makes the step after the present one the present one.
func (f *Flow) next(n int) { f.goTo(f.after(n)) }

// letter stands for a place in a list, in Flow.Left and Place.Shown.
func letter(i int) string { return string(rune('a' + i)) }

// mostLetters is how many places have a letter.
const mostLetters = 26

// lettered writes the steps still to come; "" where they have no letters.
func lettered(left []int) string {
	out := "."
	for _, i := range left {
		if i >= mostLetters {
			return ""
		}
		out += letter(i)
	}
	return out
}
