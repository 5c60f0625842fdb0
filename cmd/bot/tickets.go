package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/desk"
)

// newTickets returns the commands on tickets. Like dead, they open the store.
func newTickets(e env) *cobra.Command {
	format := "text"
	export := &cobra.Command{
		Use: "export N", Short: "Print a ticket and its transcript as text, JSON or CSV",
		Example: "  bot tickets export 12 --format csv > 12.csv",
		Args:    want(1, "want a ticket number; bot tickets list shows them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" && format != "csv" {
				return usage("--format: want text, json or csv, got " + format)
			}
			return exportTicket(cmd.Context(), e, args[0], format)
		},
	}
	export.Flags().StringVar(&format, "format", "text", "text, json or csv")
	g := group("tickets", "List tickets, print their transcripts",
		&cobra.Command{
			Use: "list", Short: "Print the queue and what ended last", Args: want(0, "list takes no arguments"),
			RunE: func(cmd *cobra.Command, _ []string) error {
				return withTickets(cmd.Context(), e, func(r *desk.Reader) error { return listTickets(cmd.Context(), e, r) })
			},
		},
		&cobra.Command{
			Use: "show N", Short: "Print a ticket and its transcript", Args: want(1, "want a ticket number; bot tickets list shows them"),
			RunE: func(cmd *cobra.Command, args []string) error { return exportTicket(cmd.Context(), e, args[0], "text") },
		},
		export)
	g.Long = "With the embedded store the bot must be stopped to look; with Redis it may run."
	g.Example = "  bot tickets list\n  bot tickets show 12"
	return g
}

// withTickets opens the store for do.
func withTickets(ctx context.Context, e env, do func(*desk.Reader) error) error {
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
	return errors.Join(do(d.Reader), s.Close())
}

func exportTicket(ctx context.Context, e env, n, format string) error {
	number, err := strconv.ParseInt(strings.TrimPrefix(n, "#"), 10, 64)
	if err != nil {
		return usage("want a ticket number, got " + n)
	}
	return withTickets(ctx, e, func(r *desk.Reader) error {
		b, err := r.Export(ctx, number, format, nil)
		if errors.Is(err, desk.ErrNoTicket) {
			return fmt.Errorf("no ticket %d; bot tickets list shows them", number)
		}
		if err != nil {
			return err
		}
		_, err = e.out.Write(b)
		return err
	})
}

func listTickets(ctx context.Context, e env, r *desk.Reader) error {
	open, err := r.Queue(ctx)
	if err != nil {
		return err
	}
	ended, err := r.Ended(ctx, 200)
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
