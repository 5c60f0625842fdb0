package oauth_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// Over the stores of production and a real network: fifty callers on three
// replicas, all refused with the same token, several times in a row.
func TestOneRefreshAtATimeOverTheRealStores(t *testing.T) {
	t.Run("bolt", func(t *testing.T) {
		s := bolttest.Open(t)
		storm(t, func() oauth.KV { return s }) // one process: the file has one owner
	})
	t.Run("redis", func(t *testing.T) {
		url := redistest.Start(t).URL()
		storm(t, func() oauth.KV {
			s, err := redis.Open(t.Context(), url, redis.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		})
	})
}

func storm(t *testing.T, open func() oauth.KV) {
	t.Helper()
	z := zalotest.NewServer(t)
	z.SlowOAuth(30 * time.Millisecond)
	c := config(z)
	c.URL = z.Serve(t)
	var replicas []*oauth.TokenSource
	for range 3 {
		replicas = append(replicas, oauth.New(c, open(), oauth.Options{}))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	refused, err := replicas[0].Token(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const rounds = 3
	for round := range rounds {
		got := make([]string, 50)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				var err error
				if got[i], err = replicas[i%3].Refresh(ctx, refused); err != nil {
					t.Errorf("round %d, caller %d: %v", round, i, err)
				}
			})
		}
		wg.Wait()
		for i, tok := range got {
			if tok != got[0] || tok == refused {
				t.Fatalf("round %d, caller %d: got another token than the rest, or the refused one", round, i)
			}
		}
		refused = got[0]
	}
	if s := z.Stats(); s.Refreshes != 1+rounds || s.Reused != 0 {
		t.Errorf("got %d refreshes and %d reused tokens, want %d and 0", s.Refreshes, s.Reused, 1+rounds)
	}
}
