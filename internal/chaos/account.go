package chaos

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// account is the audit of one user.
type account struct {
	w     *World
	p     *person
	r     *Report
	lines []record
	sent  []sentTo
	shown string       // all that the staff's group shows
	at    []int        // per message sent: the index of its line; -1: a repetition
	late  map[int]bool // messages that came with a repeated call
}

func (a *account) check() {
	a.r.In += len(a.w.ledger.users[a.p.n])
	a.r.Staff += len(a.w.ledger.staff[a.p.n])
	a.r.Replies += len(a.sent)
	a.match()
	a.heard(chat.ByUser, a.w.ledger.users[a.p.n])
	a.heard(chat.ByStaff, a.w.ledger.staff[a.p.n])
	a.said()
	a.repeated()
	a.answered()
	a.forStaff()
}

// wrong notes one broken promise in words.
func (a *account) wrong(format string, args ...any) {
	a.r.Problems = append(a.r.Problems, a.p.at.String()+": "+fmt.Sprintf(format, args...))
}

// heard checks that the transcript has every line of users or staff once, and
// in order.
func (a *account) heard(by string, said []*said) {
	at := map[string]int{}
	for i, l := range a.lines {
		if l.By != by {
			continue
		}
		for _, m := range marks(l.Text) {
			if _, twice := at[m]; twice {
				a.r.Twice++
				a.wrong("line %s is in the transcript twice: as line %d (via %q) and %d (via %q)", m, a.lines[at[m]].Seq, a.lines[at[m]].Via, l.Seq, l.Via)
				continue
			}
			at[m] = i
		}
	}
	for k, s := range said {
		i, ok := at[s.mark]
		if !ok {
			if !a.gaveUp(s) && !a.turnedAway(s) {
				a.r.Lost++
				a.wrong("line %s is lost; said %v, first call %v, answered %v", s.mark, s.at, s.offered, s.acked)
			}
			continue
		}
		for _, before := range said[:k] {
			if j, ok := at[before.mark]; ok && j > i && a.certain(before, s) {
				a.r.Disorder++
				a.wrong("line %s (line %d, via %q; first call %v, answered %v) comes after %s (line %d; first call %v) in the transcript",
					before.mark, a.lines[j].Seq, a.lines[j].Via, before.offered, before.acked, s.mark, a.lines[i].Seq, s.offered)
				break
			}
		}
	}
}

// certain reports whether the platform promised that one line came before the
// other: Telegram keeps each chat in order, Zalo calls when it can.
func (a *account) certain(first, second *said) bool {
	if a.p.at.Channel == chat.Telegram {
		return true
	}
	return !first.acked.IsZero() && first.acked.Before(second.offered)
}

// gaveUp reports whether Zalo ran out of tries before anybody took the line.
func (a *account) gaveUp(s *said) bool {
	return a.p.at.Channel == chat.Zalo && strings.HasPrefix(s.mark, "k") && s.acked.IsZero()
}

// turnedAway reports whether staff were told, in answer to a line of theirs,
// that it went nowhere, and rightly so: the user has a newer topic than the one
// it was written in.
func (a *account) turnedAway(s *said) bool {
	if a.w == nil || !strings.HasPrefix(s.mark, "s") {
		return false
	}
	own := "(k" + strconv.Itoa(s.user) + "-" // begins the mark of a line of this user
	told := false
	for _, t := range a.w.platforms.forum.Topics() { // oldest first
		id, shows := int64(0), false
		for _, m := range t.Messages() {
			shows = shows || strings.Contains(m.Text, own)
			switch {
			case slices.Contains(marks(m.Text), s.mark) && !m.FromBot:
				id = m.ID
			case id != 0 && m.FromBot && m.ReplyTo == id:
				told = true
			}
		}
		if told && id == 0 && shows {
			return true
		}
	}
	return false
}

