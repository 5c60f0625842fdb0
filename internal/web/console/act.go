package console

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/text"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// maxForm is the largest form without files that is read.
const maxForm = 64 << 10

// action does one thing to a ticket's conversation.
type action func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error

// form reads what the page sent.
type form interface{ Get(name string) string }

// actionOf returns the action that the last part of a path names. Claim,
// close and the like are the desk's own; transfer needs more than a form.
func actionOf(name string) (action, bool) {
	a, ok := map[string]action{
		"claim": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, _ form, id string) error {
			return d.Claim(ctx, conv, me, id)
		},
		"release": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, _ form, id string) error {
			return d.Release(ctx, conv, me, id)
		},
		"takeover": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, _ form, id string) error {
			return d.Transfer(ctx, conv, me, me, id)
		},
		"close": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error {
			reason := cmp.Or(strings.TrimSpace(f.Get("reason")), strings.TrimSpace(f.Get("other")))
			return d.Close(ctx, conv, me, reason, id)
		},
		"return": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error {
			return d.Return(ctx, conv, me, strings.TrimSpace(f.Get("note")), id)
		},
		"reopen": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, _ form, id string) error {
			return d.Resume(ctx, conv, me, id)
		},
		"read": func(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, _ form, _ string) error {
			return d.Read(ctx, conv, me)
		},
		"edit": edit, "tag": tag, "priority": priority,
	}[name]
	return a, ok
}

func edit(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error {
	seq, err := strconv.ParseInt(f.Get("seq"), 10, 64)
	if err != nil {
		return desk.ErrNotYours
	}
	return d.Edit(ctx, conv, me, seq, strings.TrimSpace(f.Get("text")), id)
}

// Tags are short words; there are few of them.
const (
	maxTag  = 40
	maxTags = 10
)

func tag(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error {
	var tags []string
	for _, s := range strings.FieldsFunc(f.Get("tags"), func(r rune) bool { return r == ',' || r == '\n' || r == '\r' }) {
		s = text.Head(text.OneLine(s), maxTag)
		if s != "" && len(tags) < maxTags {
			tags = append(tags, s)
		}
	}
	return d.Tag(ctx, conv, me, tags, id)
}

func priority(d *desk.Desk, ctx context.Context, conv string, me desk.Staff, f form, id string) error {
	n, err := strconv.Atoi(f.Get("priority"))
	if err != nil {
		return errBad
	}
	return d.SetPriority(ctx, conv, me, n, id)
}

// errBad is a form that the page does not send.
var errBad = errors.New("the form can't be read")

// errOld is an action on a ticket whose user has a later one.
var errOld = errors.New("the user has a later ticket")

// act does one of the actions.
func (c *Console) act(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("act")
	do, ok := actionOf(name)
	if !ok && name != "transfer" {
		http.NotFound(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := parse(r); err != nil {
		c.answer(w, r, name, err)
		return
	}
	me, id := login.From(r.Context()).Staff, actID(r.Form.Get("id"))
	conv, err := c.present(r.Context(), numbered(r))
	switch {
	case err != nil:
	case name == "transfer":
		err = c.transfer(r.Context(), conv, me, r.Form.Get("to"), id)
	default:
		err = do(c.Desk, r.Context(), conv, me, r.Form, id)
	}
	if err == nil {
		c.Feed.Touch(conv)
	}
	c.answer(w, r, name, err)
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

// present returns the conversation of a ticket that is its user's latest: only
// that can be acted on.
func (c *Console) present(ctx context.Context, number int64) (string, error) {
	_, conv, err := c.load(ctx, number)
	if err != nil {
		return "", err
	}
	if conv.Ticket == nil || conv.Ticket.Number != number {
		return "", errOld
	}
	return conv.Address.String(), nil
}

func (c *Console) transfer(ctx context.Context, conv string, me desk.Staff, to, id string) error {
	queue, err := c.board.fresh(ctx)
	if err != nil {
		return err
	}
	staff, err := c.colleagues(ctx, queue, me)
	if err != nil {
		return err
	}
	for _, s := range staff {
		if s.ID == to {
			return c.Desk.Transfer(ctx, conv, me, s, id)
		}
	}
	return errBad
}

// answer tells a script in JSON what became of an action, and a page without
// one by going back to the ticket.
func (c *Console) answer(w http.ResponseWriter, r *http.Request, name string, err error) {
	words := c.Renderer.Page(w, r).Words
	status, key := fault(err)
	if status >= http.StatusInternalServerError {
		c.Log.Error("desk: action", "act", name, "ticket", numbered(r), "err", err)
	}
	if !strings.Contains(r.Header.Get("Accept"), "application/json") {
		said := name
		if err != nil {
			said = key
		}
		if status == http.StatusRequestEntityTooLarge {
			http.Error(w, words.T("web.desk.fault_"+key), status)
			return
		}
		http.Redirect(w, r, "/desk/t/"+r.PathValue("number")+"?view="+string(viewOf(r.FormValue("view")))+"&said="+said+"#end", http.StatusSeeOther)
		return
	}
	out := struct {
		OK    bool   `json:"ok"`
		Said  string `json:"said,omitempty"` // worth telling
		Error string `json:"error,omitempty"`
	}{OK: err == nil}
	if key := "web.desk.done_" + name; err == nil && name != "say" && words.Has(key) {
		out.Said = words.T(key)
	}
	if err != nil {
		out.Error = words.T("web.desk.fault_"+key, "name", takenBy(err))
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain values: always encode
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b)
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
	if key := "web.desk.done_" + said; said != "" && words.Has(key) {
		return words.T(key), false
	}
	if key := "web.desk.fault_" + said; said != "" && words.Has(key) {
		return words.T(key, "name", t.Holder.Name), true
	}
	return "", false
}

var idForm = regexp.MustCompile(`^[0-9a-zA-Z-]{8,80}$`)

// actID makes the page's id of an action safe to keep; one that is not is
// replaced, for the action is then simply not idempotent.
func actID(s string) string {
	if idForm.MatchString(s) {
		return "web:" + s
	}
	return "web:" + fresh()
}

func fresh() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
