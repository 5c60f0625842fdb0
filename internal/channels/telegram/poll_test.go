package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// bubble runs a test in which time passes by itself, with a bot that reaches
// its double without a network. When the test ends, Poll must end at once.
func bubble(t *testing.T, test func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		tg := telegramtest.NewServer(t, telegramtest.Options{Direct: true})
		test(t, tg, func(in *inbox, offsets Offsets) *lines {
			b, log := connect(t, tg, Options{HTTP: tg.Client()})
			ctx, cancel := context.WithCancel(context.Background())
			var wg sync.WaitGroup
			wg.Go(func() {
				if err := b.Poll(ctx, in.Accept, offsets); err != nil {
					t.Errorf("Poll: %v", err)
				}
			})
			wg.Go(func() { b.Presses(ctx) })
			t.Cleanup(func() {
				cancel()
				began := time.Now()
				wg.Wait()
				if took := time.Since(began); took > 0 {
					t.Errorf("Poll ended %v after it was told to", took)
				}
			})
			return log
		})
	})
}

func (i *inbox) want(t *testing.T, texts ...string) {
	t.Helper()
	if got := i.texts(); !slices.Equal(got, texts) {
		t.Errorf("stored %q, want %q", got, texts)
	}
}

func TestWhatTheStoreRefusesComesAgain(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		down := true
		in := &inbox{refuse: func(chat.Incoming) error {
			if down {
				return errors.New("store is down")
			}
			return nil
		}}
		u := tg.User(1, "A")
		u.Says("một")
		u.Says("hai")
		log := run(in, nil)
		time.Sleep(10 * time.Second)
		if tg.Pending() != 2 {
			t.Errorf("%d updates wait at Telegram, want both", tg.Pending())
		}
		u.Says("ba")
		time.Sleep(time.Minute)
		in.mu.Lock()
		down = false
		in.mu.Unlock()
		time.Sleep(time.Minute)
		in.want(t, "một", "hai", "ba")
		if tg.Pending() != 0 {
			t.Errorf("%d updates are not confirmed", tg.Pending())
		}
		if log.count("held up") != 1 || log.count("come in again") != 1 {
			t.Errorf("want one line when the trouble starts and one when it is over:\n%s", log)
		}
	})
}

func TestACrashBeforeTheConfirmationLosesNothing(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		first, _ := connect(t, tg, Options{HTTP: tg.Client()})
		tg.User(1, "A").Says("một")
		ctx, cancel := context.WithCancel(t.Context())
		err := first.Poll(ctx, func(ctx context.Context, got ...chat.Incoming) error {
			cancel() // stored, and then the process dies before it asks for more
			return in.Accept(ctx, got...)
		}, nil)
		if err != nil || tg.Pending() != 1 {
			t.Fatalf("got %v with %d pending, want one to come again", err, tg.Pending())
		}
		tg.User(1, "A").Says("hai")
		run(in, nil)
		time.Sleep(time.Second)
		in.want(t, "một", "hai")
	})
}

func TestUpdatesThatCantBeDecodedAreLeftBehind(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		u := tg.User(1, "A")
		u.Says("một")
		for _, raw := range []string{`{"message":"khách 0912"}`, `{"message":{"message_id":1,"chat":{"id":"x"}}}`, `"khách"`, `[1]`, `null`, `42`, `{"new_thing":{}}`} {
			tg.PushUpdate(raw)
		}
		u.Says("hai")
		log := run(in, nil)
		time.Sleep(time.Second)
		tg.PushUpdate(`{"message":7}`) // alone in its batch
		time.Sleep(time.Second)
		tg.PushUpdate(`"not even a number"`)
		time.Sleep(time.Second)
		u.Says("ba")
		time.Sleep(time.Minute)
		in.want(t, "một", "hai", "ba")
		if tg.Pending() != 0 {
			t.Errorf("%d updates are stuck", tg.Pending())
		}
		if got := log.count("is skipped"); got != 7 {
			t.Errorf("got %d lines about skipped updates, want one each:\n%s", got, log)
		}
		if strings.Contains(log.String(), "khách") {
			t.Errorf("the log repeats a customer:\n%s", log)
		}
	})
}

func TestAServerInTroubleIsMetWithPatience(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{
		"gateway": telegramtest.Gateway(502), "too many": telegramtest.TooMany(7), "dropped": telegramtest.Drop(), "lost": telegramtest.Lose(),
		"error": telegramtest.Refuse(500, "Internal Server Error"), "revoked": telegramtest.Refuse(401, "Unauthorized"),
		"hangs": telegramtest.Stall(10 * time.Minute), "conflict": telegramtest.Refuse(409, "Conflict: terminated by other getUpdates request"),
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
				in := &inbox{}
				tg.Fail("getUpdates", 12, fault)
				tg.User(1, "A").Says("một")
				log := run(in, nil)
				time.Sleep(5 * time.Second)
				if got := len(tg.Calls("getUpdates")); got > 8 {
					t.Errorf("asked %d times within five seconds", got)
				}
				time.Sleep(30 * time.Minute)
				tg.User(1, "A").Says("hai")
				time.Sleep(2 * time.Minute)
				in.want(t, "một", "hai")
				if log.count("held up") != 1 || log.count("come in again") != 1 || log.count("level=ERROR") != 1 {
					t.Errorf("want one line at the start of the outage and one at its end:\n%s", log)
				}
			})
		})
	}
}

