package redis_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"hotro/internal/store"
	"hotro/internal/store/redis/redistest"
)

// TestAnIdleConversationIsSmall: what Redis holds of one that walked through an
// error and has nothing to do, without its transcript: the hash, the timer that
// waits, its place in the feed.
func TestAnIdleConversationIsSmall(t *testing.T) {
	const most, convs, turns = 2048, 256, 3
	server := redistest.Start(t, "--appendonly", "no")
	s := open(t, server.URL(), connect(t, server.Addr))
	ctx := t.Context()
	state, err := os.ReadFile("testdata/state.json")
	if err != nil {
		t.Fatal(err)
	}
	for c := range convs {
		conv := fmt.Sprint("telegram:7654321098:", 1000000000+c)
		at := now.Add(time.Duration(c) * time.Second)
		for i := range turns {
			_, l, err := s.PutTake(ctx, conv, store.Item{ID: fmt.Sprint("m", i), Body: []byte("alo"), At: at}, time.Minute)
			if err != nil || l == nil {
				t.Fatalf("turn %d: got %v, %v; want a lease", i, l, err)
			}
			own := strings.ReplaceAll(string(state), "2000000002", conv)
			done, err := s.Commit(ctx, *l, at, store.Change{
				State: []byte(own), Epoch: 1, Wake: at.Add(48 * time.Hour), Out: []store.Out{{Seq: l.Lines + 1, Body: []byte("dạ"), Fence: 1}},
				Lines: []store.Entry{{Seq: l.Lines + 1, Body: []byte("dạ")}}, Hand: time.Minute,
			})
			if err != nil || done.Job == nil {
				t.Fatalf("turn %d: got %+v, %v; want its lane", i, done, err)
			}
			if _, err := s.Settle(ctx, *done.Job, at, store.Settlement{Sent: 1}); err != nil {
				t.Fatal(err)
			}
		}
	}
	total := int64(0)
	for _, key := range s.allKeys(t) {
		if strings.Contains(key, "}:l:") || strings.Contains(key, "}:m:") {
			continue // the transcript
		}
		n, err := s.plain.MemoryUsage(ctx, key, 0).Result()
		if err != nil {
			t.Fatal(err)
		}
		total += n
	}
	t.Logf("%d bytes a conversation", total/convs)
	if total/convs > most {
		t.Errorf("an idle conversation takes %d bytes beside its transcript, want at most %d", total/convs, most)
	}
}
