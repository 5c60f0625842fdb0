package dialog

import (
	"hotro/internal/intent"
	"hotro/internal/kb"
)

// roleScreen asks whether the user is an admin.
func roleScreen() screen {
	return screen{
		show: showRole,
		answers: func(t *turn) []answer {
			return []answer{
				{"admin", t.T("admin_button"), func(t *turn) { takeRole(t, "admin") }},
				{"user", t.T("not_admin_button"), func(t *turn) { takeRole(t, "user") }},
			}
		},
		hear: hearRole,
	}
}

// gated reports whether a step needs an admin.
func gated(s *kb.Step, c *kb.Cause) bool {
	return s.Role == "admin" || (c != nil && c.Role == "admin")
}

// gate asks for the role, or gives a text to forward to those without it. It
// reports whether it took the screen.
func gate(t *turn) bool {
	switch t.st.Role {
	case "admin":
		return false
	case "user":
		forward(t)
	default:
		t.at(AtRole)
		showRole(t)
	}
	return true
}

func showRole(t *turn) {
	t.out.Kind = "role"
	t.show(t.T("role"), append(t.buttons(), t.exits()...)...)
}

func hearRole(t *turn, u *utterance) bool {
	switch {
	case u.says.Has(intent.NotAdmin), u.says.Whole(intent.No):
		takeRole(t, "user")
	case u.says.Has(intent.IsAdmin), u.says.Whole(intent.Yes):
		takeRole(t, "admin")
	case u.says.Whole(intent.Confused):
		takeRole(t, "user")
	default:
		return false
	}
	return true
}

func takeRole(t *turn, r string) {
	t.st.Role = r
	t.at(AtStep)
	showStep(t)
}

// notAdmin is said in the middle of steps that need an admin.
func notAdmin(t *turn) {
	t.st.Role = "user"
	t.at(AtStep)
	steps, cause, _ := t.steps()
	if f := t.st.Place.Flow; f.Step < len(steps) && gated(&steps[f.Step], cause) {
		forward(t)
		return
	}
	showStep(t)
}
