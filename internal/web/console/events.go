package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/presence"
	"hotro/internal/web/limit"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// heartbeat keeps streams open, and is how often the session is checked.
const heartbeat = 15 * time.Second

// stream keeps open pages up to date.
type stream struct {
	*shell
	*presenter
	feed      *live.Feed
	room      *presence.Room
	sessions  *login.Sessions
	following *limit.Crowd
}

// How many pages of the desk are kept up to date at once: in all, of one
// person, of one browser.
const allFollowed, staffFollowed, ownFollowed = 1000, 60, 30

// events streams what changes on a page of the desk: "rows" and "counts" of
// its list, "lines", "head" and "side" of its ticket, and "alert" for what
// deserves staff's attention.
func (st *stream) events(w http.ResponseWriter, r *http.Request) {
	session := login.From(r.Context())
	leave, ok := st.following.Enter(session.Staff.ID, session.ID)
	if !ok { // the page tries again; without a stream it shows what it showed
		w.Header().Set("Retry-After", "30")
		http.Error(w, st.renderer.Page(w, r).T("web.desk.many_pages"), http.StatusTooManyRequests)
		return
	}
	defer leave()
	q := r.URL.Query()
	number, _ := strconv.ParseInt(q.Get("ticket"), 10, 64)
	last, _ := strconv.ParseInt(q.Get("last"), 10, 64)
	f := &follower{
		stream: st, session: session, words: st.renderer.Page(w, r).Words,
		view: viewOf(q.Get("view")), number: number, last: last, listed: q.Get("list") != "off",
		rows: map[int64]drawn{}, lines: map[int64]string{}, parts: map[string]string{},
	}
	sub := &live.Sub{}
	if number > 0 {
		t, conv, err := st.load(r.Context(), number)
		if forgotten(conv, err) {
			st.gone(w)
			return
		}
		if err != nil {
			st.fail(w, r, err)
			return
		}
		f.conv = t.Conv.String()
		sub = st.feed.Subscribe(f.conv)
		defer sub.Close()
		defer st.room.Enter(session.Staff.ID, session.Staff.Name, number)()
	}
	unwatch := st.board.watch()
	defer unwatch()
	out, err := live.Open(w)
	if err != nil {
		return // the reader is gone
	}
	f.out = out
	if err := f.follow(r.Context(), sub); err != nil && r.Context().Err() == nil {
		st.log.Debug("desk: event stream ended", "err", err)
	}
}

// forgotten reports whether a ticket's user is forgotten, or about to be.
func forgotten(conv chat.Conversation, err error) bool {
	return errors.Is(err, desk.ErrNoTicket) || err == nil && conv.Erase != nil
}

// gone tells a page that there is nothing left of its ticket: it asks no more.
func (st *stream) gone(w http.ResponseWriter) {
	out, err := live.Open(w)
	if err == nil {
		err = out.Send("gone", "", nil)
	}
	if err != nil {
		st.log.Debug("desk: event stream ended", "err", err)
	}
}

// follower is one open page of the desk.
type follower struct {
	*stream
	out     *live.Stream
	session login.Session
	words   ui.Words
	view    view
	listed  bool // the page shows a list
	number  int64
	conv    string
	last    int64 // the last line the page had

	rows   map[int64]drawn // as sent
	order  []int64
	counts counts
	known  map[int64]*chat.Ticket // the queue as last sent, for alerts
	lines  map[int64]string
	parts  map[string]string

	begun map[int64]bool // the tickets on which this one of staff has a draft
	asked time.Time      // when that was asked for

	present string // who is where, as sent; empty: nobody
}

func (f *follower) follow(ctx context.Context, sub *live.Sub) error {
	if err := f.talkTo(ctx); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	seen := int64(0)
	for {
		tickets, version, changed := f.board.now()
		if version > seen {
			seen = version
			if err := f.queueTo(ctx, tickets); err != nil {
				return err
			}
		}
		moved, err := f.presentTo()
		if err != nil {
			return err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return nil
		case <-f.feed.Done():
			return nil
		case <-changed:
		case <-sub.Woken():
			sub.Take()
			err = f.talkTo(ctx)
		case <-beat.C:
			if !f.sessions.Alive(ctx, f.session.ID) {
				return f.out.Send("bye", "", nil)
			}
			err = f.out.Ping()
		}
		if err != nil {
			return err
		}
	}
}

// change is a new or changed row of a list, and the row above it (0: it is the
// first).
type change struct {
	Number int64  `json:"number"`
	After  int64  `json:"after"`
	HTML   string `json:"html,omitempty"`
}

// queueTo sends the page the changes to its list.
func (f *follower) queueTo(ctx context.Context, tickets []*chat.Ticket) error {
	me := f.session.Staff
	if n := count(tickets, me); n != f.counts || f.known == nil {
		f.counts = n
		if err := f.out.Send("counts", "", n); err != nil {
			return err
		}
	}
	if err := f.alert(tickets); err != nil {
		return err
	}
	if !f.listed {
		return nil
	}
	list, all, err := f.pick(ctx, tickets, f.view, me)
	if err != nil {
		return err
	}
	if now := f.clock(); now.Sub(f.asked) > draftsFor {
		if f.begun, err = f.drafts.Begun(ctx, me.ID); err != nil {
			return err
		}
		f.asked = now
	}
	first := f.order == nil // sent even when the list is empty: the page may have older rows
	changes, gone, err := f.diff(list)
	if err != nil || !first && len(changes)+len(gone) == 0 {
		return err
	}
	return f.out.Send("rows", "", struct {
		Rows []change `json:"rows"`
		Gone []int64  `json:"gone"`
		All  int      `json:"all"`
	}{changes, gone, all})
}

