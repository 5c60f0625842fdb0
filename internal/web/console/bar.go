package console

import (
	"strconv"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/text"
	"hotro/internal/web/ui"
)

// actView is an action as the page offers it: a button, or a menu for one that
// needs something.
type actView struct {
	ui.Words
	desk.Action
	Label   string
	Path    string
	View    view
	ID      string // of the action of a page without script
	Staff   []desk.Staff
	Presets []preset
	Inside  []actView // actions inside its menu
	Warning string    // what to know before it is done
}

// preset is a ready-made argument and its words.
type preset struct{ Value, Label string }

// Menu names the kind of the action's menu, "" for a plain button.
func (v actView) Menu() string {
	switch {
	case v.Needs == desk.Nothing:
		return ""
	case v.Needs == desk.Colleague:
		return "colleague"
	case len(v.Presets) > 0:
		return "presets"
	}
	return "words"
}

// Word is one of the action's words.
func (v actView) Word(kind string) string { return v.Action.Word(v.Words, kind) }

// Field is the form's field for what the action needs.
func (v actView) Field() string { return v.Form[0] }

// Other is the field for what is not among the presets.
func (v actView) Other() string { return v.Form[len(v.Form)-1] }

func (v headView) act(a desk.Action) actView {
	out := actView{
		Words: v.Words, Action: a, Label: a.Word(v.Words, "label"), View: v.View, ID: v.Token + a.Name,
		Path: "/desk/t/" + strconv.FormatInt(v.Ticket.Number, 10) + "/" + a.Name,
	}
	if a.Name == "close" {
		out.Warning = v.unanswered()
	}
	if a.Needs == desk.Colleague {
		out.Staff = v.Staff
	}
	for _, p := range a.Presets {
		if !desk.Fitting(p, v.Ticket) {
			continue
		}
		out.Presets = append(out.Presets, preset{string(p), p.Words(v.Words)})
	}
	return out
}

// unanswered is what to know before the ticket is closed: its user waits for
// words of a person.
func (v headView) unanswered() string {
	switch t := v.Ticket; {
	case desk.Unanswered(t):
		return v.T("web.desk.unanswered")
	case v.Promise.Phase == "":
		return ""
	case t.SaidBy == chat.ByUser && t.Said != "":
		return v.T("web.desk.unanswered_words", "words", text.Brief(privacy.Mask(t.Said), 80))
	}
	return v.T("web.desk.unanswered_line")
}

// Bar lists what can be done with the ticket now.
func (v headView) Bar() []actView {
	if v.Old {
		return nil
	}
	var out []actView
	for _, a := range desk.Offered(desk.BarButton, v.Ticket, v.Me) {
		if a.Under == "" {
			out = append(out, v.act(a))
			continue
		}
		for i := range out {
			if out[i].Name == a.Under {
				out[i].Inside = append(out[i].Inside, v.act(a))
			}
		}
	}
	return out
}

// Kinds are the ways of writing in the reply box.
func (v headView) Kinds() []actView {
	var out []actView
	for _, a := range desk.ActionsIn(desk.ReplyKind) {
		out = append(out, v.act(a))
	}
	return out
}
