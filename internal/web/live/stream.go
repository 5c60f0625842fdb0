package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// patience bounds a write; after it the reader counts as gone.
const patience = 10 * time.Second

// Stream is one server-sent event stream. It is used by one goroutine.
type Stream struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

// Open starts a stream; a reader that loses it reconnects after a second.
func Open(w http.ResponseWriter) (*Stream, error) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold events back
	s := &Stream{w: w, rc: http.NewResponseController(w)}
	if err := s.rc.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, fmt.Errorf("event stream: %w", err)
	}
	return s, s.write("retry: 1000\n\n")
}

// Send sends one event, v as JSON. The id, if any, is what the reader sends
// when it reconnects.
func (s *Stream) Send(event, id string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("event %s: %w", event, err)
	}
	var m strings.Builder
	if id != "" {
		m.WriteString("id: " + id + "\n")
	}
	m.WriteString("event: " + event + "\ndata: ")
	m.Write(b)
	m.WriteString("\n\n")
	return s.write(m.String())
}

// Ping keeps the connection open through proxies, and finds out when the
// reader is gone.
func (s *Stream) Ping() error { return s.write(": \n\n") }

func (s *Stream) write(m string) error {
	if err := s.rc.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("event stream: %w", err)
	}
	if _, err := s.w.Write([]byte(m)); err != nil {
		return fmt.Errorf("event stream: %w", err)
	}
	return s.rc.Flush()
}
