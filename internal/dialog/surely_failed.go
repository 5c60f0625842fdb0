package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// Behind the last way there is only staff, whom nobody has asked for: nobody is sent there
// by a line that does not surely say that what was told was done and that it fails still.
// How it was last week, what happens to others, what if, a doubt and a complaint are no
// result. Every listener may take a line for a failure; whether that ends the ways is
// decided here, for all of them.

// lastWay reports whether nothing is left to be tried behind the present step: were it to
// fail, a person would be called or offered.
func lastWay(t *turn) bool {
	if t.st.Place.Flow == nil {
		return false
	}
	c := copyOf(t)
	failed(&c)
	return endsWays(&c, t)
}

// endsWays reports whether all ways ended since a turn was as it was before: the walk was
// handed over, or a person offered because nothing is left.
func endsWays(t, before *turn) bool {
	if h := t.out.Handoff; h != nil && before.out.Handoff == nil {
		return h.Why == WhyExhausted || h.Why == WhyDocument
	}
	return t.st.Place.Screen == AtOffer && t.st.Place.Why == WhyUntried && before.st.Place.Screen != AtOffer
}

// sentUnfailed reports whether what was just answered took such a line for the end of all
// ways.
func sentUnfailed(t, before *turn, u *utterance) bool {
	if before.st.Place.Flow == nil || !before.screen().does || !endsWays(t, before) {
		return false
	}
	if !didIt(before, u) && (longAgo(before, u.text) || supposed(before, u.text) || u.surely(actSure, intent.Hold)) {
		return true
	}
	noted := t.st.Path[min(len(before.st.Path), len(t.st.Path)):]
	tried := slices.ContainsFunc(noted, func(s chat.Tried) bool { return s.Result == chat.StepFailed || s.Result == chat.StepDone })
	return (tried || u.says.Denies && ofOther(before, u.text)) && !surelyFailed(before, u)
}

// surelyFailed reports whether a line says at a step that it was done and that it fails, or
// that it cannot be done: as a whole or in one of its clauses, and of here and now.
func surelyFailed(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtResult && (sign(u.says) < 0 && u.says.Words <= briefAnswer || u.says.Whole(intent.NotSolved)) {
		return true // it was just asked
	}
	if didOther(t, u) {
		return false
	}
	if u.words.Whole(intent.NotSolved) && !u.words.Whole(intent.No) || allWaysTried(t, u.text) || foundNothing(t, u) || showsOther(t, u) || stepSoAlready(t, u) || u.words.Has(intent.NotThere) && (t.wrong != nil || t.st.Place.Flow.Asked > 0) {
		return true // there is nothing to do, or it was done and nothing is left
	}
	all, did := append([]string{u.text}, sides(t, u.text)...), didIt(t, u)
	return slices.ContainsFunc(all, func(s string) bool {
		f, bound := t.meanings(s), actFailed
		if f.Has(intent.NotSolved) {
			bound = actTelling
		}
		fails := f.Has(intent.NotSolved) && did || f.Strength(intent.NotSolved) >= saysMostly || unchanged(t, s) ||
			partDoes(t, s, bound, intent.NotSolved, intent.Relapse) || did && partDoes(t, s, actFailed, intent.Problem, intent.NotThere, intent.No)
		return fails && ofHereAndNow(t, s)
	})
}

// didOther reports whether what a line says was done is not what the step asks for: a thing
// that the matter has no word of ("thay máy mới rồi mà vẫn bị"), or what was supposed of the
// error, or had no document, in the line before ("chắc hết tiền", "nạp rồi vẫn thế").
func didOther(t *turn, u *utterance) bool {
	if t.st.Place.Screen == AtResult || t.mentions("as_told_words", u.text) {
		return false // who is asked what came of the step did that
	}
	for _, side := range sides(t, u.text) {
		line := headless(t, doneLine(t, side))
		at := indexAmong(line, writtenPhrases(t, "done_ends"))
		if at < 1 && longestHead(line, writtenPhrases(t, "deed_past_words")) > 0 {
			at = len(line)
		}
		if at > 0 {
			return ofElse(t, led(line[:at], 1, writtenPhrases(t, "have_words")))
		}
	}
	return false
}

// ofElse reports whether words say that something was done that is no matter of the step.
func ofElse(t *turn, line []word) bool {
	again, matter := writtenPhrases(t, "trial_words"), matterWords(t)
	if slices.ContainsFunc(line, func(w word) bool { return !among(again, w) && slices.ContainsFunc(matter, w.is) }) {
		return false
	}
	if holdsPhrase(line, writtenPhrases(t, "thing_words")) || longestHead(line, writtenPhrases(t, "remedy_words")) > 1 {
		return true
	}
	verbs := append(deedVerbs(t), writtenPhrases(t, "step_verbs"), again, writtenPhrases(t, "calling_words"))
	if len(line) >= briefAnswer && !slices.ContainsFunc(verbs, func(l *phraseList) bool { return holdsPhrase(line, l) }) {
		return true // no verb of a step, and what it was done with: "mua gói mới rồi"
	}
	n := len(t.st.Told)
	return n > 1 && len(line) <= briefAnswer && longestHead(line, writtenPhrases(t, "did_words")) == 0 && supposesOther(t, t.st.Told[n-2])
}

