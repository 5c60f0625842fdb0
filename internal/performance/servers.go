package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/load"
)

// servers are one Redis of our own, or the nodes of a Cluster.
type servers []*server

// servers starts what a load stores in. They are to be stopped also after an error.
func (b trial) servers(ctx context.Context, dir string) (all servers, err error) {
	if !b.cluster {
		one, err := startRedis(ctx, dir, b.fsync)
		if err != nil {
			return nil, err
		}
		return servers{one}, nil
	}
	args := []string{"--cluster", "create"}
	for i := range 3 {
		own := filepath.Join(dir, fmt.Sprint("node", i))
		if err := os.Mkdir(own, 0o700); err != nil {
			return all, err
		}
		one, err := startRedis(ctx, own, b.fsync, "--cluster-enabled", "yes")
		if err != nil {
			return all, err
		}
		all, args = append(all, one), append(args, one.addr)
	}
	if out, err := exec.CommandContext(ctx, "redis-cli", append(args, "--cluster-yes")...).CombinedOutput(); err != nil {
		return all, fmt.Errorf("make a Cluster: %w\n%s", err, out)
	}
	return all, nil
}

// url is their REDIS_URL.
func (all servers) url() string {
	if len(all) == 1 {
		return "redis://" + all[0].addr
	}
	var addrs []string
	for _, s := range all {
		addrs = append(addrs, s.addr)
	}
	return "redis+cluster://" + strings.Join(addrs, ",")
}

func (all servers) stop() {
	for _, s := range all {
		s.stop()
	}
}

// server is a Redis of our own.
type server struct {
	addr string
	cmd  *exec.Cmd
}

func startRedis(ctx context.Context, dir, fsync string, settings ...string) (*server, error) {
	addr, err := load.FreeAddr()
	if err != nil {
		return nil, err
	}
	port := addr[strings.LastIndexByte(addr, ':')+1:]
	c := exec.CommandContext(ctx, "redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes", "--appendfsync", fsync, "--logfile", filepath.Join(dir, "redis.log"))
	c.Args = append(c.Args, settings...)
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start Redis: %w; .ci/deps redis-server installs it", err)
	}
	s := &server{addr, c}
	client := redis.NewClient(&redis.Options{Addr: addr})
	defer client.Close()
	for tries := 0; client.Ping(ctx).Err() != nil; tries++ {
		if tries == 200 || ctx.Err() != nil {
			s.stop()
			return nil, fmt.Errorf("Redis does not answer; see %s", dir)
		}
		wait(ctx, 50*time.Millisecond)
	}
	return s, nil
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // it was ended
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
