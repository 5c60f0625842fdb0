package app

import (
	"context"
	"errors"
	"maps"
	"net/http"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/channels/webchat"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/internal/leader"
	"hotro/internal/store"
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
func (b *builder) openPlatforms(context.Context) error {
	h := channels.Host{
		Base: b.base, Values: b.store, Files: b.media, Blob: blobs{b.store, b.now}.Blob, Link: b.fileLink, Known: b.heardBefore, Typing: b.feed.Typing,
		Count: b.noticed, Broken: b.troubles, Polled: b.polled, HTTP: b.test.HTTP, Now: b.now, Log: b.log,
	}
	for _, c := range b.cfg.Platforms {
		p, err := c.Open(h)
		if err != nil {
			return err
		}
		if p.Off != "" {
			continue
		}
		if err := b.platforms.Add(p); err != nil {
			return err
		}
	}
	return nil
}

// heardBefore reports whether a message of a user's is in the transcript.
func (b *builder) heardBefore(ctx context.Context, conv, message string) (bool, error) {
	_, err := b.store.Find(ctx, conv, "user", message)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// webhooks are what platforms call with, and what else they serve, by path.
func (b *builder) webhooks() map[string]http.Handler {
	routes := map[string]http.Handler{}
	replies := &channels.HookReplies{Deliver: b.deliver, Store: b.store, Wake: b.wake, Turn: func(ctx context.Context, conv string) error {
		_, err := b.bot.TakeTurnWithoutNudge(ctx, conv)
		return err
	}}
	for _, p := range b.platforms.All() {
		for _, e := range p.Endpoints {
			o := channels.HookOptions{Accept: b.bot.Accept, Receipts: b.receipts.Note, Observe: b.hooked, Log: b.log}
			if e.Answers != nil {
				o.Accept, o.Answer = b.bot.Store, replies.For(e.Answers)
			}
			routes[e.Path] = channels.Hook(p.Name, e, o)
		}
		maps.Copy(routes, p.Routes)
	}
	return routes
}

// wake has a conversation looked at now: by a turn, and by delivery.
func (b *builder) wake(conv string) {
	b.bot.Schedule(conv)
	b.nudge(conv)
}

// intakeLoops are what the platforms do beside the program.
func (b *builder) intakeLoops() []loop {
	elector := leader.Elector{Locks: b.store, Now: b.now, Log: b.log}
	var out []loop
	for _, p := range b.platforms.All() {
		for _, l := range p.Loops {
			run := func(ctx context.Context) { l.Run(ctx, b.bot.Accept) }
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
func (b *builder) answersInHook() bool {
	for _, p := range b.platforms.All() {
		for _, e := range p.Endpoints {
			if e.Answers != nil {
				return true
			}
		}
	}
	return false
}

// hooked counts what became of webhooks.
func (b *builder) hooked(channel, result string) {
	b.metrics.Webhooks.WithLabelValues(channel, result).Inc()
}

// polled notes when a platform last answered a poll of this replica's.
func (b *builder) polled(channel string, polls bool) {
	if polls {
		b.metrics.Polls.Happened(channel)
		return
	}
	b.metrics.Polls.Over(channel)
}

// noticed counts what an adapter tells of its platform.
func (b *builder) noticed(channel, event string) {
	b.metrics.Events.WithLabelValues(channel, event).Inc()
}

// staffBot is the Telegram bot that staff may work with, nil when there is
// none.
func (b *builder) staffBot() *telegram.Bot {
	tg, _ := b.platforms.Senders()[chat.Telegram].(*telegram.Bot)
	return tg
}
