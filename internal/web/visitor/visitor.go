// Package visitor is the chat page: what a user of the web chat sees and does.
// It stores what is posted and shows what the transcript holds for the user;
// it decides nothing itself.
//
// A visitor is known by a random id and sees their own conversation only. The
// page keeps the id in a cookie; in a frame on another site, where browsers
// keep cookies away, the frame keeps it and sends it in a header. Handlers are
// safe for concurrent use. Start reading at New.
package visitor

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"hotro/internal/budget"
	"hotro/internal/channels"
	"hotro/internal/channels/webchat"
	"hotro/internal/obs"
	"hotro/internal/store"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
	"hotro/internal/web/live"
	"hotro/internal/web/ui"
	"hotro/internal/web/widget"
)

// Transcript reads a conversation: its state, and its lines from one number
// to another.
type Transcript interface {
	Load(ctx context.Context, conv string) (store.Snapshot, error)
	Lines(ctx context.Context, conv string, from, to int64) ([]store.Entry, error)
}

// Options of a Page. All are required but the last six.
type Options struct {
	Accept     channels.Accept // stores what visitors send
	Transcript Transcript
	Media      *files.Media
	Links      *files.Links  // addresses of files in a frame
	Widget     *widget.Embed // who may show the chat in a frame, and whose word counts there
	Feed       *live.Feed
	Renderer   *ui.Renderer
	Log        *slog.Logger
	Proxies    limit.Proxies                          // whose word on where a visitor is counts
	Budget     *budget.Budgets                        // what strangers may have over time; nil: no bound
	Refused    func(budget, whose string)             // is told of what else was refused; may be nil
	Vouches    func(text string) bool                 // reports whether words name what only somebody with a problem has; may be nil
	Typing     func(ctx context.Context, conv string) // shows staff that the visitor writes; may be nil
	Streams    int                                    // event streams open at once; 0: maxStreams
}

// Page serves /chat.
type Page struct {
	Options
	perUser *limit.Limiter
	perHost *limit.Limiter
	uploads *limit.Limiter
	writing *limit.Limiter
	down    obs.Outage
	met     *lru.Cache[string, struct{}] // who was let in

	uploading, following, drawing, reading *limit.Crowd
}

// How much one visitor, and one address that many visitors may share, can
// send: more than people with a problem ever type.
const (
	userEvery, userBurst     = 2 * time.Second, 20
	hostEvery, hostBurst     = 25 * time.Millisecond, 600
	uploadEvery, uploadBurst = 15 * time.Second, 10
	writesEvery, writesBurst = 3 * time.Second, 1
)

// How many of what holds memory or a connection for long are under way at once
// on a replica: in all, for an address, for a visitor. An office is one
// address.
const (
	allUploads, hostUploads, ownUploads = 32, 8, 3
	allDrawn, hostDrawn, ownDrawn       = 64, 24, 4 // of lines that are drawn for a page
	allReads, hostReads, ownReads       = 32, 8, 2  // of long answers that are not taken off our hands
	maxStreams, hostPart, ownStreams    = 4000, 4, 8
)

// maxMet is how many visitors are remembered as let in, by this process.
const maxMet = 20_000

// New returns the chat page.
func New(o Options) *Page {
	if o.Refused == nil {
		o.Refused = func(string, string) {}
	}
	met, err := lru.New[string, struct{}](maxMet)
	if err != nil {
		panic(err) // the size is positive
	}
	streams := cmp.Or(o.Streams, maxStreams)
	return &Page{
		Options: o, met: met, down: obs.Outage{Log: o.Log, What: "chat page"},
		perUser: limit.New(userEvery, userBurst),
		perHost: limit.New(hostEvery, hostBurst),
		uploads: limit.New(uploadEvery, uploadBurst),
		writing: limit.New(writesEvery, writesBurst),

		uploading: limit.NewCrowd(allUploads, hostUploads, ownUploads),
		drawing:   limit.NewCrowd(allDrawn, hostDrawn, ownDrawn),
		reading:   limit.NewCrowd(allReads, hostReads, ownReads),
		following: limit.NewCrowd(streams, min(max(1, streams/hostPart), 200), ownStreams),
	}
}

// Handler returns the routes below /chat.
func (p *Page) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /chat", p.handle(p.page))
	mux.HandleFunc("GET /chat/{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, (&url.URL{Path: "/chat", RawQuery: r.URL.RawQuery}).String(), http.StatusMovedPermanently)
	})
	mux.HandleFunc("GET /chat/frame", p.handle(p.frame))
	mux.HandleFunc("POST /chat/open", p.handle(p.open))
	mux.HandleFunc("GET /chat/lines", p.handle(p.lines))
	mux.HandleFunc("GET /chat/events", p.events)
	mux.HandleFunc("GET /chat/file/{seq}/{n}", p.handle(p.file))
	mux.HandleFunc("POST /chat/send", p.handle(p.send))
	mux.HandleFunc("POST /chat/upload", p.handle(p.upload))
	mux.HandleFunc("POST /chat/typing", p.typing)
	mux.HandleFunc("POST /chat/leave", p.handle(p.leave))
	return ui.SecureHeaders(mux)
}

// cookie is the name of the visitor's cookie.
func (p *Page) cookie() string {
	if p.Renderer.Secure() {
		return "__Host-hotro_chat"
	}
	return "hotro_chat"
}

// header is where a frame sends the visitor id.
const header = "X-Hotro-Visitor"

// known returns the visitor id of a request, or "", and whether it comes from
// a frame.
func (p *Page) known(r *http.Request) (id string, framed bool) {
	if id := r.Header.Get(header); webchat.IsVisitor(id) {
		return id, true
	}
	c, err := r.Cookie(p.cookie())
	if err != nil || !webchat.IsVisitor(c.Value) {
		return "", false
	}
	return c.Value, false
}

// visitor returns the visitor id of a request, or a new one.
func (p *Page) visitor(w http.ResponseWriter, r *http.Request) string {
	id, framed := p.known(r)
	switch {
	case framed:
		return id
	case id == "":
		id = webchat.NewVisitor()
	}
	http.SetCookie(w, &http.Cookie{
		Name: p.cookie(), Value: id, Path: "/", MaxAge: 180 * 24 * 3600,
		HttpOnly: true, Secure: p.Renderer.Secure(), SameSite: http.SameSiteLaxMode,
	})
	return id
}
