package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/obs"
	"hotro/prompts"
)

func newChat(e env) *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "chat", Short: "Talk to the bot here; from a pipe: one line in, its replies out",
		Long: `Talk to the bot in this terminal: the production engine, turns and delivery, on a
store of its own that is gone afterwards. From a pipe it reads a line, prints its
replies, and ends with the input.`,
		Example: `  bot chat
  echo "em bi loi from number not found" | bot chat
  echo "gap nhan vien" | bot chat --json`,
		Args: want(0, "chat takes no arguments but --json"),
		RunE: func(cmd *cobra.Command, _ []string) error { return talk(cmd.Context(), e, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per reply")
	return cmd
}

func talk(ctx context.Context, e env, asJSON bool) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	level := cmp.Or(cfg.LogLevel, slog.LevelWarn.String())
	log, err := obs.NewLog(e.err, cfg.LogFormat, level)
	if err != nil {
		return err
	}
	t, err := app.NewTalk(ctx, cfg, log, e.out, asJSON)
	if err != nil {
		return err
	}
	defer t.Close()
	if typed(e.in) && !asJSON {
		fmt.Fprint(e.out, prompts.Must("vi").T("terminal.hint")+"\n\n")
		return t.Live(ctx, e.in)
	}
	return eachLine(ctx, e.in, func(s string) error { return t.Say(ctx, s) })
}

// typed reports whether a person sits at the other end of a stream.
func typed(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	i, err := f.Stat()
	return err == nil && i.Mode()&os.ModeCharDevice != 0
}
