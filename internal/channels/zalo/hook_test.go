package zalo_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/internal/secret"
)

// inbox deduplicates by id as the store does, and can be down.
type inbox struct {
	mu   sync.Mutex
	down bool
	ids  []string
	in   []chat.Incoming
}

func (b *inbox) accept(ctx context.Context, in ...chat.Incoming) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.down {
		return errors.New("down")
	}
	for _, i := range in {
		if key := i.From.String() + " " + i.ID; !slices.Contains(b.ids, key) {
			b.ids, b.in = append(b.ids, key), append(b.in, i)
		}
	}
	return ctx.Err()
}

func (b *inbox) set(down bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.down = down
}

func (b *inbox) arrived() []chat.Incoming {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.in)
}

func (b *inbox) stored() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.ids)
}

// served is a double whose webhook is channels.Hook over an inbox.
func served(t *testing.T, o zalotest.Options, b *inbox, count func(string)) *zalotest.Server {
	t.Helper()
	z := zalotest.NewServer(t, o)
	o = z.Options()
	a, err := zalo.New(zalo.Config{
		AppID: o.AppID, AppSecret: secret.String(o.AppSecret), OASecret: secret.String(o.OASecret),
		APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
	}, zalo.Options{KV: zalotest.NewKV(), HTTP: z.Client(), Count: count})
	if err != nil {
		t.Fatal(err)
	}
	z.Hook("", channels.Hook(chat.Zalo, channels.Endpoint{Webhook: a}, channels.HookOptions{Accept: b.accept, Log: slog.New(slog.DiscardHandler)}))
	return z
}

func TestTheLadderBringsAMessageOnceTheStoreIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n counts
		b := &inbox{down: true}
		z := served(t, zalotest.Options{}, b, n.count)
		z.User("lan").Says("em bị lỗi")
		time.Sleep(25 * time.Minute) // 30 s, 5 min, 15 min
		b.set(false)
		time.Sleep(3 * time.Hour)
		d := z.Deliveries()
		if len(d) != 1 || fmt.Sprint(d[0].Statuses) != "[503 503 503 503 200]" || !d[0].Done {
			t.Errorf("got %+v, want four 503 and a 200", d)
		}
		if b.stored() != 1 || !slices.Contains(n.got, zalo.Resent) {
			t.Errorf("got %d stored, counted %v; want 1, resent", b.stored(), n.got)
		}
	})
}

func TestARepeatIsStoredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &inbox{}
		z := served(t, zalotest.Options{}, b, nil)
		body := fmt.Sprintf(`{"event_name":"user_send_text","sender":{"id":"lan"},"recipient":{"id":"oa"},"timestamp":"%d","message":{"msg_id":"m1","text":"alo"}}`, time.Now().UnixMilli())
		for i := range 5 {
			h := z.Sign([]byte(body))
			if i > 0 {
				h["num_retry"] = []string{fmt.Sprint(i)}
			}
			if got := z.PostWith(h, []byte(body)); got != http.StatusOK {
				t.Errorf("delivery %d: got HTTP %d, want 200", i, got)
			}
		}
		if b.stored() != 1 {
			t.Errorf("got %d stored, want 1", b.stored())
		}
	})
}

func TestForgedAndProbedCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &inbox{}
		z := served(t, zalotest.Options{BareMac: true}, b, nil)
		event := func(at time.Time) []byte {
			return fmt.Appendf(nil, `{"event_name":"user_send_text","sender":{"id":"lan"},"recipient":{"id":"oa"},"timestamp":"%d","message":{"msg_id":"m1","text":"alo"}}`, at.UnixMilli())
		}
		now := time.Now()
		if got := z.Probe(); got != http.StatusOK {
			t.Errorf("probe: got HTTP %d, want 200", got)
		}
		if got := z.PostWith(http.Header{}, event(now)); got != http.StatusUnauthorized {
			t.Errorf("unsigned: got HTTP %d, want 401", got)
		}
		if got := z.PostWith(z.Sign(event(now)), event(now.Add(time.Second))); got != http.StatusUnauthorized {
			t.Errorf("another body's signature: got HTTP %d, want 401", got)
		}
		if b.stored() != 0 {
			t.Errorf("got %d stored, want none", b.stored())
		}
		if got := z.Post(event(now)); got != http.StatusOK || b.stored() != 1 {
			t.Errorf("a good one: got HTTP %d and %d stored, want 200 and 1", got, b.stored())
		}
	})
}

func TestNothingThatThePlatformSendsIsAnsweredButWith200(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := served(t, zalotest.Options{}, &inbox{}, nil)
		for _, body := range []string{`{"event_name":"x"}`, `{"event_name":"user_send_text"}`, `[]`, `null`, `{"event_name":"user_send_text","message":7}`, `{"a":`} {
			if got := z.Post([]byte(body)); got != http.StatusOK {
				t.Errorf("%s: got HTTP %d, want 200", body, got)
			}
		}
	})
}

// The webhook shares nothing with sending: a Zalo that does not answer takes
// none of its time. How quick it is in real time, a benchmark tells
// (internal/app, WebhookAnswer).
func TestTheWebhookIsQuickWhileZaloIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := zalotest.NewServer(t)
		b := &inbox{}
		hung := &http.Client{Transport: silent{}}
		o := z.Options()
		a, err := zalo.New(zalo.Config{
			AppID: o.AppID, AppSecret: secret.String(o.AppSecret), OASecret: secret.String(o.OASecret), RefreshToken: "r",
			APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
		}, zalo.Options{KV: zalotest.NewKV(), HTTP: hung})
		if err != nil {
			t.Fatal(err)
		}
		h := channels.Hook(chat.Zalo, channels.Endpoint{Webhook: a}, channels.HookOptions{Accept: b.accept, Log: slog.New(slog.DiscardHandler)})
		start := time.Now()
		for i := range 200 {
			body := fmt.Sprintf(`{"event_name":"user_send_text","sender":{"id":"u%d"},"recipient":{"id":"oa"},"timestamp":"%d","message":{"msg_id":"m%d","text":"alo"}}`, i, time.Now().UnixMilli(), i)
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/webhook/zalo", strings.NewReader(body))
			r.Header = z.Sign([]byte(body))
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusOK {
				t.Fatalf("got HTTP %d", w.Code)
			}
		}
		if waited := time.Since(start); waited > 0 { // the bubble's time stands still unless somebody waits
			t.Errorf("the webhook waited %v", waited)
		}
		if b.stored() != 200 {
			t.Errorf("got %d stored, want 200", b.stored())
		}
	})
}

// silent is a network that never answers.
type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}
