package channels

import (
	"context"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"time"

	"hotro/internal/chat"
	"hotro/internal/checkup"
	"hotro/internal/store"
)

// Platform is all that the program knows of one messaging platform. Name and
// Sender are required; what is left out, the platform does not have.
type Platform struct {
	Name   string // the channel of its addresses; its words are web.desk.channel_<Name>
	Icon   string // on the desk: a name of ui's icons
	Off    string // why it is not in use: the setting that is missing; then nothing else is set
	Sender Sender
	Limits Limits
	Window chat.Window // until when its users may be written to
	Typer  Typer
	Signs  bool // its Sender puts a sign on a message: chat.Reply.Noted
	Reacts bool // its Sender puts the signs of staff on a message: chat.Reply.Sign
	// Retracts is for how long its Sender can take a message back:
	// chat.Reply.Retract. Zero: not at all; Always: as long as one likes.
	Retracts time.Duration
	Fetcher  Fetcher // of the files it keeps
	UserName func(ctx context.Context, user chat.Address) (string, error)
	// UserPicture tells which picture a user shows there, for Fetcher to fetch;
	// a zero File when there is none, or none may be seen.
	UserPicture func(ctx context.Context, user chat.Address) (chat.File, error)
	Endpoints   []Endpoint
	Routes      Routes // what else it serves, by path: the page after a login, say
	Loops       []Loop
	Check       func(ctx context.Context) []checkup.Check // for bot doctor; changes nothing
	// Way tells how a user gets to the help for an error, a call, or both.
	Way func(ctx context.Context, code, call string) (Way, error)
}

// Always is a time that does not run out.
const Always = time.Duration(math.MaxInt64)

// Endpoint is an address that a platform calls.
type Endpoint struct {
	Path    string
	Webhook Webhook
	// Challenge answers the GET by which a platform makes sure that the
	// address is ours; false refuses it. Without it a GET is not allowed.
	Challenge func(q url.Values) (answer string, ok bool)
	// Taken hears of arrivals that are stored, for quick best-effort work
	// (acknowledge a press). What it returns is the answer to the call, where
	// nothing else is; nil for an empty one.
	Taken func([]chat.Incoming) (answer []byte)
	// Answers, where set, may put a reply into the answer to a call.
	Answers Answerer
}

// Routes are handlers by path.
type Routes map[string]http.Handler

// Loop is work of a platform that runs beside the program: polling, telling
// the platform where to call, keeping a grant alive.
type Loop struct {
	Name string
	Lock string // one replica at a time runs it, under this lock; empty: every replica
	Run  func(ctx context.Context, accept Accept)
}

// Config is a platform's own configuration: a pointer to a struct with env
// tags. It is valid when nothing is set, and then the platform is off.
type Config interface {
	// Validate returns all faults at once, joined.
	Validate() error
	// Open returns the platform. It talks to nobody: a platform that is down
	// is met by the retries of whoever sends.
	Open(h Host) (Platform, error)
}

// Values are small things that replicas share, under a version.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// Files opens a file wherever it is held, on a platform or in our store. size
// is -1 when it is not known beforehand.
type Files interface {
	Open(ctx context.Context, f chat.File) (r io.ReadCloser, size int64, err error)
}

// Host is what the program lends a platform. Now and Log are always set; the
// rest is nil where there is none, as for bot doctor.
type Host struct {
	Base   string // how the world reaches us; such as https://bot.example.vn
	Values Values
	Files  Files
	Blob   func(ctx context.Context, id string) (store.Blob, error) // an upload in our store
	Link   LinkFunc
	Known  func(ctx context.Context, conv, message string) (bool, error) // has this message of the user's been heard?
	Typing func(conv string)                                             // shows on our own pages that an answer is on its way
	Count  func(channel, result string)                                  // what an adapter tells of its platform, for metrics
	Broken Troubles                                                      // what only a person can mend
	Polled func(channel string, polls bool)                              // the platform has just answered a poll; or is polled here no longer
	HTTP   *http.Client                                                  // what platforms are reached by instead of the network, for tests
	Now    func() time.Time
	Log    *slog.Logger
}

// Troubles is told what is broken and what works again, as often as it is met
// with. Keys begin with the platform's name ("telegram.poll").
type Troubles interface {
	Report(ctx context.Context, key string, why chat.Reason)
	Clear(ctx context.Context, key string)
}

// Untroubled is Troubles that nobody listens to.
type Untroubled struct{}

// Report does nothing.
func (Untroubled) Report(context.Context, string, chat.Reason) {}

// Clear does nothing.
func (Untroubled) Clear(context.Context, string) {}

// Counter counts for one platform; it never is nil.
func (h Host) Counter(channel string) func(result string) {
	return func(result string) {
		if h.Count != nil {
			h.Count(channel, result)
		}
	}
}

// Fetch makes a Host a Fetcher of the files of every platform.
func (h Host) Fetch(ctx context.Context, f chat.File, max int64) (io.ReadCloser, error) {
	r, _, err := h.Files.Open(ctx, f)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, max), r}, nil
}

// LinkFunc makes an expiring link to a file, for what a platform can't carry.
// A nil one makes none.
type LinkFunc func(f chat.File) string

// Link returns the link; ok is false when there can't be one.
func (l LinkFunc) Link(f chat.File) (address string, ok bool) {
	if l == nil {
		return "", false
	}
	return l(f), true
}

// PerSecond is the limit of n sends a second, burst at once; 0 lifts it.
func PerSecond(n, burst int) Limit {
	if n == 0 {
		return Limit{}
	}
	return Limit{Every: time.Second / time.Duration(n), Burst: burst}
}
