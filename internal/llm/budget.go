package llm

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxPause bounds how long a server can keep us away with one answer.
const maxPause = 10 * time.Minute

// hanoi is where a day of the budget begins. A fixed zone: the country has no
// summer time, and a minimal container has no zone data.
var hanoi = time.FixedZone("ICT", 7*3600)

// budget counts what the model is asked in a day and a minute, and keeps away
// from it while it asks for patience.
type budget struct {
	cfg Config

	mu     sync.Mutex
	minute *rate.Limiter // nil: no bound
	day    string
	calls  int
	tokens int
	users  map[string]int
	until  time.Time
}

func newBudget(cfg Config) *budget {
	b := &budget{cfg: cfg, users: map[string]int{}}
	if n := cfg.MinuteCalls; n > 0 {
		b.minute = rate.NewLimiter(rate.Every(time.Minute/time.Duration(n)), n)
	}
	return b
}

// take counts one request for user, or says why there is none to be had. An
// exam is not held up by a minute's bound: it asks one question at a time, and
// could never end under a small one.
func (b *budget) take(user string, exam bool, now time.Time) *Failure {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := now.In(hanoi).Format(time.DateOnly); day != b.day {
		b.day, b.calls, b.tokens = day, 0, 0
		clear(b.users)
	}
	over := func(n, bound int) bool { return bound > 0 && n >= bound }
	switch {
	case now.Before(b.until):
		return &Failure{Outcome: Paused}
	case over(b.calls, b.cfg.DailyCalls):
		return &Failure{Outcome: Budget, Detail: "day"}
	case over(b.tokens, b.cfg.DailyTokens):
		return &Failure{Outcome: Budget, Detail: "tokens"}
	case user != "" && over(b.users[user], b.cfg.UserCalls):
		return &Failure{Outcome: Budget, Detail: "user"}
	case b.minute != nil && !exam && !b.minute.AllowN(now, 1):
		return &Failure{Outcome: Budget, Detail: "minute"}
	}
	b.calls++
	if user != "" {
		b.users[user]++
	}
	return nil
}

// spend counts the tokens of an answer.
func (b *budget) spend(tokens int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tokens += max(tokens, 0)
}

// pause keeps away from the model after f, when asking again is no use.
func (b *budget) pause(f *Failure, now time.Time) {
	d := f.wait
	switch f.Outcome {
	case Quota:
		d = maxPause
	case Denied:
		d = time.Minute
	case Rejected: // a wrong address or an unknown model stays so; other faults may be of one question
		if f.Status != http.StatusNotFound {
			return
		}
		d = time.Minute
	case Busy:
	default:
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if t := now.Add(d); t.After(b.until) {
		b.until = t
	}
}
