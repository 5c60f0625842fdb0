// Package webtest is a small world for tests of the pages: the real store,
// desk and pages around a bot that knows three words. What the pages show and
// do is real; only the dialog is not.
//
// Start reading at New.
package webtest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotro/internal/budget"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/drafts"
	"hotro/internal/desk/presence"
	"hotro/internal/privacy"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/web"
	"hotro/internal/web/console"
	"hotro/internal/web/files"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
	"hotro/internal/web/visitor"
	"hotro/internal/web/widget"
	"hotro/prompts"
)

// World is one running program.
type World struct {
	T        testing.TB
	URL      string
	Store    *bolt.Store
	Desk     *desk.Desk
	Feed     *live.Feed
	Links    *files.Links
	Sessions *login.Sessions
	Deleted  []privacy.Entry // what the log of deletions says

	wake  chan string
	stop  func()
	serve func()
	cut   atomic.Bool  // connections are closed unanswered
	hold  atomic.Bool  // event streams stay silent
	away  atomic.Bool  // the store takes nothing in
	slow  sync.Map     // paths that are answered once their channel is closed
	late  atomic.Int64 // nanoseconds by which the clock of the budgets is ahead
	srv   *httptest.Server
	said  said
}

// said is what the program has logged.
type said struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write is io.Writer.
func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

// Logged returns what the program has logged.
func (w *World) Logged() string {
	w.said.mu.Lock()
	defer w.said.mu.Unlock()
	return w.said.text.String()
}

// Later lets time pass for the budgets.
func (w *World) Later(d time.Duration) { w.late.Add(int64(d)) }

// Cut takes the server from the net, or puts it back.
func (w *World) Cut(off bool) {
	w.cut.Store(off)
	if off {
		w.srv.CloseClientConnections()
	}
}

// errAway is what a store says that takes nothing in.
var errAway = errors.New("dial tcp 10.0.0.7:6379: connection refused")

// Away has the store take nothing in from the chat page, or puts it right.
func (w *World) Away(is bool) { w.away.Store(is) }

// HoldStreams makes event streams stay silent from now on, as a proxy does
// that waits for the end of an answer.
func (w *World) HoldStreams() { w.hold.Store(true) }

// Slow has a path answered only when go on is called.
func (w *World) Slow(path string) (goOn func()) {
	until := make(chan struct{})
	w.slow.Store(path, until)
	return sync.OnceFunc(func() {
		w.slow.Delete(path)
		close(until)
	})
}

// weather plays the net between browser and server.
func (w *World) weather(h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case w.cut.Load():
			panic(http.ErrAbortHandler) // the connection breaks
		case w.hold.Load() && strings.HasSuffix(r.URL.Path, "/events"):
			<-r.Context().Done()
		default:
			if until, ok := w.slow.Load(r.URL.Path); ok {
				<-until.(chan struct{})
			}
			h.ServeHTTP(rw, r)
		}
	})
}

// Stop ends what the program does by itself; its server goes on.
func (w *World) Stop() { w.stop() }

// Secret is the bootstrap token of a world.
const Secret = "a-secret-for-tests"

// WidgetSecret is what pages that embed the widget sign with.
const WidgetSecret = "a-widget-secret-for-tests-0123456789"

// Embedders are the sites that may embed it: those of the same machine under
// its name, which is another site than its address.
func Embedders() []string { return []string{"http://localhost:*"} }

