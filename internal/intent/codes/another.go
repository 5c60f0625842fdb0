package codes

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/kb"
	"hotro/internal/text"
)

// Other programs have errors too, and say them in words that are in codes: "upload media
// error", "module_not_found", "HTTP/1.1 404 Not Found". What has a word of its own in the
// place of one of a code's is another's, and opens nothing.

const (
	anothersMost   = 0.6 // of a code may stand beside such a word
	likelyAnothers = 0.9 // is the score of what only words say: it may still be a code read aloud
)

// another returns the name of a message that has some words of a code, as much as best is
// explained by a run, and a word of its own where that one has others.
func (sc *scan) another(r run, best alignment) string {
	if sc.sentence() {
		return ""
	}
	c := &sc.book.codes[best.code]
	first, last := r.parts[0], r.parts[len(r.parts)-1]
	from, to := first.word, last.word+1
	few := best.recall < anothersMost
	own := sc.inPlace(r, c, few)
	if few && from > 0 && c.parts[0] != first.part && sc.besideWord(from) && sc.others(from-1) {
		from--
	}
	if few && to < len(sc.words.Spans) && c.parts[len(c.parts)-1] != last.part && sc.besideWord(to) && sc.others(to) {
		to++
	}
	if !own && from == first.word && to == last.word+1 {
		return ""
	}
	start, _ := sc.span(from, from+1)
	_, end := sc.span(from, to)
	return sc.named(placement{start: start, end: end})
}

// sentence reports whether somebody says something in English, in a word that
// messages of programs do without: "it thinks I'm still in another call".
func (sc *scan) sentence() bool {
	return slices.ContainsFunc(sc.words.Spans, func(s text.Span) bool { return sc.book.sentence[string(sc.words.Folded[s.Start:s.End])] })
}

// inPlace reports whether between two words of a run stands one of another program where
// the code has one of its own, "get user profile error", or where it has none and only a
// few of its words are there.
func (sc *scan) inPlace(r run, c *Code, few bool) bool {
	for i, x := range r.parts[1:] {
		before := r.parts[i]
		k := slices.Index(c.parts, before.part)
		if k < 0 || !few && k+1 < len(c.parts) && c.parts[k+1] == x.part {
			continue
		}
		for w := before.word + 1; w < x.word; w++ {
			if sc.others(w) {
				return true
			}
		}
	}
	return false
}

// others reports whether a word is a foreign one that neither codes nor those who speak of
// them use.
func (sc *scan) others(i int) bool { return sc.strangeWord(i) && !sc.book.said[sc.word(i)] }

// strangeWord reports whether a word is a foreign one that neither codes have nor says
// that something is an error.
func (sc *scan) strangeWord(i int) bool {
	return sc.foreign(i) && !sc.book.parts.known(sc.Text, i) && !sc.book.around.announces(sc.word(i), 0)
}

// word is a word of the line, folded.
func (sc *scan) word(i int) string {
	return string(sc.words.Folded[sc.words.Spans[i].Start:sc.words.Spans[i].End])
}

// learn notes the words that a guide has for its topics.
func (b *Book) learn(g *kb.Guide) {
	add := func(list ...string) {
		for _, s := range list {
			for _, w := range text.Words(s) {
				b.said[w] = true
			}
		}
	}
	for _, t := range slices.Concat(g.Topics, g.Articles) {
		add(t.Title, t.Name, t.Label)
		add(t.Labels...)
	}
	for _, tr := range g.Translations {
		for _, t := range tr.Topics {
			add(t.Title, t.Name, t.Label)
		}
	}
}

// joined returns a token in small letters that has a word of a code and one of its own:
// nobody joins words by underscores but programs.
func (sc *scan) joined() (token, bool) {
	for _, k := range sc.copied {
		own, of := false, false
		for i := k.from; i < k.to; i++ {
			own, of = own || sc.strangeWord(i), of || sc.book.parts.known(sc.Text, i)
		}
		if own && of {
			return k, true
		}
	}
	return token{}, false
}

