package app

import (
	"context"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
)

// openZalo puts the program behind a Zalo Official Account when one is set.
func (a *App) openZalo(context.Context) error {
	cfg := a.cfg.Zalo
	if !cfg.Enabled() {
		return nil
	}
	oa, err := zalo.New(cfg, zalo.Options{
		KV: a.store, Files: a.media, Link: linker{a}, Now: a.now, Log: a.log,
		Count: func(what string) { a.metrics.In.WithLabelValues(chat.Zalo, what).Inc() },
	})
	if err != nil {
		return err
	}
	a.senders[chat.Zalo], a.fetchers[chat.Zalo] = oa, oa
	if cfg.Rate > 0 {
		a.limits[chat.Zalo] = channels.Limits{Overall: channels.Limit{Every: time.Minute / time.Duration(cfg.Rate), Burst: max(1, cfg.Rate/60)}}
	}
	a.hooks["/webhook/zalo"] = channels.Hook(chat.Zalo, oa, a.bot.Accept, nil, a.hooked, a.log)
	a.hooks["/zalo/callback"] = oa.Callback()
	a.intake = append(a.intake, loop{"zalo grant", func(ctx context.Context) { a.lead(ctx, "zalo/grant/"+cfg.AppID, oa.Run) }})
	a.zalo = oa
	return nil
}

// openZaloBot puts the program behind a bot of Zalo's Bot Platform.
func (a *App) openZaloBot(context.Context) error {
	cfg := a.cfg.ZaloBot
	if !cfg.Enabled() {
		return nil
	}
	b, err := zalobot.New(cfg, zalobot.Options{
		Link: linker{a}, Now: a.now, Log: a.log,
		Count: func(what string) { a.metrics.In.WithLabelValues(chat.ZaloBot, what).Inc() },
	})
	if err != nil {
		return err
	}
	a.senders[chat.ZaloBot], a.fetchers[chat.ZaloBot], a.typers[chat.ZaloBot] = b, b, b
	a.limits[chat.ZaloBot] = channels.Limits{Chat: channels.Limit{Every: 500 * time.Millisecond, Burst: 5}}
	if cfg.Mode == "webhook" {
		a.hooks["/webhook/zalobot"] = channels.Hook(chat.ZaloBot, b, a.bot.Accept, nil, a.hooked, a.log)
		a.intake = append(a.intake, loop{"zalobot set-up", func(ctx context.Context) {
			a.retryForever(ctx, "zalobot: set webhook", func(ctx context.Context) error { return b.SetWebhook(ctx, a.base+"/webhook/zalobot") })
		}})
		return nil
	}
	a.intake = append(a.intake, loop{"zalobot poll", func(ctx context.Context) {
		a.lead(ctx, "poll/zalobot/"+b.ID(), func(ctx context.Context) {
			if err := b.Poll(ctx, a.bot.Accept); err != nil {
				a.log.Error("zalobot poll ended", "err", err)
			}
		})
	}})
	return nil
}

// hooked counts what became of webhooks.
func (a *App) hooked(channel, result string) { a.metrics.In.WithLabelValues(channel, result).Inc() }

// userName asks Zalo for the name of a user; other platforms tell it with
// every message.
func (a *App) userName(ctx context.Context, at chat.Address) (string, error) {
	if at.Channel != chat.Zalo || a.zalo == nil {
		return "", nil
	}
	return a.zalo.Name(ctx, at.Chat)
}
