package dialog

import (
	"slices"
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/kb"
	"hotro/internal/text"
)

// People are answered in the language they write. The documents are
// Vietnamese: what a step is about is said in English too, where they tell it.

const (
	englishWords = 3 // of a line show that it is English, when none is Vietnamese
	shortEnglish = 2 // and of one that follows an English line
)

// tongue sets the language by a line that shows one: English by its small
// words, Vietnamese by its marks and its own.
func tongue(t *turn, s string) {
	en := t.say["en"]
	if en == nil {
		return
	}
	said := strings.FieldsFunc(s, unicode.IsSpace)
	plain := slices.DeleteFunc(slices.Clone(said), func(w string) bool { return strings.Contains(w, "_") })
	words, coded := strings.Fields(fold(strings.Join(plain, " "))), len(plain) < len(said)
	count := func(list []string) (n int) {
		for _, w := range words {
			if contains(list, w) {
				n++
			}
		}
		return n
	}
	marked := text.Fold(s) != strings.ToLower(s) && strings.ContainsFunc(s, func(r rune) bool { return r >= 0xC0 && r <= 0x1EF9 })
	switch vi := count(list(en, "dialog.tongue_vi")); {
	case t.mentions("speak_english", s):
		speak(t, "en")
	case t.mentions("speak_vietnamese", s), marked && len(words) > 1, vi > 0 && len(words) > 1:
		speak(t, "vi")
	case vi > 0 || marked:
	case count(list(en, "dialog.tongue_en")) >= englishWords:
		speak(t, "en")
	case coded && len(words) > 1 && count(slices.Concat(list(en, "dialog.tongue_en"), list(en, "dialog.tongue_code"))) == len(words):
		speak(t, "en")
	}
}

// speak goes on in a language.
func speak(t *turn, lang string) {
	if w := t.say[lang]; w != nil && t.words != w {
		t.st.Lang, t.words = lang, w
	}
}

// hearTongue answers who only asked for a language.
func hearTongue(t *turn, u *utterance) bool {
	if !t.mentions("speak_english", u.text) && !t.mentions("speak_vietnamese", u.text) || u.res.Code != "" {
		return false
	}
	t.pre(t.T("language"))
	if walking(t) {
		t.again()
	} else {
		showMenu(t)
	}
	t.out.Kind = chat.TurnLanguage
	return true
}

// english is what a topic is about in English, for who writes it; "" for
// nobody else.
func english(t *turn, tp *kb.Topic) string {
	if t.words.Lang() != "en" {
		return ""
	}
	return tp.English
}

// intro is what is said on entering a topic. An article says it with its step.
func intro(t *turn, tp *kb.Topic) string {
	switch about := english(t, tp); {
	case about == "":
		return tp.Intro
	case tp.Extra:
		return ""
	default:
		return about
	}
}

// preStep says in English what the Vietnamese step is about, once in a walk.
func preStep(t *turn) {
	f := t.st.Place.Flow
	tp, ok := t.topic(f.Topic)
	if !ok || f.Step > 0 || english(t, tp) == "" {
		return
	}
	about := tp.English
	if !tp.Extra {
		about = "" // it was said on entering
	}
	t.pre(t.T("step_foreign", "about", about))
}
