package app_test

import (
	"context"
	"fmt"
	"html"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/app"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot/zalobottest"
	"hotro/internal/obs"
	"hotro/internal/web/webtest"
)

// stage is the whole program beside doubles of the platforms in a synctest
// bubble: no network, and time that passes at once. What a story's people do
// there is over when everybody waits for somebody else.
type stage struct {
	t     *testing.T
	ahead atomic.Int64 // how far the clock is ahead of the bubble's, in ns
	tg    *telegramtest.Server
	oa    *zalotest.Server
	zb    *zalobottest.Server
	forum *telegramtest.Forum
	app   *app.App
	log   *logs
	desk  *webtest.Client

	groupRate int // messages a minute that the staff group takes; 0: any number
}

// stageURL is where the program on a stage is reached.
const stageURL = "https://hotro.test"

// now is the clock of everybody on the stage.
func (s *stage) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// onStage runs play in a bubble, on a weekday's morning.
func onStage(t *testing.T, play func(s *stage)) {
	t.Helper()
	onStageOf(t, 0, play)
}

// onStageOf is onStage with a staff group that takes so many messages a minute.
func onStageOf(t *testing.T, groupRate int, play func(s *stage)) {
	t.Helper()
	onStageLike(t, telegramtest.Options{GroupRate: groupRate}, play)
}

// onStageLike is onStage with such a Telegram.
func onStageLike(t *testing.T, double telegramtest.Options, play func(s *stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{t: t, log: &logs{}, groupRate: double.GroupRate}
		s.ahead.Store(int64(2*24*time.Hour + 2*time.Hour)) // a bubble begins on Saturday, 2000-01-01, at 07:00 in Vietnam
		double.Direct, double.Now = true, s.now
		s.tg = telegramtest.NewServer(t, double)
		s.oa = zalotest.NewServer(t, zalotest.Options{Now: s.now})
		s.zb = zalobottest.NewServer(t, zalobottest.Options{Now: s.now, Base: "https://bot.zdn.vn", Fetch: &http.Client{Transport: s}})
		s.forum = s.tg.Forum(staffGroup)
		defer s.start()()
		s.desk = webtest.NewClient(t, func() string { return stageURL }).Through(s)
		play(s)
	})
}

// start starts the program and returns what ends it.
func (s *stage) start() (stop func()) {
	s.t.Helper()
	o := s.oa.Options()
	cfg, err := app.LoadConfig([]string{
		"PUBLIC_URL=" + stageURL, "DATA_DIR=" + s.t.TempDir(), "LOG_FORMAT=json", "TESSERACT_PATH=/none", "DESK_LOGIN_SECRET=" + loginSecret,
		"TELEGRAM_TOKEN=" + s.tg.Token(), "TELEGRAM_API_URL=" + s.tg.URL(), "TELEGRAM_STAFF_CHAT=" + fmt.Sprint(staffGroup),
		"BUDGET_SCALE=100", "TELEGRAM_RATE=0", "TELEGRAM_CHAT_RATE=0", "TELEGRAM_GROUP_RATE=" + fmt.Sprint(s.groupRate),
		"ZALO_APP_ID=" + o.AppID, "ZALO_APP_SECRET=" + o.AppSecret, "ZALO_OA_SECRET=" + o.OASecret, "ZALO_REFRESH_TOKEN=" + o.Refresh,
		"ZALOBOT_TOKEN=" + s.zb.Token(), "ZALOBOT_MODE=webhook", "ZALOBOT_WEBHOOK_SECRET=" + zaloBotSecret,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	log, err := obs.NewLog(s.log, cfg.LogFormat, "info")
	if err != nil {
		s.t.Fatal(err)
	}
	s.app, err = app.New(s.t.Context(), cfg, app.Options{
		Log: log.With(slog.String("test", s.t.Name())), Now: s.now, NoSync: true, Listener: newDeaf(), HTTP: &http.Client{Transport: s},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.oa.Hook(stageURL+"/webhook/zalo", s.app)
	s.zb.Hook(stageURL+"/webhook/zalobot", s.app, zaloBotSecret)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.app.Run(ctx) }()
	s.settle()
	return func() {
		cancel()
		if err := <-done; err != nil {
			s.t.Errorf("run: %v", err)
		}
		if err := s.app.Close(); err != nil {
			s.t.Errorf("close: %v", err)
		}
	}
}

// RoundTrip is http.RoundTripper: every host is on the stage.
func (s *stage) RoundTrip(r *http.Request) (*http.Response, error) {
	var to http.Handler
	switch host := r.URL.Hostname(); host {
	case "telegram.test":
		to = s.tg
	case "openapi.zalo.me", "oauth.zaloapp.com", "photo.zdn.vn":
		to = s.oa
	case "bot-api.zaloplatforms.com", "bot.zdn.vn":
		to = s.zb
	case "hotro.test":
		to = s.app
	default:
		return nil, fmt.Errorf("nobody is at %s", host)
	}
	return channeltest.Client(to).Transport.RoundTrip(r)
}

// settle lets everybody do what follows from what was done. The millisecond keeps
// what people do next out of the instants in which the program's own loops look:
// what happens in one instant has no order.
func (s *stage) settle() {
	time.Sleep(10*time.Second + time.Millisecond)
	synctest.Wait()
}

// passes lets time go by: the clock is put forward, so that nobody's loops have
// to run through all of it.
func (s *stage) passes(d time.Duration) {
	s.ahead.Add(int64(d))
	time.Sleep(time.Minute)
	s.settle()
}

// atDesk reads a page of the desk, whose reader is logged in by then.
func (s *stage) atDesk(path string) string {
	s.t.Helper()
	a := s.desk.Get(path)
	if a.Code == http.StatusUnauthorized {
		s.desk.Get("/desk/login?token=" + loginSecret + "&name=" + url.QueryEscape("Hoa"))
		a = s.desk.Get(path)
	}
	if a.Code != http.StatusOK {
		s.t.Fatalf("GET %s: got %d %.300s", path, a.Code, a.Body)
	}
	return a.Body
}

var (
	markup  = regexp.MustCompile(`<[^>]*>`)
	notices = regexp.MustCompile(`(?s)<div class="alarm".*?</div>|<p class="window.*?</p>`)
)

// notice is what a page of the desk says of what is broken, and of the time
// that is left to answer.
func notice(page string) string {
	var out []string
	for _, m := range notices.FindAllString(page, -1) {
		out = append(out, strings.TrimSpace(html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(m, "</p>", "\n"), ""))))
	}
	return strings.Join(out, "\n")
}

// deaf is a listener to which nobody connects.
type deaf struct {
	once   sync.Once
	closed chan struct{}
}

func newDeaf() *deaf { return &deaf{closed: make(chan struct{})} }

// Accept is net.Listener.
func (d *deaf) Accept() (net.Conn, error) {
	<-d.closed
	return nil, net.ErrClosed
}

// Close is net.Listener.
func (d *deaf) Close() error {
	d.once.Do(func() { close(d.closed) })
	return nil
}

// Addr is net.Listener.
func (d *deaf) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
