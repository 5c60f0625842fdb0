// Package checkup is the words of bot doctor: what was looked at, how it is,
// and what to do. Whoever knows a part looks at it; this package looks at
// nothing. Start reading at Check.
package checkup

import "fmt"

// Check is one finding.
type Check struct {
	What string // the part looked at, such as "telegram"
	OK   bool
	Note string // what was found, or what to do
}

// OK returns the finding that a part works.
func OK(what, format string, args ...any) Check {
	return Check{What: what, OK: true, Note: fmt.Sprintf(format, args...)}
}

// Bad returns the finding that a part does not work; the note says what to do.
func Bad(what, format string, args ...any) Check {
	return Check{What: what, Note: fmt.Sprintf(format, args...)}
}

// String is the finding as one line of text.
func (c Check) String() string {
	mark := "ok  "
	if !c.OK {
		mark = "FAIL"
	}
	return fmt.Sprintf("%s  %-10s %s", mark, c.What, c.Note)
}
