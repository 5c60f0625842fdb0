package zalo

import (
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/text/unicode/norm"

	"hotro/internal/chat"
)

// Zalo echoes every message of the account to the webhook, ours as well. Ours
// are known by their id; an echo may overtake the answer that brings the id,
// and then by user and words.
const (
	echoFlight = time.Minute     // how long a send may be under way
	echoUnsure = 5 * time.Minute // how long an echo may settle a send that had no answer
	maxFlights = 4096
)

// echoes remembers what this process sent.
type echoes struct {
	ids *lru.Cache[string, struct{}]
	now func() time.Time

	mu       sync.Mutex
	inFlight map[string]time.Time // by user and words: until when the echo may come
}

func newEchoes(now func() time.Time) *echoes {
	ids, _ := lru.New[string, struct{}](maxFlights) // fails only for sizes below 1
	return &echoes{ids: ids, now: now, inFlight: map[string]time.Time{}}
}

// flightKey names a message under way. A user's messages go out one at a time.
func flightKey(user, text string) string {
	return user + "\x00" + strings.TrimSpace(norm.NFC.String(text))
}

// sending notes a message that is about to be sent.
func (e *echoes) sending(user, text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.now()
	if len(e.inFlight) >= maxFlights {
		for k, until := range e.inFlight {
			if now.After(until) {
				delete(e.inFlight, k)
			}
		}
	}
	e.inFlight[flightKey(user, text)] = now.Add(echoFlight)
}

// settle notes what became of it: an id when it was sent; unsure when no answer
// came.
func (e *echoes) settle(user, text, id string, unsure bool) {
	if id != "" {
		e.ids.Add(id, struct{}{})
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if unsure {
		e.inFlight[flightKey(user, text)] = e.now().Add(echoUnsure)
		return
	}
	delete(e.inFlight, flightKey(user, text))
}

// own reports whether an echo is of a message sent by this process.
func (e *echoes) own(in chat.Incoming) bool {
	if e.ids.Contains(in.Message) {
		return true
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	until, ok := e.inFlight[flightKey(in.From.Chat, in.Text)]
	return ok && !e.now().After(until)
}
