package console

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// attendance remembers for a moment who is logged in: every open page asks.
type attendance struct {
	sessions *login.Sessions

	mu    sync.Mutex
	asked time.Time
	staff []desk.Staff
}

const attendanceFor = 5 * time.Second

func (a *attendance) list(ctx context.Context, now time.Time) ([]desk.Staff, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now.Sub(a.asked) < attendanceFor {
		return a.staff, nil
	}
	sessions, err := a.sessions.List(ctx)
	if err != nil {
		return nil, err
	}
	a.staff, a.asked = nil, now
	for _, s := range sessions {
		a.staff = append(a.staff, s.Staff)
	}
	return a.staff, nil
}

// colleagues lists whom a ticket can be given to: all who are logged in and
// those who hold a ticket on any front, except me.
func (c *Console) colleagues(ctx context.Context, queue []*chat.Ticket, me desk.Staff) ([]desk.Staff, error) {
	in, err := c.attendance.list(ctx, time.Now())
	if err != nil {
		return nil, err
	}
	known := map[string]desk.Staff{}
	for _, t := range queue {
		if t.State == chat.Claimed {
			known[t.Holder.Staff] = desk.Staff{ID: t.Holder.Staff, Name: t.Holder.Name, Role: desk.RoleAgent}
		}
	}
	for _, s := range in {
		known[s.ID] = s
	}
	delete(known, me.ID)
	delete(known, "")
	out := make([]desk.Staff, 0, len(known))
	for _, s := range known {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b desk.Staff) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}
