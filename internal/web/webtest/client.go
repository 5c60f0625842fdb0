package webtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Client is somebody with a plain HTTP client that keeps cookies and follows
// no redirects.
type Client struct {
	Header http.Header
	http   http.Client
	t      testing.TB
	at     func() string
}

// NewClient returns a client that nobody knows yet, of whatever is served at
// that address when it calls. Paths that are whole addresses are taken as such.
func NewClient(t testing.TB, at func() string) *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &Client{Header: http.Header{}, t: t, at: at}
	c.http = http.Client{Jar: jar, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// Through makes the client reach what is served by another way than the
// network.
func (c *Client) Through(way http.RoundTripper) *Client {
	c.http.Transport = way
	return c
}

// Client returns a client that nobody knows yet.
func (w *World) Client() *Client { return NewClient(w.T, func() string { return w.URL }) }

// Visitor returns a client that has opened the chat page.
func (w *World) Visitor() *Client {
	c := w.Client()
	c.Get("/chat")
	return c
}

// Staff returns a client that is logged in by name.
func (w *World) Staff(name string) *Client {
	w.T.Helper()
	c := w.Client()
	if a := c.Get("/desk/login?token=" + Secret + "&name=" + url.QueryEscape(name)); a.Code != http.StatusSeeOther {
		w.T.Fatalf("log in as %s: got %d", name, a.Code)
	}
	return c
}

// Answer is a response, read whole.
type Answer struct {
	Code   int
	Header http.Header
	Body   string
}

// JSON reads the body into v.
func (a Answer) JSON(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.Body), v); err != nil {
		t.Fatalf("answer %d %.200q: %v", a.Code, a.Body, err)
	}
}

func (c *Client) whole(path string) string {
	if strings.HasPrefix(path, "http") {
		return path
	}
	return c.at() + path
}

// Do makes a request with a body of a type.
func (c *Client) Do(method, path, kind string, body io.Reader) Answer {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.whole(path), body)
	if err != nil {
		c.t.Fatal(err)
	}
	for k, v := range c.Header {
		r.Header[k] = v
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	res, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return Answer{res.StatusCode, res.Header, string(b)}
}

// Get asks for a page.
func (c *Client) Get(path string) Answer { c.t.Helper(); return c.Do("GET", path, "", nil) }

// Post sends a form.
func (c *Client) Post(path string, form url.Values) Answer {
	c.t.Helper()
	return c.Do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// Send sends v as JSON.
func (c *Client) Send(path string, v any) Answer {
	c.t.Helper()
	return c.Do("POST", path, "application/json", bytes.NewReader(encode(v)))
}

// Upload sends a form with a file, or without one when it has no name.
func (c *Client) Upload(path string, fields map[string]string, name string, data []byte) Answer {
	c.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			c.t.Fatal(err)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		c.t.Fatal(err)
	}
	return c.Do("POST", path, w.FormDataContentType(), &b)
}

// Event is one server-sent event.
type Event struct{ Name, ID, Data string }

// Events is an open stream.
type Events struct {
	t      testing.TB
	body   io.Closer
	in     chan Event
	passed []Event // by the last Next
}

// Events opens a stream; last is sent as Last-Event-ID unless empty. It ends
// with the test, or by Close.
func (c *Client) Events(path, last string) *Events {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), "GET", c.whole(path), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	for k, v := range c.Header {
		r.Header[k] = v
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	streaming := http.Client{Jar: c.http.Jar}
	res, err := streaming.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		c.t.Fatalf("stream %s: got %d, want 200", path, res.StatusCode)
	}
	e := &Events{t: c.t, body: res.Body, in: make(chan Event, 1000)}
	go e.read(res.Body)
	c.t.Cleanup(e.Close)
	return e
}

func (e *Events) read(r io.Reader) {
	defer close(e.in)
	var ev Event
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case lines.Text() == "" && ev.Name != "":
			e.in <- ev
			ev = Event{}
		case name == "event":
			ev.Name = value
		case name == "id":
			ev.ID = value
		case name == "data":
			ev.Data = value
		}
	}
}

// Close ends the stream.
func (e *Events) Close() { _ = e.body.Close() }

// Next waits for an event of a name that holds the words, and returns it.
// Others in between are passed over.
func (e *Events) Next(name, words string) Event {
	e.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	e.passed = nil
	for {
		select {
		case ev, ok := <-e.in:
			if !ok {
				e.t.Fatalf("the stream ended before %s with %q; seen: %.200q", name, words, e.passed)
			}
			if ev.is(name, words) {
				return ev
			}
			e.passed = append(e.passed, ev)
		case <-late.C:
			e.t.Fatalf("no %s with %q came; seen: %.200q", name, words, e.passed)
		}
	}
}

// Also is Next for an event that may come before or after the one that the
// last Next returned.
func (e *Events) Also(name, words string) Event {
	e.t.Helper()
	for _, ev := range e.passed {
		if ev.is(name, words) {
			return ev
		}
	}
	return e.Next(name, words)
}

func (ev Event) is(name, words string) bool {
	return ev.Name == name && strings.Contains(ev.Data, words)
}

// Ended waits until the server ends the stream.
func (e *Events) Ended() {
	e.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case _, ok := <-e.in:
			if !ok {
				return
			}
		case <-late.C:
			e.t.Fatal("the stream does not end")
		}
	}
}
