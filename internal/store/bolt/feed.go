package bolt

import (
	"context"

	"go.etcd.io/bbolt"
)

// announce moves the conversation to the end of the feed.
func (c *conv) announce(tx *bbolt.Tx, now int64) error {
	b := tx.Bucket(bFeed)
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	if c.Feed != 0 {
		if err := b.Delete(num(c.Feed)); err != nil {
			return err
		}
	}
	c.Feed = int64(n)
	return b.Put(num(c.Feed), join(num(now), []byte(c.name)))
}

// Recent lists the conversations that changed since the cursor that an
// earlier call returned, each once, the latest change last; 0 asks for all
// that are remembered (at least an hour). A cursor is good for this Store
// only: with one it did not give out, Recent answers as for 0.
func (s *Store) Recent(ctx context.Context, since int64) (convs []string, upto int64, err error) {
	upto, err = view(ctx, s, func(tx *bbolt.Tx) (int64, error) {
		b := tx.Bucket(bFeed)
		convs, upto = nil, int64(b.Sequence())
		if since < 0 || since > upto {
			since = 0
		}
		scan(b, nil, num(since+1), func(_, v []byte) bool {
			convs = append(convs, string(v[8:]))
			return true
		})
		return upto, nil
	})
	return convs, upto, err
}
