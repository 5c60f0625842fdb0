package main

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/redis/go-redis/v9"
)

// The probe of Redis itself.
const (
	probeClients = 64
	probeSets    = 20_000
)

// probe returns what a bare SET costs in µs of CPU, this client's and the
// server's together: the measure for what a line costs, on any machine.
func probe(ctx context.Context, addr string) (float64, error) {
	c := redis.NewClient(&redis.Options{Addr: addr, PoolSize: probeClients})
	defer c.Close()
	before, err := cpu(ctx, c)
	if err != nil {
		return 0, err
	}
	value := strings.Repeat("v", 100)
	var wg sync.WaitGroup
	errs := make(chan error, probeClients)
	for w := range probeClients {
		wg.Go(func() {
			for i := range probeSets / probeClients {
				if err := c.Set(ctx, "probe:"+strconv.Itoa(w*probeSets+i), value, 0).Err(); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	if err := <-errs; err != nil {
		return 0, fmt.Errorf("probe Redis: %w", err)
	}
	after, err := cpu(ctx, c)
	if err != nil {
		return 0, err
	}
	return 1e6 * (after - before) / probeSets, c.FlushAll(ctx).Err()
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
