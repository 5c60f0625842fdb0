package redis_test

import (
	"flag"
	"path/filepath"
	"testing"

	"hotro/internal/store/bolt"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// The long form, on a real server:
//
//	go test ./internal/store/redis -run Lockstep -real -rapid.checks=10000 -rapid.steps=100 -timeout 2h
var real = flag.Bool("real", false, "run the lock-step test on a redis-server instead of miniredis")

// redis and bolt give the same answers to the same operations.
func TestLockstep(t *testing.T) {
	embedded, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true, Retention: storetest.Retention})
	if err != nil {
		t.Fatal(err)
	}
	defer embedded.Close()
	if *real {
		server := redistest.Start(t, "--appendonly", "no")
		storetest.Lockstep(t, open(t, server.URL(), connect(t, server.Addr)), embedded)
		return
	}
	storetest.Lockstep(t, openMini(t), embedded)
}
