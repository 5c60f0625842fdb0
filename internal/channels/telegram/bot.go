package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/prompts"
)

// Blobs gives the bytes of files held in our own store.
type Blobs interface {
	Blob(ctx context.Context, id string) (store.Blob, error)
}

// Options are what a Bot may be given beyond its Config. The zero value works.
type Options struct {
	HTTP   *http.Client       // for tests; nil: a client with sane limits
	Log    *slog.Logger       // nil: slog.Default
	Now    func() time.Time   // nil: time.Now
	Blobs  Blobs              // nil: replies with blobs are refused
	Others channels.Fetcher   // fetches files of other channels; nil: they are refused
	Link   channels.LinkFunc  // makes links to files that Telegram won't take; nil: they are refused
	Say    *prompts.Say       // nil: Vietnamese
	Broken channels.Troubles  // nil: nobody is told
	Polled func(polls bool)   // hears of each answer to a poll, and of its end; may be nil
	Count  func(event string) // counts what is left behind, by name; may be nil
}

// Bot is one Telegram bot.
type Bot struct {
	cfg    Config
	id     string
	http   *http.Client
	log    *slog.Logger
	now    func() time.Time
	blobs  Blobs
	others channels.Fetcher
	link   channels.LinkFunc
	say    *prompts.Say
	broken channels.Troubles
	polled func(bool)
	count  func(string)
	staff  atomic.Int64 // the staff group; moves when Telegram migrates it
	acks   chan press
	full   atomic.Bool // acks was full at the last press
	typing throttle
}

// New returns a Bot. It talks to nobody: a server that is down at start-up is
// met by the retries of Poll and Send.
func New(cfg Config, o Options) (*Bot, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if !cfg.Enabled() {
		return nil, fmt.Errorf("TELEGRAM_TOKEN: not set; get one from @BotFather")
	}
	b := &Bot{
		cfg: cfg, id: cfg.botID(), http: o.HTTP, log: o.Log, now: o.Now,
		blobs: o.Blobs, others: o.Others, link: o.Link, say: o.Say, broken: o.Broken, polled: o.Polled, count: o.Count, acks: make(chan press, maxPresses),
	}
	b.cfg.APIURL = strings.TrimRight(cfg.APIURL, "/")
	b.MoveStaffChat(cfg.StaffChat)
	if b.http == nil {
		b.http = client()
	}
	if b.broken == nil {
		b.broken = channels.Untroubled{}
	}
	if b.polled == nil {
		b.polled = func(bool) {}
	}
	if b.count == nil {
		b.count = func(string) {}
	}
	if b.say == nil {
		b.say = prompts.Must("vi")
	}
	if b.log == nil {
		b.log = slog.Default()
	}
	if b.now == nil {
		b.now = time.Now
	}
	return b, nil
}

// ID returns the bot's user id, which is Address.Bot of all its chats.
func (b *Bot) ID() string { return b.id }

// Config returns what the bot was made with, the rates for the sending loop
// among it.
func (b *Bot) Config() Config { return b.cfg }

// StaffChat returns the chat id of the staff group, or "" without one.
func (b *Bot) StaffChat() string {
	if id := b.staff.Load(); id != 0 {
		return strconv.FormatInt(id, 10)
	}
	return ""
}

// MoveStaffChat tells the bot that the staff group has a new id (Telegram
// upgraded it), so that its messages are still let in.
func (b *Bot) MoveStaffChat(id string) {
	n, _ := strconv.ParseInt(id, 10, 64) // Validate, or Telegram, made it a number
	b.staff.Store(n)
}

// Address returns the address of a chat of this bot.
func (b *Bot) Address(chatID, thread string) chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: b.id, Chat: chatID, Thread: thread}
}

// client returns an HTTP client without an overall timeout (a long poll and
// an upload differ too much; every call sets its own) and without redirects:
// the Bot API has none, and following one would hand the token on.
func client() *http.Client {
	dial := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: dial.DialContext, ForceAttemptHTTP2: true,
			MaxIdleConns: 128, MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second,
		},
	}
}