// match finds the line of every message sent: by the platform's id, and for
// what went out inside a webhook's answer, which has none, by its words.
func (a *account) match() {
	line := map[string]int{}
	for i, l := range a.lines {
		if l.sent != nil {
			for _, id := range l.sent.IDs {
				line[id] = i
			}
		}
	}
	a.at = make([]int, len(a.sent))
	for i, m := range a.sent {
		a.at[i] = -1
		if n, ok := line[m.id]; ok {
			a.at[i] = n
		}
	}
	from := 0
	for n, l := range a.lines {
		if !a.nameless(l) {
			continue
		}
		for i := from; i < len(a.sent); i++ {
			if a.at[i] < 0 && a.sent[i].shows(l.Line) && a.between(i, n) {
				a.at[i], from = n, i+1
				break
			}
		}
	}
	a.matchLate()
}

// matchLate finds the messages whose webhook call's answer was lost: Telegram
// calls again when it sees fit, and by then others may have been sent.
func (a *account) matchLate() {
	a.late = map[int]bool{}
	for n, l := range a.lines {
		if !a.nameless(l) || slices.Contains(a.at, n) || !a.broken(n) {
			continue
		}
		for i := range a.sent {
			if a.at[i] < 0 && a.sent[i].shows(l.Line) {
				a.at[i], a.late[i] = n, true
				a.r.Again++
				break
			}
		}
	}
}

// broken reports whether the answer to a call about the line that a reply
// answers was lost.
func (a *account) broken(n int) bool {
	for i := n; i >= 0; i-- {
		if a.lines[i].By != chat.ByUser {
			continue
		}
		for _, m := range marks(a.lines[i].Text) {
			if s := a.w.ledger.byMark[m]; s != nil {
				return s.broken
			}
		}
		return false
	}
	return false
}

// between reports whether a message stands where that of a line belongs: after
// those of earlier lines and before those of later ones.
func (a *account) between(i, line int) bool {
	for j, n := range a.at {
		if n >= 0 && (j < i && n > line || j > i && n < line) {
			return false
		}
	}
	return true
}

// nameless reports whether a reply may have reached the user although the
// store has no id for it: one handed over in a webhook's answer, or one whose
// sender died and which a take-over made obsolete before it was sent again.
func (a *account) nameless(l record) bool {
	if l.sent == nil || len(l.sent.IDs) > 0 {
		return false
	}
	return l.sent.State == chat.Dropped || a.w.o.Mode == Reply && l.sent.Accepted()
}

// shows reports whether a message has the words of a line. Where a platform
// has too few buttons, the choices stand below them by number.
func (s sentTo) shows(l chat.Line) bool {
	words, below, _ := strings.Cut(strings.TrimSpace(s.text), "\n\n1. ")
	return words == plain(l) || words+"\n\n1. "+below == plain(l)
}

// plain is a line as a platform without markup shows it.
func plain(l chat.Line) string {
	if !l.Markup {
		return strings.TrimSpace(l.Text)
	}
	var b strings.Builder
	for _, s := range chat.Spans(l.Text) {
		b.WriteString(s.Text)
	}
	return strings.TrimSpace(b.String())
}

// said checks that every reply reached the platform, and in order.
func (a *account) said() {
	last := -1
	for i, n := range a.at {
		if n < 0 || a.late[i] {
			continue
		}
		if n < last {
			a.r.RepliesDisorder++
			a.wrong("reply %d was sent after reply %d", a.lines[n].Seq, a.lines[last].Seq)
		}
		last = n
	}
	for n, l := range a.lines {
		switch {
		case l.sent == nil, l.Text == chat.NotedSign: // a sign on the user's message is no message
		case l.sent.State == chat.Dropped && a.takenOver():
			a.r.Dropped++
			if slices.Contains(a.at, n) {
				a.r.Overtaken++
			}
		case !l.sent.Accepted() || !slices.Contains(a.at, n):
			a.r.Missing++
			a.wrong("reply %d is %s (%s), and the user has %v of it", l.Seq, l.sent.State, l.sent.Reason, slices.Contains(a.at, n))
		}
	}
}

