package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hotro/internal/channels/zalo/zalotest"
)

func TestPeopleActAndWhatWasSentIsRead(t *testing.T) {
	heard := make(chan string, 16)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard <- r.Header.Get("X-ZEvent-Signature") + " " + string(body)
	}))
	defer hook.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-bot-addr", "127.0.0.1:0", "-webhook", hook.URL, "-refresh-token", "r0"}, w)
		w.Close()
	}()
	lines := bufio.NewScanner(r)
	lines.Scan()
	settings := lines.Text()
	lines.Scan()
	if !strings.Contains(lines.Text(), "ZALOBOT_TOKEN=") {
		t.Errorf("got %q, want the bot's settings", lines.Text())
	}
	base := regexp.MustCompile(`ZALO_API_URL=(\S+)`).FindStringSubmatch(settings)[1]

	post(t, base+"/_control/user/lan/says", url.Values{"text": {"alo"}}, nil, http.StatusOK)
	if got := <-heard; !strings.HasPrefix(got, "mac=") || !strings.Contains(got, `"user_send_text"`) {
		t.Errorf("webhook: got %q, want a signed text", got)
	}
	var tokens struct {
		Access string `json:"access_token"`
	}
	app := regexp.MustCompile(`ZALO_APP_ID=(\S+) ZALO_APP_SECRET=(\S+)`).FindStringSubmatch(settings)
	body := post(t, base+"/v4/oa/access_token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"r0"}, "app_id": {app[1]}}, http.Header{"Secret_key": {app[2]}}, http.StatusOK)
	if err := json.Unmarshal(body, &tokens); err != nil || tokens.Access == "" {
		t.Fatalf("token: got %s, %v", body, err)
	}
	send(t, base, tokens.Access)
	var messages []zalotest.Message
	if err := json.Unmarshal(get(t, base+"/_control/messages?user=lan"), &messages); err != nil || len(messages) != 1 || messages[0].Text != "Dạ" {
		t.Errorf("got %+v, %v; want what was sent", messages, err)
	}
	post(t, base+"/_control/expire", url.Values{"code": {"-220"}}, nil, http.StatusNoContent)
	if got := string(get(t, base+"/_control/stats")); !strings.Contains(got, `"Refreshes":1`) {
		t.Errorf("stats: got %s", got)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("run: %v", err)
	}
}

func TestBadFlagsAreAnError(t *testing.T) {
	if err := run(t.Context(), []string{"-addr", "256.0.0.1:1"}, io.Discard); err == nil {
		t.Error("got no error for an address that is none")
	}
}

func post(t *testing.T, address string, form url.Values, h http.Header, status int) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if h != nil {
		req.Header = h
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return do(t, req, status)
}

func send(t *testing.T, base, token string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/v3.0/oa/message/cs", strings.NewReader(`{"recipient":{"user_id":"lan"},"message":{"text":"Dạ"}}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("access_token", token)
	if got := do(t, req, http.StatusOK); !strings.Contains(string(got), `"error":0`) {
		t.Errorf("send: got %s", got)
	}
}

func get(t *testing.T, address string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, req, http.StatusOK)
}

func do(t *testing.T, req *http.Request, status int) []byte {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status {
		t.Fatalf("%s: got HTTP %d %s, %v; want %d", req.URL.Path, resp.StatusCode, body, err, status)
	}
	return body
}
