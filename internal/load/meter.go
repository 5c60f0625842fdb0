package load

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// uses is what the processes have used since they started.
type uses struct{ program, redis Use }

func (r *run) use(ctx context.Context) (u uses, err error) {
	for _, t := range r.g.o.Targets {
		one, err := programUse(ctx, t)
		if err != nil {
			return u, err
		}
		u.program.CPU += one.CPU
		u.program.Bytes += one.Bytes
	}
	if r.ph.Redis != "" {
		u.redis, err = redisUse(ctx, r.ph.Redis)
	}
	return u, err
}

// settle is how long after its start a program has given back what only its start took.
const settle = time.Second

// idle asks a program that nobody has written to, and its Redis if there is
// one, what they use, once its start is over.
func (p *Program) idle(ctx context.Context, target, redisURL string) (err error) {
	select {
	case <-time.After(settle):
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.Idle, err = programUse(ctx, target); err == nil && redisURL != "" {
		p.RedisIdle, err = redisUse(ctx, redisURL)
	}
	return err
}

// programUse reads a program's own metrics.
func programUse(ctx context.Context, target string) (Use, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(target, "/")+"/metrics", nil)
	if err != nil {
		return Use{}, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return Use{}, fmt.Errorf("read what the program uses: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Use{}, fmt.Errorf("%s answers %s; unset METRICS_ADDR and call it from its own machine", req.URL, resp.Status)
	}
	v, err := values(bufio.NewScanner(resp.Body), " ")
	return Use{CPU: v["process_cpu_seconds_total"], Bytes: v["process_resident_memory_bytes"]}, err
}

// redisUse asks a Redis what it has used, or all nodes of a Cluster.
func redisUse(ctx context.Context, url string) (all Use, err error) {
	nodes := []string{url}
	if addrs, cluster := strings.CutPrefix(url, "redis+cluster://"); cluster {
		nodes = strings.Split(addrs, ",")
		for i := range nodes {
			nodes[i] = "redis://" + nodes[i]
		}
	}
	for _, node := range nodes {
		one, err := nodeUse(ctx, node)
		if err != nil {
			return Use{}, err
		}
		all.CPU += one.CPU
		all.Bytes += one.Bytes
	}
	return all, nil
}

func nodeUse(ctx context.Context, url string) (Use, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		return Use{}, fmt.Errorf("REDIS_URL: %w; load measures a single Redis, or a Cluster without a password", err)
	}
	c := redis.NewClient(o)
	defer c.Close()
	info, err := c.Info(ctx, "cpu", "memory").Result()
	if err != nil {
		return Use{}, fmt.Errorf("ask Redis what it used: %w", err)
	}
	v, err := values(bufio.NewScanner(strings.NewReader(info)), ":")
	return Use{CPU: v["used_cpu_sys"] + v["used_cpu_user"], Bytes: v["used_memory"]}, err
}

// values reads lines of a name and a number.
func values(s *bufio.Scanner, between string) (map[string]float64, error) {
	v := map[string]float64{}
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		name, number, ok := strings.Cut(strings.TrimSpace(s.Text()), between)
		if f, err := strconv.ParseFloat(number, 64); ok && err == nil {
			v[name] = f
		}
	}
	return v, s.Err()
}
