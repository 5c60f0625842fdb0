package zalotest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo/zalotest"
)

// callAPI makes a call and returns the error code and the answer.
func callAPI(t *testing.T, z *zalotest.Server, method, path, token, kind string, body io.Reader) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "https://openapi.zalo.me"+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("access_token", token)
	resp, err := z.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: got HTTP %d, want 200 with every error", path, resp.StatusCode)
	}
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var a struct {
		Error int `json:"error"`
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%s: got %s", path, raw)
	}
	return a.Error, string(raw)
}

func sendMessage(t *testing.T, z *zalotest.Server, user, message string) int {
	t.Helper()
	body := fmt.Sprintf(`{"recipient":{"user_id":%q},"message":%s}`, user, message)
	code, _ := callAPI(t, z, http.MethodPost, "/v3.0/oa/message/cs", "a", "application/json", strings.NewReader(body))
	return code
}

func buttons(n int, b string) string {
	return `{"text":"x","attachment":{"type":"template","payload":{"buttons":[` + strings.TrimSuffix(strings.Repeat(b+",", n), ",") + `]}}}`
}

func TestRefusesWhatZaloRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t, zalotest.Options{Access: "a"})
		z.User("lan").Says("alo")
		z.User("quiet")
		z.User("gone").Says("alo")
		z.User("gone").Unfollows()
		button := `{"title":"ok","type":"oa.query.hide","payload":"p"}`
		for name, c := range map[string]struct {
			user, message string
			want          int
		}{
			"words":             {"lan", `{"text":"dạ"}`, 0},
			"2000 letters":      {"lan", `{"text":"` + strings.Repeat("ạ", 2000) + `"}`, 0},
			"2001 letters":      {"lan", `{"text":"` + strings.Repeat("ạ", 2001) + `"}`, -210},
			"1001 emoji":        {"lan", `{"text":"` + strings.Repeat("😀", 1001) + `"}`, -210},
			"nothing":           {"lan", `{}`, -201},
			"five buttons":      {"lan", buttons(5, button), 0},
			"six buttons":       {"lan", buttons(6, button), -201},
			"a link":            {"lan", buttons(1, `{"title":"ok","type":"oa.open.url","payload":{"url":"https://a.vn"}}`), 0},
			"a link as text":    {"lan", buttons(1, `{"title":"ok","type":"oa.open.url","payload":"https://a.vn"}`), -201},
			"a long title":      {"lan", buttons(1, `{"title":"`+strings.Repeat("a", 101)+`","type":"oa.query.hide","payload":"p"}`), -201},
			"a long payload":    {"lan", buttons(1, `{"title":"a","type":"oa.query.hide","payload":"`+strings.Repeat("a", 1001)+`"}`), -201},
			"an unknown button": {"lan", buttons(1, `{"title":"a","type":"oa.fly","payload":"p"}`), -201},
			"a list":            {"lan", `{"attachment":{"type":"template","payload":{"template_type":"list","elements":[{}]}}}`, -233},
			"both id and url":   {"lan", `{"attachment":{"type":"template","payload":{"template_type":"media","elements":[{"media_type":"image","url":"https://a.vn","attachment_id":"x"}]}}}`, -201},
			"an unknown file":   {"lan", `{"attachment":{"type":"file","payload":{"token":"x"}}}`, -201},
			"an unknown quote":  {"lan", `{"text":"a","quote_message_id":"x"}`, -201},
			"never wrote":       {"quiet", `{"text":"dạ"}`, -232},
			"has left":          {"gone", `{"text":"dạ"}`, -213},
			"nobody":            {"who", `{"text":"dạ"}`, -201},
		} {
			if got := sendMessage(t, z, c.user, c.message); got != c.want {
				t.Errorf("%s: got %d, want %d", name, got, c.want)
			}
		}
		time.Sleep(7*24*time.Hour + time.Second)
		if got := sendMessage(t, z, "lan", `{"text":"dạ"}`); got != -216 {
			t.Errorf("a token of last week: got %d, want -216", got)
		}
	})
}

func TestKeepsTheWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t, zalotest.Options{Access: "a"})
		for since, want := range map[time.Duration]int{time.Hour: 0, 6 * 24 * time.Hour: 0, 7*24*time.Hour + time.Second: -230} {
			u := z.User(fmt.Sprint(since))
			u.Says("alo")
			u.Silent(since)
			if got := sendMessage(t, z, fmt.Sprint(since), `{"text":"dạ"}`); got != want {
				t.Errorf("%v after: got %d, want %d", since, got, want)
			}
		}
	})
}

func TestUploads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t, zalotest.Options{Access: "a"})
		for _, c := range []struct {
			kind, name, data string
			want             int
		}{
			{"image", "a.jpg", "\xff\xd8\xff photo", 0},
			{"image", "a.gif", "GIF89a", -201},
			{"image", "a.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 1<<20), -210},
			{"file", "a.pdf", "%PDF-1.7", 0},
			{"file", "a.zip", "PK\x03\x04", -201},
			{"file", "a.pdf", "%PDF-" + strings.Repeat("x", 5<<20), -210},
		} {
			var body bytes.Buffer
			w := multipart.NewWriter(&body)
			part, err := w.CreateFormFile("file", c.name)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(part, c.data)
			w.Close()
			got, answer := callAPI(t, z, http.MethodPost, "/v2.0/oa/upload/"+c.kind, "a", w.FormDataContentType(), &body)
			field := map[string]string{"image": "attachment_id", "file": "token"}[c.kind]
			if got != c.want || got == 0 && !strings.Contains(answer, field) {
				t.Errorf("%s %s: got %d %s, want %d", c.kind, c.name, got, answer, c.want)
			}
		}
	})
}

