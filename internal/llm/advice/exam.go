package advice

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"sort"
	"strings"
	"time"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/llm"
	"hotro/internal/retry"
	"hotro/internal/text"
)

// A model sits an exam before its word counts: lines that users say, taken
// from the guide's own phrasings, and lines about what the guide does not
// cover. It sees the titles and hints of the topics, never the phrasings. One
// that fails is not asked at all, so that a model that is wrong, too small,
// or badly set up costs nothing but the exam.
const (
	examTopics  = 16 // questions on topics, at most
	examOutside = 30 // questions on nothing the guide covers, the nearest to it first
	passTopics  = 75 // per cent that must be right
	passOutside = 10 // per cent of the others that may be claimed as sure, at most

	passLasts = 24 * time.Hour // models change behind their names
)

// examQuestion is a line about a topic, or about none.
type examQuestion struct {
	line  string
	topic string // empty: none
}

// Verdict is the result of an exam.
type Verdict struct {
	Passed  bool // it may say what a line is about
	Right   int  // topics named right
	Topics  int  // topics asked about
	Claimed int  // lines outside the guide that were claimed as a topic for sure
	Outside int  // lines outside the guide that were asked about

	Hears   bool // it may also say what a line does on a screen
	Heard   int  // lines on a screen told right
	Lines   int  // lines on a screen asked about
	Misread int  // lines that answer nothing and were taken for an answer, or for a wish for a person
	Silent  int  // lines that answer nothing and were asked about
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
	sort.SliceStable(topics, func(i, j int) bool { return number(topics[i].topic) < number(topics[j].topic) })
	for _, line := range near(g) {
		if len(outside) < examOutside {
			outside = append(outside, examQuestion{line: line})
		}
	}
	return append(topics[:min(len(topics), examTopics)], outside...)
}

// near returns the lines about what the guide does not cover that could be
// understood alone: first those whose words are most like a topic's, for a model
// that tells these apart tells all.
func near(g *kb.Guide) []string {
	said := map[string]int{} // in how many topics users say a word
	for _, t := range g.Topics {
		seen := map[string]bool{}
		for _, w := range text.Words(strings.Join(t.Phrases, " ")) {
			if !seen[w] {
				seen[w] = true
				said[w]++
			}
		}
	}
	type question struct {
		line string
		like float64
	}
	var qs []question
	for _, l := range g.Outside {
		if !alone(l) {
			continue
		}
		q := question{line: l}
		words := text.Words(l)
		for _, w := range words {
			if n := said[w]; n > 0 {
				q.like += 1 / float64(n*len(words)) // what few topics say is what misleads
			}
		}
		qs = append(qs, q)
	}
	sort.SliceStable(qs, func(i, j int) bool {
		a, b := &qs[i], &qs[j]
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(number(g.Version+a.line), number(g.Version+b.line))) < 0
	})
	out := make([]string, len(qs))
	for i, q := range qs {
		out[i] = q.line
	}
	return out
}

// alone reports whether a line says enough to be understood alone: five to
// sixteen words, no code.
func alone(l string) bool {
	n := len(strings.Fields(l))
	return n >= 5 && n <= 16 && !strings.Contains(l, "_")
}

// pick returns one of the lines that can be understood alone.
func pick(seed string, lines []string) string {
	var best string
	var least uint32
	for _, l := range lines {
		if !alone(l) {
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
	if err := a.examineTopics(ctx, &v); err != nil {
		return Verdict{}, err
	}
	v.Passed = v.Topics > 0 && v.Right*100 >= passTopics*v.Topics && v.Claimed*100 <= passOutside*v.Outside
	if v.Passed { // else it is not asked at all
		if err := a.examineScreens(ctx, &v); err != nil {
			return Verdict{}, err
		}
	}
	a.hears.Store(v.Hears)
	if v.Passed {
		a.until.Store(a.model.Now().Add(passLasts).UnixNano())
	} else {
		a.until.Store(0)
	}
	return v, nil
}

func (a *Adviser) examineTopics(ctx context.Context, v *Verdict) error {
	for _, q := range a.exam {
		c, answered, err := a.sit(ctx, llm.Line{Text: q.line, Topics: a.shortlist(q.line, intent.Result{Candidates: []intent.Candidate{{Topic: q.topic}}})})
		if err != nil {
			return err
		}
		if q.topic == "" {
			v.Outside++
			if answered && c.Topic != "" && c.Match == llm.High {
				v.Claimed++
			}
			continue
		}
		v.Topics++
		if answered && a.right(q, c) {
			v.Right++
		}
	}
	return nil
}

// How often a server that asks for patience is asked again within an exam, which
// nobody waits for, and after how long.
const (
	examRetries = 8
	examPause   = 15 * time.Second
)

// sit puts one question of an exam. A poor answer is an answer that is not
// right; an error means that there was none.
func (a *Adviser) sit(ctx context.Context, l llm.Line) (c llm.Choice, answered bool, err error) {
	for tries := 0; ; tries++ {
		c, err = a.model.ChooseForExam(ctx, l)
		switch o := llm.OutcomeOf(err); o {
		case llm.OK:
			return c, true, nil
		case llm.UnknownID, llm.Junk, llm.Empty, llm.Refused, llm.Truncated:
			return llm.Choice{}, false, nil
		case llm.Busy, llm.Paused:
			if tries < examRetries && retry.Sleep(ctx, examPause) {
				continue
			}
		}
		return llm.Choice{}, false, err
	}
}

// right allows the twin that has the same remedy, and a second thought: for
// some phrasings a person could not say which either.
func (a *Adviser) right(q examQuestion, c llm.Choice) bool {
	same := a.remedy[q.topic] != "" && a.remedy[q.topic] == a.remedy[c.Topic]
	return c.Topic != "" && c.Match != llm.Low && (c.Topic == q.topic || same || slices.Contains(c.Alt, q.topic))
}
