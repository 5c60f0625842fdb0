package console

import (
	"context"
	"net/http"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/web/login"
)

// Erasures tells what was deleted of whom it does not say.
type Erasures interface {
	Log(ctx context.Context) ([]privacy.Entry, error)
}

// erasures are the pages on which leads have a user forgotten, and see what was
// deleted.
type erasures struct {
	*shell
	*presenter
	desk Actions
	log  Erasures // nil: nothing is told
}

// eraseView asks back before a user is forgotten.
type eraseView struct {
	frame
	Act    desk.Action
	Number int64 // of the ticket it was asked at
	desk.Extent
	Wrong bool // another number was typed
}

// Word is one of the action's words.
func (v eraseView) Word(kind string, pairs ...string) string {
	return v.T("desk.do."+v.Act.Name+"."+kind, pairs...)
}

// ask shows what would go, and wants the ticket's number.
func (e *erasures) ask(w http.ResponseWriter, r *http.Request) { e.show(w, r, false) }

func (e *erasures) show(w http.ResponseWriter, r *http.Request, wrong bool) {
	conv, err := e.of(r)
	v := eraseView{frame: e.frame(w, r, "erase"), Number: numbered(r), Wrong: wrong}
	if err == nil {
		v.Extent, err = e.tickets.Extent(r.Context(), conv)
	}
	if err != nil {
		e.fail(w, r, err)
		return
	}
	v.Act, _ = desk.ActionNamed("erase")
	v.Title = v.Word("label") + " · " + v.T("web.desk.title")
	status := http.StatusOK
	if wrong {
		status = http.StatusBadRequest
	}
	e.render(w, r, status, erasePage(v))
}

// of is the conversation of a ticket, be it the latest or not.
func (e *erasures) of(r *http.Request) (conv string, err error) {
	t, err := e.tickets.Ticket(r.Context(), numbered(r))
	return t.Conv.String(), err
}

// act has the user forgotten.
func (e *erasures) act(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	a, _ := desk.ActionNamed("erase")
	conv, err := e.of(r)
	var told desk.Answer
	if err == nil {
		err = parse(r)
	}
	who := login.From(r.Context()).Staff
	if err == nil {
		told, err = e.desk.Act(r.Context(), a, desk.Request{Conv: conv, Who: who, Arg: a.Argument(r.PostForm)})
	}
	switch {
	case err != nil:
		e.fail(w, r, err)
	case told.Key != "": // it was not confirmed
		e.show(w, r, true)
	default:
		e.shell.log.Info("desk: a user is to be forgotten", "staff", who.ID)
		http.Redirect(w, r, "/desk/erasures?said=erase", http.StatusSeeOther)
	}
}

// erasuresView is the log of deletions.
type erasuresView struct {
	frame
	Said    string
	Entries []erasureView
}

type erasureView struct {
	privacy.Entry
	Asked, ChannelName string
}

// list shows what was deleted.
func (e *erasures) list(w http.ResponseWriter, r *http.Request) {
	v := erasuresView{frame: e.frame(w, r, "erasures")}
	v.Title = v.T("web.desk.erasures") + " · " + v.T("web.desk.title")
	v.Said, _ = notice(v.Words, r.URL.Query().Get("said"), chat.Ticket{})
	queue, err := e.board.fresh(r.Context())
	var all []privacy.Entry
	if err == nil && e.log != nil {
		all, err = e.log.Log(r.Context())
	}
	if err != nil {
		e.fail(w, r, err)
		return
	}
	v.Counts = count(queue, v.Me)
	for _, one := range all {
		v.Entries = append(v.Entries, erasureView{
			one, label(v.Words, "web.desk.erasures_by_"+one.By, one.By), label(v.Words, "web.desk.channel_"+one.Channel, one.Channel),
		})
	}
	e.render(w, r, http.StatusOK, erasuresPage(v))
}
