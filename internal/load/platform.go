package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// StaffGroup is the chat of the staff on the platform.
const StaffGroup = -1001234567890

// token is what a bot that is started calls with; any other is taken too.
const token = "123456789:LOAD-token-of-no-account"

// Platform plays Telegram for one bot: it posts updates to the bot's webhook
// and takes its requests. It never refuses anything. It is safe for use by
// several goroutines.
type Platform struct {
	hooks   []string // of the program's replicas, which take turns
	secret  string
	server  *http.Server
	url     string
	client  *http.Client
	picture []byte

	updates, messages, people, threads atomic.Int64
	posts                              atomic.Int64
	strays                             atomic.Int64 // messages to chats nobody has

	mu     sync.Mutex
	users  map[int64]*User
	topics map[int64]string // thread → name
	staff  func(thread int64, text string)
}

// Listen starts a platform at an address, for a bot whose replicas have these
// addresses, such as http://127.0.0.1:8080.
func Listen(addr string, targets []string, secret string) (*Platform, error) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the bot's requests: %w; choose another address", err)
	}
	p := &Platform{
		secret: secret, url: "http://" + ln.Addr().String(), picture: drawShot(),
		users: map[int64]*User{}, topics: map[int64]string{},
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 4096, MaxIdleConns: 4096}},
	}
	for _, t := range targets {
		p.hooks = append(p.hooks, strings.TrimRight(t, "/")+"/webhook/telegram")
	}
	// Ids go on from run to run: a store remembers those it has seen.
	base := time.Now().UnixMilli()
	p.updates.Store(base)
	p.messages.Store(base % 1_000_000_000)
	p.people.Store(base * 1000)
	p.threads.Store(base % 1_000_000_000)
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = p.server.Serve(ln) }()
	return p, nil
}

// URL is what the bot's TELEGRAM_API_URL must be.
func (p *Platform) URL() string { return p.url }

// Close ends the platform; requests of the bot's fail from now on.
func (p *Platform) Close() error {
	p.client.CloseIdleConnections()
	return p.server.Close()
}

// errRefused is a webhook that the bot did not take.
var errRefused = errors.New("the bot did not take an update")

// post hands an update to the bot. It returns once the bot has taken it.
func (p *Platform) post(ctx context.Context, u update) error {
	body, err := json.Marshal(u)
	if err != nil {
		return err
	}
	hook := p.hooks[p.posts.Add(1)%int64(len(p.hooks))]
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", p.secret)
	resp, err := p.client.Do(req)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%w: %s answers %s", errRefused, hook, resp.Status)
	}
	return nil
}

// ServeHTTP takes requests as the Bot API does: /bot<token>/<method>, and files
// at /file/bot<token>/<path>.
func (p *Platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/file/") {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(p.picture)
		return
	}
	now := time.Now()
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	w.Header().Set("Content-Type", "application/json")
	result := p.answer(method, r.FormValue, now)
	_, _ = io.WriteString(w, `{"ok":true,"result":`+result+`}`)
}

// answer is the result of a method, as JSON.
func (p *Platform) answer(method string, field func(string) string, now time.Time) string {
	switch method {
	case "getMe":
		return `{"id":123456789,"is_bot":true,"first_name":"Load","username":"load_test_bot","can_join_groups":true,"can_read_all_group_messages":true}`
	case "getWebhookInfo":
		return `{"url":` + quoted(p.hooks[0]) + `,"pending_update_count":0}`
	case "getChat":
		return `{"id":` + field("chat_id") + `,"type":"supergroup","is_forum":true,"title":"Load"}`
	case "getChatMember":
		return `{"status":"administrator","user":{"id":` + field("user_id") + `,"is_bot":true,"first_name":"Load"},"can_manage_topics":true,"can_pin_messages":true,"can_delete_messages":true}`
	case "getForumTopicIconStickers":
		return `[]`
	case "getFile":
		return `{"file_id":` + quoted(field("file_id")) + `,"file_unique_id":"x","file_size":` + strconv.Itoa(len(p.picture)) + `,"file_path":"photos/shot.png"}`
	case "createForumTopic":
		return p.newTopic(field("name"))
	}
	if strings.HasPrefix(method, "send") && method != "sendChatAction" {
		return p.sent(field, now)
	}
	return `true`
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string always encodes
	return string(b)
}

func (p *Platform) newTopic(name string) string {
	thread := p.threads.Add(1)
	p.mu.Lock()
	p.topics[thread] = name
	p.mu.Unlock()
	return fmt.Sprintf(`{"message_thread_id":%d,"name":%s,"icon_color":7322096}`, thread, quoted(name))
}

// sent takes a message of the bot's to where it belongs.
func (p *Platform) sent(field func(string) string, now time.Time) string {
	chat, _ := strconv.ParseInt(field("chat_id"), 10, 64)
	thread, _ := strconv.ParseInt(field("message_thread_id"), 10, 64)
	id, text := p.messages.Add(1), field("text")
	if text == "" {
		text = field("caption")
	}
	p.mu.Lock()
	u, staff := p.users[chat], p.staff
	if name := p.topics[thread]; name != "" {
		text = name + "\n" + text
	}
	p.mu.Unlock()
	switch {
	case chat < 0 && staff != nil:
		staff(thread, text)
	case u != nil:
		u.hears(Heard{Text: text, Buttons: buttons(field("reply_markup")), message: id, at: now})
	case chat > 0:
		p.strays.Add(1)
	}
	kind := "private"
	if chat < 0 {
		kind = `supergroup","is_forum":true,"title":"Load`
	}
	in := ""
	if thread != 0 {
		in = `"message_thread_id":` + strconv.FormatInt(thread, 10) + `,"is_topic_message":true,`
	}
	return fmt.Sprintf(`{"message_id":%d,%s"date":%d,"chat":{"id":%d,"type":"%s"}}`, id, in, now.Unix(), chat, kind)
}
