package chaos

import (
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"

	"hotro/internal/chat"
)

// said is one numbered line of a user ("k") or of staff ("s") to a user.
type said struct {
	mark    string
	user    int
	at      time.Time
	offered time.Time // its first call of a webhook; zero when it was fetched
	acked   time.Time // the first 200 that reached the platform
	broken  bool      // the answer to a call of a webhook about it was lost
}

// marked finds the numbers of lines in a text: "k12-3" is user 12's third.
var marked = regexp.MustCompile(`\(([ks]\d+-\d+)\)`)

// marks returns the numbers in a text.
func marks(text string) []string {
	var out []string
	for _, m := range marked.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// span is a stretch of time.
type span struct{ from, to time.Time }

// ledger is what the run itself has seen, apart from the bots and the store.
type ledger struct {
	mu       sync.Mutex
	users    map[int][]*said
	staff    map[int][]*said
	byMark   map[string]*said
	taken    map[string]time.Time   // by chat and message: when a platform took it
	lost     map[string]int         // by chat and text: answers to sends that were lost on purpose
	unheard  map[string]bool        // by chat and text: sends that had no answer
	troubled map[string][]time.Time // by chat: when its platform refused or lost something
	outages  []span
	limits   []span // in which Zalo takes nothing: the minute of the app is used up
	problems []string
	total    int
	hooks    int // webhooks repeated on purpose
}

func newLedger() *ledger {
	return &ledger{
		users: map[int][]*said{}, staff: map[int][]*said{}, byMark: map[string]*said{},
		taken: map[string]time.Time{}, lost: map[string]int{}, unheard: map[string]bool{}, troubled: map[string][]time.Time{},
	}
}

// say numbers the next line of a user and returns it with its number.
func (l *ledger) say(user int, text string) string { return l.next(l.users, "k", user, text) }

// answer numbers the next line of staff to a user.
func (l *ledger) answer(user int, text string) string { return l.next(l.staff, "s", user, text) }

func (l *ledger) next(in map[int][]*said, kind string, user int, text string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &said{mark: fmt.Sprintf("%s%d-%d", kind, user, len(in[user])+1), user: user, at: time.Now()}
	in[user] = append(in[user], s)
	l.byMark[s.mark] = s
	l.total++
	return fmt.Sprintf("%s (%s)", text, s.mark)
}

// offer notes that a webhook with these lines is on its way.
func (l *ledger) offer(ms []string) {
	l.each(ms, func(s *said) {
		if s.offered.IsZero() {
			s.offered = time.Now()
		}
	})
}

// ack notes that the platform got its 200 for these lines.
func (l *ledger) ack(ms []string) {
	l.each(ms, func(s *said) {
		if s.acked.IsZero() {
			s.acked = time.Now()
		}
	})
}

// cut notes that the answer to a webhook with these lines was lost.
func (l *ledger) cut(ms []string) {
	l.each(ms, func(s *said) { s.broken = true })
}

func (l *ledger) each(ms []string, do func(*said)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range ms {
		if s := l.byMark[m]; s != nil {
			do(s)
		}
	}
}

func (l *ledger) took(chat, message string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken[chat+"/"+message] = time.Now()
}

// answers is how many messages the platforms have taken.
func (l *ledger) answers() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.taken)
}

func (l *ledger) lose(chat, text string) {
	l.miss(chat, text)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost[chat+"\x00"+text]++
}

// miss notes a send that had no answer.
func (l *ledger) miss(chat, text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.unheard[chat+"\x00"+text] = true
	l.troubled[chat] = append(l.troubled[chat], time.Now())
}

// missed reports whether these words to this user had no answer before.
func (l *ledger) missed(chat, text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.unheard[chat+"\x00"+text]
}

func (l *ledger) trouble(chat string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.troubled[chat] = append(l.troubled[chat], time.Now())
}

func (l *ledger) repeated() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hooks++
}

func (l *ledger) outage(from time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.outages = append(l.outages, span{from, time.Now()})
}

// limited notes that Zalo takes nothing more in this minute.
func (l *ledger) limited(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limits = append(l.limits, span{now, now.Truncate(time.Minute).Add(time.Minute)})
}

// problem notes something that must not happen, whatever the audit says.
func (l *ledger) problem(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

// spared reports whether a chat's platform made no trouble in a stretch of
// time.
func (l *ledger) spared(chat string, s span) bool {
	return !slices.ContainsFunc(l.troubled[chat], func(t time.Time) bool { return !t.Before(s.from) && !t.After(s.to) })
}

// calm returns for how much of a stretch of time all worked that a channel
// needs.
func (l *ledger) calm(channel string, s span) time.Duration {
	down := slices.Clone(l.outages)
	if channel == chat.Zalo {
		down = append(down, l.limits...)
	}
	slices.SortFunc(down, func(a, b span) int { return a.from.Compare(b.from) })
	var calm time.Duration
	at := s.from
	for _, o := range down {
		if o.from.After(at) {
			calm += earlier(o.from, s.to).Sub(earlier(at, s.to))
		}
		at = later(at, o.to)
	}
	if s.to.After(at) {
		calm += s.to.Sub(at)
	}
	return calm
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