// supposesOther reports whether a line supposes where the error comes from, or is of what
// no document covers.
func supposesOther(t *turn, s string) bool {
	return t.st.Place.Screen == AtOffer && t.st.Place.Why == WhyOutside || seems(t, s) || mentionsAny(t, s, "doubt_words", "cause_heads")
}

// matterWords are the words of the way under way, or put aside for what is asked: of the
// error, its case and their steps.
func matterWords(t *turn) (all []word) {
	for _, f := range t.aside() {
		tp, ok := t.topic(f.Topic)
		if !ok {
			continue
		}
		all = append(all, spell(tp.Name+" "+tp.Label+" "+tp.Title)...)
		for _, s := range articleSteps(tp) {
			all = append(all, spell(chat.Plain(s.Text))...)
		}
	}
	return all
}

// actFailed is how likely a clause has to say that it fails, where no known word of it
// does, that this ends the last way.
const actFailed = 0.85

// saysMostly is how much of a clause known words have to be that this needs no likeness.
const saysMostly = 0.5

// ofHereAndNow reports whether a clause tells of its writer's own case as it is: it asks
// nothing, supposes nothing, and is neither of another time nor of somebody else.
func ofHereAndNow(t *turn, s string) bool {
	line := spelled(t, s)
	switch {
	case asksSomething(t, s) && !unchanged(t, s) && !(t.meanings(s).Has(intent.Why) && t.mentions("still_words", s)):
		return false
	case startsHold(t, s), seems(t, s), undone(t, line), otherTime(t, s), longAgo(t, s):
		return false
	case supposed(t, s), holdsPhrase(line, writtenPhrases(t, "reluctant_words")), unanswers(t, line):
		return false
	}
	return !ofOthers(t, line)
}

// ofOther reports whether a line tells that another number or person is well, and not the
// one it is about: "mấy số khác không bị".
func ofOther(t *turn, s string) bool {
	return t.mentions("other_words", s) && endsWith(spelled(t, s), writtenPhrases(t, "compare_ends"))
}

// unanswers reports whether a clause says of the customer that he does not pick up: what
// rang there went through.
func unanswers(t *turn, line []word) bool {
	at := indexAmong(line, writtenPhrases(t, "caller_words"))
	if at < 0 || holdsPhrase(line, writtenPhrases(t, "still_words")) {
		return false
	}
	no := indexAmong(line[at+1:], writtenPhrases(t, "negator_words"))
	return no >= 0 && longestHead(line[at+no+2:], writtenPhrases(t, "pick_up_words")) > 0
}

// supposed reports whether a line tells of what may come, and has not: "lỡ gỡ rồi mà vẫn
// bị". What is so whenever it is tried has come: "khi nào gọi cũng vậy".
func supposed(t *turn, s string) bool {
	return t.mentions("case_words", s) || t.mentions("future_words", s) && !t.mentions("also_words", s)
}

// longAgo reports whether a line tells of another day, and not of this one.
func longAgo(t *turn, s string) bool {
	return t.mentions("before_words", s) && !t.mentions("today_words", s)
}

// undone reports whether a clause says that something is yet to be done: "vẫn chưa làm".
// What cannot be called yet is no such thing.
func undone(t *turn, line []word) bool {
	at := indexAmong(line, writtenPhrases(t, "yet_words"))
	if at < 0 {
		return false
	}
	return longestHead(line[at+1:], writtenPhrases(t, "step_verbs")) > 0 && !holdsPhrase(line[at+1:], writtenPhrases(t, "change_words"))
}

// hearUnfailed hears such a line anew, as one that tells no failure. Where that leaves
// nothing to be made of it, it is asked what came of the step.
func hearUnfailed(t *turn, u *utterance, order []func(*turn, *utterance) bool) {
	if didOther(t, u) {
		noteBesides(t, u)
		return
	}
	before := copyOf(t)
	u.without(intent.NotSolved)
	u.unfailed = true
	hearing(t, u, order)
	did := t.out.Kind == chat.TurnNoted && slices.ContainsFunc(parts(t, u.text), func(part string) bool { return reportsDone(t, part) })
	if t.out.Kind != chat.TurnMiss && !did {
		return
	}
	*t = before
	t.st.Misses = 0
	if !did && u.res.Intent == intent.KindTopic && same(t, u.res.Topic) {
		confirmTopic(t)
		return
	}
	askResult(t)
}
