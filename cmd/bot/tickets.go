package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"time"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/desk"
)

// tickets reads tickets from the store, like dead.
func tickets(ctx context.Context, e env, args []string) error {
	set := flag.NewFlagSet("tickets", flag.ContinueOnError)
	format := set.String("format", "text", "text, json or csv")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	s, err := app.OpenStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	d, err := app.NewDesk(cfg, s, time.Now)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	return errors.Join(ticketCommand(ctx, e, d, *format, rest), s.Close())
}

func ticketCommand(ctx context.Context, e env, d *desk.Desk, format string, args []string) error {
	switch {
	case len(args) == 1 && args[0] == "list":
		return listTickets(ctx, e, d)
	case len(args) == 2 && (args[0] == "show" || args[0] == "export"):
		number, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return usage("want a ticket number, got " + args[1])
		}
		if args[0] == "show" {
			format = "text"
		}
		b, err := d.Export(ctx, number, format)
		if errors.Is(err, desk.ErrNoTicket) {
			return fmt.Errorf("no ticket %d; bot tickets list shows them", number)
		}
		if err != nil {
			return err
		}
		_, err = e.out.Write(b)
		return err
	}
	return usage("want: list, show N or export N [--format text|json|csv]")
}

func listTickets(ctx context.Context, e env, d *desk.Desk) error {
	open, err := d.Queue(ctx)
	if err != nil {
		return err
	}
	ended, err := d.Ended(ctx, 200)
	if err != nil {
		return err
	}
	for _, t := range append(open, ended...) {
		fmt.Fprintf(e.out, "#%-6d %-9s %s  %-9s %-20s %s\n", t.Number, t.State, t.Opened.Format("2006-01-02 15:04"), t.Conv.Channel, holder(t), t.Topic)
	}
	return nil
}

func holder(t chat.Ticket) string {
	if t.Holder.Name == "" {
		return "-"
	}
	return t.Holder.Name
}
