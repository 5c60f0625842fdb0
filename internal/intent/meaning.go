package intent

import (
	"cmp"
	"slices"

	"hotro/internal/intent/lexicon"
)

// Meaning is what a line says about the walk under way, whatever the topic.
type Meaning string

// The meanings. Their words are in prompts/words/meanings.toml.
const (
	Solved    Meaning = "solved"     // it works now
	NotSolved Meaning = "not_solved" // tried, still broken
	Yes       Meaning = "yes"
	No        Meaning = "no"
	Unsure    Meaning = "unsure" // does not know the answer to a question
	IsAdmin   Meaning = "is_admin"
	NotAdmin  Meaning = "not_admin"
	WhereID   Meaning = "where_id" // where to find the call ID
	NoID      Meaning = "no_id"    // has no call ID
	Pick      Meaning = "pick"     // one of the options: Meanings.Ordinal
	Thanks    Meaning = "thanks"
	Greeting  Meaning = "greeting"
	Bye       Meaning = "bye"
	Insult    Meaning = "insult"
	Back      Meaning = "back"
	Restart   Meaning = "restart"
	Menu      Meaning = "menu"
	Human     Meaning = "human"
	Cancel    Meaning = "cancel"
	Hold      Meaning = "hold"     // will answer later: "đợi em tí"
	Confused  Meaning = "confused" // does not understand what was said
	Repeat    Meaning = "repeat"   // say it again
	HowTo     Meaning = "how_to"   // how is this step done
	AreYouBot Meaning = "are_you_bot"
	AnyoneYet Meaning = "anyone_yet" // impatience: "có ai không", "sao lâu thế"
	OtherAsk  Meaning = "other"      // none of the options, something else
	Ack       Meaning = "ack"        // heard, nothing more: "dạ", "ok", a thumb
	Done      Meaning = "done"       // did what the step says; whether it helped is not said
	Skip      Meaning = "skip"       // does not want to answer: "bỏ qua", "khỏi"
	Where     Meaning = "where"      // where is it: "nằm ở đâu"
	WhatIs    Meaning = "what_is"    // what does this word mean
	Why       Meaning = "why"        // why does this happen
	Whether   Meaning = "whether"    // is it so, is it needed, does it do harm
	WhoMay    Meaning = "who_may"    // who is able, or allowed, to do it
	NotThere  Meaning = "not_there"  // what the step names is not on the screen
	Shadow    Meaning = "shadow"     // words that only look like another meaning; nobody acts on it
	NotHuman  Meaning = "not_human"  // speaks of people, and wants none: "em là nhân viên"
	Problem   Meaning = "problem"    // describes an error: a matter for the topics
	Outside   Meaning = "outside"    // asks for what no guide of this kind covers
	MoreInfo  Meaning = "more_info"  // adds what support may need
	Comment   Meaning = "comment"    // a free word about the help
	Relapse   Meaning = "relapse"    // what worked is broken again
)

// meanings returns the name of every meaning that words data may have.
func meanings() []string {
	var out []string
	for _, m := range []Meaning{
		Solved, NotSolved, Yes, No, Unsure, IsAdmin, NotAdmin, WhereID, NoID, Thanks, Greeting, Bye, Insult, Back, Restart, Menu, Human,
		Cancel, Hold, Confused, Repeat, HowTo, AreYouBot, AnyoneYet, OtherAsk, Ack, Done, Skip, Where, WhatIs, Why, Whether, WhoMay, NotThere, Shadow,
		NotHuman, Problem, Outside, MoreInfo, Comment, Relapse,
	} {
		out = append(out, string(m))
	}
	return out
}

// MeaningMatch is one meaning found in a line.
type MeaningMatch struct {
	Meaning Meaning
	// Strength is 1 when the line says this and nothing else, and less the
	// more other words surround it.
	Strength float64
	Whole    bool // the line says this and nothing else, politeness aside
	// Negated tells that a negator governs the words: "không cần gặp nhân
	// viên". Has, Whole and Strength pass over such a match.
	Negated bool
}

