package console

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/drafts"
	"hotro/internal/privacy"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// ticketView is one conversation at the desk.
type ticketView struct {
	frame
	List    listView
	Head    headView
	Side    sideView
	Lines   []lineView
	Earlier bool
	Last    int64  // the last line shown
	Notice  string // what was done, or why not
	Fault   bool
	Left    int64 // the ticket that was done with, and led to this one
	Undo    int64 // the ticket whose close can be undone
	Staff   []desk.Staff
	Canned  string // JSON
	Draft   drafts.Draft
	Over    string // what a page without script asks about: the holder, or words that look like a command
	Token   string // id of the next action of a page without script
}

// Act returns an action's id for a page without script: the same when the form
// is sent twice.
func (v ticketView) Act(name string) string { return v.Token + name }

// headView is the bar above a conversation: the user, the subject, the holder
// and the actions. It is redrawn when the ticket changes.
type headView struct {
	ui.Words
	Ticket  chat.Ticket
	View    view
	Token   string
	Who     string
	About   string
	Mine    bool
	Old     bool  // the same user has a newer ticket
	Newer   int64 // that ticket
	Open    bool
	Since   time.Time
	Blocked bool
	Promise promiseView
	Me      desk.Staff
	Staff   []desk.Staff
	Ending  string // who ended it, and why
}

// Relapse is what the user says to whom it happens again after the close.
func (v headView) Relapse() string {
	if v.Ticket.Relapsed.IsZero() || v.Old {
		return ""
	}
	return v.T("web.desk.relapsed_about", "words", privacy.Mask(v.Ticket.Said))
}

// Ago is rowView.Ago.
func (v headView) Ago() string { return v.Span(time.Since(v.Since)) }

