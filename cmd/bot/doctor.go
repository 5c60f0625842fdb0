package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/obs"
)

func newDoctor(e env) *cobra.Command {
	ready := false
	cmd := &cobra.Command{
		Use: "doctor", Short: "Check settings, platforms, store and tools",
		Long: `Check everything the settings name: documents, store, platforms, tools. Each line
says what was looked at, how it is, and what to do. With --ready it only asks a
bot that runs at HTTP_ADDR whether it is ready: the health check of a container.`,
		Example: "  bot doctor\n  TELEGRAM_TOKEN=123456:AbC… TELEGRAM_STAFF_CHAT=-100123 bot doctor\n  bot doctor --ready",
		Args:    want(0, "doctor takes no arguments but --ready"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return doctor(cmd.Context(), e, ready) },
	}
	cmd.Flags().BoolVar(&ready, "ready", false, "ask the bot that runs at HTTP_ADDR whether it is ready")
	return cmd
}

func doctor(ctx context.Context, e env, ready bool) error {
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	if ready {
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
		return fmt.Errorf("%d of the checks failed; the lines above say what to do", bad)
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
		return fmt.Errorf("nothing answers at %s; is the bot running with this HTTP_ADDR?", addr)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", res.Status)
	}
	return nil
}
