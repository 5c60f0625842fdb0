package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels"
)

// Limits of one call.
const (
	maxAnswer     = 16 << 20 // a batch of updates is cut by the server at about 4 MiB
	callTimeout   = 30 * time.Second
	uploadTimeout = 50 * time.Second
	sendTimeout   = 50 * time.Second // of a Send with all its calls: within what Deliver gives a send
)

// client makes requests of the Bot API as one bot. It alone knows the token.
type client struct {
	cfg  Config
	id   string
	http *http.Client
	log  *slog.Logger
}

// call makes one request by the method's name and returns its result. Its
// error is a *channels.Failure, or a plain error for a request that provably
// did not leave this machine. A message that was to go into a topic and did
// not is taken back, and ErrTopicNotFound.
func (c *client) call(ctx context.Context, method string, params map[string]string) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := c.request(ctx, method, params)
	if err != nil {
		return nil, err
	}
	return raw, c.inTopic(ctx, method, params, raw)
}

// request is call without its time limit and its look at the topic.
func (c *client) request(ctx context.Context, method string, params map[string]string) (json.RawMessage, error) {
	if err := channels.MayBegin(ctx); err != nil {
		return nil, err
	}
	var x exchange
	resp, err := x.post(ctx, c, method, params)
	if err != nil {
		return nil, c.failure(method, &x, resp, err)
	}
	return resp.Result, nil
}

// upload makes one request with a file in the given field (such as "photo").
// Errors are those of call.
func (c *client) upload(ctx context.Context, method string, params map[string]string, field, name string, data []byte) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	file := tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileBytes{Name: name, Bytes: data}}
	if err := channels.MayBegin(ctx); err != nil {
		return nil, err
	}
	var x exchange
	api := tgbotapi.BotAPI{Token: c.cfg.Token.Reveal(), Client: x.client(ctx, c.http)}
	api.SetAPIEndpoint(strings.ReplaceAll(c.cfg.APIURL, "%", "%%") + "/bot%s/%s")
	resp, err := api.UploadFiles(method, params, []tgbotapi.RequestFile{file})
	if err != nil {
		return nil, c.failure(method, &x, resp, err)
	}
	return resp.Result, c.inTopic(ctx, method, params, resp.Result)
}

// ensure makes a request that asks for a state: being in it already is fine.
func (c *client) ensure(ctx context.Context, method string, params map[string]string) error {
	_, err := c.call(ctx, method, params)
	if errors.Is(err, ErrNotModified) {
		return nil
	}
	return err
}

// result makes a request and reads what it returns. It was done when that
// can't be read.
func result[T any](ctx context.Context, c *client, method string, params map[string]string) (T, error) {
	var none T
	raw, err := c.call(ctx, method, params)
	if err != nil {
		return none, err
	}
	v, err := decode[T](method, raw)
	if err != nil {
		return none, &channels.Failure{Class: channels.Unknown, Reason: reasonNoAnswer, Err: err}
	}
	return v, nil
}

// exchange is what is known about one request afterwards. The library looks
// at neither the HTTP status nor how far a request got, and both decide
// whether sending again could send twice.
type exchange struct {
	begun  atomic.Bool // a connection carried at least the head
	wrote  atomic.Bool // all of it left
	status int         // of the answer; 0 when none came
}

type doFunc func(*http.Request) (*http.Response, error)

// Do makes a doFunc the library's HTTPClient.
func (f doFunc) Do(r *http.Request) (*http.Response, error) { return f(r) }

func (x *exchange) client(ctx context.Context, hc *http.Client) doFunc {
	trace := &httptrace.ClientTrace{
		WroteHeaders: func() { x.begun.Store(true) },
		WroteRequest: func(i httptrace.WroteRequestInfo) { x.wrote.Store(i.Err == nil) },
	}
	return func(r *http.Request) (*http.Response, error) {
		resp, err := hc.Do(r.WithContext(httptrace.WithClientTrace(ctx, trace)))
		if err != nil {
			if r.Body != nil {
				_ = r.Body.Close() // else the library's upload goroutine waits for ever
			}
			return nil, withoutURL(err)
		}
		x.status = resp.StatusCode
		resp.Body = cutBody{io.LimitReader(resp.Body, maxAnswer), resp.Body}
		return resp, nil
	}
}

// cutBody reads at most so much of a body, and closes all of it.
type cutBody struct {
	io.Reader
	io.Closer
}

// withoutURL drops the request's address, which contains the token.
func withoutURL(err error) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	return err
}

// redact is the last fence: an error that still shows the token loses its
// chain, and the token.
func (c *client) redact(err error) error {
	if s := err.Error(); strings.Contains(s, c.cfg.Token.Reveal()) {
		return errors.New(c.hide(s))
	}
	return err
}

// hide takes the token out of a text.
func (c *client) hide(s string) string {
	return strings.ReplaceAll(s, c.cfg.Token.Reveal(), "***")
}

// decode reads the result of a call that succeeded.
func decode[T any](method string, raw json.RawMessage) (T, error) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, fmt.Errorf("telegram %s: unreadable result: %w", method, err)
	}
	return v, nil
}
