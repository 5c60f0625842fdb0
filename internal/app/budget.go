package app

import (
	"context"

	"hotro/internal/budget"
	"hotro/internal/store"
	"hotro/internal/web/files"
)

// openBudgets makes what bounds strangers over time.
func (b *builder) openBudgets(ctx context.Context) error {
	var key []byte
	err := atStart(ctx, func(ctx context.Context) (err error) {
		key, err = store.Secret(ctx, b.store, "budget/key", b.now())
		return err
	})
	var room func(context.Context) (store.Room, error)
	if bounded, ok := b.store.(files.Bounded); ok {
		room = bounded.Room
	}
	b.budgets = budget.New(budget.Options{
		Keeper: b.store, Key: key, Scale: b.cfg.BudgetScale, Now: b.now, Room: room,
		Refused: func(k budget.Kind, whose string) { b.metrics.Refused.WithLabelValues(string(k), whose).Inc() },
	})
	return err
}

// afford takes one of a budget for a conversation.
func (b *builder) afford(kind budget.Kind) func(ctx context.Context, conv string) error {
	return func(ctx context.Context, conv string) error {
		return b.budgets.Spend(ctx, kind, budget.Who{Person: conv}, 1)
	}
}

// vouches reports whether words hold a reference of the company: who makes
// visitors up would not have one at hand.
func (b *builder) vouches(s string) bool {
	return len(b.refs(s)) > 0
}

// refs are the references of the company in some words.
func (b *builder) refs(s string) []string {
	_, found, _ := b.company.Reference.Grammar.Cut(s)
	return found
}
