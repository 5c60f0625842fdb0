package redis

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// feedFor is how long the servers remember a change, and feedKept how many
// this process does.
const (
	feedFor  = time.Hour
	feedKept = 10_000
)

// feed is what this process has read of the changes in all partitions. Each
// partition's scores only rise, so that its cursor misses nothing; the merged
// list gives all callers here one cursor: the number of entries ever read.
type feed struct {
	cursors [store.Parts]int64
	list    []string // conversations; the last one has number read
	read    int64
}

// add appends a change that was read.
func (f *feed) add(conv string) {
	f.list = append(f.list, conv)
	f.read++
	if len(f.list) > 2*feedKept {
		f.list = slices.Clone(f.list[len(f.list)-feedKept:])
	}
}

// since lists the conversations read after the cursor, each once at its
// latest change.
func (f *feed) since(cursor int64) []string {
	first := f.read - int64(len(f.list))
	if cursor < first || cursor > f.read {
		cursor = first
	}
	var convs []string
	seen := map[string]bool{}
	for i := len(f.list) - 1; i >= int(cursor-first); i-- {
		if conv := f.list[i]; !seen[conv] {
			seen[conv] = true
			convs = append(convs, conv)
		}
	}
	slices.Reverse(convs)
	return convs
}

// Recent lists the conversations that changed since the cursor that an
// earlier call returned, each once, the latest change last; 0 asks for all
// that are remembered (up to an hour). A cursor is good for this Store only:
// with one it did not give out, Recent answers as for 0.
func (s *Store) Recent(ctx context.Context, since int64) (convs []string, upto int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.readFeed(ctx); err != nil {
		return nil, 0, err
	}
	if since == 0 {
		since = -1
	}
	return s.feed.since(since), s.feed.read, nil
}

// readFeed reads what is new in every partition.
func (s *Store) readFeed(ctx context.Context) error {
	pipe := s.trip()
	var cmds [store.Parts]*redis.ZSliceCmd
	for p := range cmds {
		after := "(" + strconv.FormatInt(s.feed.cursors[p], 10)
		cmds[p] = pipe.ZRangeByScoreWithScores(ctx, s.keys.ofPart(p).feed, &redis.ZRangeBy{Min: after, Max: "+inf"})
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return s.fail("read changes", err)
	}
	var all []redis.Z
	for p, cmd := range cmds {
		for _, z := range cmd.Val() {
			s.feed.cursors[p] = max(s.feed.cursors[p], int64(z.Score))
			all = append(all, z)
		}
	}
	slices.SortStableFunc(all, func(a, b redis.Z) int { return int(a.Score - b.Score) })
	for _, z := range all {
		if conv, _ := z.Member.(string); conv != "" { // the empty one only keeps the last score
			s.feed.add(conv)
		}
	}
	return nil
}
