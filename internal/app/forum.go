package app

import (
	"context"
	"fmt"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/desk/forum"
	"hotro/internal/retry"
)

// openForum puts the desk into the staff's Telegram group, when one is set.
func (a *App) openForum(ctx context.Context) error {
	b := a.staffBot()
	if b == nil || b.StaffChat() == "" {
		return nil
	}
	say, err := words()
	if err != nil {
		return err
	}
	o := forum.Options{
		ID: b.ID(), Bot: b, Group: b, Desk: a.desk, Values: a.store,
		Say: say["vi"], Now: a.now, Budget: a.groupBudget(b), Log: a.log,
		Links: a.sessions, Page: a.ticketPage, FileLink: a.fileLink, Escalation: a.cfg.Desk.EscalationChat,
	}
	if a.follow.calls.Enabled() {
		o.Calls = callFacts{a.follow}
	}
	f := forum.New(o)
	if err := atStart(ctx, f.Start); err != nil {
		return err
	}
	a.forum = f
	a.intake = append(a.intake, loop{"staff group set-up", func(ctx context.Context) {
		retry.Forever(ctx, a.log, "staff group: set commands", func(ctx context.Context) error { return f.SetCommands(ctx, say["en"]) })
	}})
	return nil
}

// groupBudget keeps the staff group under Telegram's limit, so many messages a
// minute for all its topics together; 0 lifts it.
func (a *App) groupBudget(b *telegram.Bot) forum.Budget {
	n := b.Config().GroupRate
	if n == 0 {
		return nil
	}
	return forum.Paced(a.store, "pace:group:"+b.StaffChat(), n, a.now, a.log)
}

// ticketPage is a ticket's address on the web desk.
func (a *App) ticketPage(number int64) string { return fmt.Sprintf("%s/desk/t/%d", a.base, number) }

// staffLane brings the staff group in step; without one there is nothing to do.
func (a *App) staffLane() channels.DeskLane {
	if a.forum == nil {
		return nil
	}
	return a.forum.Sync
}
