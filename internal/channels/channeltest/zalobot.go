package channeltest

import (
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
)

// ZaloBotOptions describe the bot that a ZaloBot plays. The zero value works.
type ZaloBotOptions struct {
	Token   string
	Base    string       // where files are served from; default https://photo.zdn.vn
	Wrapped bool         // webhook bodies in {"ok","result"}, as the documentation shows them
	Fetch   *http.Client // when set, a photo to send is fetched from its address, twice
}

// ZaloBot plays Zalo's Bot Platform: getUpdates with one object, HTTP 200 with
// every error, a webhook that silences polling. It is an http.Handler; Client
// reaches it without a network.
type ZaloBot struct {
	opt  ZaloBotOptions
	mux  *http.ServeMux
	hook *zaloHook

	mu      sync.Mutex
	seq     int
	waiting []zaloObject
	news    chan struct{} // closed, and made anew, with every update
	secret  string
	url     string
	users   map[string]*ZaloBotUser
	sent    []ZaloBotMessage
	typing  map[string]int
	files   map[string][]byte
	codes   []int
	lost    int
	polls   int
}

// ZaloBotMessage is a message as the user sees it.
type ZaloBotMessage struct {
	ID, To, Text string
	Photo        string // address
	At           time.Time
}

// NewZaloBot returns a ZaloBot that is closed with the test.
func NewZaloBot(tb TB, options ...ZaloBotOptions) *ZaloBot {
	tb.Helper()
	var o ZaloBotOptions
	if len(options) > 0 {
		o = options[0]
	}
	b := newZaloBot(o)
	tb.Cleanup(b.hook.close)
	return b
}

// ListenZaloBot starts a ZaloBot at addr that runs until ctx ends; for
// programs. It also serves the control API under /_control/.
func ListenZaloBot(ctx context.Context, addr string, o ZaloBotOptions) (*ZaloBot, error) {
	b := newZaloBot(o)
	if err := zaloListen(ctx, addr, &b.opt.Base, b, b.Control(), b.hook.close); err != nil {
		return nil, err
	}
	return b, nil
}

func newZaloBot(o ZaloBotOptions) *ZaloBot {
	o.Token = zaloOr(o.Token, "12345689:abc-xyz")
	o.Base = zaloOr(o.Base, "https://photo.zdn.vn")
	b := &ZaloBot{
		opt: o, hook: newZaloHook(nil, 5*time.Second), news: make(chan struct{}),
		users: map[string]*ZaloBotUser{}, typing: map[string]int{}, files: map[string][]byte{},
	}
	m := http.NewServeMux()
	m.HandleFunc("/{token}/{method}", b.call)
	m.HandleFunc("GET /media/{name}", b.media)
	b.mux = m
	return b
}

// Serve opens a port on 127.0.0.1 and returns its address, for
// ZALOBOT_API_URL.
func (b *ZaloBot) Serve(tb TB) string {
	tb.Helper()
	return zaloServe(tb, &b.opt.Base, b)
}

// URL returns the server's address, for ZALOBOT_API_URL, once there is one.
func (b *ZaloBot) URL() string { return b.opt.Base }

// Token returns the bot's token, for ZALOBOT_TOKEN.
func (b *ZaloBot) Token() string { return b.opt.Token }

// ServeHTTP answers as bot-api.zaloplatforms.com does.
func (b *ZaloBot) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.mux.ServeHTTP(w, r) }

// Client returns a client that reaches this ZaloBot under any host, without a
// network.
func (b *ZaloBot) Client() *http.Client { return &http.Client{Transport: zaloDirect{b}} }

// Hook sets the webhook as setWebhook does; with h it is called without a
// network.
func (b *ZaloBot) Hook(address string, h http.Handler, secret string) {
	b.hook.set(address, h)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.url, b.secret = zaloOr(address, "https://bot.example/webhook/zalobot"), secret
}

// Hooked returns the address of the webhook that is set.
func (b *ZaloBot) Hooked() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.url
}

// Fail makes the next n sends fail with an error code.
func (b *ZaloBot) Fail(code, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for range n {
		b.codes = append(b.codes, code)
	}
}

// HangUp makes the next n sends be delivered without an answer.
func (b *ZaloBot) HangUp(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lost = n
}

// Messages returns what the bot has sent to a chat, oldest first.
func (b *ZaloBot) Messages(chat string) []ZaloBotMessage {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []ZaloBotMessage
	for _, m := range b.sent {
		if m.To == chat {
			out = append(out, m)
		}
	}
	return out
}

// Typing returns how often the bot showed a chat that it types.
func (b *ZaloBot) Typing(chat string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.typing[chat]
}

