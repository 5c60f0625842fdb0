package redis_test

import (
	"flag"
	"path/filepath"
	"testing"

	"hotro/internal/store/bolt"
	"hotro/internal/store/redis/redistest"
	"hotro/internal/store/storetest"
)

// The long form, on a redis-server and (slower) on miniredis:
//
//	go test ./internal/store/redis -run Lockstep -rapid.checks=10000 -rapid.steps=100 -timeout 2h
//	go test ./internal/store/redis -run Lockstep -mini -rapid.checks=1000 -rapid.steps=100 -timeout 2h
var mini = flag.Bool("mini", false, "run the lock-step test on miniredis instead of a redis-server")

// redis and bolt give the same answers to the same operations.
func TestLockstep(t *testing.T) {
	embedded, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true, Retention: storetest.Retention})
	if err != nil {
		t.Fatal(err)
	}
	defer embedded.Close()
	if *mini {
		storetest.Lockstep(t, openMini(t), embedded)
		return
	}
	server := redistest.Start(t, "--appendonly", "no")
	storetest.Lockstep(t, open(t, server.URL(), connect(t, server.Addr)), embedded)
}
