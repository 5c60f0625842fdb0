package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// roleScreen asks whether the user is an admin.
func roleScreen() *screen {
	return &screen{
		may:  atRole(),
		show: showRole,
		answers: func(t *turn) []answer {
			return []answer{
				{verb: "admin", label: t.T("admin_button"), do: func(t *turn) { takeRole(t, roleAdmin) }, sign: 1},
				{verb: "user", label: t.T("not_admin_button"), do: func(t *turn) { takeRole(t, roleUser) }, sign: -1},
			}
		},
		hear:  hearRole,
		waits: "role",
	}
}

// gated reports whether a step needs an admin.
func gated(s *kb.Step, c *kb.Cause) bool {
	return s.Role == roleAdmin || (c != nil && c.Role == roleAdmin)
}

// gate asks for the role, or gives a text to forward to those without it. It
// reports whether it took the screen.
func gate(t *turn) bool {
	switch t.st.Role {
	case roleAdmin:
		return false
	case roleUser:
		forward(t)
	default:
		t.at(AtRole)
		showRole(t)
	}
	return true
}

func showRole(t *turn) {
	showAs(t, chat.TurnRole, t.T("role"), append(t.buttons(), t.exits()...)...)
}

// hearRole takes what the user is; who does not know is none.
func hearRole(t *turn, u *utterance) bool {
	f := u.says
	switch says := relayed(t, u.text); {
	case saysError(t, u):
		confirmTopic(t)
	case says > 0 && !asks(f):
		takeRole(t, roleAdmin)
	case says < 0 && !asks(f):
		takeRole(t, roleUser)
	case f.Has(intent.NotAdmin) && asks(f): // "em không phải admin, ai gỡ được vậy ạ"
		if x, ok := t.guide.Holder(roleAdmin); ok {
			t.pre(x.Text)
		}
		takeRole(t, roleUser)
	case !asks(f) && !f.Has(intent.IsAdmin) && entrusts(t, u.text): // who has somebody else do it has not the rights
		forwardNow(t)
	case f.Has(intent.Hold) || asks(f), tellsOwn(t, u):
		return false
	case role(t, u.text, f) != "":
		takeRole(t, role(t, u.text, f))
	case f.Has(intent.Unsure):
		takeRole(t, roleUser)
	default:
		return hearClosed(t, u)
	}
	return true
}

// saysError reports whether a line passes on what the screen says of the error under
// way: "nó báo nhân viên không được phép gọi ra" is not about the user.
func saysError(t *turn, u *utterance) bool {
	r := u.res
	return r.Intent == intent.KindTopic && same(t, r.Topic) && r.Score >= likely && screenSays(t, u)
}

// saysOther reports whether a line passes on what the screen says, and that is another
// error than the one under way: no state of what the step sets, and no result of it.
func saysOther(t *turn, u *utterance) bool {
	r := u.res
	return r.Intent == intent.KindTopic && !same(t, r.Topic) && !t.mentions("still_words", u.text) && !didIt(t, u) && screenSays(t, u)
}

// screenSays reports whether a clause of a line, which asks nothing, begins with that the
// screen says it.
func screenSays(t *turn, u *utterance) bool {
	if asks(u.words) || asksSomething(t, u.text) {
		return false
	}
	return slices.ContainsFunc(parts(t, u.text), func(part string) bool {
		line := spelled(t, part)
		return shownFrom(t, line) > 0 || longestHead(led(line, 1, writtenPhrases(t, "number_polite")), writtenPhrases(t, "screen_verbs")) > 0
	})
}

// roleTold goes on with what the user is where a line told it beside a question that was
// answered: nobody is asked what he just said.
func roleTold(t *turn) {
	if t.st.Place.Screen != AtRole || t.st.Role == "" || t.st.Place.Flow == nil {
		return
	}
	kind := t.out.Kind
	takeRole(t, t.st.Role)
	if kind != "" && t.out.Kind != chat.TurnHandoff {
		t.out.Kind = kind
	}
}

// takeRole goes on with what the user is, or without the cause that he denies beside it:
// "em là admin, mà mỗi người 1 nick riêng hết".
func takeRole(t *turn, r string) {
	t.st.Role, t.st.Misses = r, 0
	if tp, ok := subject(t); ok && t.heard != nil && deniedNow(t, tp) {
		leaveCause(t, tp)
		return
	}
	t.at(AtStep)
	showStep(t)
}

// deniedNow reports whether the line that is heard denies the cause under way by what the
// answers differ in.
func deniedNow(t *turn, tp *kb.Topic) bool {
	c := underWay(t, tp)
	if c == nil || tp.Choose != "" {
		return false
	}
	_, denied := byAspect(t, tp, t.heard.text)
	return slices.ContainsFunc(denied, func(i int) bool { return tp.Causes[i].ID == c.ID })
}

// role is what a line says the user is, "" for nothing. Who denies to be an
// admin is none, in whatever words.
func role(t *turn, s string, f intent.Meanings) string {
	switch {
	case f.Has(intent.NotAdmin), slices.ContainsFunc(clauses(t, s), func(c clause) bool { return c.says.Has(intent.NotAdmin) && !asks(c.says) }):
		return roleUser
	case !f.Has(intent.IsAdmin):
		return ""
	case f.Denies && !t.meanings(affirmed(t, s)).Has(intent.IsAdmin):
		return roleUser
	}
	return roleAdmin
}

// clauseSure is how likely it has to be that a clause tells a role, with a question behind it.
const clauseSure = 0.7

// hearHolder takes in passing who says, at a step that anybody may do, that he may do
// those of a role or may not: they come later.
func hearHolder(t *turn, u *utterance) bool {
	if !isAt(t, AtStep, AtWait, AtResult) {
		return false
	}
	f := u.words
	if t.st.Place.Flow == nil || u.res.Code != "" || f.Words > holderWords || asks(f) || f.Has(intent.NotSolved) || f.Has(intent.Solved) || f.Has(intent.NotThere) || f.Has(intent.Hold) {
		return false
	}
	isOne, isNone := f.Has(intent.IsAdmin) && !f.Denies, f.Has(intent.NotAdmin) && t.mentions("not_holder_words", u.text)
	if !isOne && !isNone {
		return false
	}
	steps, cause, _ := t.steps()
	at := t.st.Place.Flow.Step
	if at >= len(steps) || gated(&steps[at], cause) || !slices.ContainsFunc(steps[at:], func(s kb.Step) bool { return gated(&s, cause) }) {
		return false
	}
	t.st.Role, t.st.Misses = roleAdmin, 0
	if isNone {
		t.st.Role = roleUser
	}
	aroundAs(t, chat.TurnAck, "holder_noted")
	return true
}

// holderWords is how long a line may be that says no more than who somebody is.
const holderWords = 8
