package telegramtest

import (
	"net/http"
	"time"
)

// Fault is something that goes wrong with a call.
type Fault struct {
	no    *wireError
	html  int // status of an answer that a gateway wrote
	drop  bool
	after bool // the call has its effect first
	wait  time.Duration
}

// Refuse answers with the Bot API's own error, such as 403 and
// "Forbidden: bot was blocked by the user".
func Refuse(code int, description string) Fault {
	return Fault{no: &wireError{Code: code, Text: description}}
}

// TooMany answers 429 with a wait in seconds.
func TooMany(retryAfter int) Fault {
	return Fault{no: tooMany(retryAfter)}
}

// Gateway answers with a page of HTML, as a broken proxy does.
func Gateway(status int) Fault { return Fault{html: status} }

// Drop closes the connection before the call has any effect.
func Drop() Fault { return Fault{drop: true} }

// Lose lets the call have its effect, and closes the connection unanswered.
func Lose() Fault { return Fault{drop: true, after: true} }

// Stall waits before the call has its effect.
func Stall(d time.Duration) Fault { return Fault{wait: d} }

// After makes the fault strike when the call has had its effect.
func (f Fault) After() Fault { f.after = true; return f }

type scripted struct {
	method string
	left   int
	with   func(params map[string]string) bool // nil: any, left times
	fault  Fault
}

// Fail makes the next calls of a method ("*": of any but getUpdates) go
// wrong. Scripts for one method run one after the other.
func (tg *Server) Fail(method string, times int, f Fault) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.faults = append(tg.faults, &scripted{method: method, left: times, fault: f})
}

// FailWhen makes every call of a method with such parameters go wrong, until
// Heal.
func (tg *Server) FailWhen(method string, with func(params map[string]string) bool, f Fault) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.faults = append(tg.faults, &scripted{method: method, left: 1, with: with, fault: f})
}

// Heal drops every fault that is still scripted.
func (tg *Server) Heal() {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.faults, tg.latency = nil, 0
}

// Slow makes every call but getUpdates take d.
func (tg *Server) Slow(d time.Duration) {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.latency = d
}

func (tg *Server) nextFault(method string, params map[string]string) Fault {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	for _, s := range tg.faults {
		if s.left == 0 || s.method != method && (s.method != "*" || method == "getUpdates") {
			continue
		}
		switch {
		case s.with == nil:
			s.left--
			return s.fault
		case s.with(params):
			return s.fault
		}
	}
	if method == "getUpdates" {
		return Fault{}
	}
	return Fault{wait: tg.latency}
}

func (f Fault) stops() bool { return f.no != nil || f.html != 0 || f.drop }

func (f Fault) code() int {
	if f.no != nil {
		return f.no.Code
	}
	return f.html
}

func (f Fault) write(w http.ResponseWriter) {
	switch {
	case f.drop:
		panic(http.ErrAbortHandler) // net/http closes the connection without an answer
	case f.html != 0:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.html)
		_, _ = w.Write([]byte("<html><head><title>Bad Gateway</title></head></html>"))
	default:
		answer(w, nil, f.no)
	}
}
