package dialog_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

// englishInputs are what an English user may say or send on any screen.
func englishInputs() []chat.Incoming {
	var all []chat.Incoming
	for _, s := range []string{
		"where is it?", "why does this happen?", "what is the Portal?", "what is a call ID?", "who can do this?", "how do I do it?", "I don't see that",
		"ok", "hold on", "done", "still the same", "it works now", "I am not an admin", "I am an admin", "I don't know", "yes", "no", "none of these",
		"hello", "thank you", "this is useless", "are you a bot?", "say that again", "go back", "list of errors", "start again", "never mind", "goodbye", "skip",
		"call-vn-1-7EOLB370OL-1751008322530", "call-vn-1-7EOLB370OL-175100", "12345", "1751008322530", "0912345678 at 9am", "I have no ID", "99", "asdf qwer",
		"NOT_ENOUGH_MONEY", "ACCOUNT_LOCKED", "my phone app does not ring", "I use Firefox", "I am on my phone", "how much does it cost?", "I want to talk to a person",
		"delete my data", "how long do I have to wait?", "can I send a picture?", "my admin is on leave", "what does this error mean?", "4 stars", "can you do it for me?", "",
	} {
		all = append(all, chat.Incoming{Kind: chat.KindText, Text: s})
	}
	for _, k := range []chat.Kind{chat.KindStart, chat.KindSticker, chat.KindVoice, chat.KindFile, chat.KindPhoto, chat.KindUnsupported} {
		all = append(all, chat.Incoming{Kind: k})
	}
	return append(all, chat.Incoming{Kind: chat.KindContact, Text: "Anna 0912345678"}, chat.Incoming{Kind: chat.KindLocation, Text: "10.1,106.2"})
}

var verbatim = regexp.MustCompile("\\*\\*[^*]+\\*\\*|`[^`]+`")

// quotes, the longest first, are what the guide's English documents quote of the Vietnamese pages:
// what is set in bold or as code.
func quotes(g *kb.Guide) []string {
	all := map[string]bool{}
	add := func(s string) {
		for _, q := range verbatim.FindAllString(s, -1) {
			all[q], all[chat.Plain(q)] = true, true
		}
	}
	for _, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for _, tp := range list {
			add(tp.Intro)
			for _, s := range tp.Steps {
				add(s.Text)
			}
			for _, c := range tp.Causes {
				for _, s := range c.Steps {
					add(s.Text)
				}
			}
		}
	}
	for _, x := range g.Terms {
		add(x.Text)
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
}

// leftover is what is Vietnamese in a text, apart from quotes.
func leftover(s string, may []string) string {
	for _, q := range may {
		s = strings.ReplaceAll(s, q, "")
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) || r <= 0xBF }), "")
}

// place names where a talk is: what is said there depends on little else.
func place(st dialog.State) string {
	p := st.Place
	s := fmt.Sprint(p.Screen, p.Fact, p.Why, st.Person, p.Over)
	if p.Flow != nil {
		s += fmt.Sprint(p.Flow.Topic, p.Flow.Cause, p.Flow.Step)
	}
	return s
}

// TestEnglishEverywhere walks from screen to screen by every button and many
// lines, as an English user, until no new screen comes: nowhere is a word of
// Vietnamese but what the guide quotes of the Vietnamese pages.
func TestEnglishEverywhere(t *testing.T) {
	eng := mustShipped(t)
	may := quotes(kbtest.Shipped(t).In("en"))
	inputs := englishInputs()
	seen, spoken, shown := map[string]bool{}, map[string]bool{}, map[string]bool{}
	screens, topics := map[dialog.Screen]bool{}, map[string]bool{}
	type node struct {
		st    dialog.State
		trail []string
	}
	queue := []node{{st: dialog.State{Lang: "en"}}}
	for n := 0; n < len(queue); n++ {
		at := queue[n]
		step := func(what string, lines []dialog.Line, now time.Time) {
			o := eng.Step(at.st, lines, now)
			for _, r := range append(o.Say, o.Invite...) {
				words := []string{r.Text}
				for _, c := range r.Choices {
					words = append(words, c.Label)
				}
				for _, w := range words {
					if bad := leftover(w, may); bad != "" && !shown[w] {
						shown[w] = true
						t.Errorf("after %q, %s: %q holds Vietnamese (%s)", at.trail, what, w, bad)
					}
				}
			}
			if h := o.Handoff; h != nil && leftover(h.After, may) != "" {
				t.Errorf("after %q, %s: the advice %q is Vietnamese", at.trail, what, h.After)
			}
			if o.State.Lang != "en" {
				t.Errorf("after %q, %s: the language is %q", at.trail, what, o.State.Lang)
				return
			}
			screens[o.State.Place.Screen] = true
			if f := o.State.Place.Flow; f != nil {
				topics[f.Topic] = true
			}
			if k := place(o.State); !seen[k] {
				seen[k] = true
				queue = append(queue, node{o.State, append(at.trail[:len(at.trail):len(at.trail)], what)})
			}
		}
		now := monday.Add(time.Duration(len(at.trail)+1) * time.Minute)
		for _, c := range at.st.Offer {
			step("["+c.Label+"]", []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindButton, Data: c.Data}}}, now)
		}
		kind := string(at.st.Place.Screen)
		if f := at.st.Place.Flow; f != nil {
			kind += f.Topic
		}
		if spoken[kind] {
			continue // buttons differ from step to step; what is said does not
		}
		spoken[kind] = true
		for _, in := range inputs {
			step(string(in.Kind)+" "+in.Text, []dialog.Line{{Incoming: in}}, now)
		}
		step("photo of an error", []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindPhoto}, Seen: "FROM NUMBER NOT FOUND"}}, now)
		if !at.st.Timer.IsZero() {
			step("silence", nil, at.st.Timer)
		}
	}
	g := kbtest.Shipped(t)
	for _, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for _, tp := range list {
			if !topics[tp.ID] && tp.ID != "ma-cuoc-goi" { // said where the call ID is asked for, not walked
				t.Errorf("%s was never walked", tp.ID)
			}
		}
	}
	if len(screens) < 16 {
		t.Errorf("walked %d screens: %v", len(screens), screens)
	}
	t.Logf("%d places, %d screens, %d topics and articles", len(queue), len(screens), len(topics))
}
