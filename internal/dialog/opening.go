package dialog

import (
	"regexp"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// A link to the bot can say what brought the user here: the error on the
// screen, the reference of the matter, or both. It stands in the Data of a
// chat.KindStart as CODE, REFERENCE or CODE-REFERENCE, parted by "-", "_" or
// a blank: what each platform lets an address carry. Anybody can make such a
// link, so nothing of it is repeated but what has the form of a code.

var codeInOpening = regexp.MustCompile(`^[A-Z][A-Z0-9_]{2,63}$`)

// cutOpening parts the code from the reference.
func cutOpening(t *turn, data string) (code, ref string) {
	code, ref = t.guide.grammar().Open(data)
	return strings.Trim(code, "-_ "), strings.TrimSpace(ref)
}

// opened begins at what a link names, and reports whether that was anything
// to begin at. What is wrong with its call ID is said either way: asked for
// later, the ID can be given anew.
func opened(t *turn, data string) bool {
	code, ref := cutOpening(t, data)
	id, uncovered := openingTopic(t, code)
	_, refs, bad := t.guide.grammar().Cut(ref)
	t.leave()
	for _, r := range refs {
		t.st.NoID = false
		if keepIDs(t, []string{r}) && id+uncovered != "" {
			t.pre(t.T("ref_have", "id", r))
		}
	}
	switch {
	case len(bad) > 0:
		t.pre(faultOf(t, bad[0]))
	case ref != "" && len(refs) == 0 && (code == "" || id+uncovered != ""):
		t.pre(t.T("ref_bad_form"))
	}
	if t.st.First == "" {
		t.st.First = id + uncovered
	}
	switch {
	case id != "":
		enter(t, id)
	case uncovered != "":
		offerUncovered(t, uncovered)
	case len(refs) > 0:
		haveID(t)
	default:
		return false
	}
	return true
}

// openingTopic is the topic or article that a code names, or the code when it
// has the form of one and no document covers it.
func openingTopic(t *turn, code string) (topic, uncovered string) {
	if code == "" {
		return "", ""
	}
	for _, list := range [][]kb.Topic{t.guide.Topics, t.guide.Articles} {
		for i := range list {
			if strings.EqualFold(list[i].ID, code) {
				return list[i].ID, ""
			}
		}
	}
	if tp, ok := t.guide.ByCode(strings.ToUpper(code)); ok {
		return tp.ID, ""
	}
	r := heardAs(t, code).Result
	switch {
	case r.Uncovered:
		return "", r.Code
	case r.Intent == intent.KindTopic && r.Code != "":
		return r.Topic, ""
	case codeInOpening.MatchString(code):
		return "", code
	}
	return "", ""
}

// comeBack asks in some words whether to go on with what was set aside.
func comeBack(t *turn, word string, stack []Flow) {
	t.goTo(Place{Screen: AtResume, Stack: stack})
	t.show(t.T(word, "title", t.matter(stack)), t.buttons()[0], t.menuButton(), t.human())
}

// entered answers that the user came in. Zalo tells of one entry by two events
// (the account is followed, the chat opened): who sees the first screen and wrote
// nothing hears nothing more.
func entered(t *turn, l Line) {
	if l.Message == "" && l.Data == "" && t.st.Place.Screen == AtMenu {
		t.out.Kind = chat.TurnGreet
		return
	}
	start(t, l.Data)
}

// start answers the opening of the bot.
func start(t *turn, data string) {
	if data != "" && opened(t, data) {
		return
	}
	if stack := t.aside(); len(stack) > 0 {
		t.out.Kind = chat.TurnGreet
		comeBack(t, "welcome_back", stack)
		return
	}
	t.leave()
	t.st.Place = Place{Screen: AtStart}
	greet(t)
}
