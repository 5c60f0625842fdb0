package dialog

import (
	"strings"

	"hotro/internal/chat"
	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// What people say to being asked for things, rather than the things: send it as
// it is, I have no time for this, I sent it already, wait. It is the same for a
// call ID and for what stands in for one.

// hearAsked takes such words, and reports whether they were some.
func hearAsked(t *turn, u *utterance) bool {
	f := u.says
	switch {
	case len(u.res.BadRefs) > 0, elsewhere(t, u), asks(f) && !f.Has(intent.Insult) && !t.mentions("asked_enough_words", u.text):
		return false
	case t.mentions("not_yet_words", u.text):
		return false
	case t.mentions("sent_words", u.text):
		sentAlready(t)
	case t.mentions("send_now_words", u.text) && !questions(t, u.text):
		sendNow(t)
	case t.mentions("asked_enough_words", u.text):
		t.pre(t.T("asked_enough"))
		sendNow(t)
	case startsHold(t, u.text), comesBack(t, u):
		awaitBack(t)
	default:
		return false
	}
	return true
}

// startsHold reports whether a line begins by asking for time: "để em lấy rồi
// gửi".
func startsHold(t *turn, s string) bool {
	line := led(spelled(t, s), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "agree_words"), writtenPhrases(t, "agree_fillers"))
	n := longestHead(line[:max(0, len(line)-1)], writtenPhrases(t, "hold_heads"))
	return n > 0 && !(line[0].sign == 0 && longestHead(line, writtenPhrases(t, "swap_words")) == n && longestHead(line[n:], writtenPhrases(t, "thing_words")) > 0) // "doi trinh duyet r" is "đổi"
}

// sentAlready answers who says that it was sent: what came, if anything did, and
// why it is no use.
func sentAlready(t *turn) {
	t.out.Kind = chat.TurnBadRef
	given := t.st.Place.Given
	if t.st.Place.Screen != AtRef || given == "" {
		t.around("sent_nothing")
		return
	}
	if t.st.Place.Tries++; t.st.Place.Tries > maxTries {
		noID(t)
		return
	}
	t.pre(t.T("sent_broken"))
	if r := heardAs(t, given).Result; len(r.BadRefs) > 0 {
		t.pre(faultOf(t, r.BadRefs[0]))
	}
	t.show(t.T("ref_again", "noid", t.T("noid_button")), t.st.Offer...)
}

// maxTries is how often one who sends no call ID is told what is wrong before
// other things are asked for.
const maxTries = 2

// refusesID reports whether a line says that there will be no call ID: there is
// none, it is too much trouble, nobody knows.
func refusesID(t *turn, u *utterance) bool {
	f := u.says
	switch {
	case t.mentions("no_time_words", u.text):
		return true
	case f.Has(intent.WhereID), asks(f) && !f.Has(intent.Insult), asksSomething(t, u.text) && !f.Has(intent.Insult):
		return false
	}
	return t.mentions("forgot_words", u.text) || f.Whole(intent.Unsure) ||
		f.Denies && !f.Has(intent.NotSolved) && !f.Has(intent.Hold) && !elsewhere(t, u) && !u.phone && !deniedBefore(t, u) && !t.mentions("just_asking_words", u.text) && deniesID(t, u)
}

// deniesID reports whether what a line denies is having the call ID, finding it or
// knowing it, or that he may: it names one of these, or nothing. "không bật dịch" denies something else.
func deniesID(t *turn, u *utterance) bool {
	return namesID(t, u) || len(subjectWords(t, u.text)) == 0 ||
		t.mentions("id_short_words", u.text) || t.mentions("none_words", u.text) || t.mentions("rights_words", u.text)
}

// lost goes on where a second line in a row is no answer: nobody is asked a
// third time for what he does not give.
func lost(t *turn) bool {
	switch t.st.Place.Screen {
	case AtRef:
		t.st.Misses = 0
		noID(t)
	case AtFact:
		t.st.Misses = 0
		t.pre(t.T("fact_left"))
		takeFact(t, "")
	default:
		return false
	}
	return true
}

// grammar is the part of a line that can be the fact asked for, "" for none. A
// sentence that holds a number is not that number unless it says so.
func grammar(t *turn, fact, s string) string {
	if all := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' }); len(all) > 1 && fact != "agent" {
		for _, part := range all {
			if found := grammar(t, fact, part); found != "" {
				return found // "028…, ai trong phòng cũng bị"
			}
		}
	}
	words := fieldCount(s)
	switch kindOf(t, fact) {
	case company.Phone:
		n := shortNumber.FindString(s)
		if len(longestNumber(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(n))) < 3 || words-fieldCount(n) > besideNumber && calledLast(t, s) != fact {
			return ""
		}
		return n
	case company.Time:
		if at := timeIn(t, s); at != "" {
			return at
		}
		if words <= 3 && strings.ContainsAny(s, "0123456789") {
			return s
		}
		return ""
	}
	return account(t, s)
}

const (
	besideNumber = 4 // words beside a number that is an answer
	briefAccount = 4 // words of an account that nothing else marks
	longAccount  = 6 // and of one after "tài khoản"
)

// account is the account a line names: an address, a short number, what stands
// behind a word for an account, or a line that is no more than a name.
func account(t *turn, s string) string {
	if a := emailInLine.FindString(s); a != "" {
		return a
	}
	fields := strings.Fields(s)
	line := spelled(t, s)
	if len(line) == len(fields) {
		for before, behind := range cuts(line, writtenPhrases(t, "told_"+t.guide.Company().First(company.Account)+"_words")) {
			if len(behind) > 0 && len(behind) <= longAccount {
				return strings.Join(fields[len(before):], " ")
			}
		}
	}
	if n := shortNumber.FindString(s); len(n) > 1 && len(n) <= 8 && len(fields) <= besideNumber {
		return n
	}
	if f := t.meanings(s); len(fields) > briefAccount || len(f.Matches) > 0 || text.Blank(s) || questions(t, s) {
		return ""
	}
	return s
}

// offersInstead reports whether a line gives a number or a time and asks if that will
// do in place of the ID: "khách 0908… lúc 10 giờ, gửi vậy được không".
func offersInstead(t *turn, u *utterance) bool {
	asked := lastPart(t, u.text)
	will := func(before, _ []word) bool { return len(before) > 0 }
	if namesFacts(t, asked) && t.mentions("have_only_words", asked) && asksYesNo(t, asked) {
		return true // "em chỉ có số khách 0908… thôi được không"
	}
	return cutSo(spelled(t, asked), writtenPhrases(t, "reopen_polite"), will) && asksSomething(t, asked) && t.mentions("give_instead_words", asked) && (len(longestNumber(u.text)) >= shortestFact || timeIn(t, u.text) != "") && !namesID(t, u)
}