// Meanings is what a line says as an answer inside a walk.
type Meanings struct {
	Matches []MeaningMatch   // strongest first; each meaning at most once
	Ordinal int              // 1 for the first option, -1 for the last, 0 when none was named
	Words   int              // how many words the line has, politeness aside
	Known   int              // how many of them are known
	Already bool             // the line tells of something done: it ends in "rồi", "xong"
	Denies  bool             // a negator governs the line: as the answer to a yes/no question, it is a no
	Deaf    lexicon.Deafness // who does not hear the other side, as the line says
	Affirms bool             // the line says yes without the word: it begins with "có", "đúng", "phải"
}

// Refuses reports whether the line mentions x only to say that it is not
// wanted.
func (m Meanings) Refuses(x Meaning) bool {
	for _, s := range m.Matches {
		if s.Meaning == x && s.Negated {
			return !m.Has(x)
		}
	}
	return false
}

// Without is what a line says but for one meaning.
func (m Meanings) Without(x Meaning) Meanings {
	m.Matches = slices.DeleteFunc(slices.Clone(m.Matches), func(f MeaningMatch) bool { return f.Meaning == x })
	return m
}

// Only returns m as a line that says x and nothing else.
func (m Meanings) Only(x Meaning, likely float64) Meanings {
	m.Matches = []MeaningMatch{{Meaning: x, Strength: likely, Whole: true}}
	m.Already, m.Affirms, m.Denies = x == Done, x == Yes, x == No
	return m
}

// Has reports whether the line says x at all.
func (m Meanings) Has(x Meaning) bool { return m.Strength(x) > 0 }

// HasAny reports whether the line says one of some at all.
func (m Meanings) HasAny(some ...Meaning) bool { return slices.ContainsFunc(some, m.Has) }

// Whole reports whether the line says x and nothing else.
func (m Meanings) Whole(x Meaning) bool {
	for _, s := range m.Matches {
		if s.Meaning == x && !s.Negated {
			return s.Whole
		}
	}
	return false
}

// Strength returns how strongly the line says x, 0 for not at all.
func (m Meanings) Strength(x Meaning) float64 {
	for _, s := range m.Matches {
		if s.Meaning == x && !s.Negated {
			return s.Strength
		}
	}
	return 0
}

// Top returns the strongest meaning, "" when there is none.
func (m Meanings) Top() Meaning {
	if len(m.Matches) == 0 {
		return ""
	}
	return m.Matches[0].Meaning
}

// opposite returns the meaning that m takes back, "" for none.
func (m Meaning) opposite() Meaning {
	switch m {
	case Solved:
		return NotSolved
	case NotSolved:
		return Solved
	case IsAdmin:
		return NotAdmin
	case NotAdmin:
		return IsAdmin
	}
	return ""
}

func (m *Meanings) addWhole(found []sense) {
	for _, v := range found {
		m.add(MeaningMatch{Meaning: v.meaning, Strength: 1, Whole: true})
		m.pick(v.ordinal)
	}
}

// pick keeps the first option that is named.
func (m *Meanings) pick(ordinal int) {
	if m.Ordinal == 0 {
		m.Ordinal = ordinal
	}
}

// takeBack drops what a later clause takes back: "được rồi nhưng vẫn bị".
func (m *Meanings) takeBack(against Meaning) {
	m.Matches = slices.DeleteFunc(m.Matches, func(x MeaningMatch) bool { return x.Meaning == against && !x.Whole })
}

// sort puts the strongest first.
func (m *Meanings) sort() {
	slices.SortStableFunc(m.Matches, func(a, b MeaningMatch) int { return cmp.Compare(b.Strength, a.Strength) })
}

func (m *Meanings) add(found MeaningMatch) {
	for i := range m.Matches {
		if x := &m.Matches[i]; x.Meaning == found.Meaning && x.Negated == found.Negated {
			x.Strength, x.Whole = max(x.Strength, found.Strength), x.Whole || found.Whole
			return
		}
	}
	m.Matches = append(m.Matches, found)
}
