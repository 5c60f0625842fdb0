package bolt

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"

	"hotro/internal/store"
)

// askAll asks for each with a nonce, which is kept when the caller is gone
// before the answer is there: the next asking gets the same lease.
func askAll[T any](ctx context.Context, s *Store, asked []store.Asked, take func(*bbolt.Tx, store.Asked, string) (T, bool, error)) ([]T, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	nonces := make([]string, len(asked))
	for i, a := range asked {
		nonces[i] = s.asks.Nonce(a)
	}
	all, err := update(ctx, s, func(tx *bbolt.Tx) ([]T, error) {
		return each(asked, func(i int) (T, bool, error) { return take(tx, asked[i], nonces[i]) })
	})
	if err != nil && ctx.Err() != nil {
		for i, a := range asked {
			s.asks.Lost(a, nonces[i])
		}
	}
	return all, err
}

// one is the only thing in all, if there is one.
func one[T any](all []T, err error) (v T, ok bool, _ error) {
	if len(all) == 0 {
		return v, false, err
	}
	return all[0], true, err
}

// each gathers what take gives for each. A conversation whose record is
// damaged does not stop the others: it is an error only when there are none.
func each[T any](asked []store.Asked, take func(i int) (T, bool, error)) (all []T, err error) {
	for i := range asked {
		v, ok, err2 := take(i)
		switch {
		case errors.Is(err2, errRecord):
			err = err2
		case err2 != nil:
			return nil, err2
		case ok:
			all = append(all, v)
		}
	}
	if len(all) > 0 {
		err = nil
	}
	return all, err
}
