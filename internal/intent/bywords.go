package intent

import (
	"hotro/internal/intent/lexicon"
	"hotro/internal/kb"
)

// Who does not hear whom tells an error that single words do not: "khách không
// nghe em" and "em không nghe khách" have the same ones. The topic that the
// guide's own phrasings give to the former is found when the matcher is built.

const (
	unheardLeast = 3   // phrasings that say so, of one topic
	unheardShare = 0.8 // of all phrasings that do

	unheardScore = 0.6  // likely, not sure: the user hears how to say no
	unheardNot   = 0.97 // how sure the rest of a line has to be of another matter
	unheardWords = 4    // fewer content words do not say whose voice it is
)

// unheardTopic is the topic of a user whom the customer does not hear, "" for
// none.
func unheardTopic(g *kb.Guide, x *lexicon.Lexicon, ears *lexicon.Ears) string {
	best, most, all := "", 0, 0
	var t lexicon.Text
	for i := range g.Topics {
		n := 0
		for _, p := range g.Topics[i].Phrases {
			x.Read(&t, p)
			if d := ears.Deaf(&t); d.Them && !d.Us {
				n++
			}
		}
		if all += n; n > most {
			best, most = g.Topics[i].ID, n
		}
	}
	if most < unheardLeast || float64(most) < unheardShare*float64(all) {
		return ""
	}
	return best
}

// byWords lets the classifier decide, and who does not hear whom where it is
// not sure.
func (m *Matcher) byWords(sc *scratch) Result {
	p := m.predict(sc)
	deaf := m.phrases.ears.Deaf(&sc.text) // before disambiguate, which takes words out
	res := m.decide(p, m.wish(sc), m.trouble.vague(sc.text.Spoken))
	if deaf.Them && !deaf.Us && m.unheard != "" && len(sc.text.First) >= unheardWords && p.Outside < unheardNot && (res.Intent == KindNone || res.Intent == KindAsk) {
		return Result{Intent: KindTopic, Topic: m.unheard, Score: unheardScore, Candidates: []Candidate{{m.unheard, unheardScore}}}
	}
	if res.Intent != KindTopic {
		return res
	}
	if res.Topic == m.unheard && (deaf.Us || deaf.Them && len(sc.text.First) < unheardWords) {
		res.Intent, res.Topic = KindAsk, "" // it is the user who hears nothing, or a customer who does not pick up
		return res
	}
	content := len(sc.text.First)
	if res = m.disambiguate(sc, p, res); res.Intent != KindTopic {
		return res
	}
	return m.doubt(sc, content, res)
}
