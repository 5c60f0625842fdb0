package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// openTelegram puts the bot on Telegram when a token is set: by long poll,
// where one replica at a time polls, or by webhook, where any replica may be
// called.
func (a *App) openTelegram(context.Context) error {
	cfg := a.cfg.Telegram
	if !cfg.Enabled() {
		return nil
	}
	b, err := telegram.New(cfg, telegram.Options{Log: a.log, Now: a.now, Blobs: blobs{a.store, a.now}, Others: anyFile{a}})
	if err != nil {
		return err
	}
	a.telegram = b
	a.senders[chat.Telegram], a.fetchers[chat.Telegram], a.typers[chat.Telegram] = b, b, b
	a.limits[chat.Telegram] = channels.Limits{Overall: perSecond(cfg.Rate, cfg.Rate), Chat: perSecond(cfg.ChatRate, 3)}
	a.intake = append(a.intake, loop{"telegram set-up", a.setUpTelegram}, loop{"telegram presses", b.Presses})
	if cfg.Mode == "webhook" {
		hook := channels.Hook(chat.Telegram, b, a.bot.Accept, b.Taken, a.hooked, a.log)
		if cfg.WebhookReply {
			hook = channels.AnsweringHook(chat.Telegram, b, a.bot.Store, b.Taken, a.answerInHook, a.hooked, a.log)
		}
		a.hooks["/webhook/telegram"] = hook
		return nil
	}
	a.intake = append(a.intake, loop{"telegram poll", func(ctx context.Context) {
		a.lead(ctx, "poll/telegram/"+b.ID(), func(ctx context.Context) {
			if err := b.Poll(ctx, a.bot.Accept, offsets{a.store, "offset/telegram/" + b.ID()}); err != nil {
				a.log.Error("telegram poll ended", "err", err)
			}
		})
	}})
	return nil
}

// perSecond is n sends a second; 0 lifts the limit.
func perSecond(n, burst int) channels.Limit {
	if n == 0 {
		return channels.Limit{}
	}
	return channels.Limit{Every: time.Second / time.Duration(n), Burst: burst}
}

// setUpTelegram tells Telegram the commands, and where to call. Trouble is
// tried again: the platform may be away while we start.
func (a *App) setUpTelegram(ctx context.Context) {
	say, err := words()
	if err != nil {
		a.log.Error("telegram set-up", "err", err)
		return
	}
	a.retryForever(ctx, "telegram: set commands", func(ctx context.Context) error {
		return a.telegram.SetCommands(ctx, say["vi"], say["en"])
	})
	if a.cfg.Telegram.Mode == "webhook" {
		a.retryForever(ctx, "telegram: set webhook", func(ctx context.Context) error {
			return a.telegram.SetWebhook(ctx, a.base+"/webhook/telegram")
		})
	}
}

// retryForever tries until it works, ever less often, and says so once.
func (a *App) retryForever(ctx context.Context, what string, do func(context.Context) error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		err := do(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		if wait == time.Second {
			a.log.Warn(what+" fails; trying on", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// offsets keeps the position of a long poll in the store.
type offsets struct {
	values Values
	key    string
}

type savedOffset struct {
	Offset int64     `json:"offset"`
	At     time.Time `json:"at"`
}

func (o offsets) LoadOffset(ctx context.Context) (int64, time.Time, error) {
	b, _, err := o.values.Get(ctx, o.key)
	if errors.Is(err, store.ErrNotFound) {
		return 0, time.Time{}, nil
	}
	if err != nil {
		return 0, time.Time{}, err
	}
	var s savedOffset
	if err := json.Unmarshal(b, &s); err != nil {
		return 0, time.Time{}, fmt.Errorf("saved offset: %w", err)
	}
	return s.Offset, s.At, nil
}

func (o offsets) SaveOffset(ctx context.Context, offset int64, now time.Time) error {
	b, err := json.Marshal(savedOffset{offset, now})
	if err != nil {
		return err
	}
	_, version, err := o.values.Get(ctx, o.key)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	_, err = o.values.Swap(ctx, o.key, version, b, 0, now)
	return err
}

// blobs reads uploads for channels.
type blobs struct {
	files Files
	now   func() time.Time
}

func (b blobs) Blob(ctx context.Context, id string) (store.Blob, error) {
	return b.files.Blob(ctx, id, b.now())
}