// numbered returns the ticket number in a request's path.
func numbered(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// ticket shows one conversation.
func (c *Console) ticket(w http.ResponseWriter, r *http.Request) {
	ctx, number := r.Context(), numbered(r)
	t, conv, err := c.load(ctx, number)
	if forgotten(conv, err) {
		c.noTicket(w, r, conv.Erase != nil)
		return
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	v := ticketView{frame: c.frame(w, r, "ticket"), Token: newID()}
	if t.UnreadBy(v.Me.ID) > 0 && conv.Ticket != nil && conv.Ticket.Number == number {
		if err := c.desk.Read(ctx, t.Conv.String(), v.Me); err == nil {
			t.ReadBy(v.Me.ID)
			c.board.feed.Touch(t.Conv.String())
		}
	}
	if err := c.fill(ctx, &v, t, conv, r); err != nil {
		c.fail(w, r, err)
		return
	}
	c.render(w, r, http.StatusOK, ticketPage(v))
}

// noTicket says that there is no such ticket, or none any more.
func (c *Console) noTicket(w http.ResponseWriter, r *http.Request, erased bool) {
	f := c.frame(w, r, "")
	v := messageView{f, f.T("web.desk.no_ticket"), ""}
	if erased {
		v.Heading, v.Text = f.T("web.desk.gone_title"), f.T("web.desk.gone_about")
	}
	c.render(w, r, http.StatusNotFound, messagePage(v))
}

func (c *Console) fill(ctx context.Context, v *ticketView, t chat.Ticket, conv chat.Conversation, r *http.Request) (err error) {
	if v.List, err = c.list(ctx, &v.frame, t.Number); err != nil {
		return err
	}
	if v.Staff, err = c.colleagues(ctx, v.List.queue, v.Me); err != nil {
		return err
	}
	from, _ := strconv.ParseInt(r.URL.Query().Get("from"), 10, 64)
	if v.Lines, v.Earlier, err = c.talk(ctx, v.Words, v.Me, conv, t.Number, from); err != nil {
		return err
	}
	if n := len(v.Lines); n > 0 {
		v.Last = v.Lines[n-1].Seq
	}
	v.Head = c.head(v.Words, t, conv, v.View, v.Me, v.Staff)
	v.Head.Token = v.Token
	if v.Side, err = c.side(ctx, v.Words, t, conv, v.Me, v.Now); err != nil {
		return err
	}
	v.Side.Token = v.Token
	if v.Canned, err = c.canned(ctx, t, v.Me); err != nil {
		return err
	}
	if v.Draft, err = c.drafts.Of(ctx, t.Number, v.Me.ID); err != nil {
		return err
	}
	said := r.URL.Query().Get("said")
	v.Left, _ = strconv.ParseInt(r.URL.Query().Get("of"), 10, 64)
	v.Notice, v.Fault = notice(v.Words, said, t)
	if said == "close" {
		v.Undo = c.undoable(ctx, cmp.Or(v.Left, t.Number), v.Now)
	}
	if said == collides {
		v.Over = t.Holder.Staff
	}
	if said == verbatim {
		v.Over = verbatim
	}
	v.Title = "#" + strconv.FormatInt(t.Number, 10) + " " + v.Head.Who + " · " + v.T("web.desk.title")
	return nil
}

// undoable is a ticket's number if it can be undone that it was closed, else 0.
func (p *presenter) undoable(ctx context.Context, number int64, now time.Time) int64 {
	t, err := p.tickets.Ticket(ctx, number)
	if err != nil || !desk.Undoable(t, now) {
		return 0
	}
	return number
}

func (p *presenter) head(words ui.Words, t chat.Ticket, conv chat.Conversation, v view, me desk.Staff, staff []desk.Staff) headView {
	h := headView{
		Words: words, Ticket: t, View: v, Who: who(words, t), About: title(words, t), Open: t.Open(),
		Mine: t.State == chat.Claimed && t.Holder.Staff == me.ID, Since: desk.Since(t), Blocked: conv.Blocked, Me: me, Staff: staff, Promise: p.promise(words, t, p.now()),
	}
	if !t.Open() {
		h.Since, h.Ending = t.Ended, ending(words, t)
	}
	if conv.Ticket != nil && conv.Ticket.Number != t.Number {
		h.Old, h.Newer = true, conv.Ticket.Number
	}
	return h
}

// canned is the canned replies, filled in for a ticket, for the script.
func (p *presenter) canned(ctx context.Context, t chat.Ticket, me desk.Staff) (string, error) {
	type reply struct {
		ID     string `json:"id"`
		Folder string `json:"folder"`
		Title  string `json:"title"`
		Text   string `json:"text"`
	}
	all, err := p.replies.List(ctx)
	out := []reply{}
	for _, k := range all {
		out = append(out, reply{k.ID, k.Folder, k.Title, k.Fill(t, me)})
	}
	return encoded(out), err
}

// export sends a ticket with its transcript as a file.
func (c *Console) export(w http.ResponseWriter, r *http.Request) {
	number, format := numbered(r), r.URL.Query().Get("format")
	kinds := map[string][2]string{
		desk.FormatText: {"text/plain; charset=utf-8", "txt"},
		desk.FormatJSON: {"application/json; charset=utf-8", "json"},
		desk.FormatCSV:  {"text/csv; charset=utf-8", "csv"},
	}
	kind, ok := kinds[format]
	if !ok {
		http.Error(w, c.renderer.Page(w, r).T("web.desk.fault_bad"), http.StatusBadRequest)
		return
	}
	_, conv, err := c.load(r.Context(), number)
	var b []byte
	if err == nil && mayCall(login.From(r.Context()).Staff, conv) {
		b, err = c.tickets.Export(r.Context(), number, format, nil)
	} else if err == nil {
		b, err = c.tickets.Export(r.Context(), number, format, masked)
		b = []byte(privacy.Mask(string(b)))
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.log.Info("desk: exported", "ticket", number, "format", format, "staff", login.From(r.Context()).Staff.ID)
	w.Header().Set("Content-Type", kind[0])
	w.Header().Set("Content-Disposition", `attachment; filename="ticket-`+strconv.FormatInt(number, 10)+"."+kind[1]+`"`)
	_, _ = w.Write(b)
}

// file serves a file of a line.
func (c *Console) file(w http.ResponseWriter, r *http.Request) {
	t, err := c.tickets.Ticket(r.Context(), numbered(r))
	if err != nil {
		c.fail(w, r, err)
		return
	}
	seq, _ := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	n, err := strconv.Atoi(r.PathValue("n"))
	if seq < 1 || n < 0 || err != nil {
		c.missing(w, r)
		return
	}
	lines, err := c.tickets.Lines(r.Context(), t.Conv.String(), seq, 1)
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if len(lines) != 1 || n >= len(lines[0].Files) {
		c.missing(w, r)
		return
	}
	if err := c.media.Serve(w, r, lines[0].Files[n]); err != nil {
		c.log.Debug("desk: file", "ticket", t.Number, "err", err) // Serve has answered
	}
}