// New starts a world that ends with the test. set changes what its desk is made
// with.
func New(t testing.TB, set ...func(*desk.Options)) *World {
	t.Helper()
	st, err := bolt.Open(filepath.Join(t.TempDir(), "hotro.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	w := &World{T: t, Store: st, wake: make(chan string, 1024)}
	log := slog.New(slog.NewTextHandler(&w.said, nil))
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	o := desk.Options{
		Store: st, Say: prompts.Must("vi"), Also: []*prompts.Say{prompts.Must("en")}, Now: time.Now,
		Nudge: func(conv string) { w.nudge(conv) },
	}
	for _, f := range set {
		f(&o)
	}
	w.Desk = desk.New(o)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { w.run(ctx) })
	w.stop = sync.OnceFunc(func() {
		stop()
		running.Wait()
	})
	t.Cleanup(func() {
		w.Stop()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w.serve = func() { w.srv, w.Feed = w.replica(ctx, &running, zone, log) }
	w.serve()
	w.URL = w.srv.URL
	return w
}

// Replica starts another process on the same store, and returns its address.
// What the world names is the first one's still.
func (w *World) Replica() (url string) {
	links, sessions, srv, feed := w.Links, w.Sessions, w.srv, w.Feed
	defer func() { w.Links, w.Sessions, w.srv, w.Feed = links, sessions, srv, feed }()
	w.serve()
	return w.srv.URL
}

// replica is a process: its own pages, which hear of the store what others do.
func (w *World) replica(ctx context.Context, running *sync.WaitGroup, zone *time.Location, log *slog.Logger) (*httptest.Server, *live.Feed) {
	feed := live.NewFeed(w.Store.Recent, 20*time.Millisecond, log)
	running.Go(func() { feed.Run(ctx) })
	room := presence.New(presence.Options{Values: w.Store, Now: time.Now, Every: 50 * time.Millisecond})
	running.Go(func() { room.Run(ctx) })
	server := httptest.NewUnstartedServer(nil)
	url := "http://" + server.Listener.Addr().String()
	server.Config.Handler = w.weather(w.handler(url, feed, room, zone, log))
	server.Config.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	server.Start()
	w.T.Cleanup(func() {
		w.Stop()
		server.CloseClientConnections()
		server.Close()
	})
	return server, feed
}

// windows has a rule for Zalo, as it is there.
func windows(channel string) chat.Window {
	return map[string]chat.Window{chat.Zalo: {Free: 48 * time.Hour, Last: 7 * 24 * time.Hour}}[channel]
}

func (w *World) handler(url string, feed *live.Feed, room *presence.Room, zone *time.Location, log *slog.Logger) http.Handler {
	must := func(err error) {
		if err != nil {
			w.T.Helper()
			w.T.Fatal(err)
		}
	}
	renderer := ui.New(ui.Options{Zone: zone})
	media := files.NewMedia(w.Store, nil, 24*time.Hour)
	links, err := files.NewLinks(w.T.Context(), w.Store, media, url, log)
	must(err)
	w.Links = links
	embed, err := widget.New(widget.Config{Origins: Embedders(), Secret: WidgetSecret}, renderer)
	must(err)
	page := visitor.New(visitor.Options{
		Accept: w.Accept, Transcript: w.Store, Media: media, Links: w.Links, Widget: embed, Feed: feed, Renderer: renderer, Log: log,
		Budget:  budget.New(budget.Options{Keeper: w.Store, Now: func() time.Time { return time.Now().Add(time.Duration(w.late.Load())) }}),
		Vouches: func(s string) bool { return strings.Contains(s, "call-vn-1-") },
	})
	w.Sessions = login.New(login.Options{KV: w.Store, Base: url, Secret: Secret, Renderer: renderer, Log: log})
	console := console.New(console.Options{
		Desk: w.Desk, Tickets: w.Desk.Reader, Canned: &desk.Replies{Values: w.Store, Now: time.Now, Brought: desk.CannedFrom(prompts.Must("vi"))}, Windows: windows, Promises: w.Desk.Promises,
		Drafts: &drafts.Drafts{Values: w.Store, Now: time.Now}, Present: room,
		Sessions: w.Sessions, Feed: feed, Media: media, Renderer: renderer, Log: log,
		Typing: func(_ context.Context, to chat.Address) { feed.Typing(to.String()) }, Erasures: deletions{w},
	})
	return web.New(web.Options{Chat: page.Handler(), Desk: console.Handler(), Files: w.Links, Widget: embed, Renderer: renderer, Log: log})
}

// deletions are what the world says was deleted.
type deletions struct{ w *World }

// Log lists them.
func (d deletions) Log(context.Context) ([]privacy.Entry, error) { return d.w.Deleted, nil }

// Accept stores arrivals, as the program does.
func (w *World) Accept(ctx context.Context, in ...chat.Incoming) error {
	if w.away.Load() {
		return errAway
	}
	for _, a := range in {
		if _, err := w.Store.Put(ctx, a.From.String(), store.Item{ID: a.ID, Body: encode(a), At: time.Now()}, time.Now()); err != nil {
			return err
		}
		w.nudge(a.From.String())
	}
	return nil
}
