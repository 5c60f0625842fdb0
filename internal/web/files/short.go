package files

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
)

const (
	shortKey   = ".link/"       // of the values; the dot keeps them out of lists
	shortBytes = 12             // of a name: nobody guesses 96 bits
	rememberBy = 4              // times its life an address is known, to be called expired and not forged
	shortDay   = 24 * time.Hour // the same file has one address a day
)

// errStore: the store did not answer, so nobody knows about the address.
var errStore = errors.New("what the link stands for can't be read")

// Short is Sign with an address of a few letters, for messages: what it stands
// for is kept in the store. Asked again on the same day it returns the same
// address, good for at least ttl. Where the store does not answer the address
// is a signed one.
func (l *Links) Short(ctx context.Context, f chat.File, ttl time.Duration) string {
	now := time.Now()
	till := now.Truncate(shortDay).Add(shortDay + ttl)
	body, err := json.Marshal(claims{File: f, Till: till.Unix()})
	if err != nil {
		panic(err) // strings and numbers: always encodes
	}
	name := l.shortName(body)
	_, err = l.keys.Swap(ctx, shortKey+name, 0, body, till.Sub(now)*rememberBy, now)
	if err != nil && !errors.Is(err, store.ErrStale) { // stale: it is kept already
		l.log.Warn("a link to a file could not be kept and stays long", "err", err)
		return l.Sign(f, ttl)
	}
	return l.base + ShortPrefix + name + extension(f.Name)
}

// Forget deletes the short addresses of a file that were made with this ttl, as
// far back as they are remembered.
func (l *Links) Forget(ctx context.Context, f chat.File, ttl time.Duration) error {
	now := time.Now()
	for day := now.Truncate(shortDay); now.Sub(day) < (ttl+shortDay)*rememberBy+shortDay; day = day.Add(-shortDay) {
		body, err := json.Marshal(claims{File: f, Till: day.Add(shortDay + ttl).Unix()})
		if err != nil {
			panic(err) // strings and numbers: always encodes
		}
		if err := store.DropValue(ctx, l.keys, shortKey+l.shortName(body), time.Now); err != nil {
			return err
		}
	}
	return nil
}

// shortName is a name that only whoever has the key can tell from the file.
func (l *Links) shortName(body []byte) string {
	h := hmac.New(sha256.New, l.key)
	h.Write([]byte("short file link 1\n"))
	h.Write(body)
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:shortBytes])
}

var plainExtension = regexp.MustCompile(`^\.[A-Za-z0-9]{1,5}$`)

// extension is how a file's name ends, where that is plain: people and
// platforms see by it what the address leads to.
func extension(name string) string {
	if e := path.Ext(text.FileName(name)); plainExtension.MatchString(e) {
		return strings.ToLower(e)
	}
	return ""
}

// lookUp returns what a short address stands for.
func (l *Links) lookUp(ctx context.Context, name string, now time.Time) (chat.File, error) {
	name, _, _ = strings.Cut(name, ".")
	if raw, err := base64.RawURLEncoding.DecodeString(name); err != nil || len(raw) != shortBytes {
		return chat.File{}, errForged
	}
	body, _, err := l.keys.Get(ctx, shortKey+name)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return chat.File{}, errForged
	case err != nil:
		return chat.File{}, fmt.Errorf("%w: %w", errStore, err)
	}
	return claimed(body, now)
}
