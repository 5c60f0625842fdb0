package oauth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"time"

	"hotro/internal/channels"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// loginLife is how long the admin may take from the link to the consent.
const loginLife = 15 * time.Minute

// Errors of Exchange that a page tells apart.
var (
	// ErrState: the redirect does not belong to a login started here, or
	// comes too late.
	ErrState = errors.New("login not started here, or more than 15 minutes ago")
	// ErrDenied: Zalo gave no code, or did not take it.
	ErrDenied = errors.New("Zalo did not give permission")
)

var b64 = base64.RawURLEncoding

// LoginURL returns the page where the account's admin gives permission, valid
// for 15 minutes. redirect must equal the callback address saved in Zalo's
// console. With pkce the link carries Challenge; some apps have a challenge
// saved in the console, and then both must be the same or none be sent.
//
// Nothing is stored: the state is signed, so the link may be made by another
// process than the one that gets the redirect.
func (s *TokenSource) LoginURL(redirect string, pkce bool) string {
	q := url.Values{"app_id": {s.cfg.AppID}, "redirect_uri": {redirect}, "state": {s.keys.state(pkce, s.now())}}
	if pkce {
		q.Set("code_challenge", s.Challenge())
	}
	return s.cfg.URL + "/v4/oa/permission?" + q.Encode()
}

// Challenge is the PKCE challenge of this app, the same every time so that it
// can be saved in Zalo's console. (The exchange is also authenticated by the
// app's secret.)
func (s *TokenSource) Challenge() string { return challenge(s.keys.verifier()) }

func challenge(verifier string) string {
	d := sha256.Sum256([]byte(verifier))
	return b64.EncodeToString(d[:])
}

func (k keys) verifier() string { return b64.EncodeToString(k.derive("hotro zalo pkce")) }

// A state is a nonce, the time it was made, whether PKCE is used, and a MAC.
const (
	nonceLen = 9
	plainLen = nonceLen + 8 + 1
	macLen   = 16
)

func (k keys) state(pkce bool, now time.Time) string {
	b := binary.BigEndian.AppendUint64(k.random(nonceLen), uint64(now.Unix()))
	if pkce {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	return b64.EncodeToString(append(b, k.mac(b)...))
}

func (k keys) mac(b []byte) []byte {
	m := hmac.New(sha256.New, k.derive("hotro zalo login"))
	m.Write(b)
	return m.Sum(nil)[:macLen]
}

// check reads a state back: whether PKCE is used, and whether to go on.
func (k keys) check(state string, now time.Time) (pkce bool, err error) {
	b, err := b64.DecodeString(state)
	if err != nil || len(b) != plainLen+macLen || !hmac.Equal(k.mac(b[:plainLen]), b[plainLen:]) {
		return false, ErrState
	}
	made := time.Unix(int64(binary.BigEndian.Uint64(b[nonceLen:])), 0)
	if age := now.Sub(made); age < -time.Minute || age > loginLife {
		return false, ErrState
	}
	return b[plainLen-1] == 1, nil
}

// Exchange completes a login with the query of the redirect, and returns the
// account's id. The new grant replaces the stored one, dead or alive.
func (s *TokenSource) Exchange(ctx context.Context, q url.Values) (oa string, err error) {
	pkce, err := s.keys.check(q.Get("state"), s.now())
	if err != nil {
		return "", err
	}
	if q.Get("code") == "" {
		return "", fmt.Errorf("%w: no code in the redirect", ErrDenied)
	}
	form := url.Values{"grant_type": {"authorization_code"}, "code": {q.Get("code")}}
	if pkce {
		form.Set("code_verifier", s.keys.verifier())
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), spendTime)
	defer cancel()
	t, err := s.ask(ctx, form)
	if r, ok := errors.AsType[*refusal](err); ok {
		return "", fmt.Errorf("%w: %w", ErrDenied, r)
	}
	if err != nil {
		return "", err
	}
	oa = q.Get("oa_id")
	to, err := s.target(ctx, oa)
	if err != nil {
		return "", err
	}
	return oa, to.adopt(ctx, t, oa)
}

// adopt stores the pair of a login. The configured refresh token is older, and
// is remembered as taken.
func (s *TokenSource) adopt(ctx context.Context, t tokens, oa string) error {
	for tries := 1; ; tries++ {
		old, version, err := s.read(ctx)
		if f, ok := errors.AsType[*channels.Failure](err); ok && f.Class == channels.Operator {
			err = nil // unreadable: replaced
		}
		if err == nil {
			g := grant{OA: oa, Others: old.Others, Seeds: remember(old.Seeds, digest(s.cfg.Refresh.Reveal()))}.renewed(t, "", s.now())
			if _, err = s.write(ctx, g, version); err == nil {
				s.cache(g)
				s.count(LoggedIn)
				return nil
			}
		}
		if !retry.Sleep(ctx, untilStored().After(tries)) {
			return later(loginUnsaved, errors.Join(err, ctx.Err()))
		}
		if !errors.Is(err, store.ErrStale) {
			s.count(Unsaved)
		}
	}
}
