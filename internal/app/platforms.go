package app

import (
	"context"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/channels/webchat"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/internal/leader"
)

// platforms are the configurations of all the platforms the program speaks:
// one line for each.
func platforms() []channels.Config {
	return []channels.Config{
		&telegram.Config{},
		&zalo.Config{},
		&zalobot.Config{},
		&webchat.Config{},
	}
}

// PlatformConfig returns the configuration of one platform: that of type T,
// such as *zalo.Config; T's zero value when the program does not speak it.
func PlatformConfig[T channels.Config](c Config) T {
	for _, p := range c.Platforms {
		if p, ok := p.(T); ok {
			return p
		}
	}
	var none T
	return none
}

// openPlatforms opens the platforms that are set up.
func (a *App) openPlatforms(context.Context) error {
	h := channels.Host{
		Base: a.base, Values: a.store, Files: a.media, Blob: blobs{a.store, a.now}.Blob, Link: a.fileLink, Typing: a.feed.Typing,
		Count: a.noticed, Now: a.now, Log: a.log,
	}
	for _, c := range a.cfg.Platforms {
		p, err := c.Open(h)
		if err != nil {
			return err
		}
		if p.Off != "" {
			continue
		}
		if err := a.platforms.Add(p); err != nil {
			return err
		}
	}
	return nil
}

// serveWebhooks takes in what platforms call with, and what else they serve.
func (a *App) serveWebhooks() {
	replies := &channels.HookReplies{Deliver: a.deliver, Store: a.store, Wake: a.wake, Turn: func(ctx context.Context, conv string) error {
		_, err := a.bot.TakeTurnWithoutNudge(ctx, conv)
		return err
	}}
	for _, p := range a.platforms.All() {
		for _, e := range p.Endpoints {
			o := channels.HookOptions{Accept: a.bot.Accept, Receipts: a.receipts.Note, Observe: a.hooked, Log: a.log}
			if e.Answers != nil {
				o.Accept, o.Answer = a.bot.Store, replies.For(e.Answers)
			}
			a.hooks[e.Path] = channels.Hook(p.Name, e, o)
		}
		for path, h := range p.Routes {
			a.hooks[path] = h
		}
	}
}

// wake has a conversation looked at now: by a turn, and by delivery.
func (a *App) wake(conv string) {
	a.bot.Schedule(conv)
	a.nudge(conv)
}

// intakeLoops are what the platforms do beside the program.
func (a *App) intakeLoops() []loop {
	elector := leader.Elector{Locks: a.store, Now: a.now, Log: a.log}
	var out []loop
	for _, p := range a.platforms.All() {
		for _, l := range p.Loops {
			run := func(ctx context.Context) { l.Run(ctx, a.bot.Accept) }
			if l.Lock == "" {
				out = append(out, loop{p.Name + " " + l.Name, run})
				continue
			}
			out = append(out, loop{p.Name + " " + l.Name, func(ctx context.Context) { elector.Run(ctx, l.Lock, run) }})
		}
	}
	return out
}

// answersInHook reports whether a platform takes replies in the answer to its
// calls.
func (a *App) answersInHook() bool {
	for _, p := range a.platforms.All() {
		for _, e := range p.Endpoints {
			if e.Answers != nil {
				return true
			}
		}
	}
	return false
}

// hooked counts what became of webhooks.
func (a *App) hooked(channel, result string) {
	a.metrics.Webhooks.WithLabelValues(channel, result).Inc()
}

// noticed counts what an adapter tells of its platform.
func (a *App) noticed(channel, event string) { a.metrics.Events.WithLabelValues(channel, event).Inc() }

// staffBot is the Telegram bot that staff may work with, nil when there is
// none.
func (a *App) staffBot() *telegram.Bot {
	b, _ := a.platforms.Senders()[chat.Telegram].(*telegram.Bot)
	return b
}
