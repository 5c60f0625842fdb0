package zalobot_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/chat"
)

// TestTheLimitsOfThePackageAreCounted: the platform does not tell; at four
// fifths the operator is told, once a month.
func TestTheLimitsOfThePackageAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		z, kv := zalobottest.NewServer(t), zalotest.NewKV()
		b := bot(t, zalobot.Options{KV: kv, HTTP: z.Client(), Log: slog.New(slog.NewTextHandler(&log, nil))})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go b.CountUsage(ctx)
		for i := range 39 {
			body := fmt.Sprintf(`{"event_name":"message.text.received","message":{"message_id":"m","chat":{"id":"u%d"},"from":{"id":"u%d"},"text":"x"}}`, i, i)
			if _, err := b.Decode(http.Header{}, []byte(body)); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			if _, err := b.Send(ctx, chat.Address{Chat: "u1"}, chat.Reply{Text: "dạ"}); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Minute)
		synctest.Wait() // for whoever logs
		u, err := b.Usage(ctx)
		if err != nil || u.Messages != 3 || len(u.Users) != 39 || u.Warning() != "" || log.Len() > 0 {
			t.Fatalf("got %+v, %v, logged %q", u, err, log.String())
		}
		for range 2400 {
			if _, err := b.Send(ctx, chat.Address{Chat: "u1"}, chat.Reply{Text: "dạ"}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(time.Minute)
		synctest.Wait() // for whoever logs
		if n := strings.Count(log.String(), "a limit is near"); n != 1 {
			t.Errorf("told %d times, want once:\n%s", n, log.String())
		}
		if u, _ := b.Usage(ctx); !strings.Contains(u.Warning(), "3000 messages a month") {
			t.Errorf("got %q", u.Warning())
		}
	})
}

// TestWordsFitAChatWithoutButtons: what is to be pressed elsewhere is typed
// here, and numbers choose.
func TestWordsFitAChatWithoutButtons(t *testing.T) {
	b := bot(t, zalobot.Options{})
	parts := b.Split(chat.Reply{
		Text:    "Anh/chị bấm **Lưu** trên trang, rồi bấm **Gặp nhân viên** nếu cần.",
		Choices: []chat.Choice{{Data: "human", Label: "Gặp nhân viên"}, {Data: "back", Label: "Quay lại"}},
	})
	want := "Anh/chị bấm Lưu trên trang, rồi nhắn Gặp nhân viên nếu cần.\n\n1. Gặp nhân viên\n2. Quay lại\nAnh/chị gõ số để chọn ạ."
	if len(parts) != 1 || parts[0].Text != want {
		t.Errorf("got %q, want %q", parts[0].Text, want)
	}
}
