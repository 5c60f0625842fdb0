package store

// Unfit is why a store takes no work. Why is public: it names no address, path
// or key.
type Unfit struct {
	Why string
	Err error // for the log
}

// Error is for the log.
func (u *Unfit) Error() string { return u.Why + ": " + u.Err.Error() }

// Public is for anybody to read.
func (u *Unfit) Public() string { return u.Why }

// Unwrap returns what the store said.
func (u *Unfit) Unwrap() error { return u.Err }
