// Package zalotest is a double of Zalo for one Official Account: the API, OAuth
// and the webhook with its retries, faults included, and the people on both
// sides.
//
// It is no reimplementation: it checks what Zalo checks, keeps everything in
// memory, and answers "not supported" to what no test needs. All methods are
// safe for concurrent use. Start reading at NewServer.
package zalotest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels/channeltest"
)

// Limits of the Official Account's API.
const (
	MaxText    = 2000 // UTF-16 units: the stricter reading of "characters"
	MaxButtons = 5
	MaxTitle   = 100
	MaxPayload = 1000
	MaxImage   = 1 << 20
	MaxFile    = 5 << 20
)

// Options describe the app and the account that a Server plays. The zero
// value works.
type Options struct {
	AppID, AppSecret, OASecret string           // default: long made-up values
	OA                         string           // the account's id
	Refresh                    string           // the refresh token the operator starts with
	Access                     string           // an access token that works from the start; default none
	Base                       string           // where files are served from; default https://photo.zdn.vn
	TokenLife                  time.Duration    // of an access token; default 25 h
	Now                        func() time.Time // default time.Now
	Ladder                     []time.Duration
	Deadline                   time.Duration // for a webhook's 200; default 2 s
	BareMac                    bool          // X-ZEvent-Signature without "mac="
	Mute                       bool          // no echoes, no receipts
	Perfect                    bool          // any user may be written to at any time
	OutliveRefresh             bool          // an access token lives on when the next one is made, as it once did
	Proof                      bool          // the app wants appsecret_proof with every call
}

// Ladder is when Zalo sends a webhook again that did not get its 200.
func Ladder() []time.Duration {
	return []time.Duration{30 * time.Second, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}
}

// Server plays the platform for one Official Account: OpenAPI v3, OAuth v4 and
// the webhook, faults included. It is an http.Handler; Client reaches it
// without a network, so that it also works in a testing/synctest bubble, and
// Serve opens a port for it.
type Server struct {
	opt  Options
	mux  *http.ServeMux
	hook *channeltest.Webhook

	mu      sync.Mutex
	seq     int
	users   map[string]*User
	sent    []*Message
	reacted []Reaction
	past    []pastLine          // what users wrote, oldest first
	files   map[string]heldFile // by attachment id, token or media name
	access  map[string]time.Time
	refresh map[string]bool   // value: still unspent
	owner   map[string]string // of a token: the account it is for
	codes   map[string]authCode
	admin   string // the account whose admin opens the consent page
	stats   Stats
	faults  faults
}

// Stats counts what happened.
type Stats struct {
	Refreshes int // refresh tokens traded in
	Reused    int // refresh tokens offered a second time
	Calls     int // calls with a token
	BadTokens int // calls refused for their token
}

// NewServer returns a server that is closed with the test. It calls nobody until
// Hook is set.
func NewServer(tb channeltest.TB, options ...Options) *Server {
	tb.Helper()
	var o Options
	if len(options) > 0 {
		o = options[0]
	}
	z := newServer(o)
	tb.Cleanup(z.close)
	return z
}

// Listen starts a server at addr that runs until ctx ends; for programs. It
// also serves the control API under /_control/.
func Listen(ctx context.Context, addr string, o Options) (*Server, error) {
	z := newServer(o)
	if err := channeltest.Listen(ctx, addr, &z.opt.Base, z, z.Control(), z.close); err != nil {
		return nil, err
	}
	return z, nil
}

// Serve opens a port on 127.0.0.1 and returns its address, for ZALO_API_URL
// and ZALO_OAUTH_URL. Files are served from there too.
func (z *Server) Serve(tb channeltest.TB) string {
	tb.Helper()
	return channeltest.Serve(tb, &z.opt.Base, z)
}

