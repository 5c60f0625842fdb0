package stringee

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/singleflight"
)

// What can go wrong with a look-up. Every error of Client wraps one of these.
var (
	// ErrOff: nothing is configured to ask.
	ErrOff = errors.New("Stringee look-up is off: set STRINGEE_KEY_SID and STRINGEE_KEY_SECRET, or the STRINGEE_X_ ones")
	// ErrNotFound: Stringee answered and knows no such call.
	ErrNotFound = errors.New("Stringee has no such call")
	// ErrDenied: the key, the token or the password is not accepted.
	ErrDenied = errors.New("Stringee refuses the key: check the STRINGEE_ settings")
	// ErrRefused: the request itself is not accepted.
	ErrRefused = errors.New("Stringee refuses the request")
	// ErrUnavailable: no answer in time, a server fault, or too many requests.
	ErrUnavailable = errors.New("Stringee does not answer")
	// ErrUnreadable: an answer came that is not what Stringee documents.
	ErrUnreadable = errors.New("Stringee's answer can't be read")
)

const maxAnswer = 1 << 20 // bytes; a page of twenty calls is about 20 kB

// Options are a Client's dependencies; zero values work.
type Options struct {
	Transport http.RoundTripper
	Now       func() time.Time
	// Observe is told the outcome of every look-up: the operation is "call",
	// "search", "ticket" or "check", outcome one of "ok", "cached",
	// "not_found", "denied", "refused", "unavailable", "unreadable", "off".
	Observe func(what, outcome string, took time.Duration)
}

// Client asks Stringee's REST APIs. Safe for concurrent use. No method takes
// longer than Config.Timeout (CreateTicket: twice that), and none is worth
// waiting for: a hand-off goes out first and is completed afterwards.
type Client struct {
	cfg     Config
	http    *http.Client
	now     func() time.Time
	observe func(what, outcome string, took time.Duration)
	breaker map[string]*gobreaker.CircuitBreaker[answer] // by base address: one API being down says nothing about the other
	cache   *lru.Cache[string, cached]
	flight  singleflight.Group

	mu     sync.Mutex // guards the tokens
	key    token
	portal token
}

// New returns a client for cfg.
func New(cfg Config, o Options) *Client {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Observe == nil {
		o.Observe = func(string, string, time.Duration) {}
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 5 * time.Second
	}
	cache, err := lru.New[string, cached](1000)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &Client{
		cfg: cfg, now: o.Now, observe: o.Observe, cache: cache,
		http: &http.Client{
			Transport:     o.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		breaker: map[string]*gobreaker.CircuitBreaker[answer]{cfg.APIURL: newBreaker(), cfg.XURL: newBreaker()},
	}
}

func newBreaker() *gobreaker.CircuitBreaker[answer] {
	return gobreaker.NewCircuitBreaker[answer](gobreaker.Settings{
		Timeout:      30 * time.Second,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= 5 },
		IsSuccessful: func(err error) bool { return !errors.Is(err, ErrUnavailable) },
		IsExcluded:   func(err error) bool { return errors.Is(err, context.Canceled) },
	})
}

// Enabled reports whether calls can be looked up.
func (c *Client) Enabled() bool { return c != nil && c.cfg.Enabled() }

// Tickets reports whether CreateTicket can work.
func (c *Client) Tickets() bool { return c != nil && c.cfg.Tickets() }

// request is one call of the API.
type request struct {
	base, path string
	query      url.Values
	body       any // sent as JSON by POST; nil: GET
	token      string
}

// answer is the envelope that both APIs share.
type answer struct {
	R       loose           `json:"r"`
	Msg     loose           `json:"msg"`
	Message loose           `json:"message"`
	ID      loose           `json:"id"`
	Data    json.RawMessage `json:"data"`
	Portals json.RawMessage `json:"portals"`
}

func (c *Client) do(ctx context.Context, rq request) (answer, error) {
	a, err := c.breaker[rq.base].Execute(func() (answer, error) { return c.exchange(ctx, rq) })
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return answer{}, fmt.Errorf("%w: %s failed repeatedly; not asked again for a while", ErrUnavailable, rq.path)
	}
	return a, err
}

func (c *Client) exchange(ctx context.Context, rq request) (answer, error) {
	req, err := rq.build(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("%w: %s: %w", ErrRefused, rq.path, err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return answer{}, fmt.Errorf("%w: %s: %w", ErrUnavailable, rq.path, withoutURL(err))
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return answer{}, fmt.Errorf("%w: %s: %w", ErrUnavailable, rq.path, withoutURL(err))
	}
	return parse(rq.path, res.StatusCode, raw)
}

func (rq request) build(ctx context.Context) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if rq.body != nil {
		b, err := json.Marshal(rq.body)
		if err != nil {
			return nil, err
		}
		method, body = http.MethodPost, bytes.NewReader(b)
	}
	u := strings.TrimRight(rq.base, "/") + rq.path
	if len(rq.query) > 0 {
		u += "?" + rq.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, u, body)
	if err != nil {
		return nil, withoutURL(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/json")
	if rq.token != "" {
		req.Header.Set("X-STRINGEE-AUTH", rq.token)
	}
	return req, nil
}

// parse reads an answer and turns what it says into one of the error classes.
func parse(path string, status int, raw []byte) (answer, error) {
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return answer{}, fmt.Errorf("%w: %s: status %d", ErrDenied, path, status)
	case status == http.StatusTooManyRequests || status >= 500:
		return answer{}, fmt.Errorf("%w: %s: status %d", ErrUnavailable, path, status)
	case status >= 300:
		return answer{}, fmt.Errorf("%w: %s: status %d", ErrRefused, path, status)
	case len(raw) > maxAnswer:
		return answer{}, fmt.Errorf("%w: %s: larger than %d bytes", ErrUnreadable, path, maxAnswer)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil || a.R == "" {
		return answer{}, fmt.Errorf("%w: %s: want JSON with a result code", ErrUnreadable, path)
	}
	if a.R == "0" {
		return a, nil
	}
	class, msg := ErrRefused, string(a.Msg+a.Message)
	if says(msg, "token", "auth", "password", "login", "expired", "permission") {
		class = ErrDenied
	}
	return answer{}, fmt.Errorf("%w: %s: result code %.8s%s", class, path, a.R, quotable(msg))
}

func says(s string, words ...string) bool {
	s = strings.ToLower(s)
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// quotable returns the server's message for an error text when it is only
// words: digits or an "@" may be a customer's number or address.
func quotable(msg string) string {
	if msg == "" || len(msg) > 80 {
		return ""
	}
	for _, r := range msg {
		if r < ' ' || r > '~' || r == '@' || (r >= '0' && r <= '9') {
			return ""
		}
	}
	return " (" + msg + ")"
}

// withoutURL removes the address from an error: its query names a customer.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// outcome is the label of an error for metrics.
func outcome(err error) string {
	for _, o := range []struct {
		err  error
		name string
	}{
		{nil, "ok"},
		{ErrNotFound, "not_found"},
		{ErrDenied, "denied"},
		{ErrRefused, "refused"},
		{ErrUnavailable, "unavailable"},
		{ErrUnreadable, "unreadable"},
		{ErrOff, "off"},
	} {
		if errors.Is(err, o.err) {
			return o.name
		}
	}
	return "other"
}
