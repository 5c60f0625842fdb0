package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"hotro/internal/capped"

	"code.dny.dev/ssrf"
)

// Errors of Media.Fetch that callers tell apart.
var (
	// ErrHost: the address is not one this platform keeps files at.
	ErrHost = errors.New("not an address of the platform's files")
)

const (
	mediaTimeout = time.Minute
	maxRedirects = 3
)

// Media fetches files by addresses that came in with a message. Only https
// addresses on the platform's own hosts are followed, redirects included, and
// no connection is made to a private, loopback or otherwise special network,
// whatever a name resolves to.
type Media struct {
	hosts  []string
	origin string
	guard  *http.Client
	plain  *http.Client
}

// NewMedia returns a Media for hosts and their subdomains. origin is the
// configured address of the platform's API: files on that very scheme, host
// and port are fetched without the network guard, so that a stand-in for the
// platform on this machine can serve files too. A non-nil rt replaces the
// network, for tests.
func NewMedia(hosts []string, origin string, rt http.RoundTripper) *Media {
	m := &Media{hosts: hosts}
	if u, err := url.Parse(origin); err == nil && !m.listed(u) {
		m.origin = u.Scheme + "://" + u.Host
	}
	guarded := &http.Transport{
		DialContext: (&net.Dialer{
			Timeout: 10 * time.Second,
			Control: ssrf.New(ssrf.WithPorts(443)).Safe,
		}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 20 * time.Second,
		IdleConnTimeout:       30 * time.Second,
		ForceAttemptHTTP2:     true,
	}
	m.guard, m.plain = m.client(guarded), m.client(http.DefaultTransport)
	if rt != nil {
		m.guard, m.plain = m.client(rt), m.client(rt)
	}
	return m
}

func (m *Media) client(rt http.RoundTripper) *http.Client {
	return &http.Client{Transport: rt, Timeout: mediaTimeout, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		if m.own(req.URL) != m.own(via[0].URL) || !m.allowed(req.URL) {
			return ErrHost
		}
		return nil
	}}
}

// Allowed reports whether Fetch would follow the address.
func (m *Media) Allowed(address string) bool {
	u, err := url.Parse(address)
	return err == nil && m.allowed(u)
}

func (m *Media) allowed(u *url.URL) bool { return u.User == nil && (m.own(u) || m.listed(u)) }

func (m *Media) own(u *url.URL) bool { return m.origin != "" && u.Scheme+"://"+u.Host == m.origin }

func (m *Media) listed(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	return u.Scheme == "https" && (u.Port() == "" || u.Port() == "443") &&
		slices.ContainsFunc(m.hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// Fetch gets the file at address. The reader fails with capped.ErrTooLarge rather
// than give more than size bytes, and must be closed.
func (m *Media) Fetch(ctx context.Context, address string, size int64) (io.ReadCloser, error) {
	u, err := url.Parse(address)
	if err != nil || !m.allowed(u) {
		return nil, fmt.Errorf("fetch a file: %w", ErrHost)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", ErrHost)
	}
	c := m.guard
	if m.own(u) {
		c = m.plain
	}
	resp, err := c.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", bare(err))
	}
	if resp.StatusCode != http.StatusOK || resp.ContentLength > size {
		resp.Body.Close()
		if resp.ContentLength > size && resp.StatusCode == http.StatusOK {
			return nil, fmt.Errorf("fetch a file of %d bytes: %w", resp.ContentLength, capped.ErrTooLarge)
		}
		return nil, fmt.Errorf("fetch a file: the platform answered HTTP %d", resp.StatusCode)
	}
	return capped.Body(resp.Body, size), nil
}
