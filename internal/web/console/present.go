package console

import (
	"encoding/json"
	"strconv"
)

// personView is a colleague at a ticket.
type personView struct {
	Name   string `json:"name"`
	Face   string `json:"face"`
	Tint   string `json:"tint"`
	Writes string `json:"writes,omitempty"` // the kind of words they write
}

// presentTo sends the page which colleagues have which ticket open and who
// writes, and returns what is closed when that has changed.
func (f *follower) presentTo() (moved <-chan struct{}, err error) {
	people, moved := f.room.Now()
	at := map[string][]personView{}
	for _, p := range people {
		if p.ID == f.session.Staff.ID {
			continue
		}
		number := strconv.FormatInt(p.Ticket, 10)
		at[number] = append(at[number], personView{p.Name, f.words.Initials(p.Name), f.words.Tint(p.Name), p.Writes})
	}
	now := ""
	if len(at) > 0 {
		now = encoded(at)
	}
	if now == f.present {
		return moved, nil
	}
	f.present = now
	return moved, f.out.Send("present", "", json.RawMessage(encoded(at)))
}
