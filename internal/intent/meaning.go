package intent

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
)

// meanings returns every meaning that words data may name.
func meanings() []Meaning {
	return []Meaning{
		Solved, NotSolved, Yes, No, Unsure, IsAdmin, NotAdmin, WhereID, NoID, Thanks, Greeting, Bye, Insult, Back, Restart, Menu, Human,
		Cancel, Hold, Confused, Repeat, HowTo, AreYouBot, AnyoneYet, OtherAsk,
	}
}

// MeaningMatch is one meaning found in a line.
type MeaningMatch struct {
	Meaning Meaning
	// Strength is 1 when the line says this and nothing else, and less the
	// more other words surround it.
	Strength float64
	Whole    bool // the line says this and nothing else, politeness aside
}

// Meanings is what a line says as an answer inside a walk.
type Meanings struct {
	Matches []MeaningMatch // strongest first; each meaning at most once
	Ordinal int            // 1 for the first option, -1 for the last, 0 when none was named
	Words   int            // how many words the line has, politeness aside
}

// Has reports whether the line says m at all.
func (f Meanings) Has(m Meaning) bool { return f.Strength(m) > 0 }

// Whole reports whether the line says m and nothing else.
func (f Meanings) Whole(m Meaning) bool {
	for _, s := range f.Matches {
		if s.Meaning == m {
			return s.Whole
		}
	}
	return false
}

// Strength returns how strongly the line says m, 0 for not at all.
func (f Meanings) Strength(m Meaning) float64 {
	for _, s := range f.Matches {
		if s.Meaning == m {
			return s.Strength
		}
	}
	return 0
}

// Top returns the strongest meaning, "" when there is none.
func (f Meanings) Top() Meaning {
	if len(f.Matches) == 0 {
		return ""
	}
	return f.Matches[0].Meaning
}
