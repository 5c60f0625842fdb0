package desk

import (
	"strings"

	"hotro/internal/chat"
	"hotro/prompts"
)

// Canned is a ready-made reply. Text may name {user}, {staff}, {number},
// {topic} and {call_id}.
type Canned struct {
	ID     string // short, of a-z, 0-9 and _
	Folder string // replies of one stand together; may be empty
	Title  string
	Text   string
}

// CannedFrom reads the canned replies among the words of a language: each
// desk.canned.<id>.title with its text.
func CannedFrom(say *prompts.Say) []Canned {
	var out []Canned
	for _, key := range say.Keys() {
		id, ok := strings.CutPrefix(key, "desk.canned.")
		if !ok {
			continue
		}
		if id, ok = strings.CutSuffix(id, ".title"); ok {
			out = append(out, Canned{ID: id, Title: say.T(key), Text: say.T("desk.canned." + id + ".text")})
		}
	}
	return out
}

// Fill returns the reply's text for a ticket. What is not known is left out.
func (c Canned) Fill(t chat.Ticket, who Staff) string {
	id := ""
	if n := len(t.CallIDs); n > 0 {
		id = t.CallIDs[n-1]
	}
	topic := t.Topic
	if topic == "" {
		topic = t.Title
	}
	out := strings.NewReplacer("{user}", t.User.Name, "{staff}", who.Name, "{number}", num(t.Number),
		"{topic}", topic, "{call_id}", id).Replace(c.Text)
	return strings.Join(strings.Fields(out), " ")
}
