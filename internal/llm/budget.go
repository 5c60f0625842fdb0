package llm

import (
	"context"
	"net/http"
	"sync"
	"time"

	bounds "hotro/internal/budget"
	"hotro/internal/store"
)

// Spend takes from allowances of the model's budget, as budget.Budgets.Own.
type Spend func(ctx context.Context, now time.Time, of ...store.Allowance) (short int, wait time.Duration, err error)

// inProcess keeps the budget of a command.
func inProcess() Spend {
	kept := &bounds.Local{}
	return func(ctx context.Context, now time.Time, of ...store.Allowance) (int, time.Duration, error) {
		return kept.Spend(ctx, string(bounds.Model), now, of...)
	}
}

// maxPause bounds how long a server can keep us away with one answer.
const maxPause = 10 * time.Minute

// day is what the budget of a day lasts for, from its first question.
const day = 24 * time.Hour

// budget counts what the model is asked in a day and a minute, and keeps away
// from it while it asks for patience.
type budget struct {
	cfg  Config
	kept Spend

	mu    sync.Mutex
	until time.Time
}

func newBudget(cfg Config, kept Spend) *budget {
	if kept == nil {
		kept = inProcess()
	}
	return &budget{cfg: cfg, kept: kept}
}

// take counts one request for user, or says why there is none to be had. An
// exam is not held up by a minute's bound: it asks one question at a time, and
// could never end under a small one.
func (b *budget) take(ctx context.Context, user string, exam bool, now time.Time) *Failure {
	if b.paused(now) {
		return &Failure{Outcome: Paused}
	}
	of := []store.Allowance{
		{Key: "day", N: 1, Most: int64(b.cfg.DailyCalls), In: day},
		{Key: "tokens", Most: int64(b.cfg.DailyTokens), In: day},
	}
	why := []string{"day", "tokens"}
	if user != "" {
		of, why = append(of, store.Allowance{Key: "user " + user, N: 1, Most: int64(b.cfg.UserCalls), In: day}), append(why, "user")
	}
	if !exam {
		of, why = append(of, store.Allowance{Key: "minute", N: 1, Most: int64(b.cfg.MinuteCalls), In: time.Minute}), append(why, "minute")
	}
	short, _, err := b.kept(ctx, now, of...)
	switch {
	case err != nil: // who can't be counted is not asked for
		return &Failure{Outcome: Budget, Detail: "store"}
	case short >= 0:
		return &Failure{Outcome: Budget, Detail: why[short]}
	}
	return nil
}

func (b *budget) paused(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return now.Before(b.until)
}

// spend counts the tokens of an answer, which are known only now. What can't be
// counted was said nevertheless.
func (b *budget) spend(ctx context.Context, tokens int, now time.Time) {
	_, _, _ = b.kept(ctx, now, store.Allowance{Key: "tokens", N: int64(max(tokens, 0)), Most: int64(b.cfg.DailyTokens), In: day, Debt: true})
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
