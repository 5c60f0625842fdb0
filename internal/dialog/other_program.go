package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// What goes wrong in an app before any call ("app cứ mở lên là văng"), or in another
// program that calls are begun from ("bấm số trong CRM là im luôn"), is in no document,
// though its words are those of errors that are: that is said, and a person offered. An
// error that is named there is an error all the same.

// hearOtherProgram answers who tells of such a fault, also once more.
func hearOtherProgram(t *turn, u *utterance) bool {
	if r := u.res; t.st.Person || walking(t) && !doubted(t) || r.Code != "" || u.fresh || u.words.Has(intent.Human) || u.words.Has(intent.Solved) || u.words.Has(intent.HowTo) || u.words.Has(intent.Where) {
		return false
	}
	again := t.st.Place.Screen == AtOffer && t.st.Place.Why == WhyOutside
	if again && declines(t, u) {
		return false // "ko cần đâu, mình dùng máy tính cũng đc"
	}
	if namesShown(t, u, again) {
		return false
	}
	word := programAtFault(t, u.text)
	switch {
	case word != "":
	case again && moreOfProgram(t, u):
		noteDetail(t, u, false)
		return true
	default:
		return false
	}
	beyondGuide(t, u)
	if again {
		t.around(word + "_2")
		return true
	}
	offerPerson(t, WhyOutside, t.T(word))
	return true
}

// programAtFault is the key of what is said of the program that a line tells a fault of,
// "" for none.
func programAtFault(t *turn, s string) string {
	all := parts(t, s)
	for i, part := range all {
		switch behind := all[i:min(len(all), i+2)]; {
		case t.mentions("program_words", part) && slices.ContainsFunc(behind, func(s string) bool { return amissPart(t, s) }):
			return "program_offer"
		case t.mentions("app_names_words", part) && !t.mentions("no_app_words", part) && !t.mentions("app_not_words", part) && !t.mentions("equipment_words", s) && !appCompared(t, s) &&
			slices.ContainsFunc(behind, func(s string) bool { return !t.mentions("calling_words", s) && amissPart(t, s) }):
			return "app_offer"
		}
	}
	return ""
}

// namesShown reports whether a line names an error, or tells one that is shown. Once a
// fault of a program was told, the words that are merely like it do not count.
func namesShown(t *turn, u *utterance, told bool) bool {
	topic, surely := readTopic(u.res)
	return topic != "" && (!told && surely && t.mentions("shows_words", u.text) || u.res.Intent == intent.KindTopic && t.mentions("error_words", u.text) && calledBy(t, u.text, topic))
}

// moreOfProgram reports whether a line tells more of a program that an earlier one told a
// fault of: what is like an error there is none.
func moreOfProgram(t *turn, u *utterance) bool {
	r := u.res
	like := r.Intent == intent.KindTopic || r.Intent == intent.KindAsk || t.mentions("still_words", u.text)
	if !like || t.mentions("calling_words", u.text) || asks(u.words) || refusesPerson(t, u) || u.says.Has(intent.Human) || len(t.st.Told) == 0 {
		return false
	}
	return slices.ContainsFunc(t.st.Told[:len(t.st.Told)-1], func(s string) bool { return programAtFault(t, s) != "" })
}

// amissPart reports whether a clause tells that something is amiss.
func amissPart(t *turn, part string) bool {
	f := heardAs(t, part).Meanings
	return f.Has(intent.Problem) || f.Has(intent.NotSolved) || f.Denies || t.mentions("fault_words", part) || t.mentions("app_fault_words", part) || partDoes(t, part, actSure, intent.Problem)
}
