package dialog

import (
	"strconv"
	"strings"

	"hotro/internal/chat"
)

// press acts on a button. Anything forged, old or unknown shows where the
// user is.
func (t *turn) press(data string) {
	switch {
	case data == "menu":
		t.menu()
	case data == "back":
		t.goBack()
	case data == "restart":
		t.restart()
	case data == "cancel":
		t.cancel()
	case data == "human":
		t.askedHuman()
	case strings.HasPrefix(data, "t:"):
		t.pressTopic(strings.TrimPrefix(data, "t:"))
	case strings.HasPrefix(data, "id:"):
		t.confirmed(strings.TrimPrefix(data, "id:"))
	case strings.HasPrefix(data, "rate:"):
		t.rate(strings.TrimPrefix(data, "rate:"))
	default:
		t.pressBound(data)
	}
}

func (t *turn) askedHuman() {
	if t.st.Person && t.st.Place.Screen == AtPerson {
		t.show(t.T("waiting"), t.personChoices()...)
		return
	}
	t.handOff(WhyAsked, "")
}

func (t *turn) pressTopic(k string) {
	id, ok := t.keys[k]
	if !ok {
		t.stale(k)
		return
	}
	t.enter(id)
}

// pressBound acts on a button of one screen: "s<turn>:<verb>".
func (t *turn) pressBound(data string) {
	turn, verb, ok := strings.Cut(data, ":")
	if !ok || turn != "s"+strconv.FormatInt(t.st.Turn, 10) {
		t.stale(data)
		return
	}
	t.st.Pressed, t.st.Misses = data, 0
	if i, ok := strings.CutPrefix(verb, "cause"); ok && t.st.Place.Screen == AtCauses {
		n, err := strconv.Atoi(i)
		if err != nil {
			n = -1
		}
		t.cause(n)
		return
	}
	if do, ok := t.verbs()[verb]; ok {
		do()
		return
	}
	t.stale(data)
}

// verbs are the answers the present screen takes.
func (t *turn) verbs() map[string]func() {
	resume := func() { t.resume() }
	result := map[string]func(){
		"ok": t.solved, "no": func() { t.failed("failed") }, "next": func() { t.failed("done") }, "resume": resume,
	}
	switch t.st.Place.Screen {
	case AtStep, AtForward, AtWait:
		return result
	case AtRole:
		return map[string]func(){"admin": func() { t.role("admin") }, "user": func() { t.role("user") }, "resume": resume}
	case AtCauses:
		return map[string]func(){"unsure": t.unsure, "resume": resume}
	case AtCallID:
		return map[string]func(){"where": t.where, "noid": t.noID, "resume": resume}
	case AtFact:
		return map[string]func(){"skip": func() { t.fact("") }, "send": t.sendNow}
	case AtPick:
		return map[string]func(){"nope": t.nope}
	case AtOffer:
		return map[string]func(){"yes": t.accept}
	case AtResume:
		return map[string]func(){"resume": resume, "dismiss": t.dismiss}
	}
	return nil
}

// stale answers a button of an earlier screen. The same press twice is one
// press.
func (t *turn) stale(data string) {
	if data != "" && data == t.st.Pressed {
		return
	}
	t.out.Kind = "stale"
	t.pre(t.T("stale"))
	if t.st.Place.Screen == AtStart {
		t.lead = nil
	}
	t.again()
}

// nope: none of the offered topics. That counts as a misunderstanding.
func (t *turn) nope() { t.miss("") }

// dismiss ends an interrupted flow for good.
func (t *turn) dismiss() {
	t.st.Place.Stack = nil
	t.goTo(Place{Screen: AtSolved})
	t.out.Kind = "bye"
	t.show(t.T("bye"), t.menuButton())
}

// sendNow skips the facts that are missing.
func (t *turn) sendNow() {
	for _, f := range facts {
		if _, known := t.st.Facts[f]; !known {
			t.st.Facts[f] = ""
		}
	}
	t.askFact()
}

// cancel takes back the request for a person.
func (t *turn) cancel() {
	if !t.st.Person {
		t.again()
		return
	}
	t.out.Cancel = true
	t.st.Person, t.st.Noted = false, false
	t.out.Kind = "cancel"
	t.st.Place.Flow = nil
	t.pre(t.T("menu"))
	t.list()
}

func (t *turn) rates() []chat.Choice {
	var c []chat.Choice
	for i := 1; i <= 5; i++ {
		n := strconv.Itoa(i)
		c = append(c, chat.Choice{Data: "rate:" + n, Label: t.T("rate_" + n)})
	}
	return c
}

// rate takes a score, then asks for a free word.
func (t *turn) rate(s string) {
	t.out.Kind = "rate"
	if s == "skip" {
		t.rated()
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 5 {
		t.stale("")
		return
	}
	t.out.Rate = &chat.Rating{Score: n, At: t.now}
	t.goTo(Place{Screen: AtComment, Stack: t.st.Place.Stack})
	t.show(t.T("rate_comment", "skip", t.T("skip_button")), chat.Choice{Data: "rate:skip", Label: t.T("skip_button")})
}

func (t *turn) comment(s string) {
	t.out.Rate = &chat.Rating{Comment: clip(s, 500), At: t.now}
	t.rated()
}

func (t *turn) rated() {
	t.out.Kind = "rate"
	t.goTo(Place{Screen: AtSolved})
	t.show(t.T("rate_thanks"), t.menuButton())
}

// command acts on "/word"; unknown ones are read as text.
func (t *turn) command(s string) bool {
	word, arg, _ := strings.Cut(strings.TrimPrefix(s, "/"), " ")
	word, _, _ = strings.Cut(strings.ToLower(word), "@")
	switch word {
	case "start":
		t.start()
	case "menu", "danhsach":
		t.menu()
	case "help", "trogiup":
		t.out.Kind = "help"
		t.around("help")
	case "human", "nhanvien", "support":
		t.askedHuman()
	case "back", "quaylai":
		t.goBack()
	case "restart", "lamlai":
		t.restart()
	case "cancel", "huy":
		t.cancel()
	case "lang", "language":
		t.language(strings.TrimSpace(arg))
	default:
		return false
	}
	return true
}

func (t *turn) language(to string) {
	if w := t.say[to]; w != nil {
		t.st.Lang, t.words = to, w
	}
	t.pre(t.T("language"))
	t.again()
}
