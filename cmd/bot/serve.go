package main

import (
	"errors"
	"runtime/debug"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/obs"
)

func newServe(e env) *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Run the bot, the chat page and the desk (the default)",
		Long: `Run the bot, the chat page and the desk until Ctrl-C or SIGTERM; then what has
begun is finished. It prints where the chat is, and a link that logs in to the desk once.`,
		Example: `  bot serve
  HTTP_ADDR=:8080 PUBLIC_URL=https://support.example.vn bot serve
  REDIS_URL=redis://127.0.0.1:6379 TELEGRAM_TOKEN_FILE=/run/secrets/telegram bot serve`,
		Args: want(0, "serve takes no arguments; settings come from the environment"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := app.LoadConfig(e.environ)
			if err != nil {
				return err
			}
			log, err := obs.NewLog(e.err, cfg.LogFormat, cfg.LogLevel)
			if err != nil {
				return err
			}
			begun := begin(cfg)
			a, err := app.New(cmd.Context(), cfg, app.Options{Log: log, Out: e.out})
			begun()
			if err != nil {
				return err
			}
			return errors.Join(a.Run(cmd.Context()), a.Close())
		},
	}
}

// begin has the documents built in made with little collecting of garbage in between: they
// are of a known size, and what is left over is given back once the program serves.
// Whoever set GOGC is asked for nothing.
func begin(cfg app.Config) (done func()) {
	const usual, generous = 100, 200
	was := debug.SetGCPercent(generous)
	done = func() { debug.SetGCPercent(was) }
	if was != usual || cfg.KBDir != "" {
		done()
		return func() {}
	}
	return done
}
