package main

import (
	"context"
	"errors"

	"hotro/internal/app"
	"hotro/internal/obs"
)

func serve(ctx context.Context, e env, args []string) error {
	if len(args) > 0 {
		return usage("serve takes no arguments; settings come from the environment")
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	log, err := obs.NewLog(e.err, cfg.LogFormat, cfg.LogLevel)
	if err != nil {
		return err
	}
	a, err := app.New(ctx, cfg, app.Options{Log: log, Out: e.out})
	if err != nil {
		return err
	}
	return errors.Join(a.Run(ctx), a.Close())
}
