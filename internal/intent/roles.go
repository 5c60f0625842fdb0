package intent

import (
	"slices"

	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// Two faults may be told in the same words and differ in who or what they are at:
// a call that goes out or one that is passed on, a microphone or a speaker, the
// account that is busy or the number called. A role is such a part of a fault.
// Which topics know it is read off their own phrasings; a line that names it is
// about none of the others.

// role is one of them. Immutable once built.
type role struct {
	words, unless phraseSet // with one of unless in it, a line names something besides
	topics        map[string]bool
}

func newRoles(g *kb.Guide, w *lexicon.Words, x *lexicon.Lexicon) []role {
	out := make([]role, 0, len(w.Roles))
	for _, r := range w.Roles {
		out = append(out, role{newPhraseSet(x, r.Words), newPhraseSet(x, r.Unless), map[string]bool{}})
	}
	var read lexicon.Text
	for i := range g.Topics {
		tp := &g.Topics[i]
		for _, p := range slices.Concat(tp.Phrases, tp.Labels, []string{tp.Name, tp.Title}) {
			x.Read(&read, p) // once for all roles: a guide has thousands of phrases
			for k := range out {
				if out[k].in(&read) {
					out[k].topics[tp.ID] = true
				}
			}
		}
	}
	return out
}

// known reports whether any topic knows the role.
func (r *role) known() bool {
	for _, knows := range r.topics {
		if knows {
			return true
		}
	}
	return false
}

// in reports whether a text names the role.
func (r *role) in(t *lexicon.Text) bool { return r.words.in(t) && !r.unless.in(t) }

// phraseSet finds phrases with their words of address and their diacritics, by
// their first words: "bị văng" is no "bị vang", "chuyển sang" no "chuyển sang bạn".
type phraseSet map[lexicon.WordID][]signedPhrase

type signedPhrase struct {
	ids   []lexicon.WordID
	signs []uint16
}

func newPhraseSet(x *lexicon.Lexicon, phrases []string) phraseSet {
	set := phraseSet{}
	var read lexicon.Text
	for _, p := range phrases {
		x.Read(&read, p)
		if len(read.Spoken) == 0 {
			continue
		}
		n := signedPhrase{signs: slices.Clone(read.Signs)}
		for _, w := range read.Spoken {
			n.ids = append(n.ids, w.ID)
		}
		set[n.ids[0]] = append(set[n.ids[0]], n)
	}
	return set
}

// in reports whether one of the phrases stands in a text.
func (s phraseSet) in(t *lexicon.Text) bool {
	for i, w := range t.Spoken {
		if slices.ContainsFunc(s[w.ID], func(p signedPhrase) bool { return p.at(t, i) }) {
			return true
		}
	}
	return false
}

// at reports whether the phrase stands at a word of a text. Who writes no
// diacritics may mean any.
func (p signedPhrase) at(t *lexicon.Text, from int) bool {
	if from+len(p.ids) > len(t.Spoken) {
		return false
	}
	for k, id := range p.ids {
		if t.Spoken[from+k].ID != id || !text.MayMean(t.Signs[from+k], p.signs[k]) {
			return false
		}
	}
	return true
}

// played are the roles that a line names.
func (m *Matcher) played(t *lexicon.Text) (out []*role) {
	for i := range m.roles {
		if m.roles[i].in(t) {
			out = append(out, &m.roles[i])
		}
	}
	return out
}

// cast takes from a result the topics that do not know a role of the line. What a
// code says, it says. A role that no topic knows is of a matter outside.
func cast(res Result, roles []*role) Result {
	if len(roles) == 0 || res.Code != "" || res.MaybeHuman || res.Intent == KindHuman {
		return res
	}
	strange := func(topic string) bool {
		return slices.ContainsFunc(roles, func(r *role) bool { return !r.topics[topic] })
	}
	res.Candidates = slices.DeleteFunc(slices.Clone(res.Candidates), func(c Candidate) bool { return strange(c.Topic) })
	switch {
	case res.Intent == KindTopic && !strange(res.Topic), res.Intent == KindAsk && len(res.Candidates) > 0, res.Intent == KindNone && slices.ContainsFunc(roles, (*role).known):
		return res
	}
	return Result{Intent: KindNone, Score: 1}
}
