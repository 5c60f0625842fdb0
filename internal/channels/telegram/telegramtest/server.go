// Package telegramtest is a double of Telegram's Bot API: the server with its
// limits and faults, and the users and staff behind it as plain Go values.
//
// It is no reimplementation: it checks what Telegram checks, keeps everything
// in memory, and answers "method not found" to what no test needs. All methods
// are safe for concurrent use. Start reading at NewServer.
package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels/channeltest"
)

// Options shape a Telegram double. The zero value works: it is fast
// and limits nothing.
type Options struct {
	Token     string           // "123456789:TEST-token-of-the-double" when empty
	Username  string           // "hotro_test_bot" when empty
	Rate      int              // messages a second overall; above it: 429. 0: no limit
	ChatRate  int              // messages a second in a private chat, after a burst of three
	GroupRate int              // messages a minute in a group
	CountAll  bool             // edits, and what is done to topics, count as messages: the server's author says so, users see otherwise
	RetryUnit time.Duration    // one second of the webhook's retry ladder; 10 ms when zero
	Now       func() time.Time // nil: time.Now
	Direct    bool             // no server: the double is reached through Client alone, which works in a synctest bubble
	Lenient   bool             // a wrong thread id is ignored and the message goes to General, as old servers do
}

// Server is a double of the Bot API server and of the people behind it.
type Server struct {
	o     Options
	botID int64
	base  string
	table map[string]func(*request) (any, *wireError) // methods by name
	tb    channeltest.TB                              // nil when it stands alone
	done  chan struct{}                               // closed with the double
	wg    sync.WaitGroup

	mu       sync.Mutex
	change   chan struct{} // closed, and made anew, with every change
	chats    map[int64]*chatState
	users    map[int64]*wireUser
	files    []*storedFile
	faces    map[int64]string // a file, by the person who shows it
	presses  map[string]*pendingPress
	calls    []Call
	counts   map[string]int // calls by method
	faults   []*scripted
	latency  time.Duration
	commands map[string][]string
	queue    updateQueue
	limits   limits
	flooded  int
	serial   int64 // of queries, albums
}

// NewServer starts a double that is closed with the test.
func NewServer(tb channeltest.TB, options ...Options) *Server {
	tb.Helper()
	tg := newServer(options...)
	tg.tb = tb
	if tg.o.Direct {
		tg.base = "http://telegram.test"
		tb.Cleanup(func() { close(tg.done); tg.wg.Wait() })
		return tg
	}
	srv := httptest.NewServer(tg)
	tg.base = srv.URL
	tb.Cleanup(func() {
		close(tg.done)
		srv.CloseClientConnections()
		srv.Close()
		tg.wg.Wait()
	})
	return tg
}

// Listen starts a double at addr that runs until ctx ends; for
// programs. It also serves the control API under /_control/.
func Listen(ctx context.Context, addr string, o Options) (*Server, error) {
	tg := newServer(o)
	if err := channeltest.Listen(ctx, addr, &tg.base, tg, tg.Control(), func() { close(tg.done) }); err != nil {
		return nil, err
	}
	return tg, nil
}

func newServer(options ...Options) *Server {
	var o Options
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
	tg := &Server{
		o: o, done: make(chan struct{}), change: make(chan struct{}), chats: map[int64]*chatState{}, users: map[int64]*wireUser{}, faces: map[int64]string{},
		presses: map[string]*pendingPress{}, commands: map[string][]string{}, counts: map[string]int{},
	}
	tg.table = tg.methods()
	tg.botID, _ = strconv.ParseInt(id, 10, 64)
	tg.users[tg.botID] = &wireUser{ID: tg.botID, IsBot: true, FirstName: "Hỗ trợ", Username: o.Username}
	return tg
}

// URL returns the server's address, for TELEGRAM_API_URL.
func (tg *Server) URL() string { return tg.base }

// Token returns the bot's token, for TELEGRAM_TOKEN.
func (tg *Server) Token() string { return tg.o.Token }

// BotID returns the bot's user id.
func (tg *Server) BotID() int64 { return tg.botID }

// Client returns an HTTP client that reaches the double without a network, at
// any address: for tests in a synctest bubble.
func (tg *Server) Client() *http.Client { return channeltest.Client(tg) }

// WaitFor waits until cond holds; it is asked again after every change. It
// returns ctx's error when that ends first.
func (tg *Server) WaitFor(ctx context.Context, cond func() bool) error {
	for {
		tg.mu.Lock()
		change := tg.change
		tg.mu.Unlock()
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
func (tg *Server) changed() {
	close(tg.change)
	tg.change = make(chan struct{})
}

func (tg *Server) fault(err error) {
	if err == nil {
		return
	}
	if tg.tb == nil {
		panic(err) // the control API calls what returns errors instead
	}
	tg.tb.Helper()
	tg.tb.Errorf("telegram double: %v", err)
}
