package chaos

import (
	"fmt"
	"testing"
	"time"

	"hotro/internal/chat"
)

// TestTheAuditSees: every kind of broken promise is counted, and only that.
func TestTheAuditSees(t *testing.T) {
	in := func(mark string) record {
		return record{Line: chat.Line{By: chat.ByUser, Text: "xin chào (" + mark + ")"}}
	}
	waiting := func(mark string) record {
		r := in(mark)
		r.Ticket = 1
		return r
	}
	out := func(text, state string, ids ...string) record {
		return record{chat.Line{By: chat.ByBot, Text: text}, &chat.Delivery{State: state, IDs: ids}}
	}
	said := func(ids ...string) (all []sentTo) {
		for _, id := range ids {
			all = append(all, sentTo{id, "reply " + id[:1]})
		}
		return all
	}
	a, b := out("reply a", chat.Sent, "a"), out("reply b", chat.Sent, "b")
	byStaff := record{Line: chat.Line{By: chat.ByStaff, Text: "em đây ạ"}}
	for _, c := range []struct {
		name  string
		lines []record
		sent  []sentTo
		lost  string // a text whose answer was lost on purpose
		want  string
	}{
		{"nothing wrong", []record{in("k1-1"), a, in("k1-2"), b}, said("a", "b"), "", "{}"},
		{"a line lost", []record{in("k1-1"), a}, said("a"), "", "{lost:1}"},
		{"a line twice", []record{in("k1-1"), in("k1-2"), in("k1-2"), a}, said("a"), "", "{twice:1}"},
		{"lines out of order", []record{in("k1-2"), in("k1-1"), a}, said("a"), "", "{disorder:1}"},
		{"no answer", []record{in("k1-1"), a, in("k1-2")}, said("a"), "", "{unanswered:1}"},
		{"no answer while waiting for a person", []record{in("k1-1"), a, waiting("k1-2")}, said("a"), "", "{}"},
		{"a line staff don't see", []record{waiting("k1-1"), waiting("k1-2"), a}, said("a"), "", "{unshown:1}"},
		{"a reply not sent", []record{in("k1-1"), in("k1-2"), a, out("reply b", chat.Queued)}, said("a"), "", "{missing:1}"},
		{"a reply the platform never had", []record{in("k1-1"), in("k1-2"), a, b}, said("a"), "", "{missing:1}"},
		{"replies out of order", []record{in("k1-1"), in("k1-2"), a, b}, said("b", "a"), "", "{overtaken:1}"},
		{"a reply sent again", []record{in("k1-1"), in("k1-2"), a}, said("a'", "a"), "", "{repeated:1}"},
		{"and that after a lost answer", []record{in("k1-1"), in("k1-2"), a}, said("a'", "a"), "reply a", "{resent:1}"},
		{"a reply sent again late", []record{in("k1-1"), in("k1-2"), a, b}, said("a", "b", "a'"), "", "{strange:1}"},
		{"a reply that a take-over made obsolete after it was sent", []record{in("k1-1"), in("k1-2"), out("reply x", chat.Dropped), byStaff, a}, []sentTo{{"x", "reply x\n\n1. Chrome\n2. Edge"}, {"a", "reply a"}}, "", "{}"},
		{"a sign on a message", []record{in("k1-1"), in("k1-2"), a, out(chat.NotedSign, chat.Sent)}, said("a"), "", "{}"},
		{"a reply nobody said", []record{in("k1-1"), in("k1-2"), a}, said("a", "x"), "", "{strange:1}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, r := newLedger(), Report{}
			l.say(1, "xin chào")
			l.say(1, "xin chào")
			if c.lost != "" {
				l.lose("7", c.lost)
			}
			acc := &account{
				w: &World{ledger: l}, p: &person{n: 1, at: chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "7"}},
				r: &r, lines: c.lines, sent: c.sent, shown: "xin chào (k1-2)",
			}
			acc.check()
			if got := broken(r); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// broken names the counts that are not zero.
func broken(r Report) string {
	s := ""
	for _, c := range []struct {
		name string
		n    int
	}{
		{"lost", r.Lost},
		{"twice", r.Twice},
		{"disorder", r.Disorder},
		{"unanswered", r.Unanswered},
		{"unshown", r.Unshown},
		{"missing", r.Missing},
		{"overtaken", r.RepliesDisorder},
		{"repeated", r.Repeated},
		{"resent", r.Resent},
		{"strange", r.Strange},
	} {
		if c.n != 0 {
			s += fmt.Sprintf(" %s:%d", c.name, c.n)
		}
	}
	if s == "" {
		return "{}"
	}
	return "{" + s[1:] + "}"
}

// TestOutagesAreNotSilence: time in which everything was down does not count,
// nor for Zalo the rest of a minute in which it takes nothing.
func TestOutagesAreNotSilence(t *testing.T) {
	at := func(s int) time.Time { return time.Unix(int64(1000+s), 0) } // the minute ends at 20
	l := newLedger()
	l.outages = []span{{at(2), at(4)}, {at(9), at(20)}, {at(3), at(5)}}
	l.limited(at(7))
	for _, c := range []struct {
		channel  string
		from, to int
		want     time.Duration
	}{
		{chat.Telegram, 0, 10, 6 * time.Second},
		{chat.Zalo, 0, 10, 4 * time.Second},
		{chat.Zalo, 0, 30, 14 * time.Second},
		{chat.Telegram, 10, 12, 0},
		{chat.Telegram, 5, 5, 0},
	} {
		if got := l.calm(c.channel, span{at(c.from), at(c.to)}); got != c.want {
			t.Errorf("%s from %d to %d: got %v, want %v", c.channel, c.from, c.to, got, c.want)
		}
	}
}
