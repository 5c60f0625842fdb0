// Command telegramserver runs the Telegram double alone, to play with the bot
// by hand and for tests that kill real processes. Its state is in memory.
//
//	go run ./internal/channels/telegram/telegramtest/telegramserver -addr 127.0.0.1:8081
//	TELEGRAM_TOKEN=… TELEGRAM_API_URL=http://127.0.0.1:8081 go run ./cmd/bot
//	curl -d '{"user":1,"name":"Hà","text":"/start"}' http://127.0.0.1:8081/_control/say
//	curl http://127.0.0.1:8081/_control/messages?chat=1
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8081", "where to listen; port 0 picks one")
	var o telegramtest.Options
	flag.StringVar(&o.Token, "token", "123456789:TEST-token-of-the-double", "the bot's token")
	flag.IntVar(&o.Rate, "rate", 0, "messages a second overall; 0: no limit")
	flag.IntVar(&o.ChatRate, "chat-rate", 0, "messages a second in a private chat; 0: no limit")
	flag.IntVar(&o.GroupRate, "group-rate", 0, "messages a minute in a group; 0: no limit")
	flag.Parse()
	o.RetryUnit = time.Second
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	t, err := telegramtest.Listen(ctx, *addr, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("TELEGRAM_API_URL=%s TELEGRAM_TOKEN=%s\n", t.URL(), t.Token())
	<-ctx.Done()
}
