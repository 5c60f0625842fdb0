package chaos

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"sync/atomic"

	"hotro/internal/chat"
)

// guest is one user of a soak, on any of the platforms.
type guest struct {
	name  string // for reports
	says  func(text string) error
	heard func() int // messages that came
	leave func()
}

// guest makes the next user: of ten, six are on Telegram, two on Zalo and two
// on the chat page.
func (s *soak) guest(ctx context.Context, n int) *guest {
	p := &person{n: n + 1}
	switch n % 10 {
	case 3, 7:
		return s.visitor(ctx)
	case 4, 9:
		s.w.platforms.onZalo(p)
	default:
		s.w.platforms.onTelegram(p)
	}
	return &guest{
		name:  fmt.Sprint(p.at),
		says:  func(text string) error { p.says(text); return nil },
		heard: func() int { return len(s.w.platforms.sentTo(p)) },
		leave: func() {},
	}
}

// visitor is a user of the chat page, with the page open.
func (s *soak) visitor(ctx context.Context) *guest {
	b := newBrowser(s.w)
	ctx, leave := context.WithCancel(ctx)
	var lines atomic.Int64
	var page sync.WaitGroup
	page.Go(func() {
		b.follow(ctx, "/chat/events", b.header, func(data []byte) {
			var line struct{ By string }
			if json.Unmarshal(data, &line) == nil && (line.By == chat.ByBot || line.By == chat.ByStaff) {
				lines.Add(1)
			}
		})
	})
	return &guest{
		name: "a visitor of " + b.base,
		says: func(text string) error {
			body, err := json.Marshal(map[string]string{"id": newID(), "text": text})
			if err != nil {
				return err
			}
			return b.post(ctx, "/chat/send", body)
		},
		heard: func() int { return int(lines.Load()) },
		leave: func() { leave(); page.Wait() },
	}
}

// browser is somebody at one of the bots' pages.
type browser struct {
	base   string
	header http.Header
	client http.Client
}

// newBrowser opens a browser on any of the bots.
func newBrowser(w *World) *browser {
	up := w.up()
	jar, _ := cookiejar.New(nil) // never fails without options
	return &browser{
		base: "http://" + up[w.dice.below(len(up))], client: http.Client{Jar: jar},
		header: http.Header{"X-Hotro-Visitor": {newID()}, "Content-Type": {"application/json"}},
	}
}

func (b *browser) get(ctx context.Context, path string) error {
	return b.do(ctx, http.MethodGet, path, nil)
}

func (b *browser) post(ctx context.Context, path string, body []byte) error {
	return b.do(ctx, http.MethodPost, path, body)
}

// do makes a request; every status but 200 is an error.
func (b *browser) do(ctx context.Context, method, path string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, method, b.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header = b.header.Clone() // cookies are added to it
	resp, err := b.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	if err != nil {
		err = fmt.Errorf("%s %s: status %d after %d bytes: %w", method, path, resp.StatusCode, len(said), err)
	}
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: status %d: %.200s", method, path, resp.StatusCode, said)
	}
	return err
}

// follow reads a stream of events to its end, and hands over the data of each.
func (b *browser) follow(ctx context.Context, path string, header http.Header, each func(data []byte)) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+path, nil)
	if err != nil {
		return
	}
	if header != nil {
		r.Header = header.Clone()
	}
	resp, err := b.client.Do(r)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			each([]byte(data))
		}
	}
}

// newID is the id of a visitor, or of a message.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
