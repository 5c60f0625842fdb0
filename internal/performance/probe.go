package main

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"
)

// The probe of Redis itself.
const (
	probeClients = 64
	probeSets    = 20_000
	slowSets     = 200
	slowEvery    = 10 * time.Millisecond // as often as the lines of the load at a low rate come
)

// sets are what a bare SET costs in µs of CPU, this client's and the server's
// together: the measure for what a line costs, on any machine.
type sets struct {
	busy float64 // among those of many clients
	slow float64 // alone, a hundred a second: each wakes both sides
}

// probe measures bare SETs and leaves Redis empty.
func probe(ctx context.Context, addr string) (s sets, err error) {
	c := redis.NewClient(&redis.Options{Addr: addr, PoolSize: probeClients})
	defer c.Close()
	value := strings.Repeat("v", 100)
	set := func(i int) error { return c.Set(ctx, "probe:"+strconv.Itoa(i), value, 0).Err() }
	s.busy, err = spent(ctx, c, probeSets, func() error {
		var all errgroup.Group
		for w := range probeClients {
			all.Go(func() error {
				for i := w; i < probeSets; i += probeClients {
					if err := set(i); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return all.Wait()
	})
	if err == nil {
		s.slow, err = spent(ctx, c, slowSets, func() error {
			tick := time.NewTicker(slowEvery)
			defer tick.Stop()
			for i := range slowSets {
				<-tick.C
				if err := set(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return s, fmt.Errorf("probe Redis: %w", err)
	}
	return s, c.FlushAll(ctx).Err()
}

// spent is what each of n commands costs that do sends, in µs of CPU of this
// process and Redis.
func spent(ctx context.Context, c *redis.Client, n int, do func() error) (float64, error) {
	before, err := cpu(ctx, c)
	if err != nil {
		return 0, err
	}
	if err := do(); err != nil {
		return 0, err
	}
	after, err := cpu(ctx, c)
	return 1e6 * (after - before) / float64(n), err
}

// cpu is what this process and Redis have used, in seconds.
func cpu(ctx context.Context, c *redis.Client) (float64, error) {
	var own syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &own); err != nil {
		return 0, err
	}
	total := float64(own.Utime.Sec+own.Stime.Sec) + float64(own.Utime.Usec+own.Stime.Usec)/1e6
	info, err := c.Info(ctx, "cpu").Result()
	if err != nil {
		return 0, fmt.Errorf("ask Redis what it used: %w", err)
	}
	for s := bufio.NewScanner(strings.NewReader(info)); s.Scan(); {
		name, v, _ := strings.Cut(strings.TrimSpace(s.Text()), ":")
		if name == "used_cpu_sys" || name == "used_cpu_user" {
			f, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return 0, err
			}
			total += f
		}
	}
	return total, nil
}
