package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/prompts"
)

// turn is one Step under way: the state as it changes, and what is said.
type turn struct {
	*Engine
	st    State
	now   time.Time
	words *prompts.Say
	guide *book // as it is told in the language of words

	phrases *phrasebook // what may be written where that language is spoken

	out   Outcome
	doubt bool       // the topic opened is likely, not sure: the user hears how to say so
	told  bool       // the topic opened was told in words, by no code or button
	name  string     // of a user who is greeted by it, after a blank
	heard *utterance // the line being answered; nil for a button
	queue *Queue     // what is known of the request that waits
	late  bool       // the line being answered was held back: what it tells may be over
	lead  []string   // said before the next screen, in the same message

	declared []declared // words that need something to be there
	stale    bool       // what was said last was the last thing said already
	wrong    *wrong     // what was made of the line and is not so; nil: nothing

	notes *notes // what was looked at in this turn
}

func (e *Engine) turn(st State, now time.Time) *turn {
	n := e.pool.Get().(*notes)
	t := &n.turn
	*t = turn{Engine: e, st: upgrade(st.clone()), now: now, notes: n}
	if e.say[st.Lang] != nil {
		goOnIn(t, st.Lang)
	} else {
		goOnIn(t, e.tongue)
	}
	return t
}

// goOnIn sets the language of what is said, and of what may be written.
func goOnIn(t *turn, lang string) {
	t.words, t.guide = t.say[lang], t.guides[lang]
	t.phrases = t.written[t.words]
}

// countFrom counts the screens of a new conversation from the seconds since then:
// buttons of an earlier one in the same chat, which was forgotten or erased,
// may still stand there, and none of them may fit a screen of this one.
func countFrom(t *turn) {
	const since = 1704067200 // 2024, for short numbers
	if t.st.Turn == 0 {
		t.st.Turn = max(0, t.now.Unix()-since)
	}
}

// next begins another utterance of the same step: only what the last one says
// reaches the user, so that three lines get one answer.
func (t *turn) next() {
	keep := t.out
	t.out = Outcome{Handoff: keep.Handoff, Invite: keep.Invite, Update: keep.Update, Dropped: keep.Dropped, Cancel: keep.Cancel, Erase: keep.Erase, Solved: keep.Solved, Topic: keep.Topic, Rate: keep.Rate}
}

func (t *turn) end() Outcome {
	t.st.Guide = t.guide.Version
	keepOutlines(t)
	t.st.Timer = alarm(t)
	t.out.State = t.st
	return t.out
}

// screen is what the user looks at; one that this version does not know is
// the menu.
func (t *turn) screen() *screen {
	if s, ok := t.screens[t.st.Place.Screen]; ok {
		return s
	}
	return t.screens[AtMenu]
}

// again shows the present screen once more, for input that left it where it
// is.
func (t *turn) again() { t.screen().show(t) }

// T fills in words of the dialog.
func (t *turn) T(key string, pairs ...string) string {
	s := t.words.In("dialog", key, pairs...)
	declare(t, key, s)
	return s
}

// written is the words of the languages that the user may write: the one
// spoken, and Vietnamese, which everybody may write here.
func written(t *turn) []*prompts.Say { return t.phrases.says }

// writtenList is the list under a key, in all languages that may be written. It
// belongs to all: nobody changes it.
func writtenList(t *turn, key string) []string { return t.phrases.list(key) }

// writtenPhrases is the phrases under a key, in all languages that may be
// written. They belong to all: nobody changes them.
func writtenPhrases(t *turn, key string) *phraseList { return t.phrases.phrasesOf(key) }

// says reports whether a text is, as a whole, one of the words listed under
// key, compared without marks.
func (t *turn) says(key, s string) bool { return contains(writtenList(t, key), folded(t, s)) }

// mentions reports whether a line holds one of the phrases of a key.
func (t *turn) mentions(key, s string) bool {
	line := look(t, s)
	return t.phrases.phrasesOf(key).in(line.words, line.bits)
}

