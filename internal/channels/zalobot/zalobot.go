// Package zalobot speaks Zalo's Bot Platform: it receives by long poll or
// webhook, decodes to chat.Incoming, and sends chat.Reply.
//
// It keeps no message; order, pacing and trying again belong to
// channels.Deliver. A Bot is safe for concurrent use. The token is part of
// every request's address, so no address appears in an error of this package.
//
// The platform has no buttons (choices are numbered), no edits, no documents
// (they go as links), and answers errors with HTTP 200. Its long poll has no
// confirmation: an update that was handed out is gone from the platform, so
// Poll holds on to it until it is stored, and only a process killed between
// the two loses it. A webhook has no such gap.
//
// Start reading at Poll and Decode (in) and Send (out).
package zalobot

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/prompts"
)

// Linker makes an expiring link to a file: the platform takes photos by
// address only, and nothing else at all. ok is false when it can't.
type Linker interface {
	Link(f chat.File) (url string, ok bool)
}

// Options are what a Bot may be given beyond its Config. The zero value works.
type Options struct {
	KV    store.Values      // keeps what was used of the platform's limits, for all replicas; nil: nobody counts
	Link  Linker            // nil: files can't be sent
	Say   *prompts.Say      // nil: Vietnamese
	HTTP  *http.Client      // for tests; nil: clients with sane limits
	Now   func() time.Time  // nil: time.Now
	Log   *slog.Logger      // nil: slog.Default
	Count func(what string) // nil: not counted

	Broken channels.Troubles // nil: nobody is told
	Polled func(polls bool)  // hears of each answer to a poll, and of its end; nil: nobody does
}

// What Count is told, beside "ignored_" and why an update brings nothing. (What became of each webhook call as a whole,
// channels.Hook tells.)
const (
	OddShape     = "odd_shape"     // a part of an update has another shape than documented: the rest was read
	UnknownEvent = "unknown_event" // a name of a later version; its content is read all the same
	AsLink       = "as_link"       // a file went as a link
	Unreached    = "unreached"     // the platform said that it can't reach the webhook
	NearQuota    = "near_quota"    // four fifths of what the platform allows are used; told once a month
)

// Hosts are where Zalo keeps what users send.
func hosts() []string {
	return []string{"zdn.vn", "zadn.vn", "zaloapp.com", "zalo.me", "zalo.vn", "zaloplatforms.com"}
}

const platform = "Zalo Bot"

// Bot is one bot of the platform.
type Bot struct {
	cfg     Config
	id      string
	http    *http.Client
	media   *httpapi.Media
	link    Linker
	say     *prompts.Say
	english *prompts.Say // for replies in English
	now     func() time.Time
	log     *slog.Logger
	count   func(string)
	broken  channels.Troubles
	polled  func(polls bool)
	usage   *usage
	typing  *lru.Cache[string, time.Time] // by chat: when it was last shown
	odd     sync.Map                      // parts of updates with another shape than documented, once they are told
}

// New returns a Bot. It makes no request: a server that is down at
// start-up is left to the retries of Poll and of sending.
func New(cfg Config, o Options) (*Bot, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if !cfg.Enabled() {
		return nil, errors.New("ZALOBOT_TOKEN: not set; get one from Zalo Bot Manager in the Zalo app")
	}
	cfg.APIURL = strings.TrimRight(cfg.APIURL, "/")
	b := &Bot{cfg: cfg, id: cfg.botID(), http: o.HTTP, link: o.Link, say: o.Say, now: o.Now, log: o.Log, count: o.Count, broken: o.Broken, polled: o.Polled}
	var rt http.RoundTripper
	if b.http != nil {
		rt = b.http.Transport
	} else {
		b.http = httpapi.NewClient(pollWait + callTimeout)
	}
	b.english = prompts.Must("en")
	if b.say == nil {
		b.say = prompts.Must("vi")
	}
	if b.now == nil {
		b.now = time.Now
	}
	if b.log == nil {
		b.log = slog.Default()
	}
	if b.count == nil {
		b.count = func(string) {}
	}
	if b.broken == nil {
		b.broken = channels.Untroubled{}
	}
	if b.polled == nil {
		b.polled = func(bool) {}
	}
	b.usage = newUsage(b, o.KV)
	b.media = httpapi.NewMedia(hosts(), cfg.APIURL, rt)
	b.typing, _ = lru.New[string, time.Time](4096) // fails only for sizes below 1
	return b, nil
}

// ID returns the bot part of every address of this bot: the token's public
// half.
func (b *Bot) ID() string { return b.id }

// Fetch returns the bytes of a file that arrived at the bot, from Zalo's own
// hosts alone. The reader fails rather than give more than max bytes.
func (b *Bot) Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	return b.media.Fetch(ctx, f.Ref, max)
}

var (
	_ channels.Sender  = (*Bot)(nil)
	_ channels.Typer   = (*Bot)(nil)
	_ channels.Webhook = (*Bot)(nil)
	_ channels.Fetcher = (*Bot)(nil)
)
