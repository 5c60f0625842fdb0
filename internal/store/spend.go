package store

import "time"

// Allowance is what one party may have in a while, and how much of it is wanted
// now.
type Allowance struct {
	Key  string // whose it is, within its budget
	N    int64  // how much is wanted; 0: it is only looked whether anything is left
	Most int64
	In   time.Duration // the while, which begins when the first is taken
	Debt bool          // taken whole while anything is left: how much it is, is known only afterwards
}

// MaxAllowances is how many allowances one Spend takes from at most.
const MaxAllowances = 4

// Spent is what was taken of an allowance, and until when that counts.
type Spent struct {
	Until, Used int64 // Until as stored
}

// Take takes what is wanted at now. It returns how long to wait when there is
// too little, with the state unchanged, else 0 and the next state. A while that
// a clock ahead began has no say.
func (s Spent) Take(now time.Time, a Allowance) (time.Duration, Spent) {
	ms, lasts := Millis(now), max(a.In.Milliseconds(), 1)
	if s.Until <= ms || s.Until > ms+lasts+Skew.Milliseconds() {
		s = Spent{Until: ms + lasts}
	}
	want := a.N
	if a.Debt || want == 0 {
		want = 1
	}
	if s.Used+want > a.Most {
		return time.Duration(s.Until-ms) * time.Millisecond, s
	}
	s.Used += a.N
	return 0, s
}
