package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"hotro/internal/app"
)

func newReplay(e env) *cobra.Command {
	var platform string
	var late bool
	c := &cobra.Command{
		Use: "replay FILE", Short: "What the program would do with raw updates of a platform, as JSON",
		Long: `Reads updates as a platform sends them: one to a line, an array, a single one, or
what getUpdates answered. Prints for each, on a line: what arrives, or why it is
ignored; what the user is told; what staff see. Nothing is sent and nothing kept.
The updates of one file are one story; an album in it is one message. Each arrives
when it was sent, so that a log of yesterday plays as it went; with --late all of
them arrive now, as after a failure. FILE may be - for standard input.`,
		Example: `  bot replay report.json
  jq -c .body access.log | bot replay - --platform zalo`,
		Args: want(1, "replay takes one file with updates; - is standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return replay(cmd.Context(), e, args[0], platform, late)
		},
	}
	c.Flags().StringVar(&platform, "platform", "", "telegram, zalo or zalobot; guessed when it is left out")
	c.Flags().BoolVar(&late, "late", false, "let the updates arrive now, however long ago they were sent")
	return c
}

func replay(ctx context.Context, e env, file, platform string, late bool) (err error) {
	switch platform {
	case "", "telegram", "zalo", "zalobot":
	default:
		return usage(fmt.Sprintf("--platform %q: want telegram, zalo or zalobot", platform))
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	r := io.Reader(e.in)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	updates, err := app.Updates(r)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	p, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	p.Late = late
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	unread := 0
	for got := range p.Story(ctx, platform, updates) {
		if got.Error != "" {
			unread++
		}
		if err := enc.Encode(got); err != nil {
			return err
		}
	}
	if unread > 0 {
		return fmt.Errorf("%s: %d of %d updates can't be read; each says why", file, unread, len(updates))
	}
	return nil
}
