package zalobot

import (
	"context"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/checkup"
	"hotro/internal/retry"
)

const webhookPath = "/webhook/zalobot"

// Open is channels.Config: by long poll, where one replica at a time polls, or
// by webhook.
func (c *Config) Open(h channels.Host) (channels.Platform, error) {
	p := channels.Platform{Name: chat.ZaloBot, Icon: "zalo"}
	if !c.Enabled() {
		p.Off = "ZALOBOT_TOKEN is not set"
		return p, nil
	}
	b, err := New(*c, Options{Link: h.Link, Now: h.Now, Log: h.Log, Count: h.Counter(chat.ZaloBot)})
	if err != nil {
		return p, err
	}
	p.Sender, p.Fetcher, p.Typer = b, b, b
	p.Limits.Chat = channels.Limit{Every: 500 * time.Millisecond, Burst: 5}
	if c.Mode == channels.ModePoll {
		p.Loops = []channels.Loop{{Name: "poll", Lock: "poll/zalobot/" + b.ID(), Run: func(ctx context.Context, accept channels.Accept) {
			_ = b.Poll(ctx, accept) // ends with ctx alone
		}}}
		return p, nil
	}
	p.Endpoints = []channels.Endpoint{{Path: webhookPath, Webhook: b}}
	p.Loops = []channels.Loop{{Name: "set-up", Run: func(ctx context.Context, _ channels.Accept) {
		retry.Forever(ctx, b.log, "zalobot: set webhook", func(ctx context.Context) error { return b.SetWebhook(ctx, h.Base+webhookPath) })
	}}}
	p.Check = func(context.Context) []checkup.Check {
		if strings.HasPrefix(h.Base, "https://") {
			return nil
		}
		return []checkup.Check{checkup.Bad(chat.ZaloBot, "a webhook needs PUBLIC_URL with https")}
	}
	return p, nil
}