func TestTheServersWaitIsHonoured(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		tg.Fail("getUpdates", 1, telegramtest.TooMany(90))
		run(&inbox{}, nil)
		time.Sleep(89 * time.Second)
		if got := len(tg.Calls("getUpdates")); got != 1 {
			t.Errorf("asked %d times within 89 s, want once", got)
		}
		time.Sleep(2 * time.Minute)
		if got := len(tg.Calls("getUpdates")); got < 2 {
			t.Error("never asked again")
		}
	})
}

func TestAWebhookThatIsSetGivesWay(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		tg.User(1, "A").Says("một")
		run(in, nil)
		time.Sleep(time.Second)
		in.want(t, "một")
		tg.Fail("getUpdates", 1, telegramtest.Refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"))
		tg.User(1, "A").Says("hai")
		time.Sleep(2 * time.Minute)
		in.want(t, "một", "hai")
		if got := len(tg.Calls("deleteWebhook")); got != 2 {
			t.Errorf("the webhook was deleted %d times, want at the start and after the conflict", got)
		}
		for _, c := range tg.Calls("deleteWebhook") {
			if c.Params["drop_pending_updates"] != "" {
				t.Error("pending updates were dropped")
			}
		}
	})
}

func TestAServerThatKnowsNoWebhooksIsPolled(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		tg.Fail("deleteWebhook", 1, telegramtest.Refuse(404, "Not Found: method not found"))
		tg.User(1, "A").Says("một")
		log := run(in, nil)
		time.Sleep(time.Second)
		in.want(t, "một")
		if log.count("level=ERROR") != 0 {
			t.Errorf("got trouble:\n%s", log)
		}
	})
}

// TestOneRefusedUpdateDoesNotSilenceTheOthers: the store takes everybody's
// messages but one conversation's. The others flow, the order within the
// stuck one is kept, and after some minutes the bad update alone is given up.
func TestOneRefusedUpdateDoesNotSilenceTheOthers(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{refuse: func(m chat.Incoming) error {
			if m.Text == "xấu" {
				return errors.New("can't be stored")
			}
			return nil
		}}
		tg.User(1, "A").Says("xấu")
		tg.User(1, "A").Says("sau")
		tg.User(2, "B").Says("một")
		log := run(in, nil)
		time.Sleep(3 * time.Second)
		in.want(t, "một")
		tg.User(2, "B").Says("hai")
		time.Sleep(3 * time.Second)
		in.want(t, "một", "hai")
		time.Sleep(20 * time.Minute)
		in.want(t, "một", "hai", "sau")
		if tg.Pending() != 0 || log.count("given up") != 1 {
			t.Errorf("%d pending, log:\n%s", tg.Pending(), log)
		}
	})
}

// kept is an Offsets in memory.
type kept struct {
	mu     sync.Mutex
	offset int64
	at     time.Time
	err    error
}

func (k *kept) LoadOffset(context.Context) (int64, time.Time, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.offset, k.at, k.err
}

func (k *kept) SaveOffset(_ context.Context, offset int64, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.offset, k.at = offset, now
	return k.err
}

func TestAKeptPositionSavesTheRepetition(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		tg.User(1, "A").Says("một")
		tg.User(1, "A").Says("hai")
		in, k := &inbox{}, &kept{offset: 2, at: time.Now()}
		run(in, k)
		time.Sleep(time.Second)
		in.want(t, "hai")
		if offset, _, _ := k.LoadOffset(t.Context()); offset != 3 {
			t.Errorf("kept %d, want 3", offset)
		}
	})
}

func TestAnOldOrUnreadablePositionIsNotTrusted(t *testing.T) {
	for name, k := range map[string]*kept{"old": {offset: 900}, "unreadable": {offset: 900, err: errors.New("store is down")}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
				if k.err == nil {
					k.at = time.Now().Add(-7 * 24 * time.Hour)
				}
				tg.User(1, "A").Says("một")
				in := &inbox{}
				run(in, k)
				time.Sleep(time.Second)
				in.want(t, "một")
			})
		})
	}
}

func TestNumbersThatStartAgainAfterAQuietWeekHideNothing(t *testing.T) {
	bubble(t, func(t *testing.T, tg *telegramtest.Server, run func(*inbox, Offsets) *lines) {
		in := &inbox{}
		tg.RestartNumbers(70000)
		tg.User(1, "A").Says("một")
		run(in, nil)
		time.Sleep(6*24*time.Hour + 5*time.Minute)
		tg.RestartNumbers(300)
		tg.User(1, "A").Says("hai")
		time.Sleep(time.Minute)
		in.want(t, "một", "hai")
	})
}

func TestAServerThatDoesNotWaitIsNotAskedInALoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		b, err := New(Config{Token: canary, APIURL: "https://telegram.invalid", Mode: channels.ModePoll}, Options{
			Log: slog.New(slog.DiscardHandler),
			HTTP: &http.Client{Transport: tripper(func(*http.Request) (*http.Response, error) {
				asked++
				return &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewBufferString(`{"ok":true,"result":[]}`))}, nil
			})},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := b.Poll(ctx, (&inbox{}).Accept, nil); err != nil || asked > 60 {
			t.Errorf("asked %d times in 10 s, %v", asked, err)
		}
	})
}
