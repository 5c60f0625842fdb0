package kb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// sealAll fills in every hash. A step's and a cause's cover what the user is
// shown, a topic's all that is walked; the guide's Version covers everything,
// phrasings and translations included. Files and lines are in none of them, so
// moving text about changes no hash.
func sealAll(g *Guide) {
	for _, list := range [][]Topic{g.Topics, g.Articles} {
		for i := range list {
			sealTopic(&list[i])
		}
	}
}

func sealTopic(t *Topic) {
	sealSteps(t.Steps)
	for i := range t.Causes {
		c := &t.Causes[i]
		sealSteps(c.Steps)
		walked := placeless(*c)
		walked.Phrases = nil
		c.Hash = sum(walked)
	}
	walked := topicContent(*t)
	walked.Phrases, walked.Labels, walked.Codes, walked.Remedy, walked.Source, walked.Group = nil, nil, nil, "", "", ""
	for i := range walked.Causes {
		walked.Causes[i].Phrases = nil
	}
	t.Hash = sum(walked)
	t.Outline = outlineOf(t)
}

func sealSteps(steps []Step) {
	for i := range steps {
		s := steps[i]
		s.File, s.Line, s.Hash, s.ID = "", 0, "", ""
		steps[i].Hash, steps[i].Words = sum(s), sketch(&s)
	}
}

// content is a guide without places and hashes.
func content(g Guide) Guide {
	g.Version = ""
	for _, list := range []*[]Topic{&g.Topics, &g.Articles} {
		out := make([]Topic, len(*list))
		for i, t := range *list {
			out[i] = topicContent(t)
		}
		*list = out
	}
	g.Translations = slices.Clone(g.Translations)
	for i := range g.Translations {
		t := &g.Translations[i]
		t.Topics = slices.Clone(t.Topics)
		for k, tp := range t.Topics {
			t.Topics[k] = topicContent(tp)
		}
	}
	return g
}

func topicContent(t Topic) Topic {
	t.File, t.Line, t.Hash = "", 0, ""
	t.Steps = stepContent(t.Steps)
	causes := make([]Cause, len(t.Causes))
	for i, c := range t.Causes {
		causes[i] = placeless(c)
	}
	t.Causes = causes
	return t
}

func placeless(c Cause) Cause {
	c.File, c.Line, c.Hash = "", 0, ""
	c.Steps = stepContent(c.Steps)
	return c
}

func stepContent(steps []Step) []Step {
	out := make([]Step, len(steps))
	for i, s := range steps {
		s.File, s.Line, s.Hash = "", 0, ""
		out[i] = s
	}
	return out
}

// sum hashes the JSON of a value: plain structs without maps, so equal values
// give equal bytes.
func sum[T Guide | owned | Topic | Cause | Step](v T) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("kb: a guide is plain data: " + err.Error())
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}
