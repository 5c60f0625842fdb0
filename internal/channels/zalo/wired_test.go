package zalo_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/internal/secret"
	"hotro/internal/store"
)

// shelf holds files of other channels by their Ref; what it lacks can't be
// opened.
type shelf map[string][]byte

func (s shelf) Open(_ context.Context, f chat.File) (io.ReadCloser, int64, error) {
	data, ok := s[f.Ref]
	switch {
	case f.Ref == "gone":
		return nil, 0, store.ErrNotFound
	case !ok:
		return nil, 0, errors.New("the other platform is away")
	}
	return io.NopCloser(bytes.NewReader(data)), -1, nil
}

// links makes links unless it is told not to.
type links bool

func (l links) Link(f chat.File) (string, bool) {
	return "https://bot.example/files/" + f.Ref + "?sig=abc", bool(l)
}

// wired is an account wired to a double, and what its webhook brought in.
type wired struct {
	*zalo.OA
	z      *zalotest.Server
	hook   http.Handler
	counts counts
	first  []chat.Incoming // what lan has just written

	mu sync.Mutex
	in []chat.Incoming
}

// heard returns what has arrived since it was last asked.
func (w *wired) heard() []chat.Incoming {
	w.z.Quiet()
	w.mu.Lock()
	defer w.mu.Unlock()
	in := w.in
	w.in = nil
	return in
}

// connect wires an account to a double. The person "lan" has just written.
func connect(t *testing.T, zo zalotest.Options, o zalo.Options) *wired {
	t.Helper()
	w := &wired{z: zalotest.NewServer(t, zo)}
	if o.KV == nil {
		o.KV = zalotest.NewKV()
	}
	o.Count = w.counts.count
	w.OA = replica(t, w.z, o)
	w.hook = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !w.Verify(r.Header, body) {
			rw.WriteHeader(http.StatusUnauthorized)
			return
		}
		got, err := w.Decode(r.Header, body)
		in := got.Messages
		if err != nil {
			t.Errorf("Decode: %v", err)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.in = append(w.in, in...)
	})
	w.z.Hook("", w.hook)
	w.z.User("lan").Says("em bị lỗi gọi ra")
	w.first = w.heard()
	return w
}

// replica is one more program that serves the double's account.
func replica(t *testing.T, z *zalotest.Server, o zalo.Options) *zalo.OA {
	t.Helper()
	zo := z.Options()
	c := zalo.Config{
		AppID: zo.AppID, AppSecret: secret.String(zo.AppSecret), OASecret: secret.String(zo.OASecret),
		RefreshToken: secret.String(zo.Refresh), APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
	}
	o.HTTP, o.Say = z.Client(), vi
	a, err := zalo.New(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func to(user string) chat.Address {
	return chat.Address{Channel: chat.Zalo, Bot: "1646843870823903717", Chat: user}
}

// say sends a reply part by part, as the sending loop does.
func (w *wired) say(t *testing.T, r chat.Reply) error {
	t.Helper()
	for _, p := range w.Split(r) {
		id, err := w.Send(t.Context(), to("lan"), p)
		if err != nil {
			return err
		}
		if id == "" {
			t.Error("sent without an id")
		}
	}
	w.z.Quiet()
	return nil
}

func (w *wired) last(t *testing.T) zalotest.Message {
	t.Helper()
	all := w.z.Messages("lan")
	if len(all) == 0 {
		t.Fatal("nothing was sent")
	}
	return all[len(all)-1]
}

func failure(t *testing.T, err error) *channels.Failure {
	t.Helper()
	f, ok := errors.AsType[*channels.Failure](err)
	if !ok {
		t.Fatalf("got %v, want a *channels.Failure", err)
	}
	return f
}

func choices(n int) []chat.Choice {
	var c []chat.Choice
	for i := range n {
		c = append(c, chat.Choice{Data: fmt.Sprint("c:", i), Label: fmt.Sprint("Lựa chọn ", i+1)})
	}
	return c
}