// mentionsAny reports whether a line holds one of the phrases of some keys.
func mentionsAny(t *turn, s string, keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return t.mentions(key, s) })
}

// pre puts words before the next screen, in the same message: each once.
func (t *turn) pre(s string) {
	if s = strings.TrimSpace(s); s != "" && !slices.Contains(t.lead, s) {
		t.lead = append(t.lead, s)
	}
}

// show says one screen and remembers what it offered. Words that would be the
// last ones over again get others before them.
func (t *turn) show(text string, choices ...chat.Choice) {
	parts := append(t.lead, text)
	t.lead = nil
	full := strings.TrimSpace(strings.Join(parts, "\n\n"))
	r := chat.Reply{Text: fresh(t, full), Choices: choices}
	if f := t.st.Place.Flow; f != nil {
		r.Topic, r.Node = f.Topic, f.Node
	}
	t.out.Say = append(t.out.Say, r)
	t.st.Offer = choices
}

// fresh puts other words before a text that was the last one said.
func fresh(t *turn, text string) string {
	if text == "" {
		return ""
	}
	h := digest(text)
	if t.stale = false; h != t.st.Said {
		t.st.Said, t.st.Twice = h, 0
		return text
	}
	if rest, again := strings.CutPrefix(text, t.T("repeat")); again {
		text = t.T("repeat_2") + rest // it was asked for once more
		t.st.Said = digest(text)
		return text
	}
	t.st.Twice++
	t.stale = true
	return t.T("once_more_"+strconv.Itoa((t.st.Twice+1)%2+1)) + "\n\n" + text
}

// unlike is the first of some ways to say a thing that are not the last words
// said.
func (t *turn) unlike(keys ...string) string {
	for _, k := range keys {
		if s := t.T(k); digest(s) != t.st.Said {
			return s
		}
	}
	return t.T(keys[0])
}

// leave ends a matter that was solved: another begins.
func (t *turn) leave() {
	if at := t.st.Place.Screen; at == AtSolved || at == AtComment {
		t.st.forget()
	}
}

// goTo moves to a place; the one left can be come back to.
func (t *turn) goTo(p Place) {
	p = p.clone() // what becomes of it is no matter of the place left
	if old := t.st.Place; old.shown() {
		if old.Flow != nil {
			old.Flow.Words = "" // what is come back to is found by its content
		}
		t.st.Back = withOne(t.st.Back, old, maxBack)
	}
	t.st.Place = p
	t.st.Turn++
}

// at moves to a screen within the present flow.
func (t *turn) at(s Screen) {
	p := t.st.Place
	p.Screen, p.Fact, p.Over, p.Tries, p.Given, p.Shown, p.List, p.Query = s, "", false, 0, "", "", "", ""
	t.goTo(p)
}

// around says something and leaves the user where he is, with the same
// buttons. What was the last word already is said in the other way there is
// for it, if there is one ("thanks_2").
func (t *turn) around(word string, pairs ...string) {
	if digest(t.T(word, pairs...)) == t.st.Said && t.words.Has("dialog."+word+"_2") {
		word += "_2"
	}
	if stack := t.aside(); t.st.Place.Screen == AtEnded && len(stack) > 0 { // as was promised when it was closed
		t.pre(t.T(word, pairs...))
		comeBack(t, "resume", stack)
		return
	}
	if t.st.Place.Screen == AtStart || t.st.Place.Screen == AtEnded {
		t.pre(t.T(word, pairs...))
		listTopics(t)
		return
	}
	t.show(t.T(word, pairs...), t.st.Offer...)
}

// aroundAs is around for a turn of some kind.
func aroundAs(t *turn, kind, word string, pairs ...string) {
	t.out.Kind = kind
	t.around(word, pairs...)
}

// showAs is show for a turn of some kind.
func showAs(t *turn, kind, text string, choices ...chat.Choice) {
	t.out.Kind = kind
	t.show(text, choices...)
}

// topic finds a topic or an article.
func (t *turn) topic(id string) (*kb.Topic, bool) {
	return t.guide.Any(id)
}
