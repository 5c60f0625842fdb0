package visitor

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/widget"
)

// frame serves the chat as it stands in a frame on another site: without a
// conversation, since no cookie tells whose. Its script asks for that by open.
func (p *Page) frame(w http.ResponseWriter, r *http.Request) error {
	p.Widget.Frame(w)
	base := p.Renderer.Page(w, r)
	t := thread{Lines: []line{}}
	t.Status.Held, t.Status.Text = chat.HeldByBot, base.T("web.chat.held_bot")
	switch theme := r.URL.Query().Get("theme"); theme {
	case "light", "dark":
		base.Theme = theme
	default:
		base.Theme = ""
	}
	return p.show(w, r, pageView{Base: base, thread: t, Framed: true, Left: r.URL.Query().Has("left")})
}

// opened is the answer to open.
type opened struct {
	Visitor string `json:"visitor"` // the id to come back with
	thread
	Warning string `json:"warning,omitempty"` // for whoever builds the page: why its signature does not count
}

// open begins or takes up the conversation of a frame. A visitor id is made
// here, random, and belongs to one account: with another one that is vouched
// for, another conversation begins.
func (p *Page) open(w http.ResponseWriter, r *http.Request) error {
	if wait, ok := p.perHost.Take(p.Proxies.Client(r), time.Now()); !ok {
		return errSlow{wait}
	}
	var v widget.Visit
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&v); err != nil {
		return errBad{fmt.Errorf("opened by a frame: %w", err)}
	}
	told, bad := p.Widget.About(v, time.Now())
	id, framed := p.known(r)
	if framed { // a cookie is the page's, not the frame's
		var err error
		if framed, err = p.belongs(r, id, told.About[chat.AboutAccount]); err != nil {
			return err
		}
	}
	if !framed {
		id = webchat.NewVisitor()
	}
	t, err := p.read(r.Context(), viewer{Words: p.Renderer.Page(w, r).Words, id: id, framed: true}, latest)
	if err != nil {
		return err
	}
	a := opened{Visitor: id, thread: t}
	if bad != nil {
		a.Warning = bad.Error()
	}
	return p.tell(w, r, a)
}

// belongs reports whether a conversation may go on for an account. One that no
// account is known of belongs to whoever has its id; where accounts must be
// signed, nobody takes up that of an account without its signature.
func (p *Page) belongs(r *http.Request, id, account string) (bool, error) {
	if account == "" && !p.Widget.Enforces() {
		return true, nil
	}
	snap, err := p.Transcript.Load(r.Context(), webchat.Address(id).String())
	if err != nil || snap.State == nil {
		return true, err
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		return false, fmt.Errorf("chat page: conversation: %w", err)
	}
	was := c.About[chat.AboutAccount]
	return was == "" || was == account, nil
}
