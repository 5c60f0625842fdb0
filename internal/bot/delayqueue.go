package bot

import (
	"container/heap"
	"context"
	"time"
)

// delayQueue hands out conversations at the moment they become due, first come
// first served among those due at the same moment, so that the normal path
// never waits for the poll. What it loses, the poll finds.
type delayQueue struct {
	in  chan delayed
	due chan string
}

// delayed is a conversation on its way to a worker.
type delayed struct {
	at     time.Time
	number uint64 // counts what was added: the order among equal times
	conv   string
}

func newDelayQueue() *delayQueue {
	return &delayQueue{in: make(chan delayed, 4096), due: make(chan string)}
}

// add never blocks: a queue that is full forgets.
func (q *delayQueue) add(conv string, at time.Time) {
	select {
	case q.in <- delayed{at: at, conv: conv}:
	default:
	}
}

// run hands out what is due until ctx is done.
func (q *delayQueue) run(ctx context.Context, now func() time.Time) {
	var waiting delayHeap
	var added uint64
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		var due chan string // nil, which blocks, while nothing is due
		var next string
		var alarm <-chan time.Time
		if len(waiting) > 0 {
			if wait := waiting[0].at.Sub(now()); wait <= 0 {
				due, next = q.due, waiting[0].conv
			} else {
				timer.Reset(wait)
				alarm = timer.C
			}
		}
		select {
		case <-ctx.Done():
			return
		case d := <-q.in:
			added++
			d.number = added
			heap.Push(&waiting, d)
		case due <- next:
			heap.Pop(&waiting)
		case <-alarm:
		}
	}
}

// delayHeap has the one that is due first on top.
type delayHeap []delayed

func (h delayHeap) Len() int      { return len(h) }
func (h delayHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h delayHeap) Less(i, j int) bool {
	if !h[i].at.Equal(h[j].at) {
		return h[i].at.Before(h[j].at)
	}
	return h[i].number < h[j].number
}

// Push is heap.Interface.
func (h *delayHeap) Push(x any) { *h = append(*h, x.(delayed)) }

// Pop is heap.Interface.
func (h *delayHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
