package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels/httpapi"
)

const (
	askTimeout = 20 * time.Second
	platform   = "Zalo"
)

// tokens is the token endpoint's answer, good or bad: failures too may come
// with HTTP 200, and numbers as strings. An answer without an access token that
// can be used is a failure whatever else it says.
type tokens struct {
	Access           string `json:"access_token"`
	Refresh          string `json:"refresh_token"`
	ExpiresIn        number `json:"expires_in"`
	RefreshExpiresIn number `json:"refresh_token_expires_in"`
	Error            number `json:"error"`
}

// number is an integer that may be written as a string. What is neither
// counts as 0.
type number int64

// UnmarshalJSON takes 90000 and "90000" alike.
func (n *number) UnmarshalJSON(b []byte) error {
	v, _ := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64)
	*n = number(v)
	return nil
}

func (tokens) life(seconds number, otherwise time.Duration) time.Duration {
	if seconds <= 0 || seconds > 10*365*24*3600 {
		return otherwise
	}
	return time.Duration(seconds) * time.Second
}

// refusal is an answer of the token endpoint that gives no tokens.
type refusal struct {
	code   int64
	status int
}

// errAddress: no request can be made of the configured address.
var errAddress = errors.New("ZALO_OAUTH_URL is not a usable address")

// Error says what Zalo answered.
func (r *refusal) Error() string {
	if r.code == 0 {
		return fmt.Sprintf("Zalo OAuth answered HTTP %d without a token", r.status)
	}
	return fmt.Sprintf("Zalo OAuth answered with code %d (%s)", r.code, r.reason())
}

// final reports whether the refresh token is spent or revoked for good.
func (r *refusal) final() bool { return r.code == -14014 || r.code == -14020 || r.code == -118 }

// sendable reports whether a token can stand in the header of a request.
func sendable(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// ask calls the token endpoint. Its error is a *refusal for an answer without
// tokens, else a *channels.Failure.
func (s *TokenSource) ask(ctx context.Context, form url.Values) (tokens, error) {
	form.Set("app_id", s.cfg.AppID)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.cfg.URL+"/v4/oa/access_token", strings.NewReader(form.Encode()))
	if err != nil {
		return tokens{}, operator(badAddress, errAddress)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("secret_key", s.cfg.AppSecret.Reveal())
	a, err := httpapi.Do(s.http, req, platform)
	if err != nil {
		return tokens{}, err
	}
	var t tokens
	if err := json.Unmarshal(a.Body, &t); err != nil || !sendable(t.Access) {
		return tokens{}, &refusal{code: int64(t.Error), status: a.Status}
	}
	return t, nil
}
