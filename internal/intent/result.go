package intent

import (
	"encoding/json"

	"hotro/internal/intent/acts"
	"hotro/internal/reference"
)

// Kind is what a line turned out to be.
type Kind string

// The kinds of result.
const (
	KindTopic Kind = "topic" // sure: Topic
	KindAsk   Kind = "ask"   // unsure: one of Candidates, or none of them
	KindHuman Kind = "human" // a person is asked for
	KindNone  Kind = "none"  // nothing the guide covers
)

// Candidate is a topic with how well it fits, from 0 to 1.
type Candidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

// Result is what one line means. The zero value is no result at all; Match
// always sets Intent.
type Result struct {
	Intent     Kind
	Topic      string      // for KindTopic
	Score      float64     // of the decision, from 0 to 1
	Candidates []Candidate // at most three, best first; set whatever the intent
	Code       string      // the error code found, as the system writes it, covered or not
	Uncovered  bool        // Code is known and no document covers it, or it is no known code at all
	Partial    bool        // only a part of a code was found: the one code that has it, or Candidates that do
	MaybeHuman bool        // a person may be asked for, though not in so many words: worth a question
	Shared     string      // the remedy that the first two candidates share
	Refs       []string
	BadRefs    []reference.Bad
}

// Reading is everything the matcher has to say about one line.
type Reading struct {
	Plain    string       // the line as it reads: emoticon codes are the emoji they stand for
	Result   Result       // what the line is about
	Meanings Meanings     // what it says as an answer inside a walk, call IDs included
	Acts     acts.Ranking // what it is likely to say where no known phrase tells
	Kind     bool         // it is emoji alone, one of them kind: thanks rather than a judgement
}

// resultJSON is the shape that "bot match" prints.
type resultJSON struct {
	Text       string      `json:"text"`
	Intent     Kind        `json:"intent"`
	Topic      string      `json:"topic"`
	Score      float64     `json:"score"`
	Candidates []Candidate `json:"candidates"`
	Refs       []string    `json:"call_ids"`
}

// Line is a line with its result; it marshals as one line of "bot match".
type Line struct {
	Text   string
	Result Result
}

// MarshalJSON writes the fields of the contract, lists never null.
func (l Line) MarshalJSON() ([]byte, error) {
	r := l.Result
	return json.Marshal(resultJSON{
		Text: l.Text, Intent: r.Intent, Topic: r.Topic, Score: r.Score,
		Candidates: append([]Candidate{}, r.Candidates...),
		Refs:       append([]string{}, r.Refs...),
	})
}
