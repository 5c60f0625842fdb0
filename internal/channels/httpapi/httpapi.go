// Package httpapi is what the HTTP side of a platform needs beyond net/http: a
// request whose failure says whether it may have been carried out (Do), and
// a fetch of files that strangers point at (Media).
//
// No address appears in an error of this package, because platforms put
// tokens in addresses. It knows no platform and does not try again. Everything
// here is safe for concurrent use. Start reading at Do.
package httpapi

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"hotro/internal/channels"
)

// MaxAnswer is how much of an answer Do reads.
const MaxAnswer = 1 << 20

// Answer is what a platform said, whatever its status.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// NewClient returns a client for a platform's API. It follows no redirects:
// a custom header that carries a token would be sent along.
func NewClient(timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout:       timeout,
		Transport:     http.DefaultTransport.(*http.Transport).Clone(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Do makes one request. Its error is a *channels.Failure: Later when the
// request provably did not reach the platform whole, Unknown when it may have
// been carried out although no answer came. platform is its name for people.
func Do(c *http.Client, req *http.Request, platform string) (Answer, error) {
	var wrote atomic.Bool
	trace := &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) {
		wrote.Store(i.Err == nil)
	}}
	resp, err := c.Do(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return Answer{}, failure(platform, wrote.Load(), err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxAnswer))
	if err != nil {
		return Answer{}, failure(platform, true, fmt.Errorf("read the answer: %w", bare(err)))
	}
	return Answer{Status: resp.StatusCode, Header: resp.Header, Body: body}, nil
}

func failure(platform string, wrote bool, err error) error {
	f := &channels.Failure{Class: channels.Later, Reason: channels.Unreachable(platform), Err: bare(err)}
	if wrote {
		f.Class, f.Reason = channels.Unknown, channels.NoAnswer(platform)
	}
	return f
}

// bare takes the address out of an error of net/http.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
