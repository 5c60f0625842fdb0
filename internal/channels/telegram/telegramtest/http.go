package telegramtest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Call is one request the bot made.
type Call struct {
	Method string            `json:"method"`
	Params map[string]string `json:"params"`
	Code   int               `json:"code"` // 200, or the error answered; 0 when the connection was dropped
	At     time.Time         `json:"at"`
}

// Calls returns the requests of one method in order, or all for "".
func (tg *Server) Calls(method string) []Call {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	var out []Call
	for _, c := range tg.calls {
		if method == "" || c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// Count returns how many requests of one method were answered.
func (tg *Server) Count(method string) int {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return tg.counts[method]
}

// request is one call as read from the wire.
type request struct {
	method string
	params map[string]string
	files  map[string]upload
	done   <-chan struct{} // the client has gone
}

type upload struct {
	name, mime string
	data       []byte
}

func (r *request) str(name string) string { return r.params[name] }

func (r *request) num(name string) int64 {
	n, _ := strconv.ParseInt(r.params[name], 10, 64) // the server too takes rubbish for 0
	return n
}

func (r *request) yes(name string) bool { v := r.params[name]; return v == "true" || v == "1" }

// ServeHTTP is the Bot API: /bot<token>/<method> and /file/bot<token>/<path>.
func (tg *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	token, rest, ok := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	switch {
	case !ok || !strings.HasPrefix(path, "/bot"):
		http.NotFound(w, r)
	case token != tg.o.Token:
		answer(w, nil, &wireError{Code: 401, Text: "Unauthorized"})
	case isFile:
		tg.download(w, rest)
	default:
		req, err := read(r, rest)
		if err != nil {
			answer(w, nil, bad("can't read the request"))
			return
		}
		tg.handle(w, req)
	}
}

// handle runs one method, with the faults scripted for it around it.
func (tg *Server) handle(w http.ResponseWriter, r *request) {
	f := tg.nextFault(r.method, r.params)
	if f.wait > 0 && !f.after {
		tg.pause(r, f.wait)
	}
	if f.stops() && !f.after {
		tg.record(r, f.code())
		f.write(w)
		return
	}
	result, no := tg.run(r)
	if f.after {
		if f.wait > 0 {
			tg.pause(r, f.wait)
		}
		if f.stops() {
			tg.record(r, f.code())
			f.write(w)
			return
		}
	}
	code := 200
	if no != nil {
		code = no.Code
	}
	tg.record(r, code)
	answer(w, result, no)
}

func (tg *Server) record(r *request, code int) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.calls = append(tg.calls, Call{Method: r.method, Params: r.params, Code: code, At: tg.o.Now()})
	tg.counts[r.method]++
	if r.method != "getUpdates" {
		tg.changed()
	}
}

// pause waits unless the client or the double goes away first.
func (tg *Server) pause(r *request, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.done:
	case <-tg.done:
	}
}

func answer(w http.ResponseWriter, result any, no *wireError) {
	type parameters struct {
		RetryAfter int   `json:"retry_after,omitempty"`
		MovedTo    int64 `json:"migrate_to_chat_id,omitempty"`
	}
	type body struct {
		OK     bool        `json:"ok"`
		Result any         `json:"result,omitempty"`
		Code   int         `json:"error_code,omitempty"`
		Text   string      `json:"description,omitempty"`
		Params *parameters `json:"parameters,omitempty"`
	}
	out := body{OK: true, Result: result}
	code := 200
	if no != nil {
		code = no.Code
		out = body{Code: no.Code, Text: no.Text}
		if no.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(no.RetryAfter))
		}
		if no.RetryAfter > 0 || no.MovedTo != 0 {
			out.Params = &parameters{no.RetryAfter, no.MovedTo}
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(out) // the client may have gone
}

// read takes parameters as the server does: query, form, multipart or JSON.
func read(r *http.Request, method string) (*request, error) {
	req := &request{method: method, params: map[string]string{}, files: map[string]upload{}, done: r.Context().Done()}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		var in map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			return nil, err
		}
		for k, v := range in {
			req.params[k] = text(v)
		}
	case "multipart/form-data":
		if err := r.ParseMultipartForm(64 << 20); err != nil {
			return nil, err
		}
		for k, headers := range r.MultipartForm.File {
			f, err := headers[0].Open()
			if err != nil {
				return nil, err
			}
			data, err := io.ReadAll(f)
			_ = f.Close()
			if err != nil {
				return nil, err
			}
			req.files[k] = upload{name: headers[0].Filename, mime: headers[0].Header.Get("Content-Type"), data: data}
		}
	}
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	for k, v := range r.Form {
		req.params[k] = v[0]
	}
	return req, nil
}

// text is a JSON value as a parameter: strings without quotes.
func text(v json.RawMessage) string {
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s
	}
	return string(v)
}
