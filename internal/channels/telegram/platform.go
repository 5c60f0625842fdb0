package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/checkup"
	"hotro/internal/retry"
	"hotro/internal/store"
	"hotro/prompts"
)

const webhookPath = "/webhook/telegram"

// Open is channels.Config: by long poll, where one replica at a time polls, or
// by webhook, where any replica may be called.
func (c *Config) Open(h channels.Host) (channels.Platform, error) {
	p := channels.Platform{Name: chat.Telegram, Icon: "telegram"}
	if !c.Enabled() {
		p.Off = "TELEGRAM_TOKEN is not set"
		return p, nil
	}
	o := Options{HTTP: h.HTTP, Log: h.Log, Now: h.Now, Others: h, Link: h.Link, Broken: h.Broken, Count: h.Counter(chat.Telegram)}
	if h.Polled != nil {
		o.Polled = func(polls bool) { h.Polled(chat.Telegram, polls) }
	}
	if h.Blob != nil {
		o.Blobs = blobs(h.Blob)
	}
	b, err := New(*c, o)
	if err != nil {
		return p, err
	}
	p.Sender, p.Fetcher, p.Typer = b, b, b
	p.Signs, p.Reacts, p.Retracts, p.UserPicture = true, true, retractsFor, b.Picture
	p.Limits = channels.Limits{Overall: channels.PerSecond(c.Rate, c.Rate), Chat: channels.PerSecond(c.ChatRate, 3)}
	p.Way = b.way
	p.Check = func(ctx context.Context) []checkup.Check { return b.check(ctx, h.Base) }
	p.Loops = []channels.Loop{
		{Name: "set-up", Run: func(ctx context.Context, _ channels.Accept) { b.setUp(ctx, h.Base) }},
		{Name: "presses", Run: func(ctx context.Context, _ channels.Accept) { b.Presses(ctx) }},
	}
	if c.StaffChat != "" {
		p.Loops = append(p.Loops, channels.Loop{Name: "staff group", Lock: "staff/telegram/" + b.ID(), Run: func(ctx context.Context, _ channels.Accept) {
			b.WatchStaffChat(ctx)
		}})
	}
	if c.Mode == channels.ModeWebhook {
		p.Endpoints = []channels.Endpoint{b.endpoint()}
		return p, nil
	}
	p.Loops = append(p.Loops, channels.Loop{Name: "poll", Lock: "poll/telegram/" + b.ID(), Run: func(ctx context.Context, accept channels.Accept) {
		_ = b.Poll(ctx, accept, offsets{h.Values, "offset/telegram/" + b.ID()}) // ends with ctx alone
	}})
	return p, nil
}

func (b *Bot) endpoint() channels.Endpoint {
	e := channels.Endpoint{Path: webhookPath, Webhook: b, Taken: b.takenByCall}
	if b.cfg.WebhookReply {
		e.Answers = b
	}
	return e
}

// Answers is channels.Answerer: a user's text or press, and never what staff
// write in their group. Its limits stand in docs/telegram.md.
func (b *Bot) Answers(in chat.Incoming) bool {
	return (in.Kind == chat.KindText || in.Kind == chat.KindButton) && in.From.Chat != b.StaffChat()
}

// setUp tells Telegram the commands, and where to call. Telegram may be away
// while we start: then it is tried again.
func (b *Bot) setUp(ctx context.Context, base string) {
	retry.Forever(ctx, b.log, "telegram: set commands", func(ctx context.Context) error {
		return b.SetCommands(ctx, prompts.Must("vi"), prompts.Must("en"))
	})
	if b.cfg.Mode == channels.ModeWebhook {
		retry.Forever(ctx, b.log, "telegram: set webhook", func(ctx context.Context) error {
			return b.SetWebhook(ctx, base+webhookPath)
		})
	}
}

// check is what bot doctor says of the bot and of the staff's group.
func (b *Bot) check(ctx context.Context, base string) []checkup.Check {
	me, err := b.Me(ctx)
	if err != nil {
		return []checkup.Check{checkup.Bad(chat.Telegram, "getMe: %v", err)}
	}
	out := []checkup.Check{checkup.OK(chat.Telegram, "@%s, by %s", me.Username, b.cfg.Mode)}
	if b.cfg.Mode == channels.ModeWebhook && !strings.HasPrefix(base, "https://") {
		out = append(out, checkup.Bad(chat.Telegram, "a webhook needs PUBLIC_URL with https"))
	}
	problems, err := b.CheckStaffChat(ctx)
	if err != nil {
		return append(out, checkup.Bad("staff", "%v", err))
	}
	for _, p := range problems {
		out = append(out, checkup.Bad("staff", "%s", p))
	}
	if len(problems) == 0 && b.StaffChat() != "" {
		out = append(out, checkup.OK("staff", "the group %s is ready", b.StaffChat()))
	}
	return out
}

// blobs reads uploads.
type blobs func(ctx context.Context, id string) (store.Blob, error)

// Blob is Blobs.
func (read blobs) Blob(ctx context.Context, id string) (store.Blob, error) { return read(ctx, id) }

// offsets keeps the position of a long poll among the program's values.
type offsets struct {
	values channels.Values
	key    string
}

type savedOffset struct {
	Offset int64     `json:"offset"`
	At     time.Time `json:"at"`
}

// LoadOffset is Offsets.
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

// SaveOffset is Offsets.
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
