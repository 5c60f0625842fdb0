package dialog

import (
	"maps"
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// A trait is something about the user's machine that the documents choose
// by: the browser, the system. It is named by kb.Topic.Choose and its values
// are the answers of that topic's causes; the dialog knows no browser.

// options are the values of every trait.
type options map[string][]option

// option is one value of a trait.
type option struct {
	says  []string   // the ways to say it; its name first
	ways  []spelling // says, read: every line is held against all of them
	first bool       // it counts where a line names another too
}

// newOption reads the ways to say a value; "the fox" is said "the orange fox" too.
func newOption(says []string, first bool) option {
	o := option{says: says, first: first}
	for _, w := range says {
		o.ways = append(o.ways, read(nil, w))
		if noun, ok := strings.CutPrefix(w, "the "); ok {
			o.ways = append(o.ways, read(nil, noun))
		}
	}
	return o
}

// name is what a value is called, as bare words.
func (o option) name() string { return o.ways[0].folded() }

// traits collects the options of a guide.
func traits(g *kb.Guide) options {
	out := options{}
	for _, list := range [][]kb.Topic{g.Topics, g.Articles} {
		for i := range list {
			if kind := list[i].Choose; kind != "" {
				for k := range list[i].Causes {
					c := &list[i].Causes[k]
					out[kind] = append(out[kind], newOption(inEveryTongue(g, c), c.First))
				}
			}
		}
	}
	return out
}

// inEveryTongue are the names of a cause in all languages, the documents' own
// first.
func inEveryTongue(g *kb.Guide, c *kb.Cause) []string {
	all := names(c)
	for _, tr := range g.Translations {
		if p, ok := g.In(tr.Lang).Cause(c.ID); ok {
			all = append(all, names(p.Cause)...)
		}
	}
	return all
}

// called is what the user calls a remembered trait.
func called(t *turn, kind string) string {
	for _, list := range [][]kb.Topic{t.guide.Topics, t.guide.Articles} {
		for i := range list {
			if list[i].Choose != kind {
				continue
			}
			if c, ok := chosen(t, &list[i]); ok {
				return answerOf(c)
			}
		}
	}
	return t.st.Traits[kind]
}

// names are a cause's answer, its title, and the other ways to give it.
func names(c *kb.Cause) []string {
	out := []string{answerOf(c)}
	if c.Title != out[0] {
		out = append(out, c.Title)
	}
	return append(out, c.Says...)
}

// ways are the names of a cause and what those say who come with it.
func ways(c *kb.Cause) []string { return append(names(c), c.Phrases...) }

// observe remembers the traits that a line tells, and returns the kind of one.
// Where it names two ("không phải A mà là B") the later counts, unless one
// comes first whatever else is named: a phone has a browser too. Such a one is
// kept until the line says that the machine is another.
func observe(t *turn, u *utterance) string {
	said := withoutLineKind(t, withoutApp(t, u.text))
	if u.says.Denies && u.res.Code == "" { // "NOT" in a code denies nothing
		said = undenied(t, said)
	}
	if asks(u.says) && !t.mentions("machine_words", said) {
		said = toldAsking(t, said)
	}
	if t.screen().does && asksYesNo(t, said) && t.mentions("anew_words", said) {
		return "" // "cài lại Chrome không" tells nothing of what is used
	}
	said, told := ownUse(t, withoutDisclaimed(t, said)), ""
	own := func() string { // what is well besides is not what has the fault
		return joinBut(parts(t, said), func(part string) bool { return comparison(t, part) })
	}
	for _, kind := range t.traitKinds {
		now := t.traits.named(kind, t.st.Traits[kind])
		if now.first && computer(t, own()) {
			delete(t.st.Traits, kind)
			now, told, u.phone, u.other = option{}, kind, true, true
		}
		if o, ok := namedIn(t, kind, said); ok {
			if worksThere(t, u, kind, now, o) {
				if !o.first {
					u.there = o.says[0] // a phone is not named, that comes before browsers: it is a comparison as any other
				}
				continue
			}
			if _, ok := namedIn(t, kind, own()); !ok {
				continue
			}
			u.known = len(now.says) > 0 && now.says[0] == o.says[0]
			if told == "" || choosesBy(t, kind) {
				told = kind // of several, the one that is asked for
			}
			u.phone = u.phone || o.first && !now.first
			u.other = u.other || len(now.says) > 0 && !u.known
			if o.first || !now.first {
				learn(t, kind, o.says[0])
			}
		}
	}
	return told
}

// computer reports whether a line says that the machine is a computer, not
// what comes first ("máy tính bảng").
func computer(t *turn, s string) bool {
	for kind := range t.traits {
		if o, ok := t.traits.in(kind, look(t, s)); ok && o.first {
			return false
		}
	}
	return t.mentions("computer_words", s)
}

// choosing reports whether the causes asked about are alternatives.
func choosing(t *turn) bool {
	tp, ok := inWalk(t)
	return ok && tp.Choose != ""
}

// choosesBy reports whether a kind of trait chooses among the causes under way.
func choosesBy(t *turn, kind string) bool {
	f := t.st.Place.Flow
	if f == nil {
		return false
	}
	tp, ok := t.topic(f.Topic)
	return ok && tp.Choose == kind
}

// namesChoice reports whether a line has a name of one of the alternatives in it.
func namesChoice(t *turn, s string) bool {
	tp, ok := inWalk(t)
	if ok {
		_, ok = t.traits.in(tp.Choose, look(t, s))
	}
	return ok
}

// named is the option of a kind that has a name.
func (o options) named(kind, name string) option {
	if name = fold(name); name == "" {
		return option{}
	}
	for _, x := range o[kind] {
		if slices.ContainsFunc(x.ways, func(w spelling) bool { return w.folded() == name }) {
			return x
		}
	}
	return option{}
}

// in is the option of a kind that a line names.
func (o options) in(kind string, line *spelling) (found option, ok bool) {
	at := -1
	all := o[kind]
	for i := range all {
		x := &all[i]
		if found.first && !x.first {
			continue
		}
		for k := range x.ways {
			w := &x.ways[k]
			if w.bits&^line.bits != 0 {
				continue
			}
			i := lastWords(line.padded, w.folded())
			if i < 0 || len(w.words) == 1 && !slices.ContainsFunc(line.words, func(said word) bool { return said.is(w.words[0]) }) {
				continue // "mặc định" is no Mac
			}
			if i > at || x.first && !found.first {
				at, found, ok = i, *x, true
			}
		}
	}
	return found, ok
}

// wordsAt is where words stand first in a line that has a space before each of its words
// and one at its end; -1 if they don't, and for none.
func wordsAt(line, words string) int {
	for from := 0; words != ""; {
		i := strings.Index(line[from:], words)
		if i < 0 {
			break
		}
		if i += from; i > 0 && line[i-1] == ' ' && i+len(words) < len(line) && line[i+len(words)] == ' ' {
			return i - 1
		}
		from = i + 1
	}
	return -1
}

// hasWords reports whether words stand in such a line.
func hasWords(line, words string) bool { return wordsAt(line, words) >= 0 }

// lastWords is where words stand last in a line that has a space before each of
// its words and one at its end; -1 if they don't, and for none.
func lastWords(line, words string) int {
	if !strings.Contains(line, words) { // which is looked for faster
		return -1
	}
	for end := len(line); words != ""; {
		i := strings.LastIndex(line[:end], words)
		if i < 1 {
			break
		}
		if line[i-1] == ' ' && line[i+len(words)] == ' ' {
			return i - 1
		}
		end = i + len(words) - 1
	}
	return -1
}

// told takes what the channel knows; the user's own words count for more.
func told(t *turn, known map[string]string) {
	if len(known) == 0 {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(known)) {
		if _, said := t.st.Traits[kind]; said || t.traits[kind] == nil {
			continue
		}
		if o := t.traits.named(kind, known[kind]); len(o.says) > 0 {
			learn(t, kind, o.says[0])
		}
	}
}

// learn remembers one trait.
func learn(t *turn, kind, value string) {
	if t.st.Traits == nil {
		t.st.Traits = map[string]string{}
	}
	t.st.Traits[kind] = value
}

// chosen is the cause of a topic that a remembered trait chooses.
func chosen(t *turn, tp *kb.Topic) (*kb.Cause, bool) {
	value := fold(t.st.Traits[tp.Choose])
	if tp.Choose == "" || value == "" {
		return nil, false
	}
	for i := range tp.Causes {
		for _, w := range names(&tp.Causes[i]) {
			if fold(w) == value {
				return &tp.Causes[i], true
			}
		}
	}
	return nil, false
}

// useTrait goes to the case that a trait just told chooses: of the present
// topic, or of the article the present step sends to.
func useTrait(t *turn, kind string) bool {
	f := t.st.Place.Flow
	if tp, ok := t.topic(f.Topic); ok && tp.Choose == kind {
		c, ok := chosen(t, tp)
		switch {
		case ok && c.ID == f.Cause:
			return false
		case ok:
			t.at(AtStep)
			tryCause(t, c)
		default: // it is another machine now, and not said which
			t.at(AtCauses)
			t.st.Place.Flow.toCause("")
			showCauses(t)
		}
		return true
	}
	if a, ok := t.topic(linked(t)); ok && a.Choose == kind {
		openArticle(t, a.ID)
		return true
	}
	return furtherOn(t, kind) || backTo(t, kind)
}

// backTo leaves the way of a machine that is not the user's after all for the topic that
// it was chosen by, with what chooses now: who is asked which phone it is has a computer.
func backTo(t *turn, kind string) bool {
	before := t.st.Place
	for p := before; len(p.Stack) > 0; {
		outer := p.Stack[len(p.Stack)-1]
		if outer.Walked != p.Flow.Topic {
			return false
		}
		p = Place{Screen: AtStep, Flow: &outer, Stack: p.Stack[:len(p.Stack)-1]}
		if tp, ok := t.topic(outer.Topic); ok && tp.Choose == kind {
			outer.Walked = ""
			t.st.Place = p.clone()
			if useTrait(t, kind) {
				t.st.Back = withOne(t.st.Back, before, maxBack)
				return true
			}
			t.st.Place = before
			return false
		}
	}
	return false
}

// optionWords is how many words a line has at most that tells what the machine has.
const optionWords = 8

// tellsOption goes to the way of another machine than the one that was tried because
// the user was unsure, where a line is like what that is called: "có cái chữ e xanh".
func tellsOption(t *turn, u *utterance) bool {
	f := t.st.Place.Flow
	if f == nil || asks(u.says) || asksSomething(t, u.text) {
		return false
	}
	tp, ok := t.topic(f.Topic)
	if !ok || tp.Choose == "" || t.st.Traits[tp.Choose] != "" {
		return false
	}
	var options [][]string
	for i := range tp.Causes {
		options = append(options, names(&tp.Causes[i]))
	}
	i := t.read.Among(u.text, options)
	if i < 0 || tp.Causes[i].ID == f.Cause {
		return false
	}
	if _, like := t.read.Nearest(u.text, options[i]); like < surelyLike {
		return false
	}
	learn(t, tp.Choose, answerOf(&tp.Causes[i]))
	return useTrait(t, tp.Choose)
}

// furtherOn goes to the step of the present cause that opens an article which
// chooses by a trait: "máy em win 11" is about the settings of the system.
func furtherOn(t *turn, kind string) bool {
	steps, _, _ := t.steps()
	f := t.st.Place.Flow
	for i := f.after(len(steps)); i < len(steps) && t.screen().does; i++ {
		if a, ok := t.topic(steps[i].Walk); ok && a.Choose == kind {
			t.note(chat.StepSkipped)
			f.goTo(i)
			f.Walked, f.Asked = "", 0
			t.at(AtStep)
			showStep(t)
			return true
		}
	}
	return false
}
