package channeltest

import (
	"net/http"
	"time"
)

// TelegramFault is something that goes wrong with a call.
type TelegramFault struct {
	no    *tgError
	html  int // status of an answer that a gateway wrote
	drop  bool
	after bool // the call has its effect first
	wait  time.Duration
}

// Refuse answers with the Bot API's own error, such as 403 and
// "Forbidden: bot was blocked by the user".
func Refuse(code int, description string) TelegramFault {
	return TelegramFault{no: &tgError{Code: code, Text: description}}
}

// TooMany answers 429 with a wait in seconds.
func TooMany(retryAfter int) TelegramFault {
	return TelegramFault{no: tooMany(retryAfter)}
}

// Gateway answers with a page of HTML, as a broken proxy does.
func Gateway(status int) TelegramFault { return TelegramFault{html: status} }

// Drop closes the connection before the call has any effect.
func Drop() TelegramFault { return TelegramFault{drop: true} }

// Lose lets the call have its effect, and closes the connection unanswered.
func Lose() TelegramFault { return TelegramFault{drop: true, after: true} }

// Stall waits before the call has its effect.
func Stall(d time.Duration) TelegramFault { return TelegramFault{wait: d} }

// StallAnswer lets the call have its effect at once, and answers late.
func StallAnswer(d time.Duration) TelegramFault { return TelegramFault{wait: d, after: true} }

// After makes the fault strike when the call has had its effect.
func (f TelegramFault) After() TelegramFault { f.after = true; return f }

type scripted struct {
	method string
	left   int
	fault  TelegramFault
}

// Fail makes the next calls of a method ("*": of any but getUpdates) go
// wrong. Scripts for one method run one after the other.
func (t *Telegram) Fail(method string, times int, f TelegramFault) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = append(t.faults, &scripted{method, times, f})
}

// Heal drops every fault that is still scripted.
func (t *Telegram) Heal() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults, t.latency = nil, 0
}

// Slow makes every call but getUpdates take d.
func (t *Telegram) Slow(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.latency = d
}

func (t *Telegram) nextFault(method string) TelegramFault {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.faults {
		if s.left > 0 && (s.method == method || s.method == "*" && method != "getUpdates") {
			s.left--
			return s.fault
		}
	}
	if method == "getUpdates" {
		return TelegramFault{}
	}
	return TelegramFault{wait: t.latency}
}

func (f TelegramFault) stops() bool { return f.no != nil || f.html != 0 || f.drop }

func (f TelegramFault) code() int {
	if f.no != nil {
		return f.no.Code
	}
	return f.html
}

func (f TelegramFault) write(w http.ResponseWriter) {
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
