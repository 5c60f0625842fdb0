package app

import (
	"context"
	"fmt"

	"hotro/internal/channels/telegram"
	"hotro/internal/desk/forum"
	"hotro/internal/leader"
	"hotro/internal/retry"
)

// openForum puts the desk into the staff's Telegram group, when one is set.
func (b *builder) openForum(ctx context.Context) error {
	tg := b.staffBot()
	if tg == nil || tg.StaffChat() == "" {
		return nil
	}
	say := b.words
	o := forum.Options{
		ID: tg.ID(), Bot: tg, Group: tg, Values: b.store,
		Desk: b.desk, Tickets: b.desk.Reader, Format: b.desk.Format, Windows: b.platforms.Window, Canned: b.canned.List,
		Say: say["vi"], Now: b.now, Budget: groupBudget(b, tg), Log: b.log,
		Links: b.sessions, Page: b.ticketPage, FileLink: b.fileLink, Escalation: b.cfg.Desk.EscalationChat,
		Broken: b.troubles, Pause: forum.Pauser(b.store, groupPace(tg), tg.Config().GroupRate, b.now, b.log),
	}
	if b.company.Reference.ID != "" {
		o.Refs = b.refs
	}
	if b.tickets.Calls.Enabled() {
		o.Calls = b.tickets
	}
	f := forum.New(o)
	if err := atStart(ctx, f.Start); err != nil {
		return err
	}
	b.forum = f
	elector := leader.Elector{Locks: b.store, Now: b.now, Log: b.log}
	b.loop("staff group board", func(ctx context.Context) { elector.Run(ctx, "board", f.KeepBoard) })
	b.intake = append(b.intake, loop{"staff group set-up", func(ctx context.Context) {
		retry.Forever(ctx, b.log, "staff group: set commands", func(ctx context.Context) error { return f.SetCommands(ctx, say["en"]) })
	}})
	return nil
}

// groupBudget keeps the staff group under Telegram's limit, so many messages a
// minute for all its topics together; 0 lifts it.
func groupBudget(b *builder, tg *telegram.Bot) forum.Budget {
	n := tg.Config().GroupRate
	if n == 0 {
		return nil
	}
	return forum.Paced(b.store, groupPace(tg), n, b.now, b.log)
}

// groupPace is the key under which the staff group's pace is kept.
func groupPace(tg *telegram.Bot) string { return "pace:group:" + tg.StaffChat() }

// ticketPage is a ticket's address on the web desk.
func (b *builder) ticketPage(number int64) string { return fmt.Sprintf("%s/desk/t/%d", b.base, number) }
