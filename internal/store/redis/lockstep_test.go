package redis_test

import (
	"flag"
	"path/filepath"
	"testing"

	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// The long form, on a redis-server and (slower) on miniredis:
//
//	go test ./internal/store/redis -run Lockstep -rapid.checks=10000 -rapid.steps=100 -timeout 2h
//	go test ./internal/store/redis -run Lockstep -mini -rapid.checks=1000 -rapid.steps=100 -timeout 2h
var mini = flag.Bool("mini", false, "run the lock-step test on miniredis instead of a redis-server")

// asking is the embedded store, with what it remembers of askings.
type asking struct {
	*bolt.Store
	asks *store.Asks
}

// Asks is storetest.Asking.
func (a asking) Asks() *store.Asks { return a.asks }

// redis and bolt give the same answers to the same operations.
func TestLockstep(t *testing.T) {
	asks := &store.Asks{}
	db, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true, Retention: storetest.Retention, Asks: asks})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	embedded := asking{db, asks}
	var s *bench
	if *mini {
		s = openMini(t)
	} else {
		server := redistest.Start(t, "--appendonly", "no")
		s = open(t, server.URL(), connect(t, server.Addr))
	}
	redis.Unsalted(s.Store)
	storetest.Lockstep(t, s, embedded)
}
