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
	o := Options{KV: h.Values, Link: h.Link, HTTP: h.HTTP, Now: h.Now, Log: h.Log, Count: h.Counter(chat.ZaloBot), Broken: h.Broken}
	if h.Polled != nil {
		o.Polled = func(polls bool) { h.Polled(chat.ZaloBot, polls) }
	}
	b, err := New(*c, o)
	if err != nil {
		return p, err
	}
	p.Sender, p.Fetcher, p.Typer = b, b, b
	counting := channels.Loop{Name: "usage", Run: func(ctx context.Context, _ channels.Accept) { b.CountUsage(ctx) }}
	p.Way = func(_ context.Context, code, call string) (channels.Way, error) {
		return channels.Way{Write: channels.Asked(code, call)}, nil // the platform has no addresses of bots
	}
	p.Check = func(ctx context.Context) []checkup.Check { return b.check(ctx, *c, h) }
	p.Limits.Chat = channels.Limit{Every: 500 * time.Millisecond, Burst: 5}
	if c.Mode == channels.ModePoll {
		p.Loops = []channels.Loop{{Name: "poll", Lock: "poll/zalobot/" + b.ID(), Run: func(ctx context.Context, accept channels.Accept) {
			_ = b.Poll(ctx, accept) // ends with ctx alone
		}}, counting}
		return p, nil
	}
	p.Endpoints = []channels.Endpoint{{Path: webhookPath, Webhook: b}}
	p.Loops = []channels.Loop{{Name: "set-up", Run: func(ctx context.Context, _ channels.Accept) {
		retry.Forever(ctx, b.log, "zalobot: set webhook", func(ctx context.Context) error { return b.SetWebhook(ctx, h.Base+webhookPath) })
	}}, counting}
	return p, nil
}

// check is what bot doctor says of the bot.
func (b *Bot) check(ctx context.Context, c Config, h channels.Host) []checkup.Check {
	var out []checkup.Check
	if c.Mode == channels.ModeWebhook && !strings.HasPrefix(h.Base, "https://") {
		out = append(out, checkup.Bad(chat.ZaloBot, "a webhook needs PUBLIC_URL with https"))
	}
	used, err := b.Usage(ctx)
	switch warning := used.Warning(); {
	case err != nil:
		out = append(out, checkup.Bad(chat.ZaloBot, "%v", err))
	case warning != "":
		out = append(out, checkup.Bad(chat.ZaloBot, "%s", warning))
	case used.Month != "":
		out = append(out, checkup.OK(chat.ZaloBot, "%d of %d users, %d of %d messages in %s", len(used.Users), maxUsers, used.Messages, maxMessages, used.Month))
	}
	return out
}
