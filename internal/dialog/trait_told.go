package dialog

import (
	"maps"
	"slices"
	"strings"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// People name their browser or their machine beside a question, a denial or a
// complaint: "bên em xài Edge, chỉnh ở đâu", "iphone của tôi nó không hỏi". What is
// asked or denied is something else, and the name is told all the same.

// undenied is what a line says that it does not deny: the clauses without a negator,
// and what stands before the negator where something else follows it that is denied.
func undenied(t *turn, line string) string {
	var out []string
	for _, c := range clauses(t, line) {
		if !c.says.Denies {
			out = append(out, c.text)
			continue
		}
		fields, words := strings.Fields(c.text), spelled(t, c.text)
		at := indexAmong(words, writtenPhrases(t, "negator_words"))
		if at < 1 || len(fields) != len(words) {
			continue
		}
		if rest := led(words[at+1:], 0, writtenPhrases(t, "use_verbs"), writtenPhrases(t, "thing_fillers")); len(rest) > 1 || t.traits.head(rest) > 0 {
			out = append(out, strings.Join(fields[:at], " "))
		}
	}
	return strings.Join(out, ". ")
}

// traitOnly reports whether a line tells what the machine is, or is not, and nothing else:
// "em xài Cốc Cốc chứ ko phải Chrome" denies a browser, and not what was asked.
func traitOnly(t *turn, u *utterance) bool {
	if choosing(t) || u.words.Has(intent.Yes) || u.words.Has(intent.No) {
		return false
	}
	line, named := spelled(t, u.text), false
	for len(line) > 0 {
		n := longestHead(line, writtenPhrases(t, "use_verbs"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "self_words"), writtenPhrases(t, "number_polite"), writtenPhrases(t, "vocative_words"),
			writtenPhrases(t, "is_not_words"), writtenPhrases(t, "negator_words"), writtenPhrases(t, "contrast_words"), writtenPhrases(t, "computer_words"))
		if k := t.traits.head(line); k > 0 {
			n, named = max(n, k), true
		}
		if n == 0 {
			return false
		}
		line = line[n:]
	}
	return named
}

// head is how many words of a value, of any kind, a line begins with.
func (o options) head(line []word) (n int) {
	for _, all := range o {
		for _, x := range all {
			for _, w := range x.ways {
				if len(w.words) > n && findPhrase(firstOf(line, len(w.words)), w.words) == 0 {
					n = len(w.words)
				}
			}
		}
	}
	return n
}

// toldAsking is what a line that asks tells of the machine: its clauses that ask
// nothing, and those that say in what it is to be done ("tắt dịch trên Firefox sao").
func toldAsking(t *turn, line string) string {
	return joinBut(parts(t, line), func(part string) bool {
		return (asks(t.meanings(part)) || asksSomething(t, part)) && !doneOn(t, part)
	})
}

// doneOn reports whether a word that says where something is done stands before a name.
func doneOn(t *turn, part string) bool {
	line := look(t, part).words
	for _, behind := range cuts(line, writtenPhrases(t, "done_in_words")) {
		rest := read(nil, joinWords(firstOf(behind, nameReach)))
		for kind := range t.traits {
			if _, ok := t.traits.in(kind, &rest); ok {
				return true
			}
		}
	}
	return false
}

// nameReach is how many words behind such a word may hold the name.
const nameReach = 3

// joinWords is some words as one text, bare.
func joinWords(words []word) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = w.bare
	}
	return strings.Join(all, " ")
}

// namedIn is the option of a kind that a line names; of two, the one that is meant:
// "Safari chứ có phải Edge đâu". At the question which it is, small words may stand
// within the name: "hình cái la bàn".
func namedIn(t *turn, kind, said string) (option, bool) {
	if meant := corrected(t, said); meant != said {
		if o, ok := t.traits.in(kind, look(t, meant)); ok {
			return o, ok
		}
	}
	o, ok := t.traits.in(kind, look(t, inUse(t, kind, said)))
	if ok || t.st.Place.Screen != AtCauses || !choosesBy(t, kind) {
		return o, ok
	}
	fillers := writtenPhrases(t, "classifier_words")
	bare := read(nil, joinWords(slices.DeleteFunc(slices.Clone(spelled(t, said)), func(w word) bool { return among(fillers, w) })))
	if o, ok := t.traits.in(kind, &bare); ok {
		return o, ok
	}
	return byPart(t, kind, said)
}

