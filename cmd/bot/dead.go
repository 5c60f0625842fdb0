package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hotro/internal/app"
	"hotro/internal/store"
)

// dead lists and revives quarantined messages. It opens the store itself: with
// the embedded store the bot must be stopped, with Redis it may run.
func dead(ctx context.Context, e env, args []string) error {
	if len(args) == 0 {
		return usage("want: list, retry ID or drop ID")
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	s, err := app.OpenStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	return errors.Join(letters(ctx, e, s, args), s.Close())
}

func letters(ctx context.Context, e env, s app.Letters, args []string) error {
	switch {
	case args[0] == "list" && len(args) == 1:
		return listDead(ctx, e, s)
	case args[0] == "retry" && len(args) == 2:
		return found(args[1], s.DeadRetry(ctx, args[1], time.Now()))
	case args[0] == "drop" && len(args) == 2:
		return found(args[1], s.DeadDrop(ctx, args[1]))
	}
	return usage("want: list, retry ID or drop ID")
}

// listDead prints where each came from and why it is here, not what a
// customer wrote.
func listDead(ctx context.Context, e env, s app.Letters) error {
	all, err := s.DeadList(ctx, 1000)
	if err != nil {
		return err
	}
	for _, d := range all {
		fmt.Fprintf(e.out, "%s  %s  %-5s  %s  %s (%d bytes)\n", d.ID, d.At.Format(time.RFC3339), d.Queue, d.Conv, d.Reason, len(d.Body))
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
