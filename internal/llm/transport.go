package llm

import (
	"net/http"

	"hotro/internal/capped"
)

const maxAnswer = 256 << 10 // bytes of a response body

// bounded fails a response body beyond maxAnswer: the client reads all of it.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	res.Body = capped.Body(res.Body, maxAnswer)
	return res, nil
}

// newHTTP returns the client's own HTTP client. It follows no redirect: one
// would carry the key and the user's words to another host. Time is bounded
// by each request's context.
func newHTTP(next http.RoundTripper) *http.Client {
	if next == nil {
		next = http.DefaultTransport
	}
	return &http.Client{
		Transport:     bounded{next},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