// byPart is the value that a line calls by a part of its name that no other has, as it is
// written or as it sounds: "google" of "Google Chrome", "gu gồ". What the documents call a
// value in Vietnamese words has no such part: those say other things, too.
func byPart(t *turn, kind, said string) (found option, ok bool) {
	ear, hears := t.read.(listener)
	fillers := [...]*phraseList{writtenPhrases(t, "use_verbs"), writtenPhrases(t, "thing_fillers"), writtenPhrases(t, "classifier_words")}
	line := slices.DeleteFunc(slices.Clone(spelled(t, said)), func(w word) bool { return amongAny(w, fillers[:]...) })
	parts := t.traits.parts(kind)
	for i := range line {
		for n := 1; n <= mostSyllables && i+n <= len(line); n++ {
			stretch := joinWords(line[i : i+n])
			for part, o := range parts {
				if stretch != part && (!hears || n == 1 || ear.Sounds(stretch, part) < soundsAlike) || i+n < len(line) && callsTopic(t, stretch+" "+line[i+n].bare) {
					continue // "google dịch" is no browser
				}
				if ok && found.name() != o.name() {
					return option{}, false
				}
				found, ok = o, true
			}
		}
	}
	return found, ok
}

// callsTopic reports whether some topic is called by words, among others.
func callsTopic(t *turn, words string) bool {
	return slices.ContainsFunc(slices.Concat(t.guide.Topics, t.guide.Articles), func(tp kb.Topic) bool {
		return slices.ContainsFunc(callings(&tp), func(name string) bool { return hasWords(" "+fold(name)+" ", words) })
	})
}

const (
	mostSyllables = 3    // that one English word is said in
	soundsAlike   = 0.85 // to be that word
	longPart      = 4    // letters of a part of a name
)

// parts are the words of the names of a kind that only one value has: no Vietnamese ones.
func (o options) parts(kind string) map[string]option {
	all, shared := map[string]option{}, map[string]bool{}
	for _, x := range o[kind] {
		for _, way := range x.ways {
			for _, w := range way.words {
				if len(w.bare) < longPart || text.Syllable([]byte(w.bare)) {
					continue
				}
				if other, known := all[w.bare]; known && other.name() != x.name() {
					shared[w.bare] = true
				}
				all[w.bare] = x
			}
		}
	}
	maps.DeleteFunc(all, func(w string, _ option) bool { return shared[w] })
	return all
}

// answersChoice reports whether a line names one of the alternatives that are asked
// about, or the one that is shown: that is no other meaning of the last line, be it
// said with "anh nói rồi mà".
func answersChoice(t *turn, s string) bool {
	f := t.st.Place.Flow
	if f == nil || !choosing(t) {
		return false
	}
	tp, _ := t.topic(f.Topic)
	o, ok := namedIn(t, tp.Choose, withoutDisclaimed(t, s))
	return ok && (t.st.Place.Screen == AtCauses || fold(t.st.Traits[tp.Choose]) == o.name())
}

// hearMachineAgain takes the machine whose way is shown, said once more by who was
// asked for it before: "anh nói Firefox rồi mà" tells nothing of the step.
func hearMachineAgain(t *turn, u *utterance) bool {
	rest, again := afterSaid(t, u.text)
	if !again || u.trait == "" || !u.known || !t.screen().does || t.st.Place.Flow == nil || !choosesBy(t, u.trait) || fieldCount(rest) > restWords+1 {
		return false
	}
	t.st.Misses = 0
	noteTrait(t, u.trait)
	t.again()
	return true
}
