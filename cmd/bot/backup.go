package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/archive"
)

// newBackup returns the command that copies a store.
func newBackup(e env) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Copy all that the store holds into a file",
		Long: `Copy all that the store holds into a new file; - writes to standard output, for
what encrypts it. With Redis the bot may run: each conversation is copied as of
one moment, and going on from the copy loses nothing that was in it. With the
embedded store the bot must be stopped.`,
		Example: "  bot backup hotro-2026-03-02.backup\n  bot backup - | age -p > hotro.backup.age",
		Args:    want(1, "want the file to write, or -"),
		RunE:    func(cmd *cobra.Command, args []string) error { return backup(cmd.Context(), e, args[0]) },
	}
}

// newRestore returns the command that reads such a copy back.
func newRestore(e env) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Read a backup into an empty store, of either kind",
		Long: `Read a backup into the store of DATA_DIR or REDIS_URL, which must be empty, with
the bot stopped; - reads standard input. A backup of the embedded store can be
read into Redis, and the other way round. What has ended meanwhile is left out.`,
		Example: "  DATA_DIR=./new bot restore hotro-2026-03-02.backup\n  age -d hotro.backup.age | REDIS_URL=redis://localhost bot restore -",
		Args:    want(1, "want the file to read, or -"),
		RunE:    func(cmd *cobra.Command, args []string) error { return restore(cmd.Context(), e, args[0]) },
	}
}

func backup(ctx context.Context, e env, name string) (err error) {
	return archived(ctx, e, func(s app.Store) error {
		to, said := e.out, io.Discard
		if name != "-" {
			f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			defer f.Close()
			to, said = f, e.out
		}
		n, err := archive.Write(ctx, s, to)
		if f, is := to.(*os.File); is && name != "-" {
			err = errors.Join(err, f.Sync())
		}
		if err != nil {
			return fmt.Errorf("the backup is not whole; delete it: %w", err)
		}
		fmt.Fprintf(said, "%d things are in %s\n", n, name)
		return nil
	})
}

func restore(ctx context.Context, e env, name string) error {
	from := e.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		from = f
	}
	return archived(ctx, e, func(s app.Store) error {
		n, err := archive.Read(ctx, from, s, time.Now())
		if err == nil {
			fmt.Fprintf(e.out, "%d things were restored\n", n)
		}
		return err
	})
}

// archived opens the store for do.
func archived(ctx context.Context, e env, do func(app.Store) error) error {
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
