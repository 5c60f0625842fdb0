// Package console is the web desk: the queue, the conversation, and what
// staff do with it, for a browser of any size, with or without script. Each
// action goes to package desk; nothing is decided here.
//
// Pages are rendered on the server and kept up to date by server-sent events
// that carry the same rendered parts. Handlers are safe for concurrent use. A
// Console shows the lists and one conversation, forms takes what pages post, a
// stream keeps open pages up to date, a presenter builds what all of them
// show. Start reading at Console.routes.
package console

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/drafts"
	"hotro/internal/desk/presence"
	"hotro/internal/obs"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// Actions is what staff do.
type Actions interface {
	Act(ctx context.Context, a desk.Action, q desk.Request) (desk.Answer, error)
	Write(ctx context.Context, conv string, who desk.Staff, w desk.StaffMessage) (int64, error)
	Read(ctx context.Context, conv string, who desk.Staff) error
}

// Portraits are the pictures that users show, as JPEG; store.ErrNotFound for
// who has none.
type Portraits interface {
	Of(ctx context.Context, conv string) ([]byte, error)
}

// Options of a Console. Funnel and Typing may be nil.
type Options struct {
	Desk      Actions
	Tickets   *desk.Reader
	Windows   desk.Windows
	Promises  desk.Promises
	Canned    *desk.Replies
	Sessions  *login.Sessions
	Feed      *live.Feed
	Media     *files.Media
	Portraits Portraits // nil: there are none
	Drafts    *drafts.Drafts
	Present   *presence.Room // nil: of this process alone
	Renderer  *ui.Renderer
	Now       func() time.Time // nil: time.Now
	Log       *slog.Logger
	Funnel    Funnel                                                  // nil: counted from the tickets
	Typing    func(ctx context.Context, to chat.Address)              // shows the user that staff are writing
	Broken    func(ctx context.Context, say chat.Phrasebook) []string // what only a person can mend; may be nil
	Streams   int                                                     // event streams open at once at most; 0: allFollowed
	Erasures  Erasures                                                // what was deleted; may be nil
	Icon      func(channel string) string                             // of a channel, by the names of ui's icons; nil or empty: a globe
}

// Console serves /desk: the lists, and one conversation.
type Console struct {
	*shell
	*presenter
	desk  Actions
	media *files.Media
	faces Portraits
	mux   http.Handler
}

// New returns the desk.
func New(o Options) *Console {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Present == nil {
		o.Present = presence.New(presence.Options{Now: o.Now})
	}
	down := &obs.Outage{Log: o.Log, What: "desk page"}
	s := &shell{renderer: o.Renderer, clock: o.Now, log: o.Log, down: down, broken: o.Broken}
	p := &presenter{
		tickets: o.Tickets, windows: o.Windows, promises: o.Promises, replies: o.Canned, icon: o.Icon,
		drafts: o.Drafts,
		board:  newBoard(o.Tickets, o.Feed, down), roster: roster{sessions: o.Sessions}, now: o.Now,
	}
	c := &Console{shell: s, presenter: p, desk: o.Desk, media: o.Media, faces: o.Portraits}
	c.mux = c.routes(
		&forms{shell: s, presenter: p, desk: o.Desk, media: o.Media, feed: o.Feed, room: o.Present, showTyping: o.Typing},
		&stream{shell: s, presenter: p, feed: o.Feed, room: o.Present, sessions: o.Sessions, following: limit.NewCrowd(min(cmp.Or(o.Streams, allFollowed), allFollowed), staffFollowed, ownFollowed)},
		&reports{shell: s, presenter: p, given: o.Funnel},
		&sessions{shell: s, presenter: p, sessions: o.Sessions},
		&replyBook{shell: s, presenter: p},
		&erasures{shell: s, presenter: p, desk: o.Desk, log: o.Erasures},
	)
	return c
}

// Handler returns what lies below /desk, the login included. Everything but
// the login needs a session.
func (c *Console) Handler() http.Handler { return c.mux }

func (c *Console) routes(f *forms, st *stream, rp *reports, ss *sessions, rb *replyBook, er *erasures) http.Handler {
	in := http.NewServeMux()
	in.HandleFunc("GET /desk", c.queue)
	in.HandleFunc("GET /desk/{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/desk", http.StatusMovedPermanently)
	})
	in.HandleFunc("GET /desk/events", st.events)
	in.HandleFunc("GET /desk/search", c.search)
	in.HandleFunc("GET /desk/t/{number}", c.ticket)
	in.HandleFunc("GET /desk/t/{number}/export", c.export)
	in.HandleFunc("GET /desk/t/{number}/file/{seq}/{n}", c.file)
	in.HandleFunc("GET /desk/t/{number}/face", c.face)
	in.HandleFunc("POST /desk/t/{number}/say", f.say)
	in.HandleFunc("GET /desk/t/{number}/draft", c.drafted)
	in.HandleFunc("POST /desk/t/{number}/draft", f.draft)
	in.HandleFunc("POST /desk/t/{number}/typing", f.typing)
	in.HandleFunc("POST /desk/t/{number}/read", f.read)
	in.HandleFunc("POST /desk/t/{number}/{act}", f.act)
	in.HandleFunc("GET /desk/spam", f.junk)
	in.HandleFunc("POST /desk/spam", f.closeJunk)
	in.HandleFunc("POST /desk/spam/undo", f.undoJunk)
	in.HandleFunc("GET /desk/t/{number}/erase", c.lead(er.ask))
	in.HandleFunc("POST /desk/t/{number}/erase", c.lead(er.act))
	in.HandleFunc("GET /desk/erasures", c.lead(er.list))
	in.HandleFunc("GET /desk/reports", c.lead(rp.show))
	in.HandleFunc("GET /desk/replies", c.lead(rb.show))
	in.HandleFunc("POST /desk/replies", c.lead(rb.save))
	in.HandleFunc("GET /desk/sessions", c.lead(ss.show))
	in.HandleFunc("POST /desk/sessions/revoke", c.lead(ss.revoke))
	in.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { c.missing(w, r) })

	mux := http.NewServeMux()
	entry := ss.sessions.Handler()
	for _, path := range []string{"/desk/login", "/desk/logout", "/desk/oidc", "/desk/oidc/callback"} {
		mux.Handle(path, entry)
	}
	mux.Handle("/", ss.sessions.Guard(in))
	return ui.SecureHeaders(mux)
}
