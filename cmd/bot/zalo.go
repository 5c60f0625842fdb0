package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hotro/internal/app"
	"hotro/internal/channels/zalo"
)

func newZalo(e env) *cobra.Command {
	plain := false
	login := &cobra.Command{
		Use: "login", Short: "Print where an admin grants access to the account",
		Long: `Print where an admin of the Official Account grants access. The running bot
completes it at PUBLIC_URL/zalo/callback.`,
		Example: "  PUBLIC_URL=https://support.example.vn ZALO_APP_ID=… ZALO_APP_SECRET=… ZALO_OA_SECRET=… bot zalo login",
		Args:    want(0, "login takes no arguments but --no-pkce"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return zaloLogin(cmd.Context(), e, plain) },
	}
	login.Flags().BoolVar(&plain, "no-pkce", false, "leave the code challenge out, for an app whose console has none")
	return group("zalo", "Grant access to a Zalo Official Account", login)
}

func zaloLogin(ctx context.Context, e env, plain bool) error {
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
	if !plain {
		fmt.Fprintf(e.out, "   and, where it asks for one, the code challenge %s\n", oa.Challenge())
	}
	fmt.Fprintf(e.out, "2. With the bot running, open as an admin of the account:\n   %s\n", oa.LoginURL(back, !plain))
	fmt.Fprintln(e.out, "3. bot doctor says when it has worked.")
	return ctx.Err()
}
