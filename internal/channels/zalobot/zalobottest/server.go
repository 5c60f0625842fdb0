// Package zalobottest is a double of Zalo's Bot Platform: the server as it is
// documented, its faults included, and the people who write to the bot.
//
// It holds everything in memory and checks what the platform checks. All
// methods are safe for concurrent use. Start reading at NewServer.
package zalobottest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"hotro/internal/channels/channeltest"
)

// Options describe the bot that a Server plays. The zero value works.
type Options struct {
	Token   string
	Base    string           // where files are served from; default https://photo.zdn.vn
	Now     func() time.Time // default time.Now
	Wrapped bool             // webhook bodies in {"ok","result"}, as the documentation shows them
	Fetch   *http.Client     // when set, a photo to send is fetched from its address, twice
}

// Server plays Zalo's Bot Platform: getUpdates with one object, HTTP 200 with
// every error, a webhook that silences polling. It is an http.Handler; Client
// reaches it without a network.
type Server struct {
	opt  Options
	mux  *http.ServeMux
	hook *channeltest.Webhook

	mu      sync.Mutex
	seq     int
	waiting []object
	news    chan struct{} // closed, and made anew, with every update
	secret  string
	url     string
	users   map[string]*User
	sent    []Message
	typing  map[string]int
	files   map[string][]byte
	codes   []int
	lost    int
	polls   int
}

// Message is a message as the user sees it.
type Message struct {
	ID, To, Text string
	Photo        string // address
	At           time.Time
}

// NewServer returns a Server that is closed with the test.
func NewServer(tb channeltest.TB, options ...Options) *Server {
	tb.Helper()
	var o Options
	if len(options) > 0 {
		o = options[0]
	}
	b := newServer(o)
	tb.Cleanup(b.hook.Close)
	return b
}

// Listen starts a Server at addr that runs until ctx ends; for
// programs. It also serves the control API under /_control/.
func Listen(ctx context.Context, addr string, o Options) (*Server, error) {
	b := newServer(o)
	if err := channeltest.Listen(ctx, addr, &b.opt.Base, b, b.Control(), b.hook.Close); err != nil {
		return nil, err
	}
	return b, nil
}

func newServer(o Options) *Server {
	o.Token = cmp.Or(o.Token, "12345689:abc-xyz")
	o.Base = cmp.Or(o.Base, "https://photo.zdn.vn")
	if o.Now == nil {
		o.Now = time.Now
	}
	b := &Server{
		opt: o, hook: channeltest.NewWebhook(nil, 5*time.Second), news: make(chan struct{}),
		users: map[string]*User{}, typing: map[string]int{}, files: map[string][]byte{},
	}
	m := http.NewServeMux()
	m.HandleFunc("/{token}/{method}", b.call)
	m.HandleFunc("GET /media/{name}", b.media)
	b.mux = m
	return b
}

// Serve opens a port on 127.0.0.1 and returns its address, for
// ZALOBOT_API_URL.
func (b *Server) Serve(tb channeltest.TB) string {
	tb.Helper()
	return channeltest.Serve(tb, &b.opt.Base, b)
}

// URL returns the server's address, for ZALOBOT_API_URL, once there is one.
func (b *Server) URL() string { return b.opt.Base }

// Token returns the bot's token, for ZALOBOT_TOKEN.
func (b *Server) Token() string { return b.opt.Token }

// ServeHTTP answers as bot-api.zaloplatforms.com does.
func (b *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.mux.ServeHTTP(w, r) }

// Client returns a client that reaches this Server under any host, without a
// network.
func (b *Server) Client() *http.Client { return channeltest.Client(b) }

// Hook sets the webhook as setWebhook does; with h it is called without a
// network.
func (b *Server) Hook(address string, h http.Handler, secret string) {
	b.hook.Set(address, h)
	b.hooked(address, secret)
}

func (b *Server) hooked(address, secret string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.url, b.secret = cmp.Or(address, "https://bot.example/webhook/zalobot"), secret
}

// Hooked returns the address of the webhook that is set.
func (b *Server) Hooked() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.url
}

// Fail makes the next n sends fail with an error code.
func (b *Server) Fail(code, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for range n {
		b.codes = append(b.codes, code)
	}
}

// HangUp makes the next n sends be delivered without an answer.
func (b *Server) HangUp(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lost = n
}

// Messages returns what the bot has sent to a chat, oldest first.
func (b *Server) Messages(chat string) []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Message
	for _, m := range b.sent {
		if m.To == chat {
			out = append(out, m)
		}
	}
	return out
}

// Typing returns how often the bot showed a chat that it types.
func (b *Server) Typing(chat string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.typing[chat]
}

// Polls returns how many getUpdates have begun.
func (b *Server) Polls() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.polls
}

// MaxText is the longest text, in UTF-16 units.
const MaxText = 2000

// object is a JSON object under construction.
type object = map[string]any

// apiError is an answer that is not ok.
type apiError struct {
	code int
	text string
}

func (b *Server) call(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("token") != "bot"+b.opt.Token {
		channeltest.WriteJSON(w, http.StatusOK, object{"ok": false, "error_code": 401, "description": "Unauthorized"})
		return
	}
	var q map[string]any
	if r.Body != nil {
		_ = json.NewDecoder(r.Body).Decode(&q) // no body is no parameters
	}
	str := func(name string) string { s, _ := q[name].(string); return s }
	result, e := b.do(r, str)
	if e != nil && e.code == 0 {
		channeltest.Abort()
	}
	if e != nil {
		channeltest.WriteJSON(w, http.StatusOK, object{"ok": false, "error_code": e.code, "description": e.text})
		return
	}
	channeltest.WriteJSON(w, http.StatusOK, object{"ok": true, "result": result})
}