// draftsFor is how long a page believes what it knows of one's own drafts.
const draftsFor = 5 * time.Second

// drawn is a row as it was sent.
type drawn struct {
	ticket *chat.Ticket
	draft  bool
	due    promiseView
	html   string
}

// draw renders a row, unless it is unchanged.
func (f *follower) draw(t *chat.Ticket, now time.Time) (drawn, error) {
	r := f.row(f.words, t, f.view, f.session.Staff, now)
	r.Draft = f.begun[t.Number]
	was, had := f.rows[t.Number]
	if had && was.ticket == t && was.draft == r.Draft && was.due.same(r.Promise) {
		return was, nil
	}
	r.Current = t.Number == f.number
	html, err := ui.Text(rowItem(r))
	return drawn{t, r.Draft, r.Promise, html}, err
}

func (f *follower) diff(list []*chat.Ticket) (changes []change, gone []int64, err error) {
	now, after := f.clock(), int64(0)
	place := map[int64]int64{} // row → the row above it, as sent
	for i, n := range f.order {
		if i > 0 {
			place[n] = f.order[i-1]
		}
	}
	rows := map[int64]drawn{}
	order := make([]int64, 0, len(list))
	for _, t := range list {
		d, err := f.draw(t, now)
		if err != nil {
			return nil, nil, err
		}
		if was, had := f.rows[t.Number]; !had || was.html != d.html || place[t.Number] != after {
			changes = append(changes, change{t.Number, after, d.html})
		}
		rows[t.Number], after = d, t.Number
		order = append(order, t.Number)
	}
	for n := range f.rows {
		if _, still := rows[n]; !still {
			gone = append(gone, n)
		}
	}
	slices.Sort(gone)
	f.rows, f.order = rows, order
	return changes, gone, nil
}

// errGone ends the stream of a page whose user is forgotten.
var errGone = errors.New("the user is forgotten")

// recent is how many lines before the last one may still change: sent, failed,
// edited.
const recent = 60

// talkTo sends the page the changes to its conversation.
func (f *follower) talkTo(ctx context.Context) error {
	if f.number == 0 {
		return nil
	}
	t, conv, err := f.load(ctx, f.number)
	if forgotten(conv, err) {
		return cmp.Or(f.out.Send("gone", "", nil), errGone)
	}
	if err != nil {
		return err
	}
	lines, _, err := f.talk(ctx, f.words, f.session.Staff, conv, f.number, max(1, f.last-recent))
	if err != nil {
		return err
	}
	for _, l := range lines {
		html, err := ui.Text(lineItem(l))
		if err != nil {
			return err
		}
		if f.lines[l.Seq] == html {
			continue
		}
		f.lines[l.Seq], f.last = html, max(f.last, l.Seq)
		v := struct {
			Seq  int64  `json:"seq"`
			By   string `json:"by"`
			HTML string `json:"html"`
		}{l.Seq, l.By, html}
		if err := f.out.Send("line", "", v); err != nil {
			return err
		}
	}
	return f.aroundTo(ctx, t, conv)
}

// aroundTo sends the page the changes around its conversation.
func (f *follower) aroundTo(ctx context.Context, t chat.Ticket, conv chat.Conversation) error {
	queue, _, _ := f.board.now()
	staff, err := f.colleagues(ctx, queue, f.session.Staff)
	if err != nil {
		return err
	}
	head := f.head(f.words, t, conv, f.view, f.session.Staff, staff)
	about, err := f.side(ctx, f.words, t, conv, f.session.Staff, f.clock())
	if err != nil {
		return err
	}
	for _, p := range []struct {
		event string
		drawn templ.Component
	}{{"head", headBar(head)}, {"side", side(about)}, {"again", againBar(head)}} {
		html, err := ui.Text(p.drawn)
		if err != nil {
			return err
		}
		if f.parts[p.event] == html {
			continue
		}
		f.parts[p.event] = html
		if err := f.out.Send(p.event, "", partView{HTML: html, To: head.Addressee(), Open: head.Open, Heard: heard(t)}); err != nil {
			return err
		}
	}
	return nil
}

// partView is a part of the page drawn anew.
type partView struct {
	HTML string `json:"html"`
	To   string `json:"to"` // who the reply box writes to
	Open bool   `json:"open"`
	// Heard is when the user wrote last; the page sends back which line who
	// closes the ticket has seen.
	Heard string `json:"heard"`
}

// Hash tells whether a row on a page is the one that was sent.
func (r rowView) Hash() string { r.Words, r.Promise.Text = ui.Words{}, ""; return sum(r) }

// Hash tells whether a line on a page is the one that was sent.
func (v lineView) Hash() string { v.Words = ui.Words{}; return sum(v) }

func sum(v any) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%+v", v)
	return strconv.FormatUint(h.Sum64(), 36)
}
