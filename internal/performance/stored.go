package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// storeAtOnce is how many conversations one trip stores.
const storeAtOnce = 200

// store fills a Redis that a load has used with conversations that nobody goes
// on with: copies of one that it left, each with a timer of the day after
// tomorrow and a place among the changes. Names and kinds of keys are those of
// docs/redis.md.
func store(ctx context.Context, addr string, n int) error {
	c := redis.NewClient(&redis.Options{Addr: addr, ReadTimeout: time.Minute})
	defer c.Close()
	dumps, err := template(ctx, c)
	if err != nil {
		return fmt.Errorf("store conversations: %w", err)
	}
	timer, changed := float64(time.Now().Add(48*time.Hour).UnixMilli()), float64(time.Now().Add(-time.Minute).UnixMilli())
	for from := 0; from < n; from += storeAtOnce {
		pipe := c.Pipeline()
		for i := from; i < min(from+storeAtOnce, n); i++ {
			part, conv := fmt.Sprintf("hotro:{%02d}:", i%64), fmt.Sprint("telegram:123456789:9", i)
			for kind, dump := range dumps {
				pipe.Restore(ctx, part+kind+":"+conv, 30*24*time.Hour, dump)
			}
			pipe.ZAdd(ctx, part+"due:timer", redis.Z{Score: timer, Member: conv})
			pipe.ZAdd(ctx, part+"feed", redis.Z{Score: changed, Member: conv})
		}
		if _, err := pipe.Exec(ctx); err != nil {
			return fmt.Errorf("store conversations: %w", err)
		}
	}
	return nil
}

// template is the conversation that is copied, each of its keys as Redis dumps it.
func template(ctx context.Context, c *redis.Client) (map[string]string, error) {
	const user = ":c:telegram:123456789:"
	for keys := c.Scan(ctx, 0, "hotro:*"+user+"*", 1000).Iterator(); keys.Next(ctx); {
		conv, dumps := keys.Val(), map[string]string{}
		for _, kind := range []string{"c", "l", "m"} {
			dump, err := c.Dump(ctx, strings.Replace(conv, ":c:", ":"+kind+":", 1)).Result()
			if err != nil {
				break // it said nothing yet
			}
			dumps[kind] = dump
		}
		if len(dumps) == 3 {
			return dumps, nil
		}
	}
	return nil, fmt.Errorf("the load left no conversation: %w", redis.Nil)
}
