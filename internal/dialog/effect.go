package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// What a question about a thing alone is answered with: which error comes of it,
// and whether it is the same as another.

// asksSame reports whether a line asks if two words mean one thing.
func asksSame(t *turn, s string) bool { return t.mentions("same_words", s) }

// sameWords tells two words of the guide apart, or says that they are one.
func sameWords(t *turn, s string) bool {
	found, twice := termsIn(t, s)
	switch {
	case len(found) >= 2:
		reply(t, chat.TurnTerm, t.T("two_words", "one", meaningOf(t, found[0]), "other", meaningOf(t, found[1])))
	case twice:
		reply(t, chat.TurnTerm, t.T("one_word", "text", meaningOf(t, found[0])))
	default:
		return false
	}
	return true
}

// termsIn are the words of the guide that a line names, in their order there,
// and whether it names the first by two names.
func termsIn(t *turn, s string) (found []kb.Term, twice bool) {
	line := look(t, s).padded
	by := map[string]string{}
	for {
		x, ok := findTerm(t, line)
		if !ok {
			return found, twice
		}
		name := ""
		for _, n := range append([]string{x.Name}, x.Names...) {
			if n = fold(n); len(n) > len(name) && hasWords(line, n) {
				name = n
			}
		}
		line = strings.Replace(line, " "+name+" ", " | ", 1)
		if slices.ContainsFunc(found, func(f kb.Term) bool { return f.Name == x.Name }) {
			twice = twice || by[x.Name] != name
			continue
		}
		by[x.Name] = name
		found = append(found, x)
	}
}

// effect says which error comes of what a line asks about, and what else the
// documents say of it. Where that was asked it is the answer, too.
func effect(t *turn, u *utterance, said string) bool {
	tp, c := causeLike(t, said)
	if c == nil {
		return false
	}
	titles := []string{title(t, tp)}
	for i := range t.guide.Topics {
		if other := &t.guide.Topics[i]; tp.Remedy != "" && other.ID != tp.ID && other.Remedy == tp.Remedy {
			titles = append(titles, title(t, other))
		}
	}
	text := t.T("effect", "cause", c.Title, "titles", strings.Join(titles, " "+t.T("or")+" "))
	if len(c.Steps) > 0 && c.Steps[0].Kind == kb.Tell {
		text += " " + c.Steps[0].Text
	}
	if i := slices.IndexFunc(tp.Causes, func(x kb.Cause) bool { return x.ID == c.ID }); t.st.Place.Screen == AtCauses && t.st.Place.Flow.Topic == tp.ID {
		t.pre(text)
		takeCause(t, i)
		return true
	}
	reply(t, chat.TurnAnswer, text)
	return true
}

// hearMatter answers, where the screen asks for something else, whether something is so
// by the sentence of the matter that says it, be it of another case: "hay là đợi nó hết
// treo" is no wish to be waited for.
func hearMatter(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || !t.screen().collects() || u.res.Code != "" || u.fresh || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.words.Has(intent.Human) || callWorks(t, u.text) || t.mentions("picture_words", u.text) || asksSame(t, u.text) {
		return false
	}
	for _, part := range parts(t, u.text) {
		if asks(t.meanings(part)) || !tagged(t, part) && !asksYesNo(t, part) && findPhrase(spelled(t, part), spell(t.T("question_or"))) < 0 {
			continue
		}
		if s := matterSays(t, part); s != "" && digest(s) != t.st.Said {
			t.st.Misses = 0
			reply(t, chat.TurnAnswer, t.T("confirm_say", "sentence", continued(s)))
			return true
		}
	}
	return false
}

// matterSays is the sentence of the matter under way that has most of what a question
// asks about: two of its words, or its only one where no other sentence has that.
func matterSays(t *turn, asked string) string {
	tp, ok := subject(t)
	what := content(t, spelled(t, asked))
	if !ok || foreign(t, tp.Lang) || tp.Choose != "" || len(what) == 0 {
		return ""
	}
	best, found, holding := 0.0, "", 0
	for _, s := range sentences(t, append(paragraphs(tp.Intro), stepTexts(t, articleSteps(tp))...)) {
		share, n := saysOf(what, s)
		if n == 0 || n == 1 && len(what) > 1 {
			continue
		}
		holding++
		if share > best {
			best, found = share, s
		}
	}
	if best < saysYes || len(what) == 1 && holding > 1 {
		return ""
	}
	return found
}

// causeLike is the cause of an error that says most of a line, nil for none.
func causeLike(t *turn, said string) (*kb.Topic, *kb.Cause) {
	var tp *kb.Topic
	var cause *kb.Cause
	best := 0.0
	for i := range t.guide.Topics {
		for k := range t.guide.Topics[i].Causes {
			c := &t.guide.Topics[i].Causes[k]
			if _, share := t.read.Covers(said, names(c)); !c.Other && share >= saysCause && share > best && !foreign(t, c.Lang) {
				tp, cause, best = &t.guide.Topics[i], c, share
			}
		}
	}
	return tp, cause
}

// hearGuessed hears what the user supposes the cause to be, where a step or a question of
// the guide is on the screen: what the documents say of it is told, else it is kept, and
// the step stays. An answer to the question is one all the same.
func hearGuessed(t *turn, u *utterance) bool {
	if t.st.Place.Flow == nil || t.st.Person || !t.screen().does && t.st.Place.Screen != AtCauses || u.res.Code != "" || u.fresh || u.trait != "" || len(u.res.Refs)+len(u.res.BadRefs) > 0 || u.words.HasAny(intent.Human, intent.Solved, intent.NotSolved, intent.Insult, intent.Hold) || callWorks(t, u.text) || surelyAnother(t, u.res) {
		return false
	}
	last := lastPart(t, u.text) // a line of signs alone has none
	if !guesses(t, last) || slices.ContainsFunc(parts(t, u.text), func(part string) bool { return reportsDone(t, part) }) {
		return false
	}
	if a, ok := t.choose(u); t.st.Place.Screen == AtCauses && ok && strings.HasPrefix(a.verb, causeVerb(0)[:len("cause")]) || namedNow(t, u.text) {
		return false
	}
	t.st.Misses = 0
	if s := matterSays(t, last); s != "" && digest(s) != t.st.Said {
		reply(t, chat.TurnAnswer, t.T("confirm_say", "sentence", continued(s)))
		return true
	}
	keepDetail(t, u.text)
	word := "guessed_step"
	if !t.screen().does {
		word = "guessed_ask"
	}
	aroundAs(t, chat.TurnPassedOn, word)
	return true
}

// guesses reports whether a clause says what the cause may be: "hay tại mạng yếu", "hết tiền
// hay sao á".
func guesses(t *turn, part string) bool {
	line := cutEnd(spelled(t, part), 1, writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"))
	begun := led(line, 1, writtenPhrases(t, "told_heads"))
	n := longestHead(begun, writtenPhrases(t, "guess_heads"))
	return n > 0 && len(begun) > n || len(line) > 2 && endsWith(line, writtenPhrases(t, "guess_ends"))
}

// namedNow reports whether a line names a cause of the matter under way.
func namedNow(t *turn, s string) bool {
	tp, ok := subject(t)
	return ok && t.st.Place.Screen == AtCauses && namedCause(t, tp, s) >= 0
}
