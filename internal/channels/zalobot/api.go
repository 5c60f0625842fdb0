package zalobot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
)

const callTimeout = 20 * time.Second

// apiError is an answer that is not ok. Errors come with HTTP 200.
type apiError struct {
	code, status int
	said         string // for staff alone: it may repeat what was sent
}

// Error says what the platform answered, without its own words.
func (e *apiError) Error() string {
	switch {
	case e.code == http.StatusUnauthorized || e.code == 0 && e.status == http.StatusUnauthorized:
		return "Zalo Bot API does not accept the token: check ZALOBOT_TOKEN"
	case e.code == 0:
		return fmt.Sprintf("Zalo Bot API answered HTTP %d", e.status)
	}
	return fmt.Sprintf("Zalo Bot API error %d", e.code)
}

// call makes one request by the method's name. Its error is an *apiError for
// an answer that is not ok, else a *channels.Failure.
func (b *Bot) call(ctx context.Context, method string, params map[string]string) (json.RawMessage, error) {
	body, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	address := b.cfg.APIURL + "/bot" + b.cfg.Token.Reveal() + "/" + method
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, &channels.Failure{Class: channels.Operator, Reason: badAddress, Err: errors.New("ZALOBOT_API_URL is not a usable address")}
	}
	req.Header.Set("Content-Type", "application/json")
	if err := channels.MayBegin(ctx); err != nil {
		return nil, err
	}
	a, err := httpapi.Do(b.http, req, platform)
	if err != nil {
		return nil, err
	}
	return parseAnswer(a)
}

func parseAnswer(a httpapi.Answer) (json.RawMessage, error) {
	var r struct {
		OK     *bool           `json:"ok"`
		Result json.RawMessage `json:"result"`
		Code   int             `json:"error_code"`
		Said   word            `json:"description"`
	}
	if err := json.Unmarshal(a.Body, &r); err != nil || r.OK == nil {
		return nil, &apiError{status: a.Status}
	}
	if !*r.OK || a.Status != http.StatusOK {
		return nil, &apiError{code: r.Code, status: a.Status, said: httpapi.OneLine(string(r.Said))}
	}
	return r.Result, nil
}

// Me asks the platform who the bot is: a call that succeeds shows that the
// token works.
func (b *Bot) Me(ctx context.Context) (name string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := b.call(ctx, "getMe", nil)
	if err != nil {
		return "", fmt.Errorf("Zalo Bot account: %w", failure(err))
	}
	var me struct {
		Name string `json:"account_name"`
	}
	if err := json.Unmarshal(raw, &me); err != nil {
		return "", fmt.Errorf("Zalo Bot account: %w", err)
	}
	return me.Name, nil
}