// takenOver reports whether staff ever spoke to the user.
func (a *account) takenOver() bool {
	return slices.ContainsFunc(a.lines, func(l record) bool { return l.By == chat.ByStaff })
}

// repeated sorts the messages that were sent more than once: each must stand
// beside another copy of the same reply.
func (a *account) repeated() {
	lost := map[string]int{}
	for i, n := range a.at {
		if n >= 0 {
			continue
		}
		text := a.sent[i].text
		key := a.p.at.Chat + "\x00" + text
		beside := i > 0 && a.sent[i-1].text == text || i+1 < len(a.sent) && a.sent[i+1].text == text
		switch {
		case !beside:
			a.r.Strange++
			a.wrong("the user has message %s, which no reply stands for: %q%s", a.sent[i].id, text, a.around(i))
		case lost[text] < a.w.ledger.lost[key]:
			lost[text]++
			a.r.Resent++
		default:
			a.r.Repeated++
		}
	}
}

// around tells what stands beside a message, and which replies have its words.
func (a *account) around(i int) string {
	var b strings.Builder
	for j := max(0, i-3); j < min(len(a.sent), i+4); j++ {
		m := a.sent[j]
		fmt.Fprintf(&b, "\n    sent %s at %s", m.id, a.w.ledger.taken[a.p.at.Chat+"/"+m.id].Format("15:04:05.000"))
		if n := a.at[j]; n >= 0 {
			fmt.Fprintf(&b, " for line %d", a.lines[n].Seq)
		}
		fmt.Fprintf(&b, ": %.40q", m.text)
	}
	for _, l := range a.lines {
		if a.sent[i].shows(l.Line) {
			fmt.Fprintf(&b, "\n    line %d of %s at %s: %+v", l.Seq, l.By, l.At.Format("15:04:05.000"), l.sent)
		}
	}
	return b.String()
}

// answered checks that an answer followed every line, and how long it took.
// Who waits for a person, asked for or because the documents ran out, is
// answered now and then only.
func (a *account) answered() {
	next := -1 // the first reply after a line that was sent
	for i := len(a.lines) - 1; i >= 0; i-- {
		l := a.lines[i]
		if l.sent != nil && l.sent.Accepted() {
			next = i
		}
		if l.By != chat.ByUser || l.Ticket != 0 || len(marks(l.Text)) == 0 {
			continue
		}
		if next < 0 {
			if !a.takenOver() {
				a.r.Unanswered++
				a.wrong("line %d has no answer: %q", l.Seq, l.Text)
			}
			continue
		}
		a.silence(a.w.ledger.byMark[marks(l.Text)[0]], a.lines[next])
	}
}

// silence notes how long a user waited for the answer to a line.
func (a *account) silence(s *said, answer record) {
	if s == nil || len(answer.sent.IDs) == 0 {
		return
	}
	took, ok := a.w.ledger.taken[a.p.at.Chat+"/"+answer.sent.IDs[0]]
	if !ok {
		return
	}
	a.r.Waits = append(a.r.Waits, took.Sub(s.at))
	a.r.Silence = max(a.r.Silence, took.Sub(s.at))
	from := later(s.at, s.acked) // how long a platform tries to reach us is not our silence
	wait := span{from, took}
	if !a.w.ledger.spared(a.p.at.Chat, wait) {
		return
	}
	calm := a.w.ledger.calm(a.p.at.Channel, wait)
	a.r.CalmSilence = max(a.r.CalmSilence, calm)
	if calm > lease {
		a.r.Late++
	}
}

// forStaff checks that staff were shown what the user wrote while a ticket
// was open.
func (a *account) forStaff() {
	for _, l := range a.lines {
		if l.By != chat.ByUser || l.Ticket == 0 {
			continue
		}
		for _, m := range marks(l.Text) {
			if !strings.Contains(a.shown, "("+m+")") {
				a.r.Unshown++
				a.wrong("staff were not shown line %s", m)
			}
		}
	}
}
