package files

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/obs"
	"hotro/internal/store"
)

// The paths Links is mounted at.
const (
	Prefix      = "/files/" // of addresses that carry what they stand for
	ShortPrefix = "/f/"     // of those that are kept in the store
)

// Keys holds the signing key and what short addresses stand for, shared by all
// replicas.
type Keys interface {
	Get(ctx context.Context, key string) (value []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

const signingKey = "web/links/key"

// Links makes addresses that let anybody who has one fetch a file until it
// expires.
type Links struct {
	base  string
	key   []byte
	keys  Keys
	media *Media
	log   *slog.Logger
	down  obs.Outage
}

// NewLinks returns a Links whose addresses start with base (PUBLIC_URL). The
// key is made once and kept in the store.
func NewLinks(ctx context.Context, keys Keys, media *Media, base string, log *slog.Logger) (*Links, error) {
	key, err := store.Secret(ctx, keys, signingKey, time.Now())
	if err != nil {
		return nil, fmt.Errorf("key of file links: %w", err)
	}
	return &Links{base: strings.TrimSuffix(base, "/"), key: key, keys: keys, media: media, log: log, down: obs.Outage{Log: log, What: "file link"}}, nil
}

// claims is what an address carries.
type claims struct {
	File chat.File `json:"f"`
	Till int64     `json:"t"` // Unix seconds
}

// Sign returns an address of f that works until ttl from now.
func (l *Links) Sign(f chat.File, ttl time.Duration) string {
	body, err := json.Marshal(claims{File: f, Till: time.Now().Add(ttl).Unix()})
	if err != nil {
		panic(err) // strings and numbers: always encodes
	}
	p := base64.RawURLEncoding.EncodeToString(body)
	return l.base + Prefix + p + "." + l.mac(p) + "/" + url.PathEscape(SafeName(f.Name))
}

func (l *Links) mac(s string) string {
	h := hmac.New(sha256.New, l.key)
	h.Write([]byte("file link 1\n" + s))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// Faults of an address.
var (
	errForged  = errors.New("the link was not made here, or was changed")
	errExpired = errors.New("the link has expired")
)

func (l *Links) verify(path string, now time.Time) (chat.File, error) {
	signed, _, _ := strings.Cut(strings.TrimPrefix(path, Prefix), "/")
	p, mac, ok := strings.Cut(signed, ".")
	if !ok || !hmac.Equal([]byte(mac), []byte(l.mac(p))) {
		return chat.File{}, errForged
	}
	body, err := base64.RawURLEncoding.DecodeString(p)
	if err != nil {
		return chat.File{}, errForged
	}
	return claimed(body, now)
}

// claimed reads what an address carries or stands for.
func claimed(body []byte, now time.Time) (chat.File, error) {
	var t claims
	if err := json.Unmarshal(body, &t); err != nil {
		return chat.File{}, errForged
	}
	if now.Unix() >= t.Till {
		return chat.File{}, errExpired
	}
	return t.File, nil
}

// file is what an address stands for, of either kind.
func (l *Links) file(r *http.Request) (chat.File, error) {
	path := r.URL.EscapedPath()
	if name, short := strings.CutPrefix(path, ShortPrefix); short {
		return l.lookUp(r.Context(), name, time.Now())
	}
	return l.verify(path, time.Now())
}

// ServeHTTP serves the file of an address: 403 for a forged one, 410 for one
// that has expired, 503 while the store can't tell.
func (l *Links) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Robots-Tag", "noindex")
	f, err := l.file(r)
	switch {
	case errors.Is(err, errExpired):
		l.media.refuse(w, "web.link_expired", http.StatusGone)
	case errors.Is(err, errStore):
		l.down.Saw(r.Context(), err)
		w.Header().Set("Retry-After", "5")
		l.media.refuse(w, "web.file_broken", http.StatusServiceUnavailable)
	case err != nil:
		l.media.refuse(w, "web.link_forged", http.StatusForbidden)
	default:
		err := l.media.Serve(w, r, f)
		if gone(err) {
			err = nil // its time was over
		}
		l.down.Saw(r.Context(), err)
	}
}
