package pigeon

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"hotro/internal/channels/channeltest"
	"hotro/internal/chat"
)

const secret = "cu-cu-cu"

// Sky is the platform: it keeps what was sent and calls the program. Safe for
// concurrent use.
type Sky struct {
	t    testing.TB
	http *httptest.Server

	mu   sync.Mutex
	hook string
	n    int
	told map[string][]string // by user: pieces as they came
}

// New returns a sky plugged into a test of the whole program.
func New(t testing.TB) *channeltest.Rig {
	s := &Sky{t: t, told: map[string][]string{}}
	s.http = httptest.NewServer(http.HandlerFunc(s.messages))
	t.Cleanup(s.http.Close)
	return &channeltest.Rig{
		Name: Name, Config: &Config{}, Env: map[string]string{"PIGEON_API_URL": s.http.URL, "PIGEON_SECRET": secret},
		Running: s.subscribe, Tells: true, User: func(n int) channeltest.User { return user{s, strconv.Itoa(n)} },
		Path: webhookPath, Body: body, Sign: signed,
		Forged: []http.Header{{}, {signature: {""}}, {signature: {sign("another", nil)}}},
	}
}

func body(id, text string) string {
	b, err := json.Marshal(call{Messages: []message{{ID: id, From: "an", Kind: chat.KindText, Text: text}}})
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func signed(body string) http.Header { return http.Header{signature: {sign(secret, []byte(body))}} }

// subscribe asks whether the address is the program's, as platforms do before
// they call it.
func (s *Sky) subscribe(base string) {
	for token, want := range map[string]int{"a guess": http.StatusForbidden, secret: http.StatusOK} {
		q := url.Values{"hub.mode": {"subscribe"}, "hub.verify_token": {token}, "hub.challenge": {"1234"}}
		res, err := http.Get(base + webhookPath + "?" + q.Encode())
		if err != nil {
			s.t.Errorf("pigeon: %v", err)
			return
		}
		b, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != want || (want == http.StatusOK) != (string(b) == "1234") {
			s.t.Errorf("pigeon asks with token %q: got %d %q, want %d", token, res.StatusCode, b, want)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = base + webhookPath
}

// messages takes what the program sends, and says that it arrived.
func (s *Sky) messages(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	var m message
	if err != nil || json.Unmarshal(b, &m) != nil || r.Header.Get(signature) != sign(secret, b) || len([]rune(m.Text)) > maxText {
		s.t.Errorf("pigeon: a message of %d characters was refused", len([]rune(m.Text)))
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.n++
	id := fmt.Sprint("p", s.n)
	s.told[m.From] = append(s.told[m.From], m.Text)
	s.mu.Unlock()
	channeltest.WriteJSON(w, http.StatusOK, message{ID: id})
	go s.post(call{Statuses: []status{{ID: id, To: m.From, State: chat.Delivered}}})
}

// post calls the webhook. A program that is stopping is not there to be
// called.
func (s *Sky) post(c call) error {
	s.mu.Lock()
	hook := s.hook
	s.mu.Unlock()
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, hook, strings.NewReader(string(b)))
	if err != nil {
		return err
	}
	req.Header = signed(string(b))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("pigeon: the webhook answered %s", res.Status)
	}
	return nil
}

// user is somebody who keeps pigeons.
type user struct {
	s  *Sky
	id string
}

// At is channeltest.User.
func (u user) At() chat.Address { return address(u.id) }

// Does is channeltest.User.
func (u user) Does(k chat.Kind, text string) error {
	if k == chat.KindButton {
		return errors.New("pigeons have no buttons")
	}
	u.s.mu.Lock()
	u.s.n++
	id := fmt.Sprint("u", u.s.n)
	u.s.mu.Unlock()
	return u.s.post(call{Messages: []message{{ID: id, From: u.id, Kind: k, Text: text}}})
}

// Buttons is channeltest.User.
func (u user) Buttons(n int) bool { return n == 0 }

var numbered = regexp.MustCompile(`(?s)^\((\d+)/(\d+)\) (.*)$`)

// Told is channeltest.User: pieces put together again, once all are there.
func (u user) Told() []channeltest.Bubble {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	var out []channeltest.Bubble
	whole := ""
	for _, piece := range u.s.told[u.id] {
		m := numbered.FindStringSubmatch(piece)
		if m == nil {
			u.s.t.Errorf("pigeon: a piece without its number: %q", piece)
			continue
		}
		head, cut := strings.CutSuffix(m[3], onward)
		whole += head
		switch {
		case m[1] == m[2]:
			out, whole = append(out, channeltest.Bubble{Text: whole}), ""
		case cut:
			whole += " "
		default:
			whole += "\n"
		}
	}
	return out
}
