package app

import (
	"context"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
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

// hooked counts what became of webhooks.
func (a *App) hooked(channel, result string) { a.metrics.In.WithLabelValues(channel, result).Inc() }