func newServer(o Options) *Server {
	o.AppID = cmp.Or(o.AppID, "50554360515256678")
	o.AppSecret = cmp.Or(o.AppSecret, "app-secret-of-the-double")
	o.OASecret = cmp.Or(o.OASecret, "oa-secret-of-the-double")
	o.OA = cmp.Or(o.OA, "1646843870823903717")
	o.Refresh = cmp.Or(o.Refresh, "refresh-token-0")
	o.Base = cmp.Or(o.Base, "https://photo.zdn.vn")
	if o.TokenLife == 0 {
		o.TokenLife = 25 * time.Hour
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Ladder == nil {
		o.Ladder = Ladder()
	}
	if o.Deadline == 0 {
		o.Deadline = 2 * time.Second
	}
	z := &Server{
		opt: o, hook: channeltest.NewWebhook(o.Ladder, o.Deadline),
		users: map[string]*User{}, files: map[string]heldFile{}, codes: map[string]authCode{},
		access: map[string]time.Time{}, refresh: map[string]bool{o.Refresh: true},
		owner: map[string]string{o.Refresh: o.OA, o.Access: o.OA},
	}
	z.admin = o.OA
	if o.Access != "" {
		z.access[o.Access] = o.Now().Add(o.TokenLife)
	}
	z.mux = z.routes()
	return z
}

// Options returns the options as completed by defaults.
func (z *Server) Options() Options { return z.opt }

// ServeHTTP answers as openapi.zalo.me, oauth.zaloapp.com and the hosts of
// files do.
func (z *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { z.mux.ServeHTTP(w, r) }

// Client returns a client that reaches this server under any host, without a
// network.
func (z *Server) Client() *http.Client { return channeltest.Client(z) }

// Hook sets the webhook: h is called without a network when not nil, else
// address is posted to.
func (z *Server) Hook(address string, h http.Handler) { z.hook.Set(address, h) }

func (z *Server) close() { z.hook.Close() }

// Quiet waits until no webhook call is under way (one that waits for its next
// rung of the ladder is not).
func (z *Server) Quiet() { z.hook.Quiet() }

// Deliveries returns every webhook event so far and what became of it.
func (z *Server) Deliveries() []channeltest.Delivery { return z.hook.Deliveries() }

// Stats returns the counts so far.
func (z *Server) Stats() Stats {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.stats
}

// Probe sends what Zalo's console sends when a webhook address is saved, and
// returns the status that it got.
func (z *Server) Probe() int { return z.hook.Post(http.Header{}, []byte("{}")) }

// Sign returns the headers of a webhook call with this body.
func (z *Server) Sign(body []byte) http.Header {
	var e struct {
		Timestamp json.RawMessage `json:"timestamp"`
	}
	_ = json.Unmarshal(body, &e)
	mac := Mac(z.opt.AppID, string(body), strings.Trim(string(e.Timestamp), `"`), z.opt.OASecret)
	if !z.opt.BareMac {
		mac = "mac=" + mac
	}
	return http.Header{"X-Zevent-Signature": {mac}, "Content-Type": {"application/json"}}
}

// Mac computes X-ZEvent-Signature as Zalo's own helper does.
func Mac(appID, body, timestamp, oaSecret string) string {
	d := sha256.Sum256([]byte(appID + body + timestamp + oaSecret))
	return hex.EncodeToString(d[:])
}

// emit signs an event and starts its delivery. With first it returns after
// the first attempt.
func (z *Server) emit(name string, e object, first bool) {
	e["event_name"] = name
	e["app_id"] = z.opt.AppID
	if _, ok := e["timestamp"]; !ok {
		e["timestamp"] = fmt.Sprint(z.opt.Now().UnixMilli())
	}
	body, err := json.Marshal(e)
	if err != nil {
		panic(err) // plain maps and strings always encode
	}
	z.hook.Deliver(name, z.Sign(body), body, first)
}

// id returns a fresh id of the form Zalo gives messages. Callers hold mu.
func (z *Server) id(kind string) string {
	z.seq++
	d := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", z.opt.OA, kind, z.seq))
	return hex.EncodeToString(d[:10])
}

// object is a JSON object under construction.
type object = map[string]any
