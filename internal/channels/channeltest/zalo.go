package channeltest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Limits of the Official Account's API.
const (
	ZaloMaxText    = 2000 // UTF-16 units: the stricter reading of "characters"
	ZaloMaxButtons = 5
	ZaloMaxTitle   = 100
	ZaloMaxPayload = 1000
	ZaloMaxImage   = 1 << 20
	ZaloMaxFile    = 5 << 20
)

// ZaloOptions describe the app and the account that a Zalo plays. The zero
// value works.
type ZaloOptions struct {
	AppID, AppSecret, OASecret string        // default: long made-up values
	OA                         string        // the account's id
	Refresh                    string        // the refresh token the operator starts with
	Access                     string        // an access token that works from the start; default none
	Base                       string        // where files are served from; default https://photo.zdn.vn
	TokenLife                  time.Duration // of an access token; default 25 h
	Ladder                     []time.Duration
	Deadline                   time.Duration // for a webhook's 200; default 2 s
	BareMac                    bool          // X-ZEvent-Signature without "mac="
	Mute                       bool          // no echoes, no receipts
	Perfect                    bool          // any user may be written to at any time
}

// ZaloLadder is when Zalo sends a webhook again that did not get its 200.
func ZaloLadder() []time.Duration {
	return []time.Duration{30 * time.Second, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}
}

// Zalo plays the platform for one Official Account: OpenAPI v3, OAuth v4 and
// the webhook, faults included. It is an http.Handler; Client reaches it
// without a network, so that it also works in a testing/synctest bubble, and
// Serve opens a port for it. It takes its time from time.Now.
type Zalo struct {
	opt  ZaloOptions
	mux  *http.ServeMux
	hook *zaloHook

	mu      sync.Mutex
	seq     int
	users   map[string]*ZaloUser
	sent    []*ZaloMessage
	files   map[string]zaloFile // by attachment id, token or media name
	access  map[string]time.Time
	refresh map[string]bool // value: still unspent
	codes   map[string]zaloCode
	stats   ZaloStats
	faults  zaloFaults
}

// ZaloStats counts what happened.
type ZaloStats struct {
	Refreshes int // refresh tokens traded in
	Reused    int // refresh tokens offered a second time
	Calls     int // calls with a token
	BadTokens int // calls refused for their token
}

// NewZalo returns a Zalo that is closed with the test. It calls nobody until
// Hook is set.
func NewZalo(tb TB, options ...ZaloOptions) *Zalo {
	tb.Helper()
	var o ZaloOptions
	if len(options) > 0 {
		o = options[0]
	}
	z := newZalo(o)
	tb.Cleanup(z.close)
	return z
}

// ListenZalo starts a Zalo at addr that runs until ctx ends; for programs. It
// also serves the control API under /_control/.
func ListenZalo(ctx context.Context, addr string, o ZaloOptions) (*Zalo, error) {
	z := newZalo(o)
	if err := zaloListen(ctx, addr, &z.opt.Base, z, z.Control(), z.close); err != nil {
		return nil, err
	}
	return z, nil
}

// zaloListen serves a double and its control API until ctx ends, and tells
// base where.
func zaloListen(ctx context.Context, addr string, base *string, api, control http.Handler, stop func()) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("zalo double: %w", err)
	}
	*base = "http://" + l.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/", api)
	mux.Handle("/_control/", http.StripPrefix("/_control", control))
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		stop()
		_ = srv.Close()
	}()
	go func() { _ = srv.Serve(l) }() // ends with srv.Close
	return nil
}

// Serve opens a port on 127.0.0.1 and returns its address, for ZALO_API_URL
// and ZALO_OAUTH_URL. Files are served from there too.
func (z *Zalo) Serve(tb TB) string {
	tb.Helper()
	return zaloServe(tb, &z.opt.Base, z)
}

func zaloServe(tb TB, base *string, api http.Handler) string {
	s := httptest.NewUnstartedServer(api)
	*base = "http://" + s.Listener.Addr().String()
	s.Start()
	tb.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return *base
}

