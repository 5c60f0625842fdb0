package dialog

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// bound is a button that is good on the screen that shows it only; the others
// below are good at any time.
func (t *turn) bound(verb, label string) chat.Choice {
	var room [40]byte
	data := append(strconv.AppendInt(append(room[:0], 's'), t.st.Turn, 10), ':')
	return chat.Choice{Data: string(append(data, verb...)), Label: label}
}

func (t *turn) human() chat.Choice {
	return chat.Choice{Data: "human", Label: t.T("human_button")}
}

func (t *turn) back() chat.Choice { return chat.Choice{Data: "back", Label: t.T("back_button")} }

func (t *turn) menuButton() chat.Choice {
	return chat.Choice{Data: "menu", Label: t.T("menu_button")}
}

// exits are the buttons that every screen of a flow ends with.
func (t *turn) exits() []chat.Choice {
	c := append(make([]chat.Choice, 0, 2), t.human())
	if n := len(t.st.Place.Stack); n > 0 && !t.inside() {
		first := t.st.Place.Stack[n-1]
		return append(c, t.bound("resume", t.T("resume_button", "title", t.label(first.Topic))))
	}
	return append(c, t.back())
}

// inside reports whether the present article was opened by the step it
// belongs to: then "back" is the way out of it.
func (t *turn) inside() bool {
	n := len(t.st.Place.Stack)
	return n > 0 && t.st.Place.Flow != nil && t.st.Place.Stack[n-1].Walked == t.st.Place.Flow.Topic
}

// results are the buttons under an instruction: what became of it, where it
// is explained, and the exits. A channel that shows fewer says the rest in
// words.
func results(t *turn, more bool, links ...kb.Link) []chat.Choice {
	c := t.buttons()
	if !more {
		c = c[:2]
	}
	for _, l := range links {
		if b, ok := linkButton(l); ok && len(c) < 4 {
			c = append(c, b)
		}
	}
	return append(c, t.exits()...)
}

func linkButton(l kb.Link) (chat.Choice, bool) {
	switch {
	case l.Article != "":
		return chat.Choice{Data: "t:" + key(l.Article), Label: l.Label}, true
	case strings.HasPrefix(l.URL, "https://"):
		return chat.Choice{Data: "url", Label: l.Label, URL: l.URL}, true
	}
	return chat.Choice{}, false
}

// topicButton opens a topic. One without words in the user's language is called
// by its code, or the words of its id.
func topicButton(t *turn, tp *kb.Topic) chat.Choice {
	c := chat.Choice{Data: "t:" + key(tp.ID), Label: short(tp)}
	switch words := strings.ReplaceAll(tp.ID, "_", " "); {
	case !foreign(t, tp.Lang):
	case len(tp.Codes) > 0 && len(tp.Codes[0]) <= maxLabel:
		c.Label = tp.Codes[0]
	case len(words) > 1 && len(words) <= maxLabel && tp.ID == strings.ToUpper(tp.ID):
		c.Label = words[:1] + strings.ToLower(words[1:])
	}
	return c
}

// label is what a sentence calls a topic.
func (t *turn) label(id string) string {
	if tp, ok := t.topic(id); ok {
		return title(t, tp)
	}
	return id
}

// codeButton opens a topic by its error code.
func codeButton(_ *turn, tp *kb.Topic) chat.Choice {
	c := chat.Choice{Data: "t:" + key(tp.ID), Label: short(tp)}
	if len(tp.Codes) > 0 && len(tp.Codes[0]) <= maxLabel {
		c.Label = tp.Codes[0]
	}
	return c
}

// maxLabel is how long a button's label may be.
const maxLabel = 40

// short is what a button calls a topic.
func short(tp *kb.Topic) string {
	switch {
	case tp.Label != "":
		return tp.Label
	case len(tp.Codes) > 0:
		return tp.Codes[0]
	}
	return tp.Title
}

// key is a topic id as it fits in a button: itself, or a hash of a long one.
func key(id string) string {
	if len(id) <= 37 && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") == "" {
		return id
	}
	return "h" + digest(id)
}

