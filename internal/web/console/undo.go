package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// undoView is the button, offered for some seconds, that takes an action back:
// by another action, with these values of its form.
type undoView struct {
	Label string            `json:"label"`
	Act   string            `json:"act"`
	Form  map[string]string `json:"form,omitempty"`
}

// undo is what takes back what was just done with a ticket; nil when nothing
// does, or nothing has changed.
func (fm *forms) undo(w http.ResponseWriter, r *http.Request, a desk.Action, was chat.Ticket) *undoView {
	t, err := fm.tickets.Ticket(r.Context(), was.Number)
	if err != nil {
		return nil // the action is done: only its undoing is not offered
	}
	v := &undoView{Label: fm.renderer.Page(w, r).T("desk.do.undo.label")}
	moved := t.State != was.State || t.Holder.Staff != was.Holder.Staff
	switch {
	case a.Name == "close" && desk.Undoable(t, fm.now()):
		v.Act = "undo"
	case a.Name == "priority" && t.Priority != was.Priority:
		v.Act, v.Form = a.Name, map[string]string{"priority": strconv.Itoa(was.Priority)}
	case a.Name == "tags" && !slices.Equal(t.Tags, was.Tags):
		v.Act, v.Form = a.Name, map[string]string{"tags": strings.Join(was.Tags, ", ")}
	case slices.Contains([]string{"release", "transfer", "take"}, a.Name) && moved:
		v.Act, v.Form = handBack(was, login.From(r.Context()).Staff)
	default:
		return nil
	}
	return v
}

// known finds somebody who had to do with a ticket, also on another front.
func known(t chat.Ticket, id string) (desk.Staff, bool) {
	i := slices.IndexFunc(t.Log, func(e chat.Event) bool { return e.Who == id && e.What == desk.EvClaimed })
	if i < 0 {
		return desk.Staff{}, false
	}
	return desk.Staff{ID: id, Name: t.Log[i].Name, Role: desk.RoleAgent}, true
}

// handBack is the action that gives a ticket back into the hands it was in.
func handBack(was chat.Ticket, me desk.Staff) (act string, form map[string]string) {
	switch {
	case was.State != chat.Claimed:
		return "release", nil
	case was.Holder.Staff == me.ID:
		return "take", nil
	}
	return "transfer", map[string]string{"to": was.Holder.Staff}
}
