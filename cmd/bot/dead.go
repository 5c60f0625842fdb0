package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/prompts"
)

// newDead returns the commands on quarantined messages.
func newDead(e env) *cobra.Command {
	g := group("dead", "List, retry or drop quarantined messages",
		&cobra.Command{
			Use: "list", Short: "Print where each came from and why it is here; never what a customer wrote",
			Args: want(0, "list takes no arguments"),
			RunE: func(cmd *cobra.Command, _ []string) error {
				return letters(cmd.Context(), e, func(s app.Letters) error { return listDead(cmd.Context(), e, s) })
			},
		},
		&cobra.Command{
			Use: "retry ID", Short: "Put one back where it came from", Args: want(1, "want the ID of one; bot dead list shows them"),
			RunE: func(cmd *cobra.Command, args []string) error {
				return letters(cmd.Context(), e, func(s app.Letters) error { return found(args[0], s.DeadRetry(cmd.Context(), args[0], time.Now())) })
			},
		},
		&cobra.Command{
			Use: "drop ID", Short: "Delete one", Args: want(1, "want the ID of one; bot dead list shows them"),
			RunE: func(cmd *cobra.Command, args []string) error {
				return letters(cmd.Context(), e, func(s app.Letters) error { return found(args[0], s.DeadDrop(cmd.Context(), args[0])) })
			},
		})
	g.Long = `A message that broke several turns, or a reply that could not be sent, is set aside
with its reason. With the embedded store the bot must be stopped to look; with
Redis it may run.`
	g.Example = "  bot dead list\n  bot dead retry 1751008322530-0"
	return g
}

// letters opens the store for do.
func letters(ctx context.Context, e env, do func(app.Letters) error) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	s, err := app.OpenStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

// listDead prints where each came from and why it is here, not what a
// customer wrote.
func listDead(ctx context.Context, e env, s app.Letters) error {
	all, err := s.DeadList(ctx, 1000)
	if err != nil {
		return err
	}
	english := prompts.Must("en") // as all that bot tells operators
	for _, d := range all {
		why := chat.Reason(d.Reason).Words(english)
		fmt.Fprintf(e.out, "%s  %s  %-5s  %s  %s (%d bytes)\n", d.ID, d.At.Format(time.RFC3339), d.Queue, d.Conv, why, len(d.Body))
	}
	if len(all) == 0 {
		fmt.Fprintln(e.out, "no dead letters")
	}
	return nil
}

func found(id string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("no dead letter %s; bot dead list shows them", id)
	}
	return err
}
