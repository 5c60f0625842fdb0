package redis

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
)

// kind is how the server is reached.
type kind int

const (
	direct kind = iota
	viaSentinel
	viaCluster
)

// endpoint is a REDIS_URL as read.
type endpoint struct {
	kind                           kind
	addrs                          []string
	user, password                 string
	master                         string // of the Sentinel group
	sentinelUser, sentinelPassword string
	db, pool                       int
	quorum                         quorum
	secure                         bool
	ca                             string // file of the authorities to trust instead of the system's
}

// String names the servers, without a password.
func (e endpoint) String() string { return strings.Join(e.addrs, ",") }

// tls returns the settings of an encrypted connection, nil for a plain one.
// The server's name is checked against its certificate.
func (e endpoint) tls() (*tls.Config, error) {
	if !e.secure {
		return nil, nil
	}
	cfg := &tls.Config{MinVersion: tls.VersionTLS12}
	if e.ca == "" {
		return cfg, nil
	}
	pem, err := os.ReadFile(e.ca)
	if err != nil {
		return nil, fmt.Errorf("REDIS_URL: ca: %w", err)
	}
	cfg.RootCAs = x509.NewCertPool()
	if !cfg.RootCAs.AppendCertsFromPEM(pem) {
		return nil, urlError("ca: the file holds no PEM certificate")
	}
	return cfg, nil
}

// schemes are the forms of REDIS_URL.
func schemes() map[string]endpoint {
	return map[string]endpoint{
		"redis":           {},
		"rediss":          {secure: true},
		"unix":            {},
		"redis+sentinel":  {kind: viaSentinel},
		"rediss+sentinel": {kind: viaSentinel, secure: true},
		"redis+cluster":   {kind: viaCluster},
		"rediss+cluster":  {kind: viaCluster, secure: true},
	}
}

// urlError is a fault of REDIS_URL. It never quotes the value, which may hold
// a password.
func urlError(what string) error { return errors.New("REDIS_URL: " + what) }

// CheckURL returns what is wrong with a REDIS_URL, without asking Redis.
func CheckURL(s string) error {
	if !strings.Contains(s, "://") && !strings.Contains(s, "@") { // no password to give away
		return fmt.Errorf("REDIS_URL=%s: write redis://%s", s, s)
	}
	_, err := parseURL(s)
	return err
}

// parseURL reads a REDIS_URL:
//
//	redis[s]://[user:password@]host[:port][/db]
//	unix://[user:password@]/path/to/socket
//	redis[s]+sentinel://[user:password@]host[:port],…/master
//	redis[s]+cluster://[user:password@]host[:port],…
//
// with ?db=, ?pool= (connections), ?wait= (replicas that must hold an arrival,
// such as 1, or 1:all), ?ca= (PEM file to trust, for rediss), and
// for Sentinel ?sentinel_user=, ?sentinel_password=.
func parseURL(s string) (endpoint, error) {
	scheme, rest, ok := strings.Cut(s, "://")
	e, known := schemes()[strings.ToLower(scheme)]
	if !ok || !known {
		return e, urlError("unknown form: it starts with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://")
	}
	rest, query, _ := strings.Cut(rest, "?")
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		if err := e.login(rest[:i]); err != nil {
			return e, err
		}
		rest = rest[i+1:]
	}
	if err := e.params(query); err != nil {
		return e, err
	}
	if strings.EqualFold(scheme, "unix") {
		if e.addrs = []string{rest}; !strings.HasPrefix(rest, "/") {
			return e, urlError("unix:// needs the socket's absolute path")
		}
		return e, nil
	}
	hosts, path, _ := strings.Cut(rest, "/")
	if err := e.hosts(hosts); err != nil {
		return e, err
	}
	return e, e.path(strings.TrimSuffix(path, "/"))
}

func (e *endpoint) login(s string) error {
	user, password, both := strings.Cut(s, ":")
	if !both {
		return urlError("before the @ stands user:password, or :password alone")
	}
	var err, err2 error
	e.user, err = url.PathUnescape(user)
	e.password, err2 = url.PathUnescape(password)
	if err != nil || err2 != nil {
		return urlError("user or password is not properly percent-encoded")
	}
	return nil
}

func (e *endpoint) hosts(s string) error {
	port := "6379"
	if e.kind == viaSentinel {
		port = "26379"
	}
	for h := range strings.SplitSeq(s, ",") {
		name, p, err := net.SplitHostPort(h)
		if err != nil {
			name, p = strings.Trim(h, "[]"), port
		}
		n, err := strconv.ParseUint(p, 10, 16)
		if name == "" || err != nil || n == 0 || strings.ContainsAny(name, "[]@/ \t\r\n") {
			return urlError("each host is name:port, several separated by commas")
		}
		e.addrs = append(e.addrs, net.JoinHostPort(name, p))
	}
	if e.kind == direct && len(e.addrs) > 1 {
		return urlError("several hosts need redis+sentinel:// or redis+cluster://")
	}
	return nil
}

func (e *endpoint) path(p string) error {
	switch e.kind {
	case viaSentinel:
		if e.master = p; p == "" || strings.Contains(p, "/") {
			return urlError("redis+sentinel:// needs the name of the master after the hosts: …/mymaster")
		}
	case viaCluster:
		if p != "" || e.db != 0 {
			return urlError("a cluster has no databases: nothing may follow the hosts")
		}
	case direct:
		if p == "" {
			return nil
		}
		return number(p, &e.db, "the database after the host is a number")
	}
	return nil
}

func (e *endpoint) params(query string) error {
	q, err := url.ParseQuery(query)
	if err != nil {
		return urlError("what follows the ? is not properly encoded")
	}
	for name := range q {
		v := q.Get(name)
		switch {
		case name == "db":
			err = number(v, &e.db, "db is a number")
		case name == "pool":
			err = number(v, &e.pool, "pool is a number")
		case name == "wait":
			n, all := strings.CutSuffix(v, ":all")
			err = number(n, &e.quorum.least, "wait is a number of replicas, such as 1, or 1:all for all that follow and at least one")
			e.quorum.all = all
			if err == nil && all && e.quorum.least == 0 {
				err = urlError("wait=0:all waits for nobody when no replica follows: write 1:all")
			}
		case name == "ca" && e.secure:
			e.ca = v
		case name == "sentinel_user" && e.kind == viaSentinel:
			e.sentinelUser = v
		case name == "sentinel_password" && e.kind == viaSentinel:
			e.sentinelPassword = v
		default:
			err = urlError("unknown parameter: known are db, pool, wait, with rediss ca, and with Sentinel sentinel_user and sentinel_password")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func number(s string, into *int, what string) error {
	n, err := strconv.ParseUint(s, 10, 15)
	if err != nil {
		return urlError(what)
	}
	*into = int(n)
	return nil
}
