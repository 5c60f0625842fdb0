package channeltest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// TelegramOptions shape a Telegram double. The zero value works: it is fast
// and limits nothing.
type TelegramOptions struct {
	Token     string           // "123456789:TEST-token-of-the-double" when empty
	Username  string           // "hotro_test_bot" when empty
	Rate      int              // messages a second overall; above it: 429. 0: no limit
	ChatRate  int              // messages a second in a private chat, after a burst of three
	GroupRate int              // messages a minute in a group
	RetryUnit time.Duration    // one second of the webhook's retry ladder; 10 ms when zero
	Now       func() time.Time // nil: time.Now
	Direct    bool             // no server: the double is reached through Client alone, which works in a synctest bubble
	Lenient   bool             // a wrong thread id is ignored and the message goes to General, as old servers do
}

// Telegram is a double of the Bot API server and of the people behind it.
type Telegram struct {
	o     TelegramOptions
	botID int64
	base  string
	table map[string]func(*request) (any, *tgError) // methods by name
	tb    TB                                        // nil when it stands alone
	done  chan struct{}                             // closed with the double
	wg    sync.WaitGroup

	mu       sync.Mutex
	change   chan struct{} // closed, and made anew, with every change
	chats    map[int64]*tgChatState
	users    map[int64]*tgUser
	files    []*tgStored
	presses  map[string]*tgPress
	calls    []TelegramCall
	counts   map[string]int // calls by method
	faults   []*scripted
	latency  time.Duration
	commands map[string][]string
	queue    tgQueue
	limits   tgLimits
	flooded  int
	serial   int64 // of queries, albums
}

// NewTelegram starts a double that is closed with the test.
func NewTelegram(tb TB, options ...TelegramOptions) *Telegram {
	tb.Helper()
	t := newTelegram(options...)
	t.tb = tb
	if t.o.Direct {
		t.base = "http://telegram.test"
		tb.Cleanup(func() { close(t.done); t.wg.Wait() })
		return t
	}
	srv := httptest.NewServer(t)
	t.base = srv.URL
	tb.Cleanup(func() {
		close(t.done)
		srv.CloseClientConnections()
		srv.Close()
		t.wg.Wait()
	})
	return t
}

// ListenTelegram starts a double at addr that runs until ctx ends; for
// programs. It also serves the control API under /_control/.
func ListenTelegram(ctx context.Context, addr string, o TelegramOptions) (*Telegram, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("telegram double: %w", err)
	}
	t := newTelegram(o)
	t.base = "http://" + l.Addr().String()
	mux := http.NewServeMux()
	mux.Handle("/", t)
	mux.Handle("/_control/", t.Control())
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		close(t.done)
		_ = srv.Close()
	}()
	go func() { _ = srv.Serve(l) }() // ends with srv.Close
	return t, nil
}

func newTelegram(options ...TelegramOptions) *Telegram {
	var o TelegramOptions
	if len(options) > 0 {
		o = options[0]
	}
	if o.Token == "" {
		o.Token = "123456789:TEST-token-of-the-double"
	}
	if o.Username == "" {
		o.Username = "hotro_test_bot"
	}
	if o.RetryUnit == 0 {
		o.RetryUnit = 10 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	id, _, _ := strings.Cut(o.Token, ":")
	t := &Telegram{
		o: o, done: make(chan struct{}), change: make(chan struct{}), chats: map[int64]*tgChatState{}, users: map[int64]*tgUser{},
		presses: map[string]*tgPress{}, commands: map[string][]string{}, counts: map[string]int{},
	}
	t.table = t.methods()
	t.botID, _ = strconv.ParseInt(id, 10, 64)
	t.users[t.botID] = &tgUser{ID: t.botID, IsBot: true, FirstName: "Hỗ trợ", Username: o.Username}
	return t
}

// URL returns the server's address, for TELEGRAM_API_URL.
func (t *Telegram) URL() string { return t.base }

// Token returns the bot's token, for TELEGRAM_TOKEN.
func (t *Telegram) Token() string { return t.o.Token }

// BotID returns the bot's user id.
func (t *Telegram) BotID() int64 { return t.botID }

// Client returns an HTTP client that reaches the double without a network, at
// any address: for tests in a synctest bubble.
func (t *Telegram) Client() *http.Client { return &http.Client{Transport: direct{t}} }

// WaitFor waits until cond holds; it is asked again after every change. It
// returns ctx's error when that ends first.
func (t *Telegram) WaitFor(ctx context.Context, cond func() bool) error {
	for {
		t.mu.Lock()
		change := t.change
		t.mu.Unlock()
		if cond() {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("telegram double: what was waited for did not happen: %w", context.Cause(ctx))
		case <-change:
		}
	}
}

// changed wakes whoever waits. The lock is held.
func (t *Telegram) changed() {
	close(t.change)
	t.change = make(chan struct{})
}

func (t *Telegram) fault(err error) {
	if err == nil {
		return
	}
	if t.tb == nil {
		panic(err) // the control API calls what returns errors instead
	}
	t.tb.Helper()
	t.tb.Errorf("telegram double: %v", err)
}
