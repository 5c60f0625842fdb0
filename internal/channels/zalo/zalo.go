// Package zalo speaks for one Zalo Official Account through OpenAPI v3: it
// verifies and decodes webhook events to chat.Incoming, and sends chat.Reply
// as consultation messages.
//
// It keeps no message and decides nothing about a conversation; order,
// pacing and trying again belong to channels.Deliver, the access token to
// package oauth. Verify and Decode do no I/O, so a webhook is answered as
// fast as the store takes it. An OA is safe for concurrent use.
//
// Zalo has no message edits, no typing sign for accounts, five buttons, and
// carries only small images and documents; what it lacks is said in words:
// numbered options, "(sửa)", a link to a file.
//
// Start reading at Decode (in) and Send (out).
package zalo

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/chat"
	"hotro/prompts"
)

// Linker makes an expiring link to a file, for what Zalo does not carry. ok is
// false when it can't (no public address is configured, say).
type Linker interface {
	Link(f chat.File) (url string, ok bool)
}

// Files opens files of other channels and our own uploads. size is -1 when it
// is not known beforehand.
type Files interface {
	Open(ctx context.Context, f chat.File) (r io.ReadCloser, size int64, err error)
}

// Options are what an OA may be given beyond its Config. Only KV is needed.
type Options struct {
	KV     oauth.KV          // keeps the grant, shared by all replicas
	Files  Files             // nil: files go as links
	Link   Linker            // nil: what Zalo does not carry is refused
	Say    *prompts.Say      // nil: Vietnamese
	HTTP   *http.Client      // for tests; nil: clients with sane limits
	Now    func() time.Time  // nil: time.Now
	Log    *slog.Logger      // nil: slog.Default
	Count  func(what string) // nil: not counted
	Broken channels.Troubles // nil: nobody is told
	Base   string            // how the world reaches us, for the link to log in anew; empty: none is given
}

// What Count is told, beside the words of package oauth, "ignored_" with the
// name of an event and "signature_" with what is wrong with one. (What became of each
// webhook call as a whole, channels.Hook tells.)
const (
	Resent       = "resent"        // Zalo redelivers an event
	Old          = "old"           // its time is older than any redelivery: past two days our time counts
	Future       = "future"        // its time is in the future: our time counts
	UnknownEvent = "unknown_event" // an event that nobody knows, about nobody
	OddShape     = "odd_shape"     // a part of an event has another shape than documented: the rest was read
	NoUser       = "no_user"       // the press of a button, and Zalo does not say whose
	NeedsPerson  = "needs_person"  // access to the account needs a person; told again now and then
	Revoked      = "revoked"       // the account took its permission away
	OwnEcho      = "own_echo"      // the echo of a message sent here
	TokenRefused = "token_refused" // a call was repeated with a renewed token
	NoButtons    = "no_buttons"    // buttons or a quote were refused, the message went as plain text
	Billed       = "billed"        // a message that was charged for: no quota was named
	AsLink       = "as_link"       // a file went as a link

	CaughtUp      = "caught_up"       // a message was heard that the webhook did not bring
	CatchUpCut    = "catch_up_cut"    // there was more to look at than is looked at in one round
	CatchUpFailed = "catch_up_failed" // the past could not be looked at
)

// Hosts are where Zalo keeps what users send.
func hosts() []string { return []string{"zdn.vn", "zadn.vn", "zaloapp.com", "zalo.me", "zalo.vn"} }

const (
	callTimeout = 20 * time.Second
	platform    = "Zalo"
)

// OA is one Official Account: what is sent to its users, what they send, its
// grant and its health.
type OA struct {
	*sender
	*receiver
	cfg      Config
	api      *api
	say      *prompts.Say
	now      func() time.Time
	log      *slog.Logger
	count    func(string)
	health   *health
	kv       oauth.KV
	profiles *lru.Cache[string, profile]
	broken   channels.Troubles
	base     string
}

// sender sends consultation messages.
type sender struct {
	api     *api
	media   *httpapi.Media
	uploads *uploads
	echoes  *echoes
	link    Linker // may be nil
	say     *prompts.Say
	english *prompts.Say
	count   func(string)
}

// english is the language besides the account's own.
const english = "en"

// receiver verifies and decodes webhook calls.
type receiver struct {
	cfg    Config
	events map[string]eventKind
	echoes *echoes
	health *health
	say    *prompts.Say
	now    func() time.Time
	count  func(string)

	accounts accounts
}

// New returns an OA. It makes no request: a server that is down at
// start-up is left to the retries of sending.
func New(cfg Config, o Options) (*OA, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if !cfg.Enabled() {
		return nil, errors.New("ZALO_APP_ID: not set; it stands on the app's page at developers.zalo.me")
	}
	cfg.APIURL, cfg.OAuthURL = strings.TrimRight(cfg.APIURL, "/"), strings.TrimRight(cfg.OAuthURL, "/")
	a := &OA{cfg: cfg, say: o.Say, now: o.Now, log: o.Log, count: o.Count, broken: o.Broken, base: o.Base}
	if a.say == nil {
		a.say = prompts.Must("vi")
	}
	if a.now == nil {
		a.now = time.Now
	}
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.count == nil {
		a.count = func(string) {}
	}
	a.health, a.kv = newHealth(a.log), o.KV
	a.profiles, _ = lru.New[string, profile](4096) // fails only for sizes below 1
	client, rt := httpapi.NewClient(callTimeout), http.RoundTripper(nil)
	if o.HTTP != nil {
		client, rt = o.HTTP, o.HTTP.Transport
	}
	limit := &pause{kv: o.KV, key: "zalo/pause/" + cfg.AppID}
	a.api = &api{url: cfg.APIURL, http: client, count: a.count, now: a.now, secret: cfg.AppSecret, pause: limit, tokens: oauth.New(oauth.Config{
		AppID: cfg.AppID, AppSecret: cfg.AppSecret, URL: cfg.OAuthURL, Refresh: cfg.RefreshToken, Access: cfg.AccessToken,
	}, o.KV, oauth.Options{HTTP: o.HTTP, Now: a.now, Count: a.count})}
	known, _ := lru.New[string, upload](512)
	sent := newEchoes(a.now)
	a.sender = &sender{
		api: a.api, media: httpapi.NewMedia(hosts(), cfg.APIURL, rt), echoes: sent, link: o.Link, say: a.say, english: prompts.Must(english), count: a.count,
		uploads: &uploads{api: a.api, files: o.Files, now: a.now, known: known},
	}
	a.receiver = &receiver{cfg: cfg, events: events(), echoes: sent, health: a.health, say: a.say, now: a.now, count: a.count}
	return a, nil
}

// Fetch returns the bytes of a file that arrived on Zalo, from Zalo's own
// hosts alone. The reader fails rather than give more than max bytes.
func (o *OA) Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	return o.media.Fetch(ctx, f.Ref, max)
}

var (
	_ channels.Sender  = (*OA)(nil)
	_ channels.Webhook = (*OA)(nil)
	_ channels.Fetcher = (*OA)(nil)
)
