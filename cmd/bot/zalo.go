package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"hotro/internal/app"
	"hotro/internal/channels/zalo"
)

// zaloCommand runs "bot zalo login": it prints where an admin of the Official
// Account grants access. The running bot completes it at /zalo/callback.
func zaloCommand(ctx context.Context, e env, args []string) error {
	set := flag.NewFlagSet("zalo login", flag.ContinueOnError)
	plain := set.Bool("no-pkce", false, "leave the code challenge out, for an app whose console has none")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "login" {
		return usage("want: login [--no-pkce]")
	}
	cfg, err := app.LoadConfig(e.environ)
	if err != nil {
		return err
	}
	if cfg.PublicURL == "" {
		return errors.New("PUBLIC_URL is not set; Zalo sends the admin's browser back to PUBLIC_URL/zalo/callback")
	}
	oa, err := zalo.New(*app.PlatformConfig[*zalo.Config](cfg), zalo.Options{})
	if err != nil {
		return err
	}
	back := cfg.PublicURL + "/zalo/callback"
	fmt.Fprintf(e.out, "1. In the app's console, save the callback %s\n", back)
	if !*plain {
		fmt.Fprintf(e.out, "   and, where it asks for one, the code challenge %s\n", oa.Challenge())
	}
	fmt.Fprintf(e.out, "2. With the bot running, open as an admin of the account:\n   %s\n", oa.LoginURL(back, !*plain))
	fmt.Fprintln(e.out, "3. bot doctor says when it has worked.")
	return ctx.Err()
}