func newZalo(o ZaloOptions) *Zalo {
	o.AppID = zaloOr(o.AppID, "50554360515256678")
	o.AppSecret = zaloOr(o.AppSecret, "app-secret-of-the-double")
	o.OASecret = zaloOr(o.OASecret, "oa-secret-of-the-double")
	o.OA = zaloOr(o.OA, "1646843870823903717")
	o.Refresh = zaloOr(o.Refresh, "refresh-token-0")
	o.Base = zaloOr(o.Base, "https://photo.zdn.vn")
	if o.TokenLife == 0 {
		o.TokenLife = 25 * time.Hour
	}
	if o.Ladder == nil {
		o.Ladder = ZaloLadder()
	}
	if o.Deadline == 0 {
		o.Deadline = 2 * time.Second
	}
	z := &Zalo{
		opt: o, hook: newZaloHook(o.Ladder, o.Deadline),
		users: map[string]*ZaloUser{}, files: map[string]zaloFile{}, codes: map[string]zaloCode{},
		access: map[string]time.Time{}, refresh: map[string]bool{o.Refresh: true},
	}
	if o.Access != "" {
		z.access[o.Access] = time.Now().Add(o.TokenLife)
	}
	z.mux = z.routes()
	return z
}

func zaloOr(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Options returns the options as completed by defaults.
func (z *Zalo) Options() ZaloOptions { return z.opt }

// ServeHTTP answers as openapi.zalo.me, oauth.zaloapp.com and the hosts of
// files do.
func (z *Zalo) ServeHTTP(w http.ResponseWriter, r *http.Request) { z.mux.ServeHTTP(w, r) }

// Client returns a client that reaches this Zalo under any host, without a
// network.
func (z *Zalo) Client() *http.Client { return &http.Client{Transport: zaloDirect{z}} }

// Hook sets the webhook: h is called without a network when not nil, else
// address is posted to.
func (z *Zalo) Hook(address string, h http.Handler) { z.hook.set(address, h) }

func (z *Zalo) close() { z.hook.close() }

// Quiet waits until no webhook call is under way (one that waits for its next
// rung of the ladder is not).
func (z *Zalo) Quiet() { z.hook.quiet() }

// Deliveries returns every webhook event so far and what became of it.
func (z *Zalo) Deliveries() []ZaloDelivery { return z.hook.log() }

// Stats returns the counts so far.
func (z *Zalo) Stats() ZaloStats {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.stats
}

// Probe sends what Zalo's console sends when a webhook address is saved, and
// returns the status that it got.
func (z *Zalo) Probe() int { return z.hook.once(http.Header{}, []byte("{}")) }

// Sign returns the headers of a webhook call with this body.
func (z *Zalo) Sign(body []byte) http.Header {
	var e struct {
		Timestamp json.RawMessage `json:"timestamp"`
	}
	_ = json.Unmarshal(body, &e)
	mac := ZaloMac(z.opt.AppID, string(body), strings.Trim(string(e.Timestamp), `"`), z.opt.OASecret)
	if !z.opt.BareMac {
		mac = "mac=" + mac
	}
	return http.Header{"X-Zevent-Signature": {mac}, "Content-Type": {"application/json"}}
}

// ZaloMac computes X-ZEvent-Signature as Zalo's own helper does.
func ZaloMac(appID, body, timestamp, oaSecret string) string {
	d := sha256.Sum256([]byte(appID + body + timestamp + oaSecret))
	return hex.EncodeToString(d[:])
}

// emit signs an event and starts its delivery. With first it returns after
// the first attempt.
func (z *Zalo) emit(name string, e zaloObject, first bool) {
	e["event_name"] = name
	e["app_id"] = z.opt.AppID
	if _, ok := e["timestamp"]; !ok {
		e["timestamp"] = fmt.Sprint(time.Now().UnixMilli())
	}
	body, err := json.Marshal(e)
	if err != nil {
		panic(err) // plain maps and strings always encode
	}
	z.hook.deliver(name, z.Sign(body), body, first)
}

// id returns a fresh id of the form Zalo gives messages. Callers hold mu.
func (z *Zalo) id(kind string) string {
	z.seq++
	d := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", z.opt.OA, kind, z.seq))
	return hex.EncodeToString(d[:10])
}

// zaloObject is a JSON object under construction.
type zaloObject map[string]any

func zaloSay(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
