package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// Which article tells what a line asks for is one question: before any error is told, in
// the midst of a walk, where a person is offered or waited for. By what an article may be
// meant there is all that differs.

// evidence is by what an article may be meant.
type evidence int

const (
	inName    evidence = 1 << iota // its title, or a name that it sets in bold
	ofWord                         // a word of the guide that is told of by it, as most of what is asked for
	sentThere                      // the error sends to it, and something that it is about is named
	mendsIt                        // the error is mended by it alone, and no fault is told
	askedSo                        // users ask for it in such words
)

// articleFor is the article that some words ask for, nil for none. of is the error that it
// is asked of, nil for none.
func articleFor(t *turn, s string, of *kb.Topic, by evidence) *kb.Topic {
	for _, way := range [...]struct {
		by   evidence
		find func(t *turn, s string, of *kb.Topic) *kb.Topic
	}{{inName, articleNamed}, {ofWord, articleOfWord}, {sentThere, articleSentTo}, {mendsIt, articleMending}, {askedSo, articleAsked}} {
		if by&way.by == 0 {
			continue
		}
		if a := way.find(t, s, of); a != nil {
			return a
		}
	}
	return nil
}

// articleNamed is the article that names, in its title or in bold, what some words look
// for: the one that names most of it.
func articleNamed(t *turn, s string, _ *kb.Topic) (found *kb.Topic) {
	line, best := spelled(t, s), 1
	for i := range t.guide.Articles {
		a := &t.guide.Articles[i]
		if foreign(t, a.Lang) || a.Choose != "" {
			continue
		}
		names := []string{a.Title, a.Name}
		for _, x := range append(stepTexts(t, articleSteps(a)), a.Intro) {
			names = append(names, boldNames(x)...)
		}
		for _, n := range names {
			if w := spell(n); len(w) > best && findPhrase(line, w) >= 0 {
				best, found = len(w), a
			}
		}
	}
	return found
}

// articleOfWord is the article of a word of the guide that some words name.
func articleOfWord(t *turn, s string, _ *kb.Topic) *kb.Topic {
	words, _ := termsIn(t, s)
	for _, x := range words {
		if a, ok := t.guide.Article(x.Article); ok && !foreign(t, a.Lang) && articleTells(t, s, a) {
			return a
		}
	}
	return nil
}

// articleSentTo is the first article that an error sends to of which some words name
// something.
func articleSentTo(t *turn, s string, of *kb.Topic) *kb.Topic {
	all := sentTo(t, of)
	if i := slices.IndexFunc(all, func(a *kb.Topic) bool { return namesArticle(t, s, a) }); i >= 0 {
		return all[i]
	}
	return nil
}

// articleMending is the article by which an error is mended, for words that tell no fault
// beside what it is called by: "mở quyền micro bằng cách nào". Where the error is
// mended by several, the words have to name one.
func articleMending(t *turn, s string, of *kb.Topic) *kb.Topic {
	id, _ := idArticle(t)
	all := slices.DeleteFunc(sentTo(t, of), func(a *kb.Topic) bool { return a == id })
	if len(all) > 1 {
		all = slices.DeleteFunc(all, func(a *kb.Topic) bool { return !namesArticle(t, s, a) })
	}
	if len(all) != 1 || tellsFault(t, s, all[0]) {
		return nil
	}
	if _, n := saysOf(content(t, spelled(t, s)), articleText(t, all[0])); n == 0 {
		return nil
	}
	return all[0]
}

// articleAsked is the article that users ask for in words like some, or like one of their
// clauses.
func articleAsked(t *turn, s string, _ *kb.Topic) (found *kb.Topic) {
	best := guideLike
	for _, c := range append(clauses(t, s), clause{text: s}) {
		for i := range t.guide.Articles {
			a := &t.guide.Articles[i]
			if _, like := t.read.Nearest(c.text, a.Phrases); like >= best && namesArticle(t, c.text, a) {
				best, found = like, a
			}
		}
	}
	return found
}

// guideLike is how like what users ask of an article a line must be.
const guideLike = 0.42

// sentTo are the articles in the user's language that the steps of an error link to or
// walk, each once.
func sentTo(t *turn, of *kb.Topic) (all []*kb.Topic) {
	if of == nil {
		return nil
	}
	steps := articleSteps(of)
	var ids []string
	for i := range steps {
		for _, l := range steps[i].Links {
			ids = append(ids, l.Article)
		}
	}
	for _, id := range append(ids, walks(steps)...) {
		if a, ok := t.guide.Article(id); ok && !foreign(t, a.Lang) && !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

// openAsked opens an article that was asked for, and reports whether there is one. In
// place of the one on the call ID it is said where that is found.
func openAsked(t *turn, a *kb.Topic) bool {
	id, _ := idArticle(t)
	switch {
	case a == nil:
		return false
	case a == id:
		return hearWhereRef(t)
	case t.screen().does && len(t.st.Path) > 0 && t.st.Place.Flow.Topic != a.ID: // a step was tried: the walk is no guess any more
		showArticle(t, a.ID)
		return true
	case t.st.Person:
		t.out.Update = true
		t.pre(t.T("waiting_walk"))
	default:
		giveUpGuess(t)
		t.leave()
		t.pre(t.T("how_article"))
	}
	enter(t, a.ID)
	t.out.Kind = chat.TurnHow
	return true
}

// namesArticle reports whether a line names something that an article is about:
// "menu nằm ở đâu" and "số đơn nằm ở đâu" have only the question in common.
func namesArticle(t *turn, s string, a *kb.Topic) bool {
	own := map[string]bool{}
	for _, x := range append([]string{a.Title, a.Name, a.Label}, a.Phrases...) {
		for _, w := range subjectWords(t, x) {
			own[w] = true
		}
	}
	return slices.ContainsFunc(subjectWords(t, s), func(w string) bool { return own[w] })
}

// subjectWords are the words of a question that are not the question itself.
func subjectWords(t *turn, s string) []string {
	var out []string
	frame := writtenPhrases(t, "frame_words")
	for _, w := range spelled(t, s) {
		if !among(frame, w) { // "cài" is not "cái"
			out = append(out, w.bare)
		}
	}
	return out
}

// tellsFault reports whether a line says that something fails, beside what an article is
// called by: "gỡ số bị chặn" tells none.
func tellsFault(t *turn, s string, a *kb.Topic) bool {
	line := " " + fold(s) + " "
	for _, n := range append(strings.Split(t.T("undone_words")+";"+t.T("place_words"), ";"), append(boldNames(articleText(t, a)), a.Title, a.Name)...) {
		if n = fold(strings.TrimSpace(n)); n != "" {
			line = strings.ReplaceAll(line, " "+n+" ", " ")
		}
	}
	return mentionsAny(t, line, "error_words", "negator_words", "fault_words")
}

// articleTells reports whether most of what a line asks about is said by an article: that
// of the way calls are made has nothing about "tải ghi âm cuộc gọi ra".
func articleTells(t *turn, asked string, a *kb.Topic) bool {
	return mostlySaid(t, asked, append([]string{articleText(t, a)}, a.Phrases...))
}

// articleText is what an article says, with what it is called by.
func articleText(t *turn, a *kb.Topic) string {
	return strings.Join(append(stepTexts(t, articleSteps(a)), a.Title, a.Name, a.Intro), "\n")
}

// mostlySaid reports whether some texts have most of what a line asks about.
func mostlySaid(t *turn, asked string, said []string) bool {
	share, _ := saysOf(content(t, spelled(t, asked)), strings.Join(said, "\n"))
	return share >= soughtLike
}
