package console

import (
	"cmp"
	"context"
	"sort"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// roster caches briefly who is logged in: every open page asks.
type roster struct {
	sessions *login.Sessions
	flight   flight

	mu    sync.Mutex
	asked time.Time
	staff []desk.Staff
}

const rosterFor = 5 * time.Second

func (p *roster) list(ctx context.Context, now time.Time) ([]desk.Staff, error) {
	if staff, ok := p.known(now); ok {
		return staff, nil
	}
	if err := p.flight.do(ctx, func(ctx context.Context) error { return p.ask(ctx, now) }); err != nil {
		return nil, err
	}
	staff, _ := p.known(now)
	return staff, nil
}

func (p *roster) known(now time.Time) (staff []desk.Staff, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.staff, now.Sub(p.asked) < rosterFor
}

func (p *roster) ask(ctx context.Context, now time.Time) error {
	if _, ok := p.known(now); ok {
		return nil // by somebody else meanwhile
	}
	sessions, err := p.sessions.List(ctx)
	if err != nil {
		return err
	}
	staff := make([]desk.Staff, 0, len(sessions))
	for _, s := range sessions {
		staff = append(staff, s.Staff)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.staff, p.asked = staff, now
	return nil
}

// colleagues lists who can take a ticket: everybody logged in or holding a
// ticket on any front, except me.
func (p *presenter) colleagues(ctx context.Context, queue []*chat.Ticket, me desk.Staff) ([]desk.Staff, error) {
	in, err := p.roster.list(ctx, p.now())
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
	sort.Slice(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID)) < 0
	})
	return out, nil
}

// colleague finds the person to transfer a ticket to.
func (p *presenter) colleague(ctx context.Context, me desk.Staff, id string) (desk.Staff, error) {
	queue, err := p.board.fresh(ctx)
	if err != nil {
		return desk.Staff{}, err
	}
	staff, err := p.colleagues(ctx, queue, me)
	if err != nil {
		return desk.Staff{}, err
	}
	for _, s := range staff {
		if s.ID == id {
			return s, nil
		}
	}
	return desk.Staff{}, errBad
}
