package bot

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"hotro/internal/desk"
)

// crowd is a queue in which some wait already; it is read after all have asked.
type crowd struct {
	waiting int
	asked   *sync.WaitGroup
	reads   int
}

func (c *crowd) Wait(context.Context) (desk.Estimate, error) {
	c.asked.Wait()
	c.reads++
	return desk.Estimate{Place: c.waiting + 1}, nil
}

// TestPlacesOfOneMoment: who asks in the same moment stands behind one another,
// and the queue is read once for all of them.
func TestPlacesOfOneMoment(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var asking sync.WaitGroup
	asking.Add(5)
	queue := &crowd{waiting: 3, asked: &asking}
	b := &Bot{Options: Options{Queue: queue, Now: func() time.Time { return now }}}
	got := make([]int, 5)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			asking.Done()
			got[i], _ = b.expectedWait(t.Context(), string(rune('a'+i)))
		})
	}
	all.Wait()
	slices.Sort(got)
	if want := []int{4, 5, 6, 7, 8}; !slices.Equal(got, want) || queue.reads != 1 {
		t.Errorf("places: got %v after %d reads, want %v after one", got, queue.reads, want)
	}
}
