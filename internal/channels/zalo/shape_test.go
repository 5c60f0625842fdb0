package zalo_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
)

// TestAnOddShapeIsCountedAndNamed: what was read of such an event is in
// testdata/updates/shape_*.json. The log says which part it was, once, and
// nothing of what stood there.
func TestAnOddShapeIsCountedAndNamed(t *testing.T) {
	for body, part := range map[string]string{
		`{"event_name":"user_send_text","sender":"1","recipient":{"id":"2"},"message":{"msg_id":"m","text":"bí mật"}}`:                                      "sender is a string",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":["2"],"message":{"msg_id":"m","text":"bí mật"}}`:                                    "recipient is a list",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":"bí mật"}`:                                                     "message is a string",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":null}`:                                                         "message is null",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":{"msg_id":"m","text":{"a":"bí mật"}}}`:                         "message.text is an object",
		`{"event_name":"user_send_image","sender":{"id":"1"},"recipient":{"id":"2"},"message":{"msg_id":"m","attachments":[{"payload":"bí mật"}]}}`:         "message.attachments.*.payload is a string",
		`[{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":{"msg_id":"m","text":"bí mật"}}]`:                             "is a list",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":{"msg_id":"m","text":"bí mật"}}`:                               "",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"follower":null,"message":{"msg_id":"m","text":"a","attachments":null}}`: "",
	} {
		var log bytes.Buffer
		var n counts
		a, err := zalo.New(config(), zalo.Options{
			KV: zalotest.NewKV(), Say: vi, Now: sampleTime, Count: n.count, Log: slog.New(slog.NewTextHandler(&log, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, err := a.Decode(http.Header{}, []byte(body))
			if err != nil || len(got.Messages) != 1 {
				t.Errorf("%s: got %+v, %v; want one message", body, got, err)
			}
		}
		if counted := slices.Contains(n.got, zalo.OddShape); counted != (part != "") {
			t.Errorf("%s: counted %v", body, n.got)
		}
		if part != "" && strings.Count(log.String(), part) != 1 || strings.Contains(log.String(), "bí mật") {
			t.Errorf("%s: want %q once, logged %s", body, part, log.String())
		}
	}
}

// TestWhatAnEventLacksIsSaid as it is, and not as something else.
func TestWhatAnEventLacksIsSaid(t *testing.T) {
	for body, want := range map[string]string{
		`{"event_name":"user_send_text","sender":null,"recipient":{"id":"2"},"message":{"msg_id":"m","text":"x"}}`:         "webhook user_send_text: no user",
		`{"event_name":"user_send_text","sender":[],"recipient":{"id":"2"},"message":{"msg_id":"m","text":"x"}}`:           "webhook user_send_text: no user: sender is a list",
		`{"event_name":"user_send_text","sender":{"id":["1"]},"recipient":{"id":"2"},"message":{"msg_id":"m","text":"x"}}`: "webhook user_send_text: no user",
		`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":true,"message":{"msg_id":"m","text":"x"}}`:         "webhook user_send_text: no account: recipient is true or false",
		`{"event_name":{"a":"b"},"sender":{"id":"1"},"recipient":{"id":"2"}}`:                                              "webhook event without a name: no message: event_name is an object",
		`"x"`: "webhook event without a name: no message: is a string",
	} {
		got, err := account(t, sampleTime(), nil).Decode(http.Header{}, []byte(body))
		if err == nil || err.Error() != want || len(got.Messages) > 0 {
			t.Errorf("%s: got %+v, %v; want %q", body, got, err, want)
		}
	}
}

// TestAnEventThatDoesNotSayForWhomIsForTheOnlyAccount, once that is known.
func TestAnEventThatDoesNotSayForWhomIsForTheOnlyAccount(t *testing.T) {
	a := account(t, sampleTime(), nil)
	lost := []byte(`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":null,"message":{"msg_id":"m","text":"x"}}`)
	event := func(oa string) []byte {
		return []byte(`{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"` + oa + `"},"message":{"msg_id":"m1","text":"x"}}`)
	}
	for _, c := range []struct {
		body []byte
		want string // the account; "" for an error
	}{{lost, ""}, {event("2"), "2"}, {lost, "2"}, {event("3"), "3"}, {lost, ""}} {
		got, err := a.Decode(http.Header{}, c.body)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s: got %+v, want an error", c.body, got)
		case c.want != "" && (err != nil || len(got.Messages) != 1 || got.Messages[0].From.Bot != c.want):
			t.Errorf("%s: got %+v, %v; want account %s", c.body, got, err, c.want)
		}
	}
}

// TestDoctorTellsOfOddShapes that the webhook of any replica noticed.
func TestDoctorTellsOfOddShapes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := zalo.New(config(), zalo.Options{KV: zalotest.NewKV(), Say: vi, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go a.KeepHealth(ctx)
		body := `{"event_name":"user_send_text","sender":"1","recipient":{"id":"2"},"message":{"msg_id":"m","text":"x"}}`
		for range 3 {
			if _, err := a.Decode(http.Header{}, []byte(body)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(10 * time.Second)
		}
		h, err := a.Health(ctx)
		if advice := strings.Join(h.Advice(time.Now()), "\n"); err != nil || !strings.Contains(advice, "sender is a string (3)") {
			t.Errorf("got %q, %v", advice, err)
		}
	})
}