// Polls returns how many getUpdates have begun.
func (b *ZaloBot) Polls() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.polls
}

// zaloBotError is an answer that is not ok.
type zaloBotError struct {
	code int
	text string
}

func (b *ZaloBot) call(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("token") != "bot"+b.opt.Token {
		zaloSay(w, http.StatusOK, zaloObject{"ok": false, "error_code": 401, "description": "Unauthorized"})
		return
	}
	var q map[string]any
	if r.Body != nil {
		_ = json.NewDecoder(r.Body).Decode(&q) // no body is no parameters
	}
	str := func(name string) string { s, _ := q[name].(string); return s }
	result, e := b.do(r, str)
	if e != nil && e.code == 0 {
		zaloLose()
	}
	if e != nil {
		zaloSay(w, http.StatusOK, zaloObject{"ok": false, "error_code": e.code, "description": e.text})
		return
	}
	zaloSay(w, http.StatusOK, zaloObject{"ok": true, "result": result})
}

func (b *ZaloBot) do(r *http.Request, str func(string) string) (any, *zaloBotError) {
	switch r.PathValue("method") {
	case "getMe":
		return zaloObject{"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": false}, nil
	case "getUpdates":
		return b.updates(r, str("timeout"))
	case "setWebhook":
		if !strings.HasPrefix(str("url"), "http") || len(str("secret_token")) < 8 {
			return nil, &zaloBotError{400, "Bad Request"}
		}
		b.Hook(str("url"), nil, str("secret_token"))
		return zaloObject{"url": str("url"), "updated_at": time.Now().UnixMilli()}, nil
	case "deleteWebhook":
		b.hook.set("", nil)
		b.mu.Lock()
		defer b.mu.Unlock()
		b.url = ""
		return zaloObject{"url": "", "updated_at": time.Now().UnixMilli()}, nil
	case "sendMessage":
		return b.accept(ZaloBotMessage{To: str("chat_id"), Text: str("text")})
	case "sendPhoto":
		return b.photo(ZaloBotMessage{To: str("chat_id"), Photo: str("photo"), Text: str("caption")})
	case "sendChatAction":
		b.mu.Lock()
		defer b.mu.Unlock()
		b.typing[str("chat_id")]++
		return true, nil
	}
	return nil, &zaloBotError{404, "Not Found"}
}

func (b *ZaloBot) photo(m ZaloBotMessage) (any, *zaloBotError) {
	if !strings.HasPrefix(m.Photo, "https://") && !strings.HasPrefix(m.Photo, "http://127.0.0.1") {
		return nil, &zaloBotError{400, "Bad Request: photo"}
	}
	if b.opt.Fetch != nil {
		for range 2 {
			resp, err := b.opt.Fetch.Get(m.Photo)
			if err != nil {
				return nil, &zaloBotError{400, "Bad Request: photo can't be fetched"}
			}
			data, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK || !zaloCarried("image", "", data) {
				return nil, &zaloBotError{400, "Bad Request: photo can't be fetched"}
			}
		}
	}
	return b.accept(m)
}

func (b *ZaloBot) accept(m ZaloBotMessage) (any, *zaloBotError) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.codes) > 0 {
		code := b.codes[0]
		b.codes = b.codes[1:]
		return nil, &zaloBotError{code, "Fault " + strconv.Itoa(code)}
	}
	if m.To == "" || m.Text == "" && m.Photo == "" || zaloUnits(m.Text) > ZaloMaxText {
		return nil, &zaloBotError{400, "Bad Request: text"}
	}
	m.ID, m.At = b.id(), time.Now()
	b.sent = append(b.sent, m)
	if zaloTake(&b.lost) {
		return nil, &zaloBotError{}
	}
	return zaloObject{"message_id": m.ID, "date": m.At.UnixMilli()}, nil
}

// updates gives one update, or 408 after the time asked for. While a webhook
// is set nothing ever comes.
func (b *ZaloBot) updates(r *http.Request, timeout string) (any, *zaloBotError) {
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
			return nil, &zaloBotError{408, "Request timeout"}
		case <-r.Context().Done():
			return nil, &zaloBotError{408, "Request timeout"}
		}
	}
}

// id returns a fresh message id. Callers hold mu.
func (b *ZaloBot) id() string {
	b.seq++
	d := sha256.Sum256(fmt.Appendf(nil, "bot %d", b.seq))
	return hex.EncodeToString(d[:10])
}

func (b *ZaloBot) media(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	data, ok := b.files[r.PathValue("name")]
	b.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(data)
}
