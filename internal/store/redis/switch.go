package redis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/retry"
)

// A planned switch stops the writes for so long at most; Redis lets them go on
// by itself when whoever switches dies.
const (
	pauseFor  = 10 * time.Second
	catchUp   = 4 * time.Second  // for the replicas, of the pause
	switching = 20 * time.Second // for the Sentinels
)

// Switch makes a replica of the Sentinel group of a REDIS_URL its master, and
// loses nothing: writes are stopped first, and the replicas have all of them
// before the Sentinels are asked. A bare SENTINEL FAILOVER does not wait. When
// it fails before that, writes go on and the master stays. It returns the
// addresses of the old master and of the new one.
func Switch(ctx context.Context, url string, o Options) (from, to string, err error) {
	at, err := parseURL(url)
	if err != nil {
		return "", "", err
	}
	if at.kind != viaSentinel {
		return "", "", urlError("only a group that Sentinels watch can be switched: redis+sentinel://…; in a cluster run CLUSTER FAILOVER on the replica, which stops the writes by itself")
	}
	secure, err := at.tls()
	if err != nil {
		return "", "", err
	}
	dial := func(addr, user, password string) *redis.Options {
		return &redis.Options{
			Addr: addr, Username: user, Password: password, TLSConfig: secure, Dialer: o.Dialer,
			Protocol: 2, DisableIdentity: true, MaxRetries: -1,
		}
	}
	g := group{name: at.master}
	for _, addr := range at.addrs {
		sentinel := redis.NewSentinelClient(dial(addr, at.sentinelUser, at.sentinelPassword))
		defer sentinel.Close()
		g.sentinels = append(g.sentinels, sentinel)
	}
	if from, err = g.master(ctx); err != nil {
		return "", "", err
	}
	master := redis.NewClient(dial(from, at.user, at.password))
	defer master.Close()
	if err := still(ctx, master); err != nil {
		_ = master.Do(ctx, "CLIENT", "UNPAUSE").Err() // it ends by itself too
		return from, from, fmt.Errorf("redis: nothing was switched: %w", err)
	}
	to, err = g.failover(ctx, from)
	return from, cmp.Or(to, from), err
}

// still stops the writes and waits until every replica has all of them.
func still(ctx context.Context, master *redis.Client) error {
	if err := master.Do(ctx, "CLIENT", "PAUSE", pauseFor.Milliseconds(), "WRITE").Err(); err != nil {
		return fmt.Errorf("stop the writes: %w", err)
	}
	return retry.Until(ctx, catchUp, retry.Every(50*time.Millisecond), func(ctx context.Context) error {
		info, err := master.Info(ctx, "replication").Result()
		if err != nil {
			return fmt.Errorf("ask for the replicas: %w", err)
		}
		return behind(info)
	})
}

// behind returns an error while a replica lacks what the master has, by INFO
// replication.
func behind(info string) error {
	offset, replicas := int64(-1), 0
	var theirs []int64
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case name == "master_repl_offset":
			offset, _ = strconv.ParseInt(value, 10, 64)
		case strings.Contains(value, ",state="):
			replicas++
			_, rest, _ := strings.Cut(value, ",offset=")
			digits, _, _ := strings.Cut(rest, ",")
			n, err := strconv.ParseInt(digits, 10, 64)
			if err != nil || !strings.Contains(value, ",state=online,") {
				n = -1
			}
			theirs = append(theirs, n)
		}
	}
	if replicas == 0 || offset < 0 {
		return errors.New("no replica follows the master")
	}
	for _, n := range theirs {
		if n < offset {
			return errors.New("a replica does not catch up")
		}
	}
	return nil
}

// group is what Sentinels watch under a name.
type group struct {
	name      string
	sentinels []*redis.SentinelClient
}

// master is the address of the master, by the first Sentinel that answers.
func (g group) master(ctx context.Context) (string, error) {
	var errs []error
	for _, s := range g.sentinels {
		addr, err := s.GetMasterAddrByName(ctx, g.name).Result()
		if err == nil && len(addr) == 2 {
			return net.JoinHostPort(addr[0], addr[1]), nil
		}
		errs = append(errs, err)
	}
	return "", fmt.Errorf("redis: no Sentinel names the master of %s: %w", g.name, errors.Join(errs...))
}

// failover asks the Sentinels for another master, and waits until they name it.
func (g group) failover(ctx context.Context, from string) (to string, err error) {
	for _, s := range g.sentinels {
		err = s.Failover(ctx, g.name).Err()
		if redis.HasErrorPrefix(err, "INPROG") {
			err = nil // they switch already: a master whose writes stand still may look ill
		}
		if err == nil {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("redis: the Sentinels do not switch: %w", err)
	}
	err = retry.Until(ctx, switching, retry.Every(100*time.Millisecond), func(ctx context.Context) error {
		now, err := g.master(ctx)
		if err == nil && now == from {
			err = errors.New("redis: the Sentinels were asked and have not switched yet: look at their log")
		}
		to = now
		return err
	})
	return to, err
}
