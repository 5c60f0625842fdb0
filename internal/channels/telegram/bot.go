package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels"
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

// Bot is one Telegram bot: what channels ask of a platform, over the parts it
// is made of. A part reaches no other but those that it holds.
type Bot struct {
	*client     // requests, and what their failures mean
	*Forum      // topics and messages of the staff's group
	*staffChat  // which group that is, and whether it can be worked in
	*decoder    // updates read
	*pressQueue // pressed buttons answered
	*sender     // replies sent, in plainer forms where one is refused
	broken      channels.Troubles
	polled      func(bool)
	count       func(string)
	typing      throttle
	oddTold     sync.Map // parts of updates that are not as documented, once they are told
}

// OddField is what Count is told, beside "ignored_" and why, of an update a
// part of which is not as documented: the rest was read.
const OddField = "odd_field"

// New returns a Bot. It talks to nobody: a server that is down at start-up is
// met by the retries of Poll and Send.
func New(cfg Config, o Options) (*Bot, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if !cfg.Enabled() {
		return nil, fmt.Errorf("TELEGRAM_TOKEN: not set; get one from @BotFather")
	}
	o.fill()
	cfg.APIURL = strings.TrimRight(cfg.APIURL, "/")
	c := &client{cfg: cfg, id: cfg.botID(), http: o.HTTP, log: o.Log}
	staff := &staffChat{client: c, broken: o.Broken}
	staff.MoveStaffChat(cfg.StaffChat)
	return &Bot{
		client: c, Forum: &Forum{c}, staffChat: staff,
		decoder:    &decoder{client: c, staff: staff, now: o.Now},
		pressQueue: &pressQueue{client: c, staff: staff, acks: make(chan press, maxPresses)},
		sender:     &sender{client: c, blobs: o.Blobs, others: o.Others, link: o.Link, say: o.Say, english: prompts.Must(english)},
		broken:     o.Broken, polled: o.Polled, count: o.Count,
	}, nil
}

// fill gives what is missing the value that its comment promises.
func (o *Options) fill() {
	if o.HTTP == nil {
		o.HTTP = newHTTPClient()
	}
	if o.Broken == nil {
		o.Broken = channels.Untroubled{}
	}
	if o.Polled == nil {
		o.Polled = func(bool) {}
	}
	if o.Count == nil {
		o.Count = func(string) {}
	}
	if o.Say == nil {
		o.Say = prompts.Must("vi")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
}

// ID returns the bot's user id, which is Address.Bot of all its chats.
func (b *Bot) ID() string { return b.id }

// Config returns what the bot was made with, the rates for the sending loop
// among it.
func (b *Bot) Config() Config { return b.cfg }

// newHTTPClient returns an HTTP client without an overall timeout (a long poll
// and an upload differ too much; every call sets its own) and without
// redirects: the Bot API has none, and following one would hand the token on.
func newHTTPClient() *http.Client {
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
