// Package redis is the store for production: any number of replicas of the
// program share one Redis, Valkey, Sentinel group or Cluster. It keeps the
// promises of package store (proved by storetest, and against bolt by the
// lock-step test).
//
// Every operation that writes is one Lua script (lua/*.lua), so it happens
// whole or not at all, and may be sent twice. All keys are named in keys.go;
// those of one conversation share a hash tag with its partition, so a script
// touches one slot. Nothing is kept in the process but the position in the
// feed of changes, the present moment by what callers say, the highest number
// given of each count, how many replicas followed a master, and which askings
// for a lease were never answered. Time comes from the
// callers, except that the server ends by TTL what is past its time.
//
// A call that fails may have been written (the answer was lost): call again.
// Whoever asked for a lease gets that lease back (store.Asks).
// The client itself never sends twice, except that a cluster client may.
//
// All methods are safe for concurrent use. Start reading at keys.go,
// fields.go and lua/common.lua. What Redis must be set to is told in docs/redis.md.
package redis

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"hotro/internal/retry"
	"hotro/internal/store"
)

// Options tune a Store; the zero value is right for production.
type Options struct {
	// Prefix starts every key. Empty: "hotro:".
	Prefix string
	// Retention is how long a conversation is kept after its last change, and
	// closed tickets and dead letters after their end. Zero: 30 days.
	Retention time.Duration
	// Wait is how long Open waits for a server that does not answer yet. Zero:
	// 10 seconds.
	Wait time.Duration
	// Pool is the number of connections to each server at most. Zero: 64.
	Pool int
	// Asks remembers askings for a lease that were not answered, for tests. Nil:
	// the store remembers by itself.
	Asks *store.Asks
	// Dialer replaces the network, for tests.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Store is a connection to Redis. Open makes one.
type Store struct {
	client    redis.UniversalClient
	keys      keyring
	quorum    quorum
	followers followers
	scripts   scripts
	bodies    compressor // of what is kept of conversations
	retention int64      // ms
	clock     store.Clock
	closed    atomic.Bool
	ways      ways
	asks      *store.Asks
	salt      func() string // digits by chance, behind each token

	mu    sync.Mutex // guards what follows
	feed  feed
	given map[string]int64 // highest number of each count
}

// Open connects to the Redis of a REDIS_URL (docs/redis.md lists its forms)
// and waits a while for it to answer. Its errors hold no password.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	at, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	if o.Prefix == "" {
		o.Prefix = "hotro:"
	}
	if o.Retention <= 0 {
		o.Retention = 30 * 24 * time.Hour
	}
	if o.Wait <= 0 {
		o.Wait = 10 * time.Second
	}
	if strings.ContainsAny(o.Prefix, "{}") {
		return nil, fmt.Errorf("redis: prefix %q: braces are for the partition", o.Prefix)
	}
	client, err := at.client(o)
	if err != nil {
		return nil, err
	}
	// The client logs every failed dial by itself; callers get the errors.
	logging.Disable()
	s := &Store{
		client: client, keys: newKeyring(o.Prefix), scripts: loadScripts(), bodies: newCompressor(), quorum: at.quorum, given: map[string]int64{},
		retention: o.Retention.Milliseconds(), asks: cmp.Or(o.Asks, &store.Asks{}), salt: digits,
	}
	if err := s.await(ctx, o.Wait); err != nil {
		_ = s.client.Close()
		return nil, fmt.Errorf("redis at %s: %w", at, err)
	}
	return s, nil
}

// answerWithin is how long a server may take for an answer: one that hangs is
// one that is away.
const answerWithin = 1500 * time.Millisecond

// client makes the client for a parsed URL.
func (e endpoint) client(o Options) (redis.UniversalClient, error) {
	secure, err := e.tls()
	if err != nil {
		return nil, err
	}
	pool := o.Pool
	if e.pool > 0 {
		pool = e.pool
	}
	if pool <= 0 {
		pool = 64
	}
	u := &redis.UniversalOptions{
		Addrs: e.addrs, DB: e.db, MasterName: e.master,
		Username: e.user, Password: e.password, SentinelUsername: e.sentinelUser, SentinelPassword: e.sentinelPassword,
		TLSConfig: secure, Dialer: o.Dialer, PoolSize: pool,
		// A hidden retry can't be told from a lost answer; callers retry.
		MaxRetries: -1, DialerRetries: 1, DialTimeout: 3 * time.Second, ContextTimeoutEnabled: true,
		// Whoever sends much (a file) writes longer.
		ReadTimeout: answerWithin, WriteTimeout: 3 * time.Second,
		Protocol: 2, DisableIdentity: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	switch e.kind {
	case viaSentinel:
		return redis.NewFailoverClient(u.Failover()), nil
	case viaCluster:
		c := u.Cluster()
		c.DisableRoutingPolicies = true // every command names its key
		return redis.NewClusterClient(c), nil
	}
	return redis.NewClient(u.Simple()), nil
}

// await pings until the server answers or the time is over. A wrong password
// or a certificate that is not trusted ends it at once.
func (s *Store) await(ctx context.Context, wait time.Duration) error {
	hint := fmt.Sprintf("no answer within %v: is it running, and reachable from here?", wait)
	err := retry.Until(ctx, wait, retry.Every(200*time.Millisecond), func(ctx context.Context) error {
		err := s.client.Ping(ctx).Err()
		var untrusted *tls.CertificateVerificationError
		switch {
		case redis.IsAuthError(err), redis.IsPermissionError(err):
			hint = "it refuses us: check user and password in REDIS_URL"
			return retry.Permanent(err)
		case errors.As(err, &untrusted):
			hint = "its certificate is not trusted: give its authority as ?ca=FILE in REDIS_URL"
			return retry.Permanent(err)
		}
		return err
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err() // not Redis: the caller gave up
	}
	return fmt.Errorf("%s: %w", hint, err)
}

// see notes the caller's present moment and returns it in milliseconds.
func (s *Store) see(now time.Time) int64 { return s.clock.See(now) }

// Close closes the connections. A second call does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("close redis: %w", err)
	}
	return nil
}

// fail says what was being done when Redis failed.
func (s *Store) fail(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case s.closed.Load(), errors.Is(err, redis.ErrClosed):
		return fmt.Errorf("redis: %s: %w", what, store.ErrClosed)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("redis: %s: %w", what, err) // nobody waits for the answer any more
	case refusesWrites(err), unanswered(err):
		err = &store.Away{Refuses: refusesWrites(err), Err: err}
	}
	return fmt.Errorf("redis: %s: %w", what, err)
}