func (b *Server) do(r *http.Request, str func(string) string) (any, *apiError) {
	switch r.PathValue("method") {
	case "getMe":
		return object{"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": false}, nil
	case "getUpdates":
		return b.updates(r, str("timeout"))
	case "setWebhook":
		if !strings.HasPrefix(str("url"), "http") || len(str("secret_token")) < 8 {
			return nil, &apiError{400, "Bad Request"}
		}
		b.hook.Move(str("url"))
		b.hooked(str("url"), str("secret_token"))
		return object{"url": str("url"), "updated_at": b.opt.Now().UnixMilli(), "verification": b.verify(str("url"), str("secret_token"))}, nil
	case "deleteWebhook":
		b.hook.Set("", nil)
		b.mu.Lock()
		defer b.mu.Unlock()
		b.url = ""
		return object{"url": "", "updated_at": b.opt.Now().UnixMilli()}, nil
	case "sendMessage":
		return b.accept(Message{To: str("chat_id"), Text: str("text")})
	case "sendPhoto":
		return b.photo(Message{To: str("chat_id"), Photo: str("photo"), Text: str("caption")})
	case "sendChatAction":
		b.mu.Lock()
		defer b.mu.Unlock()
		b.typing[str("chat_id")]++
		return true, nil
	}
	return nil, &apiError{404, "Not Found"}
}

// verify calls a webhook that was just set, with a body that nobody documents.
func (b *Server) verify(address, secret string) object {
	if !strings.HasPrefix(address, "http://127.0.0.1") {
		return object{"ok": true, "outcome": "webhook.ok"} // nobody is there to be called
	}
	h := http.Header{"X-Bot-Api-Secret-Token": {secret}, "User-Agent": {"Java/21.0.4"}, "Content-Type": {"application/json"}}
	switch status := b.hook.Post(h, []byte(`{"event":"webhook.test"}`)); {
	case status >= 200 && status < 300:
		return object{"ok": true, "outcome": "webhook.ok"}
	case status == 0:
		return object{"ok": false, "outcome": "webhook.err.unreachable", "hint": "The address can't be reached"}
	default:
		return object{"ok": false, "outcome": "webhook.http." + strconv.Itoa(status), "hint": "The address does not answer 2xx"}
	}
}

func (b *Server) photo(m Message) (any, *apiError) {
	if !strings.HasPrefix(m.Photo, "https://") && !strings.HasPrefix(m.Photo, "http://127.0.0.1") {
		return nil, &apiError{400, "Bad Request: photo"}
	}
	if b.opt.Fetch != nil {
		for range 2 {
			resp, err := b.opt.Fetch.Get(m.Photo)
			if err != nil {
				return nil, &apiError{400, "Bad Request: photo can't be fetched"}
			}
			data, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK || !picture(data) {
				return nil, &apiError{400, "Bad Request: photo can't be fetched"}
			}
		}
	}
	return b.accept(m)
}

// picture reports whether the platform takes these bytes as a photo.
func picture(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xd8\xff")) || bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n"))
}

func (b *Server) accept(m Message) (any, *apiError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.codes) > 0 {
		code := b.codes[0]
		b.codes = b.codes[1:]
		return nil, &apiError{code, "Fault " + strconv.Itoa(code)}
	}
	if m.To == "" || m.Text == "" && m.Photo == "" || channeltest.UTF16Len(m.Text) > MaxText {
		return nil, &apiError{400, "Bad Request: text"}
	}
	m.ID, m.At = b.id(), b.opt.Now()
	b.sent = append(b.sent, m)
	if channeltest.CountDown(&b.lost) {
		return nil, &apiError{}
	}
	return object{"message_id": m.ID, "date": m.At.UnixMilli()}, nil
}

// updates gives one update, or 408 after the time asked for. While a webhook
// is set nothing ever comes.
func (b *Server) updates(r *http.Request, timeout string) (any, *apiError) {
	seconds, err := strconv.Atoi(timeout)
	if err != nil || seconds <= 0 {
		seconds = 30
	}
	t := time.NewTimer(time.Duration(seconds) * time.Second)
	defer t.Stop()
	b.mu.Lock()
	b.polls++
	b.mu.Unlock()
	for {
		b.mu.Lock()
		news := b.news
		if b.url == "" && len(b.waiting) > 0 {
			u := b.waiting[0]
			b.waiting = b.waiting[1:]
			b.mu.Unlock()
			return u, nil
		}
		b.mu.Unlock()
		select {
		case <-news:
		case <-t.C:
			return nil, &apiError{408, "Request timeout"}
		case <-r.Context().Done():
			return nil, &apiError{408, "Request timeout"}
		}
	}
}

// id returns a fresh message id. Callers hold mu.
func (b *Server) id() string {
	b.seq++
	d := sha256.Sum256(fmt.Appendf(nil, "bot %d", b.seq))
	return hex.EncodeToString(d[:10])
}

func (b *Server) media(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	data, ok := b.files[r.PathValue("name")]
	b.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(data)
}
