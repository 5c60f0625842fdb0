package console

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/presence"
	"hotro/internal/web/files"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// maxForm bounds a form without files.
const maxForm = 64 << 10

// errBad is a form that our pages do not send.
var errBad = errors.New("the form can't be read")

// errOld is an action on a ticket whose user has a newer one.
var errOld = errors.New("the user has a later ticket")

// errUnseen is a close by somebody who has not seen what the user wrote last.
var errUnseen = errors.New("the user has written meanwhile")

// heard names the moment at which a ticket's user wrote last.
func heard(t chat.Ticket) string { return strconv.FormatInt(t.UserAt.UnixMilli(), 36) }

// errNoReason is a close that does not say why.
var errNoReason = errors.New("the ticket would be closed for no reason")

// forms takes what the pages post.
type forms struct {
	*shell
	*presenter
	desk       Actions
	media      *files.Media
	feed       *live.Feed
	room       *presence.Room
	showTyping func(ctx context.Context, to chat.Address) // may be nil
}

// act performs an action of the desk's table.
func (fm *forms) act(w http.ResponseWriter, r *http.Request) {
	a, ok := desk.ActionNamed(r.PathValue("act"))
	if !ok || !a.In(desk.BarButton|desk.PageForm) {
		http.NotFound(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := parse(r); err != nil {
		fm.answer(w, r, a.Name, desk.Answer{}, err)
		return
	}
	was, err := fm.latestOf(r.Context(), numbered(r))
	var said desk.Answer
	var undo *undoView
	if err == nil {
		said, err = fm.do(r, a, was)
	}
	if err == nil {
		fm.feed.Touch(was.Conv.String())
		undo = fm.undo(w, r, a, was)
	}
	fm.tell(w, r, a.Name, said, undo, err)
}

// do performs an action with the form's values.
func (fm *forms) do(r *http.Request, a desk.Action, t chat.Ticket) (desk.Answer, error) {
	q := desk.Request{Conv: t.Conv.String(), Who: login.From(r.Context()).Staff, Arg: a.Argument(r.Form), ID: actID(r.Form.Get("id"))}
	var err error
	if len(a.Presets) > 0 && q.Arg == "" {
		return desk.Answer{}, errNoReason
	}
	if seen := r.Form.Get("seen"); a.Name == "close" && seen != "" && seen != heard(t) {
		return desk.Answer{}, errUnseen
	}
	switch a.Needs {
	case desk.Colleague:
		if q.To, err = fm.colleague(r.Context(), q.Who, q.Arg); errors.Is(err, errBad) {
			if had, ok := known(t, q.Arg); ok { // it goes back to somebody who is not logged in here
				q.To, err = had, nil
			}
		}
	case desk.LineText, desk.Line:
		if q.Line, err = strconv.ParseInt(r.Form.Get("seq"), 10, 64); err != nil {
			err = desk.ErrNotYours
		}
	}
	if err != nil {
		return desk.Answer{}, err
	}
	return fm.desk.Act(r.Context(), a, q)
}

// read records that staff have seen what the user wrote.
func (fm *forms) read(w http.ResponseWriter, r *http.Request) {
	conv, err := fm.latest(r.Context(), numbered(r))
	if err == nil {
		err = fm.desk.Read(r.Context(), conv, login.From(r.Context()).Staff)
	}
	if err == nil {
		fm.feed.Touch(conv)
	}
	fm.answer(w, r, "read", desk.Answer{}, err)
}

// parse reads a form of either kind, without files.
func parse(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	err := r.ParseMultipartForm(maxForm)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil // the plain kind: read above
	}
	return err
}

// answer reports the result of an action: as JSON to a script, by a redirect
// to the ticket to a page without one.
func (fm *forms) answer(w http.ResponseWriter, r *http.Request, name string, told desk.Answer, err error) {
	fm.tell(w, r, name, told, nil, err)
}

// tell is answer with what takes the action back.
func (fm *forms) tell(w http.ResponseWriter, r *http.Request, name string, told desk.Answer, undo *undoView, err error) {
	words := fm.renderer.Page(w, r).Words
	status, key := fault(err)
	if status == http.StatusServiceUnavailable {
		fm.down.Saw(r.Context(), fmt.Errorf("%s of ticket %d: %w", name, numbered(r), err))
	} else if err == nil {
		fm.down.Saw(r.Context(), nil)
	}
	if !scripted(r) {
		said := name
		if err != nil {
			said = key
		}
		if status == http.StatusRequestEntityTooLarge {
			http.Error(w, words.T("web.desk.fault_"+key), status)
			return
		}
		if to := fm.onward(r, name, err); to != "" {
			http.Redirect(w, r, to, http.StatusSeeOther)
			return
		}
		fm.back(w, r, said)
		return
	}
	out := struct {
		OK    bool      `json:"ok"`
		Said  string    `json:"said,omitempty"` // worth telling
		Error string    `json:"error,omitempty"`
		Next  string    `json:"next,omitempty"` // the page to go on with
		Undo  *undoView `json:"undo,omitempty"`
	}{OK: err == nil, Next: fm.onward(r, name, err), Undo: undo}
	switch {
	case err != nil || name == "say": // the page shows the line itself
	case told.Key != "":
		out.Said = words.T(told.Key, told.Pairs...)
	default:
		out.Said = done(words, name)
	}
	if err != nil {
		out.Error = words.T("web.desk.fault_"+key, "name", takenBy(err))
	}
	reply(w, status, out)
}

// reply answers a script.
func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(encoded(v)))
}

