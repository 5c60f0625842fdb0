package desk

import (
	"cmp"
	"sort"
	"time"

	"hotro/internal/chat"
)

// waited is how long one ticket waited for a person: so long, or at least so
// long when nobody has come.
type waited struct {
	span time.Duration
	over bool
}

// median is the median wait during working hours; a wait that began when
// nobody was at work says nothing about the next.
func (r *Reader) median(tickets []chat.Ticket) time.Duration {
	now := r.now()
	var waits []waited
	for _, t := range tickets {
		if t.Opened.After(now.Add(-lateWaits)) && r.hours.Open(t.Opened) {
			waits = append(waits, wait(t, now))
		}
	}
	return middle(waits)
}

func wait(t chat.Ticket, now time.Time) waited {
	switch {
	case !t.Claimed.IsZero():
		return waited{t.Claimed.Sub(t.Opened), true}
	case t.Open():
		return waited{span: now.Sub(t.Opened)}
	}
	return waited{span: t.Ended.Sub(t.Opened)} // its user gave up
}

// middle is the time after which half of the waits are over, by the estimate
// of Kaplan and Meier: a wait that still goes on counts among the longer ones
// for as long as it has lasted, so that a queue nobody serves does not look
// like a short one. It is zero when fewer than enoughWaits are over, or when
// less than half would be.
func middle(waits []waited) time.Duration {
	sort.Slice(waits, func(i, j int) bool {
		return cmp.Or(cmp.Compare(waits[i].span, waits[j].span), cmp.Compare(b2i(waits[j].over), b2i(waits[i].over))) < 0
	})
	over, still, found := 0, 1.0, time.Duration(0)
	for i, w := range waits {
		if !w.over {
			continue
		}
		over++
		still *= 1 - 1/float64(len(waits)-i)
		if still <= 0.5 && found == 0 {
			found = max(w.span, 1)
		}
	}
	if over < enoughWaits {
		return 0
	}
	return found
}
