package widget

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"hotro/internal/chat"
)

// Visit is what a page tells of itself and of who is logged in on it. Nothing
// of it is true by being said: a script on the page, or the user, can say
// anything.
type Visit struct {
	Page       string            `json:"page,omitempty"`       // its address
	Account    string            `json:"account,omitempty"`    // who is logged in
	Token      string            `json:"token,omitempty"`      // a JWT in which the page's server says who
	Hash       string            `json:"hash,omitempty"`       // or the HMAC-SHA256 of Account, in hex
	Attributes map[string]string `json:"attributes,omitempty"` // anything else staff may want to know
}

// Told is what is taken from a visit.
type Told struct {
	About map[string]string // for chat.Incoming
	Name  string            // of the user, where the page's server says it
}

// Bounds of what a page can tell.
const (
	maxValue      = 200 // runes
	maxAttributes = 10
	maxLife       = 24 * time.Hour // of a token: one that lives longer is found in a log some day
	leeway        = 30 * time.Second
)

// About sorts what a page tells into what its server vouches for and what is
// a claim. An error says why a signature was not believed, for whoever builds
// the page; what was told stands all the same, as a claim.
func (e *Embed) About(v Visit, now time.Time) (Told, error) {
	t := Told{About: map[string]string{}}
	put := func(key, value string) {
		if value = clean(value); value != "" {
			t.About[key] = value
		}
	}
	put(chat.AboutPage, address(v.Page))
	attributes(v.Attributes, func(k, s string) { put(k+"?", s) }) // the mark tells staff that nobody vouches for it
	who, err := e.vouched(v, now)
	switch signed := err == nil && who.account() != ""; {
	case !signed && e.strict:
		if err == nil && v.Account != "" {
			err = errors.New("the account is not signed, and WIDGET_ENFORCE is on: the user stays a visitor")
		}
		return t, err
	case !signed:
		put(chat.AboutClaim, v.Account)
		return t, err
	}
	put(chat.AboutAccount, who.account())
	attributes(who.Attributes, put)
	t.Name = clean(who.Name)
	return t, nil
}

// identity is what a page's server says in a token.
type identity struct {
	jwt.RegisteredClaims
	UserID     string            `json:"user_id"`
	Email      string            `json:"email"`
	Name       string            `json:"name"`
	Attributes map[string]string `json:"attributes"`
}

func (i identity) account() string {
	for _, s := range []string{i.Subject, i.UserID, i.Email} {
		if s != "" {
			return s
		}
	}
	return ""
}

// vouched is who the page's server says is logged in; empty when it says
// nothing.
func (e *Embed) vouched(v Visit, now time.Time) (identity, error) {
	var who identity
	switch {
	case v.Token == "" && v.Hash == "":
		return who, nil
	case len(e.key) == 0:
		return who, errors.New("the account is signed, but WIDGET_SECRET is not set")
	case v.Token == "":
		if !hmac.Equal([]byte(strings.ToLower(v.Hash)), []byte(Hash(e.key, v.Account))) || v.Account == "" {
			return who, errors.New("hash: not the HMAC-SHA256 of the account under WIDGET_SECRET, in hex")
		}
		who.Subject = v.Account
		return who, nil
	}
	_, err := jwt.ParseWithClaims(v.Token, &who, func(*jwt.Token) (any, error) { return e.key, nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired(), jwt.WithLeeway(leeway), jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(func() time.Time { return now }))
	switch {
	case err != nil:
		return identity{}, fmt.Errorf("token: %w", err)
	case who.ExpiresAt.After(now.Add(maxLife + leeway)):
		return identity{}, errors.New("token: exp is more than a day away; five minutes are enough")
	case who.account() == "":
		return identity{}, errors.New("token: it names nobody; want sub, user_id or email")
	}
	return who, nil
}

// Hash is the hex HMAC-SHA256 by which a page's server vouches for an account.
func Hash(key []byte, account string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(account))
	return hex.EncodeToString(h.Sum(nil))
}

var attributeName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// attributes hands on what may be said under a name of its own.
func attributes(all map[string]string, put func(key, value string)) {
	reserved := []string{chat.AboutAccount, chat.AboutClaim, chat.AboutBrowser, chat.AboutSystem, chat.AboutPage}
	n := 0
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if n++; n > maxAttributes {
			return
		}
		if attributeName.MatchString(k) && !slices.Contains(reserved, k) {
			put(k, all[k])
		}
	}
}

// address is a page's address without what may be secret in it: whatever
// stands behind the path, and a password.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// clean is a value on one line, without what no channel shows.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	runes := []rune(strings.Join(strings.Fields(s), " "))
	return string(runes[:min(len(runes), maxValue)])
}
