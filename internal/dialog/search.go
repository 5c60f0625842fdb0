package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/text"
)

const (
	searchWords = 6  // of a line that looks for something; more tell of a problem
	searchMax   = 60 // characters of it that are kept
	searchCode  = 3  // digits of a number that may be a part of a code
)

// allSearched are, for each topic, the words by which it is found: its title, what
// else it is called, its codes and its group.
func (b *book) allSearched() []string {
	out := make([]string, len(b.Topics))
	for i := range b.Topics {
		tp := &b.Topics[i]
		all := slices.Concat([]string{tp.Title, tp.Name, tp.Label, tp.Group}, tp.Codes, tp.Labels)
		out[i] = " " + strings.Join(keyWords(strings.Join(all, " ")), " ")
	}
	return out
}

// keyWords are the words of a text without marks; a code is several.
func keyWords(s string) []string {
	return text.Words(text.Fold(strings.ReplaceAll(s, "_", " ")))
}

// politeless are the words of a line without those that only go with them.
func politeless(t *turn, s string) []string {
	noise := writtenList(t, "search_noise")
	return slices.DeleteFunc(keyWords(s), func(w string) bool { return contains(noise, w) })
}

// search finds the topics that have every word of a query, or a word that begins
// with it; the commonest first.
func search(t *turn, query string) []*kb.Topic {
	words := politeless(t, query)
	if len(words) == 0 || len(words) > searchWords || len(strings.Join(words, "")) < 2 {
		return nil
	}
	var out []*kb.Topic
	for i, all := range t.guide.searched() {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, " "+w) }) {
			out = append(out, &t.guide.Topics[i])
		}
	}
	return t.guide.commonFirst(out)
}

// hearSearch takes a few words at the list of a big guide for those of the error
// that is looked for, unless they name one surely.
func hearSearch(t *turn, u *utterance) bool {
	r := u.res
	if len(t.guide.Topics) <= listWhole || t.st.Place.Flow != nil || t.st.Place.Screen != AtMenu && t.st.Place.Screen != AtStart ||
		r.Code != "" || r.Uncovered || len(r.Refs)+len(r.BadRefs) > 0 || u.wants || r.Intent == intent.KindHuman || r.Intent == intent.KindTopic && r.Score >= leaveSure {
		return false
	}
	return listFound(t, u.text)
}

// listFound lists what a few words find, opens the one topic they do, and reports
// whether there was any.
func listFound(t *turn, query string) bool {
	list := search(t, query)
	switch len(list) {
	case 0:
		return false
	case 1:
		enter(t, list[0].ID)
		return true
	}
	t.out.Kind, t.st.Misses = chat.TurnMenu, 0
	return listAt(t, found, 0, text.Head(strings.Join(strings.Fields(query), " "), searchMax))
}

// mayBeCode reports whether a number that no option has may be a part of a code,
// where errors are looked for.
func mayBeCode(t *turn, n string) bool {
	return len(n) >= searchCode && len(t.guide.Topics) > listWhole && t.st.Place.Screen == AtMenu && len(search(t, n)) > 0
}
