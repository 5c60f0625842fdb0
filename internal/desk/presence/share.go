package presence

import (
	"context"
	"maps"
	"time"

	"hotro/internal/retry"
	"hotro/internal/store"
)

// key holds what all replicas say; it begins with a dot, for nobody lists it.
const key = ".desk/presence"

// section is what one replica says.
type section struct {
	At     time.Time `json:"at"`
	People []Person  `json:"people"`
}

// Run shares the room with other replicas until ctx ends. Call it once.
func (r *Room) Run(ctx context.Context) {
	for retry.Sleep(ctx, r.o.Every) {
		r.look(ctx)
	}
}

// look writes what is new here and reads what is new elsewhere. Where nobody
// is, nobody asks.
func (r *Room) look(ctx context.Context) {
	r.mu.Lock()
	r.tidy()
	mine, now := r.mine(), r.o.Now()
	idle := len(mine) == 0 && r.written.IsZero()
	tell := r.touched || len(mine) > 0 && now.Sub(r.written) >= again
	r.mu.Unlock()
	if idle || r.o.Values == nil {
		return
	}
	all, err := r.exchange(ctx, mine, now, tell)
	if r.o.Outage != nil && ctx.Err() == nil {
		r.o.Outage.Saw(ctx, err)
	}
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if tell {
		r.touched, r.written = false, now
		if len(mine) == 0 {
			r.written = time.Time{}
		}
	}
	r.others = nil
	for id, s := range all {
		if id != r.id && now.Sub(s.At) < gone {
			r.others = append(r.others, s.People...)
		}
	}
	touched := r.touched
	r.tidy()
	r.touched = touched // news from elsewhere are not to be written back
}

// exchange reads what all replicas say, after it has said what this one does.
func (r *Room) exchange(ctx context.Context, mine []Person, now time.Time, tell bool) (all map[string]section, err error) {
	if !tell {
		all, _, err = store.ReadJSON[map[string]section](ctx, r.o.Values, key)
		return all, err
	}
	err = store.ChangeJSON(ctx, r.o.Values, key, time.Minute, r.o.Now, func(old map[string]section) map[string]section {
		all = map[string]section{r.id: {now, mine}}
		maps.Copy(all, old)
		all[r.id] = section{now, mine}
		maps.DeleteFunc(all, func(_ string, s section) bool { return len(s.People) == 0 || now.Sub(s.At) >= gone })
		return all
	})
	return all, err
}
