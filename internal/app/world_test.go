package app_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/obs"
)

// patience bounds every wait of these tests; nothing waits that long when all
// is well.
const patience = 3 * time.Minute

// world is the whole program beside doubles of the platforms.
type world struct {
	t    testing.TB
	tg   *telegramtest.Server
	oa   *zalotest.Server    // nil: no Official Account
	zb   *zalobottest.Server // nil: no Zalo bot
	rigs []*channeltest.Rig  // made-up platforms
	env  map[string]string
	now  func() time.Time // nil: the real one
	app  *app.App
	log  *logs
	stop func()
}

// logs is what the program wrote; safe for concurrent use.
type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newWorld starts a program with an own data folder. more adds settings.
func newWorld(t testing.TB, more map[string]string) *world {
	t.Helper()
	w := emptyWorld(t, more)
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// emptyWorld is a world in which the program does not run yet.
func emptyWorld(t testing.TB, more map[string]string) *world {
	t.Helper()
	w := &world{t: t, tg: telegramtest.NewServer(t), log: &logs{}}
	w.env = map[string]string{
		"HTTP_ADDR": "127.0.0.1:0", "DATA_DIR": t.TempDir(), "LOG_FORMAT": "json",
		"TELEGRAM_TOKEN": w.tg.Token(), "TELEGRAM_API_URL": w.tg.URL(),
		"TELEGRAM_RATE": "0", "TELEGRAM_CHAT_RATE": "0", "TELEGRAM_GROUP_RATE": "0",
	}
	for k, v := range more {
		w.env[k] = v
	}
	return w
}

// config is the program's configuration.
func (w *world) config() app.Config {
	w.t.Helper()
	var environ []string
	for k, v := range w.env {
		environ = append(environ, k+"="+v)
	}
	var more []channels.Config
	for _, r := range w.rigs {
		more = append(more, r.Config)
	}
	cfg, err := app.LoadConfig(environ, more...)
	if err != nil {
		w.t.Fatal(err)
	}
	return cfg
}

// start starts the program; stop is set to what ends it.
func (w *world) start() {
	w.t.Helper()
	cfg := w.config()
	log, err := obs.NewLog(w.log, cfg.LogFormat, cfg.LogLevel)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := app.New(w.t.Context(), cfg, app.Options{Log: log.With(slog.String("test", w.t.Name())), NoSync: true, Now: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	w.app = a
	if w.oa != nil {
		w.oa.Hook(a.URL()+"/webhook/zalo", nil)
	}
	if w.zb != nil && w.env["ZALOBOT_TOKEN"] != "" && w.env["ZALOBOT_MODE"] == "webhook" && !w.until(func() bool { return w.zb.Hooked() == a.URL()+"/webhook/zalobot" }) {
		w.t.Fatal("the program did not set the Zalo bot's webhook")
	}
	for _, r := range w.rigs {
		r.Running(a.URL())
	}
	var once sync.Once
	w.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				w.t.Errorf("run: %v", err)
			}
			if err := a.Close(); err != nil {
				w.t.Errorf("close: %v", err)
			}
		})
	}
}

// until waits until ok, and reports whether it came to that.
func (w *world) until(ok func() bool) bool {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}

// restart ends the program and starts it again on the same data.
func (w *world) restart() {
	w.t.Helper()
	w.stop()
	w.start()
}

func (w *world) wait() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	w.t.Cleanup(cancel)
	return ctx
}

// person is a user on Telegram who keeps count of what the bot said.
type person struct {
	*telegramtest.User
	w *world
	n int
}

func (w *world) person(id int64, name string) *person {
	return &person{User: w.tg.User(id, name), w: w}
}

// hears waits for one more message of the bot that holds all of words.
func (p *person) hears(words ...string) telegramtest.Message {
	p.w.t.Helper()
	for {
		p.n++
		m, err := p.Hears(p.w.wait(), p.n)
		if err != nil {
			p.w.t.Fatalf("%s waits for %q: %v\nheard so far:\n%s\nlog:\n%s", p.Name, words, err, p.heard(), tail(p.w.log.String()))
		}
		if holds(m.Text, words) {
			return m
		}
	}
}

func holds(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

func (p *person) heard() string {
	var b strings.Builder
	for _, m := range p.Heard() {
		b.WriteString("  " + strings.ReplaceAll(m.Text, "\n", "\n    ") + "\n  " + strings.Join(m.Labels(), " | ") + "\n")
	}
	return b.String()
}

func tail(s string) string {
	if len(s) > 4000 {
		return s[len(s)-4000:]
	}
	return s
}

// get asks the program's own HTTP surface.
func (w *world) get(path string) (int, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.wait(), http.MethodGet, w.app.URL()+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// metrics returns the program's own counters.
func (w *world) metrics() string {
	w.t.Helper()
	_, all := w.get("/metrics")
	var own []string
	for line := range strings.Lines(all) {
		if strings.HasPrefix(line, "hotro_") {
			own = append(own, line)
		}
	}
	return strings.Join(own, "")
}