func TestKnowsNoOtherAPI(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t, zalotest.Options{Access: "a"})
		for path, c := range map[string]struct {
			body string
			want int
		}{
			"/v2.0/oa/message":             {`{"recipient":{"user_id":"lan"},"message":{"text":"dạ"}}`, -240},
			"/v3.0/oa/message/transaction": {`{}`, -209},
		} {
			if got, _ := callAPI(t, z, http.MethodPost, path, "a", "application/json", strings.NewReader(c.body)); got != c.want {
				t.Errorf("%s: got %d, want %d", path, got, c.want)
			}
		}
		m := z.User("lan").Says("alo")
		reaction := `{"recipient":{"user_id":"lan"},"sender_action":{"react_icon":"/-strong","react_message_id":"` + m + `"}}`
		if got, _ := callAPI(t, z, http.MethodPost, "/v2.0/oa/message", "a", "application/json", strings.NewReader(reaction)); got != 0 {
			t.Errorf("a reaction: got %d, want 0", got)
		}
	})
}

func TestRefreshTokensWorkOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t)
		o := z.Options()
		ask := func(form url.Values) map[string]any {
			t.Helper()
			form.Set("app_id", o.AppID)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://oauth.zaloapp.com/v4/oa/access_token", strings.NewReader(form.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("secret_key", o.AppSecret)
			resp, err := z.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			var a map[string]any
			if err := json.NewDecoder(resp.Body).Decode(&a); err != nil || resp.StatusCode != http.StatusOK {
				t.Fatalf("got HTTP %d, %v", resp.StatusCode, err)
			}
			return a
		}
		refresh := func(token string) map[string]any {
			return ask(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
		}
		first := refresh(o.Refresh)
		if first["expires_in"] != "90000" {
			t.Errorf("got expires_in %v, want the text 90000", first["expires_in"])
		}
		if again := refresh(o.Refresh); again["error"] != float64(-14014) || again["access_token"] != nil {
			t.Errorf("a second use: got %v, want -14014", again)
		}
		if next := refresh(first["refresh_token"].(string)); next["access_token"] == nil {
			t.Errorf("the next token: got %v", next)
		}
		code := z.Consent("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
		wrong := ask(url.Values{"grant_type": {"authorization_code"}, "code": {code}, "code_verifier": {"x"}})
		if wrong["access_token"] != nil {
			t.Error("a wrong verifier was taken")
		}
		code = z.Consent("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
		right := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "code_verifier": {"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}}
		if a := ask(right); a["access_token"] == nil {
			t.Errorf("the verifier of RFC 7636: got %v", a)
		}
		if a := ask(right); a["access_token"] != nil {
			t.Error("a code was taken twice")
		}
		code = z.Consent("")
		time.Sleep(11 * time.Minute)
		if a := ask(url.Values{"grant_type": {"authorization_code"}, "code": {code}}); a["access_token"] != nil {
			t.Error("a code was taken after eleven minutes")
		}
	})
}

func TestWaitsTwoSecondsAndClimbsItsLadder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t)
		var mu sync.Mutex
		var retries []string
		start, at := time.Now(), []time.Duration(nil)
		z.Hook("", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			mu.Lock()
			retries = append(retries, r.Header.Get("num_retry"))
			at = append(at, time.Since(start))
			mu.Unlock()
			time.Sleep(3 * time.Second) // too late
		}))
		z.User("lan").Says("alo")
		time.Sleep(4 * time.Hour)
		mu.Lock()
		defer mu.Unlock()
		if got := fmt.Sprint(retries); got != "[ 1 2 3 4 5]" {
			t.Errorf("got num_retry %s, want none, then 1 to 5", got)
		}
		if got := fmt.Sprint(at); got != "[0s 32s 5m34s 20m36s 50m38s 1h50m40s]" {
			t.Errorf("got deliveries at %s", got)
		}
		if d := z.Deliveries(); len(d) != 1 || !d[0].Lost || d[0].Done || len(d[0].Statuses) != 6 {
			t.Errorf("got %+v, want it lost", d)
		}
	})
}

func TestEchoesAndInvertsReceipts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t, zalotest.Options{Access: "a"})
		z.User("lan").Says("alo")
		type event struct {
			Name   string `json:"event_name"`
			Sender struct {
				ID    string `json:"id"`
				Admin string `json:"admin_id"`
			} `json:"sender"`
			Recipient struct{ ID string } `json:"recipient"`
		}
		got := make(chan event, 16)
		z.Hook("", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			var e event
			_ = json.NewDecoder(r.Body).Decode(&e)
			got <- e
		}))
		if code := sendMessage(t, z, "lan", `{"text":"dạ"}`); code != 0 {
			t.Fatalf("got %d", code)
		}
		z.Quiet()
		names := map[string]bool{}
		for range 3 {
			e := <-got
			names[e.Name] = true
			if e.Sender.ID != z.Options().OA || e.Recipient.ID != "lan" || e.Sender.Admin != "" {
				t.Errorf("%s: got from %q to %q, want from the account to the user", e.Name, e.Sender.ID, e.Recipient.ID)
			}
		}
		for _, n := range []string{"oa_send_text", "user_received_message", "user_seen_message"} {
			if !names[n] {
				t.Errorf("%s did not come", n)
			}
		}
	})
}
