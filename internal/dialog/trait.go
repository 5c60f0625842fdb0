package dialog

import (
	"maps"
	"slices"
	"strings"

	"hotro/internal/kb"
)

// A trait is something about the user's machine that the documents choose
// by: the browser, the system. It is named by kb.Topic.Choose and its values
// are the answers of that topic's causes; the dialog knows no browser.

// options are the values of every trait, each with the ways to say it.
type options map[string][][]string

// traits collects the options of a guide.
func traits(g *kb.Guide) options {
	out := options{}
	for _, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for i := range list {
			if kind := list[i].Choose; kind != "" {
				for k := range list[i].Causes {
					out[kind] = append(out[kind], names(&list[i].Causes[k]))
				}
			}
		}
	}
	return out
}

// names are a cause's answer, its title, and the other ways to give it.
func names(c *kb.Cause) []string {
	out := []string{answerOf(c)}
	if c.Title != out[0] {
		out = append(out, c.Title)
	}
	return append(out, c.Says...)
}

// ways are the names of a cause and what those say who come with it.
func ways(c *kb.Cause) []string { return append(names(c), c.Phrases...) }

// observe remembers the traits that a line tells, and returns the kind of one.
// Where it names two ("không phải A mà là B") the later counts.
func observe(t *turn, u *utterance) string {
	if u.says.Denies && u.res.Code == "" || asks(u.says) { // "NOT" in a code denies nothing
		return ""
	}
	told := ""
	line := " " + fold(u.text) + " "
	for _, kind := range slices.Sorted(maps.Keys(t.traits)) {
		at := -1
		for _, v := range t.traits[kind] {
			for _, w := range v {
				if i := strings.LastIndex(line, " "+fold(w)+" "); i > at && fold(w) != "" {
					at, told = i, kind
					learn(t, kind, v[0])
				}
			}
		}
	}
	return told
}

// told takes what the channel knows; the user's own words count for more.
func told(t *turn, known map[string]string) {
	for _, kind := range slices.Sorted(maps.Keys(known)) {
		if _, said := t.st.Traits[kind]; said || t.traits[kind] == nil {
			continue
		}
		for _, v := range t.traits[kind] {
			if slices.ContainsFunc(v, func(w string) bool { return fold(w) == fold(known[kind]) }) {
				learn(t, kind, v[0])
			}
		}
	}
}

// learn remembers one trait.
func learn(t *turn, kind, value string) {
	if t.st.Traits == nil {
		t.st.Traits = map[string]string{}
	}
	t.st.Traits[kind] = value
}

// chosen is the cause of a topic that a remembered trait chooses.
func chosen(t *turn, tp *kb.Topic) (*kb.Cause, bool) {
	value := fold(t.st.Traits[tp.Choose])
	if tp.Choose == "" || value == "" {
		return nil, false
	}
	for i := range tp.Causes {
		for _, w := range names(&tp.Causes[i]) {
			if fold(w) == value {
				return &tp.Causes[i], true
			}
		}
	}
	return nil, false
}

// useTrait goes to the case that a trait just told chooses: of the present
// topic, or of the article the present step sends to.
func useTrait(t *turn, kind string) bool {
	f := t.st.Place.Flow
	if tp, ok := t.topic(f.Topic); ok && tp.Choose == kind {
		c, ok := chosen(t, tp)
		if !ok || c.ID == f.Cause {
			return false
		}
		t.at(AtStep)
		tryCause(t, c)
		return true
	}
	if a, ok := t.topic(linked(t)); ok && a.Choose == kind {
		openArticle(t, a.ID)
		return true
	}
	return false
}
