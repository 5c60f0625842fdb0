package visitor

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
)

type pageView struct {
	ui.Base
	thread
	Token      string
	Client     string // JSON of the words and limits the script needs
	Framed     bool
	Left       bool   // the visitor has just had everything deleted
	Code, Call string // what the link names that the visitor came by
}

// Opens reports whether the link names anything.
func (v pageView) Opens() bool { return webchat.Opening(v.Code, v.Call) != "" }

func (p *Page) page(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	id := p.visitor(w, r)
	after := int64(latest)
	if q.Has("all") {
		after = 0
	}
	base := p.Renderer.Page(w, r)
	t, err := p.read(r.Context(), viewer{Words: base.Words, asked: q.Has("lang"), id: id}, after)
	if err != nil {
		return err
	}
	base.Words = t.words
	return p.show(w, r, pageView{Base: base, thread: t, Code: q.Get("code"), Call: q.Get("call"), Left: q.Has("left")})
}

func (p *Page) show(w http.ResponseWriter, r *http.Request, v pageView) error {
	v.Title = v.T("web.chat.title")
	v.Token, v.Client = webchat.NewVisitor(), p.client(v.Words)
	page, err := ui.Text(chatPage(v))
	if err != nil {
		return err
	}
	return p.hand(w, r, "text/html; charset=utf-8", []byte(page))
}

// client is what the script of the page is told.
func (p *Page) client(words ui.Words) string {
	m := map[string]string{"max": strconv.Itoa(files.MaxUpload)}
	for _, k := range []string{
		"typing", "typing_person", "sending", "sent", "failed", "retry", "offline", "too_large", "today", "yesterday",
	} {
		m[k] = words.T("web.chat." + k)
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // text only: always encodes
	}
	return string(b)
}

// lines answers with the lines after ?after, for pages whose event stream does
// not get through, and for tests.
func (p *Page) lines(w http.ResponseWriter, r *http.Request) error {
	id, framed := p.known(r)
	if id == "" {
		return answer(w, http.StatusOK, thread{Lines: []line{}, Status: status{Held: chat.HeldByBot}})
	}
	leave, ok := p.drawing.Enter(p.Proxies.Client(r), id)
	if !ok {
		return errSlow{time.Second}
	}
	defer leave()
	who := viewer{Words: p.Renderer.Page(w, r).Words, id: id, framed: framed}
	t, err := p.read(r.Context(), who, cursor(r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	return p.tell(w, r, t)
}

func cursor(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// file serves a file of a line the visitor can see.
func (p *Page) file(w http.ResponseWriter, r *http.Request) error {
	id, _ := p.known(r)
	seq := cursor(r.PathValue("seq"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if id == "" || seq == 0 || n < 0 || err != nil {
		return errNotFound
	}
	rows, err := p.Transcript.Lines(r.Context(), webchat.Address(id).String(), seq, seq)
	if err != nil {
		return fmt.Errorf("line %d: %w", seq, err)
	}
	if len(rows) != 1 {
		return errNotFound
	}
	_, show, err := p.see(viewer{Words: p.Renderer.Words(ui.Vietnamese), id: id}, rows[0])
	if err != nil {
		return err
	}
	var l chat.Line
	if err := json.Unmarshal(rows[0].Body, &l); err != nil || !show || l.Retracted || n >= len(l.Files) {
		return errNotFound
	}
	if err := p.Media.Serve(w, r, l.Files[n]); err != nil { // Serve has answered
		p.Log.Debug("chat page: file", "err", err)
	}
	return nil
}

// What a reader may leave lying: a short answer fits the system's buffers, a
// long one stays in our memory until it is taken.
const (
	short      = 64 << 10
	handInTime = 20 * time.Second
)

// tell answers with v as JSON.
func (p *Page) tell(w http.ResponseWriter, r *http.Request, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return p.hand(w, r, "application/json; charset=utf-8", b)
}

// hand answers with what may be long. Of those few are under way at once, and
// none for longer than handInTime.
func (p *Page) hand(w http.ResponseWriter, r *http.Request, kind string, b []byte) error {
	if len(b) > short {
		id, _ := p.known(r)
		client := p.Proxies.Client(r)
		leave, ok := p.reading.Enter(client, cmp.Or(id, client))
		if !ok {
			return errSlow{time.Second}
		}
		defer leave()
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(handInTime)) // a test's recorder has none
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(b) // the reader may be gone
	return nil
}

func answer(w http.ResponseWriter, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b) // the reader may be gone
	return nil
}
