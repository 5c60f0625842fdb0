package limit

import (
	"io"
	"net/http"
	"time"
)

// What an upload has: time to begin, a pace that the slowest phone keeps, and
// an end.
const (
	uploadGrace = 15 * time.Second
	uploadPace  = 16 << 10 // bytes each second
	uploadTime  = 3 * time.Minute
	answerTime  = 30 * time.Second
)

// Steady gives a request with a long body more time than the server does by
// itself, as long as the body keeps coming: one that stalls is cut off, so that
// it does not hold a place. It replaces r.Body.
func Steady(w http.ResponseWriter, r *http.Request) {
	now := time.Now()
	rc := http.NewResponseController(w)
	_ = rc.SetWriteDeadline(now.Add(uploadTime + answerTime)) // a test's recorder has none
	r.Body = &steady{ReadCloser: r.Body, rc: rc, begun: now}
}

type steady struct {
	io.ReadCloser
	rc    *http.ResponseController
	begun time.Time
	n     int64
}

// Read is io.Reader.
func (s *steady) Read(p []byte) (int, error) {
	wait := uploadGrace + time.Duration(s.n)*time.Second/uploadPace
	_ = s.rc.SetReadDeadline(s.begun.Add(min(wait, uploadTime))) // a test's recorder has none
	n, err := s.ReadCloser.Read(p)
	s.n += int64(n)
	return n, err
}
