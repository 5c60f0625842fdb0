package dialog

import (
	"slices"

	"hotro/internal/intent"
)

// What may be said on a screen. Words that no known phrase settles are taken
// for the likeliest of these and nothing else: "không" is a no to a question
// and a failure after an instruction.

func atFirst() []intent.Meaning { return anywhere(intent.Greeting) }

func atStep() []intent.Meaning {
	return anywhere(intent.Solved, intent.NotSolved, intent.Done, intent.Ack, intent.Hold, intent.Where, intent.HowTo, intent.NotThere,
		intent.WhatIs, intent.Why, intent.Whether, intent.WhoMay, intent.NotAdmin, intent.IsAdmin)
}

func atChoice() []intent.Meaning {
	return anywhere(intent.Yes, intent.No, intent.Unsure, intent.Hold, intent.Where, intent.HowTo, intent.WhatIs, intent.Why, intent.Whether)
}

func atRole() []intent.Meaning {
	return anywhere(intent.IsAdmin, intent.NotAdmin, intent.Unsure, intent.WhoMay, intent.WhatIs, intent.Why, intent.Whether, intent.Hold)
}

func atRef() []intent.Meaning {
	return anywhere(intent.WhereID, intent.NoID, intent.WhatIs, intent.Why, intent.Whether, intent.WhoMay, intent.Hold, intent.Skip)
}

func atFact() []intent.Meaning {
	return []intent.Meaning{intent.Human, intent.Skip, intent.Unsure, intent.Hold, intent.MoreInfo, intent.Why}
}

func atWaiting() []intent.Meaning {
	return []intent.Meaning{
		intent.AnyoneYet, intent.MoreInfo, intent.Cancel, intent.Solved, intent.Thanks, intent.WhereID, intent.Ack, intent.Insult, intent.Problem,
	}
}

func atRating() []intent.Meaning {
	return []intent.Meaning{intent.Skip, intent.Relapse, intent.Comment, intent.Thanks, intent.Human, intent.Problem, intent.Outside}
}

func anywhere(more ...intent.Meaning) []intent.Meaning {
	return append(more, intent.Human, intent.NotHuman, intent.Back, intent.Restart, intent.Menu, intent.Cancel, intent.Repeat, intent.AreYouBot,
		intent.Thanks, intent.Bye, intent.Insult, intent.Problem, intent.Outside)
}

// How likely an act has to be to count where no phrase settles the line, and
// to count for the whole of it, whatever phrases stand in it. Of lines by writers
// that the classifier did not learn from, three in four are what it says between
// the first two, nine in ten above actSure, and all but one in a hundred above
// actFirm.
const (
	actLikely = 0.4
	actSure   = 0.55
	actFirm   = 0.9 // against what the words themselves tell
	actElse   = 0.7 // of what is not expected on a screen
)

