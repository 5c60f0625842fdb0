package advice

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/llm"
)

// A model sits an exam before its word counts: lines that users say, taken
// from the guide's own phrasings, and lines about what the guide does not
// cover. It sees the titles and hints of the topics, never the phrasings. One
// that fails is not asked at all, so that a model that is wrong, too small,
// or badly set up costs nothing but the exam.
const (
	examTopics  = 16 // questions on topics, at most
	examOutside = 4  // questions on nothing the guide covers
	passTopics  = 75 // per cent that must be right
	passOutside = 50 // per cent of the others that must not be claimed as sure

	passLasts = 24 * time.Hour // models change behind their names
)

type examQuestion struct {
	line  string
	topic string // empty: none
}

// Verdict is the result of an exam.
type Verdict struct {
	Passed  bool
	Right   int // topics named right
	Topics  int // topics asked about
	Claimed int // lines outside the guide that were claimed as a topic for sure
	Outside int // lines outside the guide that were asked about
}

// examOf chooses the questions: of every topic one phrasing without a code, in
// an order that depends on the guide's content alone.
func examOf(g *kb.Guide) []examQuestion {
	var topics, outside []examQuestion
	for _, t := range g.Topics {
		if line := pick(g.Version+t.ID, t.Phrases); line != "" {
			topics = append(topics, examQuestion{line, t.ID})
		}
	}
	slices.SortStableFunc(topics, func(a, b examQuestion) int { return cmp.Compare(number(a.topic), number(b.topic)) })
	rest := slices.Clone(g.Outside)
	for len(outside) < examOutside && len(rest) > 0 {
		line := pick(g.Version, rest)
		if line == "" {
			break
		}
		outside = append(outside, examQuestion{line: line})
		rest = slices.DeleteFunc(rest, func(s string) bool { return s == line })
	}
	return append(topics[:min(len(topics), examTopics)], outside...)
}

// pick returns one of the lines that say enough to be understood alone: five
// to sixteen words, no code.
func pick(seed string, lines []string) string {
	var best string
	var least uint32
	for _, l := range lines {
		n := len(strings.Fields(l))
		if n < 5 || n > 16 || strings.Contains(l, "_") {
			continue
		}
		if h := number(seed + l); best == "" || h < least {
			best, least = l, h
		}
	}
	return best
}

func number(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// Examine puts the exam to the model and keeps its verdict for Advise; a pass
// is good for a day. An error means that there is no verdict, because the
// model could not be asked; what was thought of it before stands. Answers are
// never taken from memory.
func (a *Adviser) Examine(ctx context.Context) (Verdict, error) {
	if a == nil {
		return Verdict{}, &llm.Failure{Outcome: llm.Off}
	}
	var v Verdict
	for _, q := range a.exam {
		c, err := a.sit(ctx, q)
		if o := llm.OutcomeOf(err); err != nil && o != llm.UnknownID && o != llm.Junk && o != llm.Empty && o != llm.Refused && o != llm.Truncated {
			return Verdict{}, err
		}
		if q.topic == "" {
			v.Outside++
			if err == nil && c.Topic != "" && c.Match == llm.High {
				v.Claimed++
			}
			continue
		}
		v.Topics++
		if err == nil && a.right(q, c) {
			v.Right++
		}
	}
	v.Passed = v.Topics > 0 && v.Right*100 >= passTopics*v.Topics && v.Claimed*100 <= passOutside*v.Outside
	if v.Passed {
		a.until.Store(a.model.Now().Add(passLasts).UnixNano())
	} else {
		a.until.Store(0)
	}
	return v, nil
}

func (a *Adviser) sit(ctx context.Context, q examQuestion) (llm.Choice, error) {
	return a.model.ChooseForExam(ctx, q.line, a.shortlist(q.line, intent.Result{Candidates: []intent.Candidate{{Topic: q.topic}}}))
}

// right allows the twin that has the same remedy, and a second thought: for
// some phrasings a person could not say which either.
func (a *Adviser) right(q examQuestion, c llm.Choice) bool {
	same := a.remedy[q.topic] != "" && a.remedy[q.topic] == a.remedy[c.Topic]
	return c.Topic != "" && c.Match != llm.Low && (c.Topic == q.topic || same || slices.Contains(c.Alt, q.topic))
}
