package zalo_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/internal/secret"
)

// With the clients of production, over a real network: a photo in, words and a
// photo out.
func TestOverANetwork(t *testing.T) {
	z := zalotest.NewServer(t)
	base := z.Serve(t)
	o := z.Options()
	a, err := zalo.New(zalo.Config{
		AppID: o.AppID, AppSecret: secret.String(o.AppSecret), OASecret: secret.String(o.OASecret),
		RefreshToken: secret.String(o.Refresh), APIURL: base + "/", OAuthURL: base + "/",
	}, zalo.Options{KV: zalotest.NewKV(), Files: shelf{"p": []byte(jpg)}})
	if err != nil {
		t.Fatal(err)
	}
	b := &inbox{}
	hook := httptest.NewServer(channels.Hook(chat.Zalo, channels.Endpoint{Webhook: a}, channels.HookOptions{Accept: b.accept, Log: slog.New(slog.DiscardHandler)}))
	defer hook.Close()
	z.Hook(hook.URL, nil)

	z.User("lan").Sends("image", "", []byte(jpg), "")
	in := b.arrived()
	if len(in) != 1 || len(in[0].Files) != 1 {
		t.Fatalf("got %+v, want a photo", in)
	}
	r, err := a.Fetch(t.Context(), in[0].Files[0], 100)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if data, err := io.ReadAll(r); string(data) != jpg || err != nil {
		t.Errorf("the photo: got %q, %v", data, err)
	}
	for _, part := range a.Split(chat.Reply{Text: "Dạ em nhận được ảnh", Files: []chat.File{{Kind: chat.FilePhoto, Ref: "p"}}, Choices: choices(2)}) {
		if _, err := a.Send(t.Context(), in[0].From, part); err != nil {
			t.Errorf("Send: %v", err)
		}
	}
	z.Quiet()
	if m := z.Messages("lan"); len(m) != 2 || m[0].Kind != "image" || len(m[1].Buttons) != 2 {
		t.Errorf("got %+v, want a photo and words with buttons", m)
	}
	for _, d := range z.Deliveries() {
		if len(d.Statuses) != 1 || d.Statuses[0] != http.StatusOK {
			t.Errorf("webhook %s: got %v, want one 200", d.Event, d.Statuses)
		}
	}
	if got := b.arrived(); len(got) != 1 {
		t.Errorf("got %d arrivals, want the photo alone and no echo of ours", len(got))
	}
}
