package desk_test

import (
	"errors"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

// TestWhoseWordsMayBeEdited: one's own by anybody, a colleague's by leads, to
// the user and among colleagues alike.
func TestWhoseWordsMayBeEdited(t *testing.T) {
	agent := desk.Staff{ID: "web:nga@example.vn", Name: "Nga", Role: desk.RoleAgent}
	other := desk.Staff{ID: "web:oanh@example.vn", Name: agent.Name, Role: desk.RoleAgent} // of the same name
	lead := desk.Staff{ID: "web:sep@example.vn", Name: "Sếp", Role: desk.RoleLead}
	for name, note := range map[string]bool{"a reply": false, "a note": true} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.asks(12)
			seq, err := o.Write(t.Context(), hoa.String(), agent, desk.StaffMessage{Via: "telegram", Note: note, Messages: []string{"m7"}, Reply: chat.Reply{Text: "sia"}})
			o.ok(err)
			edit := func(who desk.Staff, text string, want error) {
				t.Helper()
				if err := o.Edit(t.Context(), hoa.String(), who, seq, text, ""); !errors.Is(err, want) {
					t.Errorf("edit by %s: got %v, want %v", who.ID, err, want)
				}
				fromGroup := desk.StaffMessage{Via: "telegram", Messages: []string{"m7"}, Reply: chat.Reply{Text: text}}
				if err := o.Correct(t.Context(), hoa.String(), who, seq, fromGroup); !errors.Is(err, want) {
					t.Errorf("edit by %s in the group: got %v, want %v", who.ID, err, want)
				}
			}
			edit(other, "chen vào", desk.ErrColleagues)
			edit(desk.Staff{}, "chen vào", desk.ErrColleagues)
			edit(agent, "sai", nil)
			edit(lead, "đúng", nil)
			lines, err := o.Lines(t.Context(), hoa.String(), seq, 1)
			o.ok(err)
			if lines[0].Latest() != "đúng" || lines[0].Staff != agent.ID {
				t.Errorf("the line is %q by %q, want the lead's words under Nga's id", lines[0].Latest(), lines[0].Staff)
			}
		})
	}
}

// TestALineThatDoesNotSayWhoWroteIt is one kept before lines did: on the web
// desk for leads, in the group for its author, whom Telegram knows.
func TestALineThatDoesNotSayWhoWroteIt(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	seq, err := o.Say(t.Context(), hoa.String(), desk.Staff{Name: "Nga"}, "telegram", chat.Reply{Text: "sia"}, "")
	o.ok(err)
	agent := desk.Staff{ID: "telegram:42", Name: "Nga", Role: desk.RoleAgent}
	if err := o.Edit(t.Context(), hoa.String(), agent, seq, "sai", ""); !errors.Is(err, desk.ErrColleagues) {
		t.Errorf("on the web desk: got %v, want ErrColleagues", err)
	}
	if err := o.Correct(t.Context(), hoa.String(), agent, seq, desk.StaffMessage{Via: "telegram", Messages: []string{"m7"}, Reply: chat.Reply{Text: "sai"}}); err != nil {
		t.Errorf("in the group: %v", err)
	}
}
