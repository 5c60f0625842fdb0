package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/archive"
)

// keyFiles are the files that hold a backup's keys.
type keyFiles struct{ recipients, identity, passphrase string }

// newBackup returns the command that copies a store.
func newBackup(e env) *cobra.Command {
	k := keyFiles{}
	cmd := &cobra.Command{
		Use: "backup FILE", Short: "Copy all that the store holds into a file",
		Long: `Copy all that the store holds into a new file; - writes to standard output. The
bot may run meanwhile, with either store: the embedded one is copied as of one
moment, Redis each conversation as of one, and going on from the copy loses
nothing that was in it.

The copy holds what users wrote, and the secrets of links and sessions. Encrypt it
for a key of age (age-keygen makes one; its secret need not be on this machine), or
with a passphrase.`,
		Example: `  bot backup hotro-2026-03-02.backup
  bot backup hotro.backup.age --recipients keys.txt
  bot backup - --passphrase /run/secrets/backup > hotro.backup.age`,
		Args: want(1, "want the file to write, or -"),
		RunE: func(cmd *cobra.Command, args []string) error { return backup(cmd.Context(), e, k, args[0]) },
	}
	cmd.Flags().StringVar(&k.recipients, "recipients", "", "a file of age's public keys: encrypt for them")
	cmd.Flags().StringVar(&k.passphrase, "passphrase", "", "a file that holds a passphrase: encrypt with it")
	return cmd
}

// newRestore returns the command that reads such a copy back.
func newRestore(e env) *cobra.Command {
	k := keyFiles{}
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "Read a backup into an empty store, of either kind",
		Long: `Read a backup into the store of DATA_DIR or REDIS_URL, which must be empty, with
the bot stopped; - reads standard input. A backup of the embedded store can be
read into Redis, and the other way round. What has ended meanwhile is left out.`,
		Example: `  DATA_DIR=./new bot restore hotro-2026-03-02.backup
  DATA_DIR=./new bot restore hotro.backup.age --identity key.txt
  REDIS_URL=redis://localhost bot restore - --passphrase backup.txt < hotro.backup.age`,
		Args: want(1, "want the file to read, or -"),
		RunE: func(cmd *cobra.Command, args []string) error { return restore(cmd.Context(), e, k, args[0]) },
	}
	cmd.Flags().StringVar(&k.identity, "identity", "", "a file of age's secret keys: one of them opens the backup")
	cmd.Flags().StringVar(&k.passphrase, "passphrase", "", "a file that holds the passphrase")
	return cmd
}

// read reads the files of keys.
func (k keyFiles) read() (keys archive.Keys, err error) {
	if k.passphrase != "" && k.recipients+k.identity != "" {
		return keys, usage("want a passphrase or a key, not both")
	}
	for _, f := range []struct {
		name string
		to   *string
	}{{k.recipients, &keys.Recipients}, {k.identity, &keys.Identities}, {k.passphrase, &keys.Passphrase}} {
		if f.name == "" {
			continue
		}
		b, err := os.ReadFile(f.name)
		if err != nil {
			return keys, err
		}
		if *f.to = strings.TrimSpace(string(b)); *f.to == "" {
			return keys, fmt.Errorf("%s is empty: write the key into it", f.name)
		}
	}
	return keys, nil
}

func backup(ctx context.Context, e env, k keyFiles, name string) (err error) {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	keys, err := k.read()
	if err != nil {
		return err
	}
	to, said := e.out, io.Discard
	if name != "-" {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		defer f.Close()
		to, said = f, e.out
	}
	sealed, err := keys.Seal(to)
	n := 0
	if err == nil {
		n, err = app.Backup(ctx, cfg, sealed)
	}
	if err == nil {
		err = sealed.Close()
	}
	if f, is := to.(*os.File); is && name != "-" {
		err = errors.Join(err, f.Sync())
		if err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}
	if err != nil {
		return fmt.Errorf("there is no backup: %w", err)
	}
	fmt.Fprintf(said, "%d things are in %s\n", n, name)
	return nil
}

func restore(ctx context.Context, e env, k keyFiles, name string) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	keys, err := k.read()
	if err != nil {
		return err
	}
	from := e.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		from = f
	}
	plain, err := keys.Unseal(from)
	if err != nil {
		return err
	}
	s, err := app.OpenStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	n, err := archive.Read(ctx, plain, s, time.Now())
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d things were restored\n", n)
	return nil
}
