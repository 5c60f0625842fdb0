package store

import "errors"

// Away is a failure of the store itself, whatever it was asked: it does not
// answer, or it says that it takes no writes.
type Away struct {
	Refuses bool // it has said so; else nothing was heard
	Err     error
}

// Error is for the log.
func (a *Away) Error() string { return a.Err.Error() }

// Unwrap returns what was met with.
func (a *Away) Unwrap() error { return a.Err }

// Cause names what is broken behind all such failures: see obs.NewLog.
func (a *Away) Cause() string { return "store" }

// Refuses reports whether err comes from a store that says that it takes no
// writes: whoever asked is not to blame.
func Refuses(err error) bool {
	away, ok := errors.AsType[*Away](err)
	return ok && away.Refuses
}
