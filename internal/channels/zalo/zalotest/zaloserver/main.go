// Command zaloserver plays Zalo on this machine, since Zalo has no sandbox: an
// Official Account (OpenAPI v3, OAuth v4, webhook with its retry ladder) and a
// bot of the Bot Platform, with the people who write to them.
//
// Start it, and hotro against it in another terminal with what it prints:
//
//	go run ./internal/channels/zalo/zalotest/zaloserver -webhook http://127.0.0.1:8080/webhook/zalo
//	ZALO_API_URL=http://127.0.0.1:9090 ZALO_OAUTH_URL=http://127.0.0.1:9090 ZALO_APP_ID=… go run ./cmd/bot
//
// Then act as a user, and look at what the account has sent:
//
//	curl -d text='em bị from number not found' http://127.0.0.1:9090/_control/user/lan/says
//	curl -d title='Vẫn lỗi' http://127.0.0.1:9090/_control/user/lan/presses
//	curl --data-binary @loi.jpg 'http://127.0.0.1:9090/_control/user/lan/sends?kind=image'
//	curl -d text='Em xem rồi ạ' -d admin=42 http://127.0.0.1:9090/_control/staff/lan/says
//	curl 'http://127.0.0.1:9090/_control/messages?user=lan'
//
// and make things go wrong: /_control/expire, /revoke, /fail (code, times),
// /slow (for), /hangup, /buttons (on), /probe, /user/lan/silent (for). All of
// it is listed at Zalo.Control and ZaloBot.Control in package zalotest; the
// bot's people live at its own port, under the same paths. Nothing is kept
// when it ends, and there is no access control: for 127.0.0.1 only.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot/zalobottest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "zaloserver:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	var o zalotest.Options
	var b zalobottest.Options
	f := flag.NewFlagSet("zaloserver", flag.ContinueOnError)
	addr := f.String("addr", "127.0.0.1:9090", "address of the Official Account's platform")
	botAddr := f.String("bot-addr", "127.0.0.1:9091", "address of the Bot Platform; empty: none")
	webhook := f.String("webhook", "http://127.0.0.1:8080/webhook/zalo", "where events go; empty: nowhere")
	f.StringVar(&o.AppID, "app-id", "", "id of the app")
	f.StringVar(&o.AppSecret, "app-secret", "", "secret of the app")
	f.StringVar(&o.OASecret, "oa-secret", "", "secret that signs events")
	f.StringVar(&o.OA, "oa", "", "id of the account")
	f.StringVar(&o.Refresh, "refresh-token", "", "refresh token to start with")
	f.DurationVar(&o.TokenLife, "token-life", 25*time.Hour, "life of an access token")
	f.BoolVar(&o.Mute, "mute", false, "send no echoes and no receipts")
	f.BoolVar(&o.Perfect, "perfect", false, "anybody may be written to at any time")
	f.StringVar(&b.Token, "bot-token", "", "token of the bot")
	f.BoolVar(&b.Wrapped, "bot-wrapped", false, "wrap the bot's webhook calls as the documentation does")
	if err := f.Parse(args); err != nil {
		return err
	}
	z, err := zalotest.Listen(ctx, *addr, o)
	if err != nil {
		return err
	}
	z.Hook(*webhook, nil)
	o = z.Options()
	fmt.Fprintf(out, "ZALO_API_URL=%s ZALO_OAUTH_URL=%s ZALO_APP_ID=%s ZALO_APP_SECRET=%s ZALO_OA_SECRET=%s ZALO_REFRESH_TOKEN=%s\n",
		o.Base, o.Base, o.AppID, o.AppSecret, o.OASecret, o.Refresh)
	if *botAddr != "" {
		bot, err := zalobottest.Listen(ctx, *botAddr, b)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "ZALOBOT_API_URL=%s ZALOBOT_TOKEN=%s\n", bot.URL(), bot.Token())
	}
	<-ctx.Done()
	return nil
}
