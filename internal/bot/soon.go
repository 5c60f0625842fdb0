package bot

import (
	"container/heap"
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"
	"time"
)

// soon hands out conversations at the moment they become due, so that the
// normal path never waits for the poll. What it loses, the poll finds.
type soon struct {
	in  chan entry
	due chan string
}

type entry struct {
	at   time.Time
	conv string
}

func newSoon() *soon {
	return &soon{in: make(chan entry, 4096), due: make(chan string)}
}

// add never blocks.
func (s *soon) add(conv string, at time.Time) {
	select {
	case s.in <- entry{at, conv}:
	default:
	}
}

func (s *soon) run(ctx context.Context, now func() time.Time) {
	var h entries
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		var out chan string
		var next string
		wait := time.Hour
		if len(h) > 0 {
			if wait = h[0].at.Sub(now()); wait <= 0 {
				out, next = s.due, h[0].conv
			}
		}
		timer.Reset(max(wait, 0))
		select {
		case <-ctx.Done():
			return
		case e := <-s.in:
			heap.Push(&h, e)
		case out <- next:
			heap.Pop(&h)
		case <-timer.C:
			if out != nil { // due, and every worker is busy: wait for one
				select {
				case out <- next:
					heap.Pop(&h)
				case e := <-s.in:
					heap.Push(&h, e)
				case <-ctx.Done():
					return
				}
			}
		}
	}
}

// entries is a heap by time.
type entries []entry

func (h entries) Len() int           { return len(h) }
func (h entries) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h entries) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is heap.Interface.
func (h *entries) Push(x any) { *h = append(*h, x.(entry)) }

// Pop is heap.Interface.
func (h *entries) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

const sorryID = "sorry:"

func isSorry(id string) bool { return strings.HasPrefix(id, sorryID) }

func encode(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return b, nil
}

// stack is the part of the stack that tells where it broke, on one line.
func stack() string {
	lines := strings.Split(string(debug.Stack()), "\n")
	var at []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); strings.Contains(l, "internal/") && strings.Contains(l, ".go:") {
			at = append(at, l[strings.LastIndex(l, "internal/"):])
		}
		if len(at) == 6 {
			break
		}
	}
	return " at " + strings.Join(at, " < ")
}
