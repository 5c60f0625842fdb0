package zalo

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/secret"
)

// requestFunc makes a request anew; a call may be made twice.
type requestFunc func(ctx context.Context) (*http.Request, error)

// api calls Zalo for the account.
type api struct {
	url    string
	http   *http.Client
	tokens *oauth.TokenSource
	count  func(string)
	now    func() time.Time
	secret secret.String // of the app
	pause  *pause
}

// call makes one request with the access token, and once more with a renewed
// one if Zalo refuses that. Its error is a *channels.Failure.
func (a *api) call(ctx context.Context, oa string, b requestFunc) (json.RawMessage, error) {
	tokens := a.tokens.For(ctx, oa)
	token, err := tokens.Token(ctx)
	for tries := 0; ; tries++ {
		if err != nil {
			return nil, err // a *channels.Failure: nothing was sent
		}
		data, e, lost := a.attempt(ctx, b, token)
		switch {
		case lost != nil:
			return nil, lost
		case e == nil:
			return data, nil
		case !e.needsToken() || tries > 0:
			return nil, e.failure()
		}
		a.count(TokenRefused)
		token, err = tokens.Refresh(ctx, token)
	}
}

// attempt makes one request. Either Zalo refused it (e), or there was no answer
// (lost), or data holds the result.
func (a *api) attempt(ctx context.Context, b requestFunc, token string) (data json.RawMessage, e *apiError, lost error) {
	req, err := b(ctx)
	if err != nil {
		return nil, nil, &channels.Failure{Class: channels.Operator, Reason: badAddress, Err: errors.New("ZALO_API_URL is not a usable address")}
	}
	req.Header.Set("access_token", token)
	if a.secret.Set() {
		req.Header.Set("appsecret_proof", proof(token, a.secret.Reveal()))
	}
	if err := channels.MayBegin(ctx); err != nil {
		return nil, nil, err
	}
	wait, looks := a.pause.admit(ctx, a.now())
	if wait > 0 {
		return nil, nil, limited(wait)
	}
	answer, err := httpapi.Do(a.http, req, platform)
	if err != nil {
		return nil, nil, err
	}
	data, e = parseAnswer(answer)
	a.pause.answered(ctx, answer.Header, e, looks, a.now())
	if e.number() == codeRate {
		return nil, nil, limited(max(time.Second, a.pause.left(a.now())))
	}
	return data, e, nil
}

// limited is a call that was not made, or refused, for the app's limit: every
// call waits, and all replicas know of it.
func limited(wait time.Duration) *channels.Failure {
	return &channels.Failure{
		Class: channels.Later, After: wait, Known: true, Reason: rules[codeRate].Reason, Err: &apiError{code: codeRate, status: http.StatusOK},
	}
}

// proof shows that whoever holds the token also holds the app's secret: an app
// may be set to want it.
func proof(token, secret string) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(token))
	return hex.EncodeToString(m.Sum(nil))
}

// parseAnswer reads an answer: only HTTP 200 with error 0 is success.
func parseAnswer(a httpapi.Answer) (json.RawMessage, *apiError) {
	var body struct {
		Error   *word           `json:"error"`
		Message word            `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	e := &apiError{status: a.Status}
	if err := json.Unmarshal(a.Body, &body); err != nil || body.Error == nil {
		return nil, e
	}
	n, err := strconv.Atoi(string(*body.Error))
	if err == nil && n == 0 && a.Status == http.StatusOK {
		return body.Data, nil
	}
	e.code, e.message = n, httpapi.OneLine(string(body.Message))
	return nil, e
}

// post builds a call with a JSON body.
func (a *api) post(path string, body any) requestFunc {
	return func(ctx context.Context) (*http.Request, error) {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url+path, bytes.NewReader(b))
		if err == nil {
			req.Header.Set("Content-Type", "application/json")
		}
		return req, err
	}
}

// get builds a call whose parameters are JSON in one query value.
func (a *api) get(path string, params any) requestFunc {
	return func(ctx context.Context) (*http.Request, error) {
		b, err := json.Marshal(params)
		if err != nil {
			return nil, err
		}
		return http.NewRequestWithContext(ctx, http.MethodGet, a.url+path+"?data="+url.QueryEscape(string(b)), nil)
	}
}