// weigh completes what the phrases of a line say by what it is likely to do on
// the present screen. A line that is known as a whole needs no guess.
//
// A person is called for explicit words only: a line that is merely like those
// that ask for one is taken for a wish to be asked about (wants).
func weigh(t *turn, read intent.Reading, line string) (says intent.Meanings, wants bool) {
	says = read.Meanings
	may := t.screen().may
	if may == nil || read.Result.Code != "" || slices.ContainsFunc(says.Matches, func(m intent.MeaningMatch) bool { return m.Whole }) {
		return says, false
	}
	name, likely := read.Acts.Among(func(name string) bool { return slices.Contains(may, intent.Meaning(name)) })
	act := intent.Meaning(name)
	if all, sure := read.Acts.Likeliest(); all != name && (sure >= actElse && !(fails(all) && fails(name)) || act == intent.Solved && fails(all)) {
		return says, false // it does what is not asked for here
	}
	said := func(but ...intent.Meaning) bool {
		return slices.ContainsFunc(says.Matches, func(m intent.MeaningMatch) bool { return !m.Negated && !slices.Contains(but, m.Meaning) })
	}
	switch phrases := said(); {
	case act != intent.Why && likely < actFirm && asksRelation(t, line):
		return says.Only(intent.Why, actSure), false
	case likely < actLikely, likely < actSure && phrases:
		return says, false
	case says.Has(intent.WhoMay) && (act == intent.Human || act == intent.IsAdmin || act == intent.NotAdmin || act == intent.AreYouBot || act == intent.Unsure):
		return says, false // "ai là admin", "biết ai mà nhờ" ask who it is
	case act == intent.WhoMay && says.Has(act) && says.Has(intent.NotAdmin):
		return says, false // "em không phải quản trị thì ai làm được" tells the rights too
	case act == intent.Solved && says.Has(intent.NotSolved) && likely < actFirm:
		return says, false // "nói rồi đó, chưa được": a likeness takes back no words
	case act == intent.Cancel && keepsRequest(t, says, line):
		return says, false // "khoan đừng hủy"
	case act == intent.Hold && likely < actSure && !t.screen().does:
		return says, false // nothing is to be done here that could be held up
	case act == intent.Hold && likely < actFirm && says.Has(intent.Solved) && !says.Denies && says.Words <= briefAnswer+1:
		return says, false // "đặng gòi nghen"
	case act == intent.Cancel && likely < actLikeliest && !phrases && collecting(t):
		return says.Only(intent.Skip, likely), false // what is asked for is given up before the matter is
	case act == intent.Human && likely < actSure:
		return says, false
	case act == intent.Human:
		return says, !says.Has(act) && !says.Refuses(act)
	case act == intent.Ack && phrases:
		return says, false // "ok để em thử" is more than ok
	case says.Already && likely < actFirm && (act == intent.Solved || act == intent.NotSolved || act == intent.NotThere):
		return says, false // "tách rồi" tells what was done, not what came of it
	case act == intent.NotSolved && likely < actFirm && t.screen().does && doneOnly(t, says, line):
		return says.Only(intent.Done, actSure), false // "chọn rồi, nó tải lại mất số đang bấm"
	case act == intent.NotSolved && likely < actSure && !phrases && wonders(t, line):
		return says, false // "tách ra thì dữ liệu cũ còn không" asks
	case act == intent.NotSolved && likely < actSure && !says.Denies && turnsWell(t, onlyCut(t, line)):
		return says, false // "bật lên là được thôi": a likeness makes no failure of what ends well
	case act == intent.NotHuman && likely < actFirm && !says.Refuses(intent.Human):
		return says, false
	case (act == intent.NotSolved || act == intent.Solved || act != intent.Problem && !under(t) && !t.screen().idle) && surelyAnother(t, read.Result):
		return says, false // "giờ nó lại báo lỗi micro": the other error counts
	case !evident(t, act, line):
		return says, false
	}
	return says.Only(act, likely), false
}

// asksRelation reports whether a line asks what something has to do with it: "cái này ăn
// nhập gì với lỗi của chị". "Không liên quan gì" denies it.
func asksRelation(t *turn, line string) bool {
	return cutSo(spelled(t, line), writtenPhrases(t, "relation_words"), func(before, behind []word) bool {
		return longestHead(behind, writtenPhrases(t, "what_todo_words")) > 0 && !holdsPhrase(before, writtenPhrases(t, "negator_words"))
	})
}

// onlyCut is a line without the "thôi" that it ends in.
func onlyCut(t *turn, line string) string {
	return wordsBefore(line, len(cutEnd(spelled(t, line), 1, writtenPhrases(t, "only_ends"))))
}

// doneOnly reports whether a line says that a step was done and the page loaded anew, and
// in no word that it fails: what is lost by that is no failure.
func doneOnly(t *turn, says intent.Meanings, line string) bool {
	return !mentionsAny(t, line, "still_words", "negator_words", "but_words") && t.mentions("reloaded_words", line) && !says.Has(intent.NotSolved) && !unchanged(t, line) && slices.ContainsFunc(parts(t, line), func(part string) bool { return endsDone(t, part) })
}

// surelyAnother reports whether a line is surely about another topic than the
// present.
func surelyAnother(t *turn, r intent.Result) bool {
	return r.Intent == intent.KindTopic && r.Score >= likely && !same(t, r.Topic)
}

// fails reports whether an act says that a call fails: which of these it is depends on
// what went before.
func fails(act string) bool {
	m := intent.Meaning(act)
	return m == intent.NotSolved || m == intent.Relapse || m == intent.Problem
}

// asks reports whether a line is a question about the step.
func asks(f intent.Meanings) bool {
	return f.Has(intent.Where) || f.Has(intent.HowTo) || f.Has(intent.WhatIs) || f.Has(intent.Why) || f.Has(intent.WhoMay)
}
