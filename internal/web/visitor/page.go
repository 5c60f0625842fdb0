package visitor

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
)

type pageView struct {
	ui.Base
	thread
	Token  string
	Client string // JSON of the words and limits the script needs
}

func (p *Page) page(w http.ResponseWriter, r *http.Request) {
	base := p.Kit.Page(w, r)
	base.Title = base.T("web.chat.title")
	id := p.visitor(w, r)
	after := int64(latest)
	if r.URL.Query().Has("all") {
		after = 0
	}
	t, err := p.read(r.Context(), base.Words, id, after)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	v := pageView{Base: base, thread: t, Token: webchat.NewVisitor(), Client: p.client(base.Words)}
	var b bytes.Buffer
	if err := p.views.ExecuteTemplate(&b, "chat", v); err != nil {
		p.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// client is what the script of the page is told.
func (p *Page) client(words ui.Words) string {
	m := map[string]string{"max": strconv.Itoa(files.MaxUpload)}
	for _, k := range []string{
		"sending", "sent", "failed", "retry", "offline", "too_large", "today", "yesterday",
	} {
		m[k] = words.T("web.chat." + k)
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // text only: always encodes
	}
	return string(b)
}

// lines answers with the lines after ?after, for pages whose event stream
// does not come through, and for tests.
func (p *Page) lines(w http.ResponseWriter, r *http.Request) {
	id := p.known(r)
	if id == "" {
		p.answer(w, http.StatusOK, thread{Lines: []line{}, Status: status{Held: chat.HeldByBot}})
		return
	}
	t, err := p.read(r.Context(), p.Kit.Page(w, r).Words, id, cursor(r.URL.Query().Get("after")))
	if err != nil {
		p.fail(w, r, err)
		return
	}
	p.answer(w, http.StatusOK, t)
}

func cursor(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// file serves a file of a line the visitor can see.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	id := p.known(r)
	seq := cursor(r.PathValue("seq"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if id == "" || seq == 0 || n < 0 || err != nil {
		http.NotFound(w, r)
		return
	}
	rows, err := p.Transcript.Lines(r.Context(), webchat.Address(id).String(), seq, seq)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if len(rows) != 1 {
		http.NotFound(w, r)
		return
	}
	_, show, err := p.see(p.Kit.Words(ui.Vietnamese), rows[0])
	if err != nil {
		p.fail(w, r, err)
		return
	}
	var l chat.Line
	if err := json.Unmarshal(rows[0].Body, &l); err != nil || !show || n >= len(l.Files) {
		http.NotFound(w, r)
		return
	}
	if err := p.Media.Serve(w, r, l.Files[n]); err != nil {
		p.Log.Warn("chat page: file", "err", err)
	}
}

// fault is the answer to a request that can't be met.
type fault struct {
	Error string `json:"error"`
}

func (p *Page) answer(w http.ResponseWriter, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		p.Log.Error("chat page: answer", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b)
}

// fail answers a request that our own side could not meet.
func (p *Page) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the reader is gone
	}
	p.Log.Error("chat page", "path", r.URL.Path, "err", err)
	w.Header().Set("Retry-After", "2")
	p.answer(w, http.StatusServiceUnavailable, fault{p.Kit.Page(w, r).T("web.chat.broken")})
}
