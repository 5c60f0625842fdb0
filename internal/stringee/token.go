package stringee

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	keyLife    = time.Hour      // of a token we sign
	portalLife = 12 * time.Hour // after which we sign in to StringeeX again
)

type token struct {
	text  string
	until time.Time
}

// Token signs a REST token for an API key: HS256, content type
// "stringee-api;v=1", as the REST API Authentication page describes. It is
// valid for an hour from now.
func Token(sid, key string, now time.Time) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"jti":      sid + "-" + strconv.FormatInt(now.UnixMilli(), 10),
		"iss":      sid,
		"exp":      now.Add(keyLife).Unix(),
		"rest_api": true,
	})
	t.Header["cty"] = "stringee-api;v=1"
	s, err := t.SignedString([]byte(key))
	if err != nil {
		return "", fmt.Errorf("sign the Stringee token: %w", err)
	}
	return s, nil
}

func (c *Client) keyToken() (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if now.Before(c.key.until) {
		return c.key.text, nil
	}
	s, err := Token(c.cfg.KeySID, c.cfg.KeySecret.Reveal(), now)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrDenied, err)
	}
	c.key = token{text: s, until: now.Add(keyLife / 2)}
	return s, nil
}

// xdo asks StringeeX, signing in first where needed and once more when the
// token turns out to have expired early.
func (c *Client) xdo(ctx context.Context, rq request) (answer, error) {
	rq.base = c.cfg.XURL
	for try := 0; ; try++ {
		t, err := c.portalToken(ctx)
		if err != nil {
			return answer{}, err
		}
		rq.token = t
		a, err := c.do(ctx, rq)
		if try > 0 || c.cfg.XToken.Set() || !errors.Is(err, ErrDenied) {
			return a, err
		}
		c.forget(t)
	}
}

func (c *Client) forget(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.portal.text == text {
		c.portal = token{}
	}
}

func (c *Client) portalToken(ctx context.Context) (string, error) {
	if c.cfg.XToken.Set() {
		return c.cfg.XToken.Reveal(), nil
	}
	c.mu.Lock()
	have := c.portal
	c.mu.Unlock()
	if c.now().Before(have.until) {
		return have.text, nil
	}
	a, err := c.do(ctx, request{base: c.cfg.XURL, path: "/v1/account", body: map[string]string{
		"email": c.cfg.XEmail, "password": c.cfg.XPassword.Reveal(),
	}})
	if err != nil {
		return "", err
	}
	text, err := choosePortal(a.Portals, c.cfg.XPortal)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.portal = token{text: text, until: c.now().Add(portalLife)}
	return text, nil
}

// choosePortal takes the token of the wanted portal: the one with a field of
// that value, because the documentation names only auth_token.
func choosePortal(raw json.RawMessage, want string) (string, error) {
	var portals []map[string]any
	if err := json.Unmarshal(raw, &portals); err != nil {
		return "", fmt.Errorf("%w: /v1/account: want a list of portals", ErrUnreadable)
	}
	for _, p := range portals {
		text, _ := p["auth_token"].(string)
		if text == "" {
			continue
		}
		if want == "" {
			return text, nil
		}
		for _, v := range p {
			if s, ok := v.(string); ok && strings.EqualFold(s, want) {
				return text, nil
			}
		}
	}
	return "", fmt.Errorf("%w: /v1/account: no portal matches; check STRINGEE_X_PORTAL", ErrDenied)
}
