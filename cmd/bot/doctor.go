package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"time"

	"hotro/internal/app"
	"hotro/internal/obs"
)

// doctor checks everything the settings name. With --ready it only asks a bot
// that runs here whether it is ready: the health check of a container.
func doctor(ctx context.Context, e env, args []string) error {
	set := flag.NewFlagSet("doctor", flag.ContinueOnError)
	ready := set.Bool("ready", false, "ask the bot that runs at HTTP_ADDR whether it is ready")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("doctor takes no arguments but --ready")
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	if *ready {
		return askReady(ctx, cfg.HTTPAddr)
	}
	log, err := obs.NewLog(e.err, cfg.LogFormat, "error")
	if err != nil {
		return err
	}
	bad := 0
	for _, c := range app.Doctor(ctx, cfg, log) {
		fmt.Fprintln(e.out, c)
		if !c.OK {
			bad++
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of the checks failed", bad)
	}
	return nil
}

func askReady(ctx context.Context, addr string) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", res.Status)
	}
	return nil
}
