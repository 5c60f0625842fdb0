package dialog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/kb"
)

// What the documents say, a sentence at a time: one or two of them answer a
// question, where a whole step would say everything again.

// presentStep are the sentences of the present step, and all of it where that is
// no more than two.
func presentStep(t *turn) []string {
	s, ok := stepNow(t)
	if !ok {
		return nil
	}
	all := sentences(t, stepTexts(t, []kb.Step{*s}))
	if len(all) == 2 {
		all = append(all, s.Text)
	}
	return all
}

// sentences parts texts into their sentences. One that hangs on the one before
// it ("Nếu chưa, …") is not parted from that.
func sentences(t *turn, texts []string) (all []string) {
	hangs := writtenPhrases(t, "hanging_heads")
	for _, x := range texts {
		for _, line := range paragraphs(x) {
			from := len(all)
			for one := range strings.SplitSeq(strings.ReplaceAll(line, ". ", ".\n"), "\n") {
				if one = strings.TrimSpace(one); one == "" {
					continue
				}
				if len(all) > from && longestHead(spell(one), hangs) > 0 {
					all[len(all)-1] += " " + one
				} else {
					all = append(all, one)
				}
			}
		}
	}
	return all
}

// guideSentences are the sentences of all documents that hold for everybody: not
// of one browser among others.
func guideSentences(t *turn) []string {
	var texts []string
	for _, list := range [][]kb.Topic{t.guide.Topics, t.guide.Articles} {
		for i := range list {
			tp := &list[i]
			if foreign(t, tp.Lang) || tp.Choose != "" {
				continue
			}
			texts = append(append(texts, tp.Intro), stepTexts(t, articleSteps(tp))...)
		}
	}
	for _, x := range t.guide.Terms {
		if !foreign(t, x.Lang) {
			texts = append(texts, x.Text)
		}
	}
	return sentences(t, texts)
}

// continued is a sentence as it stands behind "Dạ,": its first letter is small,
// unless a name begins it.
func continued(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	next, _ := utf8.DecodeRuneInString(rest)
	if strings.HasPrefix(s, "*") || unicode.IsUpper(next) || !strings.ContainsFunc(first, func(r rune) bool { return r > unicode.MaxASCII }) {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// firstWords is the head of a sentence.
func firstWords(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(len(f), headReach)], " ")
}

// headReach is how many words at the head of a sentence say that it is about one
// case.
const headReach = 2
