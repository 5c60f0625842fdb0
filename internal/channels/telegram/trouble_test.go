package telegram

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// board is what a bot said is broken.
type board struct {
	mu  sync.Mutex
	now []string
}

func (b *board) Report(_ context.Context, key string, why chat.Reason) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if said := key + " " + why.Key(); !slices.Contains(b.now, said) {
		b.now = append(b.now, said)
	}
}

func (b *board) Clear(_ context.Context, key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = slices.DeleteFunc(b.now, func(s string) bool { return strings.HasPrefix(s, key+" ") })
}

func (b *board) all() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.now)
}

func TestABotThatDoesNotHearSaysSo(t *testing.T) {
	for want, fault := range map[string]telegramtest.Fault{
		"telegram.poll telegram.token":         telegramtest.Refuse(401, "Unauthorized"),
		"telegram.poll telegram.second_poller": telegramtest.Refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
	} {
		t.Run(want, func(t *testing.T) {
			tg := telegramtest.NewServer(t)
			said := &board{}
			var polls sync.Map
			b, _ := connect(t, tg, Options{Broken: said, Polled: func(yes bool) { polls.Store(yes, true) }})
			tg.Fail("getUpdates", 1000, fault)
			in := &inbox{}
			poll(t, b, in.Accept)
			waitFor(t, func() bool { return slices.Equal(said.all(), []string{want}) })
			tg.Heal()
			tg.User(7, "Bình").Says("alo")
			in.wait(t, 1)
			waitFor(t, func() bool { return len(said.all()) == 0 })
			if _, ok := polls.Load(true); !ok {
				t.Error("an answer to a poll is not told")
			}
		})
	}
}

// waitFor waits until something is so.
func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); <-tick.C {
		if ok() {
			return
		}
	}
	t.Fatal("it did not come about within two minutes")
}

func TestTheStaffGroupIsWatched(t *testing.T) {
	tg := telegramtest.NewServer(t)
	forum := tg.Forum(staffGroup)
	said := &board{}
	b, _ := connect(t, tg, Options{Broken: said})
	for _, step := range []struct {
		do   func()
		want []string
	}{
		{func() {}, nil},
		{func() { forum.SetForum(false) }, []string{"telegram.staff telegram.no_topics"}},
		{func() { forum.SetForum(true) }, nil},
		{func() { forum.BotRights(false, true, true) }, []string{"telegram.staff telegram.no_rights"}},
		{func() { forum.BotRights(true, true, true) }, nil},
		{func() { tg.Fail("getChat", 1, telegramtest.Refuse(400, "Bad Request: chat not found")) }, []string{"telegram.staff telegram.no_chat"}},
		{func() { tg.Fail("getChat", 1, telegramtest.Gateway(502)) }, []string{"telegram.staff telegram.no_chat"}}, // tells nothing
		{func() {}, nil},
		{forum.Kick, []string{"telegram.staff telegram.kicked"}},
	} {
		step.do()
		b.lookAtStaffChat(t.Context())
		if got := said.all(); !slices.Equal(got, step.want) {
			t.Errorf("got %v, want %v", got, step.want)
		}
	}
}

func TestABotThatIsThrownOutOfTheGroupSaysSoAtOnce(t *testing.T) {
	tg := telegramtest.NewServer(t)
	said := &board{}
	b, _ := connect(t, tg, Options{Broken: said})
	for _, step := range []struct {
		status string
		want   []string
	}{{"kicked", []string{"telegram.staff telegram.kicked"}}, {"administrator", nil}, {"left", []string{"telegram.staff telegram.kicked"}}} {
		raw := `{"update_id":1,"my_chat_member":{"chat":{"id":-1001234567890,"type":"supergroup"},"from":{"id":5},"date":1,"new_chat_member":{"status":"` + step.status + `"}}}`
		got, err := b.Decode(nil, []byte(raw))
		if err != nil || len(got.Messages) != 0 {
			t.Errorf("%s: got %+v, %v: no user blocked the bot", step.status, got, err)
		}
		if !slices.Equal(said.all(), step.want) {
			t.Errorf("%s: said %v, want %v", step.status, said.all(), step.want)
		}
	}
}

func TestWhatIsIgnoredIsCountedByName(t *testing.T) {
	var events []string
	tg := telegramtest.NewServer(t)
	b, _ := connect(t, tg, Options{Count: func(e string) { events = append(events, e) }})
	for _, raw := range []string{
		`{"update_id":1,"message":{"message_id":1,"date":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"pinned_message":{}}}`,
		`{"update_id":2,"poll_answer":{}}`,
	} {
		if _, err := b.Decode(nil, []byte(raw)); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"ignored_service_message_pinned_message", "ignored_kind_of_update_not_used_poll_answer"}; !slices.Equal(events, want) {
		t.Errorf("counted %q, want %q", events, want)
	}
}
