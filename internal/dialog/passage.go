package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A question about the step is answered by what the documents say: the passage
// of the topic and its articles that is most like it.

const (
	passageLike = 0.28 // how like a question a passage must be to answer it
	placeLike   = 0.1  // and a part of the present step, which is what is asked about anyway
	placeSure   = 0.5  // and one that is meant although another is a menu path
)

// inquires reports whether a line asks whether something is so: "call out là
// gọi ra ngoài hả".
func inquires(t *turn, u *utterance) bool {
	return u.says.Words >= 4 && t.mentions("inquiry_words", u.text) && !u.says.Has(intent.Why)
}

// likeInquiry reports whether a line is like those that ask whether something is
// so, and tells nothing of the user's machine besides.
func likeInquiry(u *utterance) bool { return u.says.Has(intent.Whether) && u.trait == "" }

// hearInquiry answers such a line where something in the documents does. It
// comes before the answers of the screen: no question is the result of a step.
func hearInquiry(t *turn, u *utterance) bool {
	if elsewhere(t, u) {
		return false
	}
	inWalk := t.st.Place.Flow != nil && !t.screen().idle
	if inWalk && asksUs(t, u) {
		return true
	}
	if inWalk && t.mentions("who_did_words", u.text) && !t.mentions("ask_whom_words", u.text) && (asks(u.says) || asksSomething(t, u.text)) && !u.says.Has(intent.NotSolved) {
		t.st.Misses = 0
		aroundAs(t, chat.TurnWho, "who_did")
		return true
	}
	if inWalk && t.screen().does && t.mentions("lost_words", u.text) && !u.says.Has(intent.NotSolved) {
		repeat(t)
		return true
	}
	return hearConfirm(t, u) || inWalk && t.screen().does && (inquires(t, u) && aboutMatter(t, u) || likeInquiry(u) && answerFrom(t, u.text))
}

// aboutMatter answers whether something is so by where the error comes from, the
// passage that is most like the question, or the word it names.
func aboutMatter(t *turn, u *utterance) bool {
	if tp, ok := subject(t); ok && t.mentions("doubt_words", u.text) && t.mentions("cause_words", u.text) && tp.Intro != "" && digest(tp.Intro) != t.st.Said && (speaksOf(t, u.text, tp) || ofTopic(t, u.text, tp)) {
		why(t, u)
		return true
	}
	term, ok := findTerm(t, u.text)
	if !ok || !tellsOf(content(t, spelled(t, u.text)), term) {
		return false
	}
	explainTerm(t, term)
	return true
}

// ofTopic reports whether a line names a word of the guide that a topic is
// called by.
func ofTopic(t *turn, s string, tp *kb.Topic) bool {
	x, ok := findTerm(t, s)
	return ok && t.read.Among(x.Name, [][]string{{tp.Name, tp.Label, tp.Title}}) == 0
}

// answerFrom says the passage that is most like a question, and reports
// whether one is like enough. What was said last is no answer.
func answerFrom(t *turn, s string) bool {
	texts := passages(t)
	at, like := t.read.Nearest(s, texts)
	if like < passageLike {
		at = slices.IndexFunc(texts, func(x string) bool { return nouns(x, s) })
	}
	if at < 0 || digest(texts[at]) == t.st.Said || besideIt(t, s, texts[at]) {
		return false
	}
	t.st.Misses = 0
	showAs(t, chat.TurnAnswer, texts[at], t.st.Offer...)
	return true
}

// passages are what may be said about the present step: the introductions and
// the steps of the topic and of the articles it leads to.
func passages(t *turn) []string {
	var out []string
	add := func(tp *kb.Topic) {
		out = append(append(out, paragraphs(tp.Intro)...), stepTexts(t, tp.Steps)...)
		if tp.Choose != "" {
			return // of another browser
		}
		for _, c := range tp.Causes {
			out = append(out, stepTexts(t, c.Steps)...)
		}
	}
	if tp, ok := subject(t); ok {
		add(tp)
	}
	if a, ok := inWalk(t); ok {
		add(a)
	}
	if a, ok := t.topic(linked(t)); ok {
		add(a)
	}
	return out
}

// stepTexts are the steps that users are shown, without the words that only
// point to another document.
func stepTexts(t *turn, steps []kb.Step) (out []string) {
	for _, s := range steps {
		if s.Kind == kb.Collect || s.Kind == kb.Handoff {
			continue
		}
		out = append(out, unlinked(t, s.Text, s.Links))
	}
	return out
}

// unlinked is the text of a step without the words that send to other documents.
func unlinked(t *turn, text string, links []kb.Link) string {
	for _, l := range links {
		for p := range strings.SplitSeq(t.T("link_phrases"), ";") {
			p = " " + strings.TrimSpace(p) + " " + l.Label
			text = strings.ReplaceAll(strings.ReplaceAll(text, ","+p, ""), p, "")
		}
	}
	return text
}

// nouns reports whether a line names what a passage sets in bold, in more than
// one word: "Free voice call".
func nouns(passage, s string) bool {
	line := " " + fold(s) + " "
	return slices.ContainsFunc(bolds(passage), func(bold string) bool {
		f := fold(bold)
		return strings.Count(f, " ") > 1 && hasWords(line, f)
	})
}

func paragraphs(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}

// way is the menu path of the present step that a line asks about: "Cài đặt
// nằm chỗ nào", "" for none.
func way(t *turn, s string) string {
	step, ok := stepNow(t)
	if !ok {
		return ""
	}
	line := look(t, s).padded
	for _, path := range pathsOf(step.Text) {
		for name := range strings.SplitSeq(path, "→") {
			if strings.Contains(line, " "+fold(name)+" ") {
				return path
			}
		}
	}
	return ""
}

// placeIn is the clause of the present step that speaks of what a line asks
// for: that is where the documents say it is. "" for none.
func placeIn(t *turn, s string) string {
	step, ok := stepNow(t)
	if !ok {
		return ""
	}
	var parts []string
	for part := range strings.SplitSeq(strings.NewReplacer(". ", "\n", t.T("step_joint"), "\n", "; ", "\n").Replace(step.Text), "\n") {
		if part = strings.Trim(part, " .\n"); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	at, like := t.read.Nearest(s, parts)
	if like < placeLike {
		return ""
	}
	if i := slices.IndexFunc(parts, func(p string) bool { return strings.Contains(p, "→") }); i >= 0 && like < placeSure {
		return parts[i] // a menu path says where; the rest says what is done there
	}
	return parts[at]
}
