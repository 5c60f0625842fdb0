package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"hotro/internal/app"
	"hotro/internal/obs"
	"hotro/prompts"
)

// talk is a conversation here: the production engine, turns and delivery on a
// store of its own that is gone afterwards.
func talk(ctx context.Context, e env, args []string) error {
	fs := flag.NewFlagSet("chat", flag.ContinueOnError)
	asJSON := fs.Bool("json", false, "print one JSON object per reply")
	rest, err := flags(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("chat takes no arguments but --json")
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	level := cfg.LogLevel
	if level == "" {
		level = slog.LevelWarn.String()
	}
	log, err := obs.NewLog(e.err, cfg.LogFormat, level)
	if err != nil {
		return err
	}
	t, err := app.NewTalk(ctx, cfg, log, e.out, *asJSON)
	if err != nil {
		return err
	}
	defer t.Close()
	if typed(e.in) && !*asJSON {
		fmt.Fprint(e.out, prompts.Must("vi").T("terminal.hint")+"\n\n")
		return t.Live(ctx, e.in)
	}
	return eachLine(e.in, func(s string) error { return t.Say(ctx, s) })
}

// typed reports whether a person sits at the other end.
func typed(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	i, err := f.Stat()
	return err == nil && i.Mode()&os.ModeCharDevice != 0
}
