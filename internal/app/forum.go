package app

import (
	"context"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/desk/forum"
)

// openForum puts the desk into the staff's Telegram group, when one is set.
func (a *App) openForum(ctx context.Context) error {
	if a.telegram == nil || a.telegram.StaffChat() == "" {
		return nil
	}
	say, err := words()
	if err != nil {
		return err
	}
	o := forum.Options{
		ID: a.telegram.ID(), Bot: a.telegram, Group: a.telegram, Desk: a.desk, Values: a.store,
		Say: say["vi"], Now: a.now, Budget: a.groupBudget(a.cfg.Telegram.GroupRate), Log: a.log,
		Links: a.sessions, Page: a.ticketPage, FileLink: a.fileLink, Escalation: a.cfg.Desk.EscalationChat,
	}
	if a.follow.calls.Enabled() {
		o.Calls = callFacts{a.follow}
	}
	f := forum.New(o)
	if err := a.retryUntil(ctx, func() error { return f.Start(ctx) }); err != nil {
		return err
	}
	a.forum = f
	return nil
}

// groupBudget keeps the staff group under Telegram's limit, n messages a
// minute for all its topics together; 0 lifts it.
func (a *App) groupBudget(n int) forum.Budget {
	if n == 0 {
		return nil
	}
	return forum.Paced(a.store, "pace:group:"+a.telegram.StaffChat(), n, a.now, a.log)
}

func (a *App) isStaff(at chat.Address) bool { return a.forum != nil && a.forum.Is(at) }

// ticketPage is a ticket's address on the web desk.
func (a *App) ticketPage(number int64) string { return fmt.Sprintf("%s/desk/t/%d", a.base, number) }

// staffLane brings the staff group in step; without one there is nothing to do.
func (a *App) staffLane() channels.DeskLane {
	if a.forum == nil {
		return nil
	}
	return a.forum.Sync
}

// group hands staff's lines to the forum that was opened after the turns.
type group struct{ a *App }

func (g group) Handle(ctx context.Context, in chat.Incoming, album ...chat.Incoming) error {
	if g.a.forum == nil {
		return nil
	}
	return g.a.forum.Handle(ctx, in, album...)
}