// digest is a short name for a text.
func digest(s string) string {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	var sum [8]byte
	var digits [16]byte
	binary.BigEndian.PutUint64(sum[:], h)
	hex.Encode(digits[:], sum[:])
	return string(digits[:])
}

// Pressed is what a button says that is good at any time, by its data; "" for
// one of a single screen.
func (e *Engine) Pressed(st State, data string) string {
	t := e.turn(st, time.Time{})
	defer done(t)
	if k, topic := strings.CutPrefix(data, "t:"); topic {
		if tp, ok := t.topic(t.keys[k]); ok {
			return short(tp)
		}
	}
	if at, list := strings.CutPrefix(data, "list:"); list {
		return listLabel(t, at)
	}
	for _, c := range append(personChoices(t), sureButton(t), waitButton(t), t.human(), t.back()) {
		if c.Data == data {
			return c.Label
		}
	}
	return ""
}

// press acts on a button. Anything forged, old or unknown shows where the
// user is.
func press(t *turn, data string) {
	if !strings.HasPrefix(data, "rate:") {
		t.leave()
	}
	switch {
	case data == "menu":
		showMenu(t)
	case data == "back":
		goBack(t)
	case data == "restart":
		restart(t)
	case data == dataErase, data == dataKeep:
		pressErase(t, data)
	case data == "cancel", strings.HasPrefix(data, "cancel:"), strings.HasPrefix(data, dataSure):
		pressCancel(t, data)
	case data == dataWait:
		pressWait(t)
	case data == "human":
		askedHuman(t, intent.Result{})
	case strings.HasPrefix(data, "more:"):
		more(t, strings.TrimPrefix(data, "more:"))
	case strings.HasPrefix(data, "list:"):
		pressList(t, strings.TrimPrefix(data, "list:"))
	case strings.HasPrefix(data, "t:"):
		pressTopic(t, strings.TrimPrefix(data, "t:"))
	case strings.HasPrefix(data, "id:"):
		confirmed(t, strings.TrimPrefix(data, "id:"))
	case strings.HasPrefix(data, "rate:"):
		takeRate(t, strings.TrimPrefix(data, "rate:"))
	default:
		pressBound(t, data)
	}
}

func pressTopic(t *turn, k string) {
	id, ok := t.keys[k]
	if !ok {
		stale(t, k)
		return
	}
	enter(t, id)
}

// more shows the options that had no button, for a channel that shows a few.
func more(t *turn, from string) {
	n, err := strconv.Atoi(from)
	if err != nil || n < 1 || n >= len(t.st.Offer) {
		stale(t, "")
		return
	}
	showAs(t, chat.TurnMenu, t.T("more"), t.st.Offer[n:]...)
}

// slip is how long the same press twice is one press: a finger that slipped.
// Later it is a press of a button that still stands in the chat.
const slip = 10 * time.Second

// stale answers a button of an earlier screen.
func stale(t *turn, data string) {
	if data != "" && data == t.st.Pressed && t.now.Sub(t.st.PressedAt) < slip {
		return
	}
	t.out.Kind = chat.TurnStale
	switch t.st.Place.Screen {
	case AtStart, AtEnded, AtMenu, AtSolved, AtComment: // nothing is under way
		t.pre(t.T("stale_over"))
		listTopics(t)
		t.out.Kind = chat.TurnStale
	default:
		t.pre(t.T("stale"))
		t.again()
	}
}

// pressBound acts on a button of one screen: "s<turn>:<verb>".
func pressBound(t *turn, data string) {
	turn, verb, ok := strings.Cut(data, ":")
	if !ok || turn != "s"+strconv.FormatInt(t.st.Turn, 10) {
		stale(t, data)
		return
	}
	t.st.Pressed, t.st.PressedAt = data, t.now
	if t.st.Place.Screen != AtPick { // none of these is a misunderstanding
		t.st.Misses = 0
	}
	if verb == "resume" && len(t.st.Place.Stack) > 0 {
		resume(t)
		return
	}
	for _, a := range t.screen().own(t) {
		if a.verb == verb {
			a.do(t)
			return
		}
	}
	stale(t, "") // what it stood for is no more: the user is told so, were it the first press
}
