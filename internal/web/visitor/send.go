package visitor

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"time"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/web/limit"
	"hotro/internal/web/ui"
	"hotro/internal/web/widget"
)

// maxBody is the largest message that is read; MaxText in any script fits.
const maxBody = 64 << 10

// accepted is the answer to a stored message.
type accepted struct {
	OK bool   `json:"ok"`
	ID string `json:"id"`
}

// send accepts a message as JSON, or as a form from a page without script.
func (p *Page) send(w http.ResponseWriter, r *http.Request) error {
	words := p.Renderer.Page(w, r).Words
	id := p.visitor(w, r)
	if err := p.allow(r, p.perUser, id); err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	in, form, err := p.posted(r, chat.User{ID: id, Lang: words.Lang()})
	if err != nil {
		return errBad{err}
	}
	if err := p.welcome(r, id, in); err != nil {
		return err
	}
	if err := p.spend(r, budget.Words, id, answered+int64(len(in.Text)+len(in.Data))); err != nil {
		return err
	}
	if err := p.label(r.Context(), &in); err != nil {
		return err
	}
	return p.store(w, r, words, in, form)
}

// answered is what is stored of a message beside its words, and of its answer,
// in bytes.
const answered = 2 << 10

// posted reads the message out of the request; form tells how it came.
func (p *Page) posted(r *http.Request, who chat.User) (in chat.Incoming, form bool, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/x-www-form-urlencoded" {
		if err := r.ParseForm(); err != nil {
			return in, true, err
		}
		f := r.PostForm
		who.Name = p.name(who.ID)
		in, err = webchat.Post{
			ID: f.Get("id"), Kind: chat.Kind(f.Get("kind")), Text: f.Get("text"), Data: f.Get("data"), Code: f.Get("code"), Call: f.Get("call"),
		}.Incoming(who, time.Now())
		return linked(in, r), true, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return in, false, err
	}
	var from struct{ Visit *widget.Visit }
	if err := json.Unmarshal(body, &from); err != nil {
		return in, false, fmt.Errorf("posted message: %w", err)
	}
	told := p.told(r, from.Visit)
	who.Name = cmp.Or(told.Name, p.name(who.ID))
	in, err = webchat.Decode(who, body, time.Now())
	in.About = told.About
	return linked(in, r), false, err
}

// told is what a frame says of the page it stands on. Who opens the chat on
// the page where the error is uses the browser that has it.
func (p *Page) told(r *http.Request, v *widget.Visit) widget.Told {
	if v == nil {
		return widget.Told{}
	}
	t, _ := p.Widget.About(*v, time.Now()) // why a signature does not count, open has said
	maps.Copy(t.About, webchat.Machine(r.Header))
	return t
}

// linked adds the machine to what opens the chat by a link from an error.
func linked(in chat.Incoming, r *http.Request) chat.Incoming {
	if in.Kind == chat.KindStart && in.Data != "" && in.About == nil {
		in.About = webchat.Machine(r.Header)
	}
	return in
}

// name is what staff call a visitor of whom nobody says who they are: a short
// one that tells visitors apart.
func (p *Page) name(id string) string {
	return p.Renderer.Words(ui.Vietnamese).T("web.visitor", "id", webchat.Tail(id))
}

// label gives a pressed button the words the user saw on it, from the
// transcript: the page's own claim is not trusted.
func (p *Page) label(ctx context.Context, in *chat.Incoming) error {
	if in.Kind != chat.KindButton {
		return nil
	}
	in.Text = ""
	conv := in.From.String()
	snap, err := p.Transcript.Load(ctx, conv)
	if err != nil {
		return err
	}
	rows, err := p.Transcript.Lines(ctx, conv, max(1, snap.Lines-window+1), snap.Lines)
	if err != nil {
		return err
	}
	for i := len(rows) - 1; i >= 0; i-- {
		var l chat.Line
		if json.Unmarshal(rows[i].Body, &l) != nil || l.By != chat.ByBot {
			continue
		}
		for _, c := range l.Choices {
			if c.Data == in.Data {
				in.Text = c.Label
				return nil
			}
		}
	}
	return nil
}

func (p *Page) store(w http.ResponseWriter, r *http.Request, words ui.Words, in chat.Incoming, form bool) error {
	err := p.Accept(r.Context(), in)
	if errors.Is(err, store.ErrFull) {
		return errSlow{5 * time.Second}
	}
	if err != nil {
		return fmt.Errorf("keep a message: %w", err)
	}
	p.Feed.Touch(in.From.String())
	if form {
		p.awaitAnswer(r.Context(), words, in)
		http.Redirect(w, r, "/chat#end", http.StatusSeeOther)
		return nil
	}
	return answer(w, http.StatusOK, accepted{OK: true, ID: in.ID})
}

// answerWait is how long a page without script waits for the answer to its
// message, so that the next page shows it.
const answerWait = 2 * time.Second

// awaitAnswer waits until something is said after the message, or long enough.
func (p *Page) awaitAnswer(ctx context.Context, words ui.Words, in chat.Incoming) {
	sub := p.Feed.Subscribe(in.From.String())
	defer sub.Close()
	late := time.NewTimer(answerWait)
	defer late.Stop()
	for {
		t, err := p.read(ctx, viewer{Words: words, id: in.From.Chat}, latest)
		if n := len(t.Lines); err != nil || n > 0 && t.Lines[n-1].By != chat.ByUser && t.Lines[n-1].At.After(in.At) {
			return
		}
		select {
		case <-sub.Woken():
			sub.Take()
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// allow takes a token from the visitor and from their address.
func (p *Page) allow(r *http.Request, l *limit.Limiter, id string) error {
	now := time.Now()
	wait, ok := p.perHost.Take(p.Proxies.Client(r), now)
	if ok {
		wait, ok = l.Take(id, now)
	}
	if !ok {
		return errSlow{wait}
	}
	return nil
}