// replacedFirst names the words in a row that are the end of a code but for the first of them,
// which is of another code: "user not found".
func (sc *scan) replacedFirst(r run) string {
	n := len(r.parts)
	if n < 3 || r.parts[n-1].word-r.parts[0].word != n-1 || r.parts[0].slip {
		return ""
	}
	like := false
	for i := range sc.book.codes {
		parts := sc.book.codes[i].parts
		if partOf(r, parts) {
			return ""
		}
		if k := len(parts) - n; k >= 0 && slices.EqualFunc(parts[k+1:], r.parts[1:], func(p int32, x partAt) bool { return p == x.part }) {
			like = true
		}
	}
	if !like {
		return ""
	}
	start, _ := sc.span(r.parts[0].word, r.parts[0].word+1)
	_, end := sc.span(r.parts[0].word, r.parts[n-1].word+1)
	return sc.named(placement{start: start, end: end})
}

// busy are the phrases of SIP that HTTP has not.
var busy = map[int]string{480: "Temporarily Unavailable", 481: "Call Transaction Does Not Exist", 486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here", 600: "Busy Everywhere", 603: "Decline", 604: "Does Not Exist Anywhere", 606: "Not Acceptable"}

// statusPhrase is what HTTP says with a number, word by word.
type statusPhrase struct {
	number string
	words  []string
}

// phrases returns those of more words than one that no code of the book is the number of,
// by their first word. "Not found" is in codes.
func (b *Book) phrases() map[string][]statusPhrase {
	out := map[string][]statusPhrase{}
	for n := http.StatusBadRequest; n < 600; n++ {
		s := statusPhrase{strconv.Itoa(n), text.Words(http.StatusText(n))}
		if _, known := b.named[s.number]; n != http.StatusNotFound && !known && len(s.words) > 1 {
			out[s.words[0]] = append(out[s.words[0]], s)
		}
	}
	return out
}

// phrase returns the number of what HTTP says somewhere in the line.
func (sc *scan) phrase() (number string, ok bool) {
	for i := range sc.words.Spans {
		for _, s := range sc.book.statuses[sc.word(i)] {
			if i+len(s.words) > len(sc.words.Spans) {
				continue
			}
			k := 1
			for k < len(s.words) && sc.word(i+k) == s.words[k] {
				k++
			}
			if k == len(s.words) {
				return s.number, true
			}
		}
	}
	return "", false
}

// status finds the line that answers a request in HTTP or SIP: its number is its code.
func (sc *scan) status() (Match, bool) {
	word := func(i int) string {
		if i < 0 || i >= len(sc.words.Spans) {
			return ""
		}
		return sc.word(i)
	}
	for i := range sc.words.Spans {
		n := atoi(word(i))
		if n < 400 || n > 699 {
			continue
		}
		says := text.FoldWords(http.StatusText(n) + "|" + busy[n])
		follows := word(i+1) != "" && word(i+2) != "" && strings.Contains(says, word(i+1)+" "+word(i+2)) || n == 603 && strings.HasPrefix(word(i+1), "decline") || n == http.StatusNotFound && word(i+1) == "page"
		before := 0
		for k := i - 1; k >= max(0, i-3); k-- {
			if w := word(k); w == "http" || w == "sip" {
				before = i - k
			}
		}
		versions := before == 3 && atoi(word(i-1)) >= 0 && atoi(word(i-2)) >= 0 || before == 2 && atoi(word(i-1)) >= 0
		if !follows && before != 1 && !versions {
			continue
		}
		if id, ok := sc.book.named[word(i)]; ok {
			return Match{Kind: Whole, Codes: []int32{id}, Score: 1}, true
		}
		return Match{Kind: Unknown, Name: strconv.Itoa(n), Score: 1}, true
	}
	if number, ok := sc.phrase(); ok {
		return Match{Kind: Unknown, Name: number, Score: 1}, true
	}
	return Match{}, false
}