// scripted reports whether a script asks: it reads the answer itself.
func scripted(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// collides is what ?said names when words would answer a ticket that a
// colleague holds.
const collides = "collides"

// collide asks whether to answer a ticket that a colleague holds.
func (fm *forms) collide(w http.ResponseWriter, r *http.Request, err error) {
	taken, _ := errors.AsType[desk.ErrTaken](err)
	if !scripted(r) {
		fm.back(w, r, collides)
		return
	}
	type holder struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	reply(w, http.StatusConflict, struct {
		OK    bool   `json:"ok"`
		Taken holder `json:"taken"`
	}{Taken: holder{taken.By.Staff, taken.By.Name}})
}

// askEnded asks whether to answer a ticket that ended while the answer was being
// written: it would be opened again.
func (fm *forms) askEnded(w http.ResponseWriter, r *http.Request) {
	if !scripted(r) {
		fm.back(w, r, endedMeanwhile)
		return
	}
	words := fm.renderer.Page(w, r).Words
	t, err := fm.tickets.Ticket(r.Context(), numbered(r))
	if err != nil {
		fm.answer(w, r, "say", desk.Answer{}, err)
		return
	}
	reply(w, http.StatusConflict, struct {
		OK    bool   `json:"ok"`
		Ended string `json:"ended"` // by whom, in words
	}{Ended: endedBy(words, t)})
}

// askCommand asks whether to send words that look like a command, and are none
// here.
func (fm *forms) askCommand(w http.ResponseWriter, r *http.Request, f answerForm) {
	if !scripted(r) {
		fm.leaveDraft(r, f, errBad)
		fm.back(w, r, verbatim)
		return
	}
	reply(w, http.StatusConflict, struct {
		OK      bool `json:"ok"`
		Command bool `json:"command"`
	}{Command: true})
}

// verbatim is what ?said names then.
const verbatim = "verbatim"

// endedMeanwhile is what ?said names then.
const endedMeanwhile = "ended_meanwhile"

// endedBy says who ended a ticket; empty for one that is open.
func endedBy(words ui.Words, t chat.Ticket) string {
	e, ok := desk.Ending(t)
	switch {
	case !ok:
		return ""
	case t.Reason == desk.ClosedErased:
		return words.T("web.desk.ended_erased")
	case e.What == desk.EvCancelled:
		return words.T("web.desk.ended_cancelled")
	case e.What == desk.EvReturned:
		return words.T("web.desk.ended_returned", "name", event(words, e))
	}
	return words.T("web.desk.ended_closed", "name", event(words, e))
}

// ending says who ended a ticket, and why.
func ending(words ui.Words, t chat.Ticket) string {
	by, e := endedBy(words, t), chat.Event{}
	if e, _ = desk.Ending(t); e.What == desk.EvClosed && t.Reason != "" {
		by += ": " + t.Reason.Words(words)
	}
	return by
}

// back returns a page without script to the ticket.
func (fm *forms) back(w http.ResponseWriter, r *http.Request, said string) {
	http.Redirect(w, r, "/desk/t/"+r.PathValue("number")+"?view="+string(viewOf(r.FormValue("view")))+"&said="+said+"#end", http.StatusSeeOther)
}

// done is what to say after an action.
func done(words ui.Words, name string) string {
	a, _ := desk.ActionNamed(name)
	return a.Word(words, "done")
}

func takenBy(err error) string {
	var taken desk.ErrTaken
	if errors.As(err, &taken) {
		return taken.By.Name
	}
	return ""
}

// notice returns the words for what ?said names, for pages without script.
func notice(words ui.Words, said string, t chat.Ticket) (text string, isFault bool) {
	if text := done(words, said); text != "" {
		return text, false
	}
	if key := "web.desk.fault_" + said; said != "" && words.Has(key) {
		return words.T(key, "name", t.Holder.Name), true
	}
	return "", false
}

var idForm = regexp.MustCompile(`^[0-9a-zA-Z-]{8,80}$`)

// actID makes the page's id of an action safe to store; a malformed one is
// replaced, and the action is then not idempotent.
func actID(s string) string {
	if idForm.MatchString(s) {
		return "web:" + s
	}
	return "web:" + newID()
}

func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
