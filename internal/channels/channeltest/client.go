package channeltest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
)

// Client returns a client that reaches h under any address, without a
// network; it works in a testing/synctest bubble.
func Client(h http.Handler) *http.Client { return &http.Client{Transport: direct{h}} }

// direct carries requests to a handler without a network, and otherwise
// behaves as one: a caller that gives up is not kept waiting, and a handler
// that aborts leaves the request sent and unanswered.
type direct struct{ to http.Handler }

// RoundTrip serves one request.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	body := []byte{}
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.Clone(r.Context())
	in.Header = http.Header{}
	for k, v := range r.Header {
		in.Header[http.CanonicalHeaderKey(k)] = v // as a server reads it
	}
	in.Body, in.RequestURI, in.RemoteAddr = io.NopCloser(bytes.NewReader(body)), r.URL.RequestURI(), "192.0.2.1:1234"
	in.Host = r.URL.Host
	if t := httptrace.ContextClientTrace(r.Context()); t != nil && t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{})
	}
	answered := make(chan *http.Response, 1)
	go func() {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				answered <- nil
			default:
				panic(p)
			}
		}()
		w := httptest.NewRecorder()
		d.to.ServeHTTP(w, in)
		answered <- w.Result()
	}()
	select {
	case resp := <-answered:
		if resp == nil {
			return nil, errors.New("connection closed without an answer")
		}
		resp.Request = r
		return resp, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}
