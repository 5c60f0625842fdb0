package desk

import (
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// Summary tells staff what a ticket is about, in the shape support writes its
// own escalations: agent, time, symptom, what was tried, call ID, what is
// attached. It is made from the ticket and its lines alone; a model's words,
// if there are any, stand apart and are called so.
func (d *Desk) Summary(t chat.Ticket, lines []TranscriptLine) string {
	var b strings.Builder
	put := func(key, value string) {
		if value != "" {
			b.WriteString(d.say.T("desk.sum_"+key) + ": " + value + "\n")
		}
	}
	b.WriteString("#" + num(t.Number) + " · " + d.Subject(t) + "\n")
	put("user", d.Who(t))
	put("agent", t.Facts["agent"])
	put("time", d.moment(t))
	put("symptom", d.symptom(t))
	put("why", d.Why(t))
	if len(t.Path) > 0 {
		b.WriteString(d.say.T("desk.sum_tried") + ":\n")
		for i, step := range t.Path {
			b.WriteString("  " + num(int64(i+1)) + ". " + d.Step(step) + "\n")
		}
	}
	put("call_ids", strings.Join(t.CallIDs, ", "))
	if len(t.CallIDs) == 0 {
		put("instead", d.Substitutes(t))
	}
	put("call", d.Call(t))
	put("files", d.attachments(lines))
	put("model", t.Model)
	return b.String()
}

// Subject is what the ticket is about in a few words: its topic, else the
// user's own first words.
func (d *Desk) Subject(t chat.Ticket) string {
	switch {
	case t.Topic != "":
		return t.Topic
	case t.Title != "":
		return text.Brief(t.Title, 60)
	}
	return d.say.T("desk.no_topic")
}

// Who is the user as staff know them.
func (d *Desk) Who(t chat.Ticket) string {
	name := text.Brief(t.User.Name, 80)
	if name == "" {
		name = d.say.T("desk.no_name")
	}
	if t.User.Username != "" {
		name += " (@" + t.User.Username + ")"
	}
	return name + ", " + t.Conv.Channel
}

// Why says why the ticket was opened.
func (d *Desk) Why(t chat.Ticket) string {
	if key := "desk.why_" + t.Why; d.say.Has(key) {
		return d.say.T(key)
	}
	return t.Why
}

// Step says a step of the guide and its result.
func (d *Desk) Step(s chat.Tried) string {
	text := text.Brief(chat.Plain(s.Text), 160)
	if text == "" {
		text = s.Node
	}
	if s.Result == "" || s.Result == "answered" { // an answer stands in the text
		return text
	}
	result := s.Result
	if key := "desk.result_" + s.Result; d.say.Has(key) {
		result = d.say.T(key)
	}
	return text + " → " + result
}

// Call says what a look-up of the call found, in the order support reads it.
func (d *Desk) Call(t chat.Ticket) string {
	return d.pairs(t.Call, "desk.call_", "from", "to", "agent", "start", "answer", "end", "talk", "cause")
}

// Substitutes are the facts by which a call is found without its ID.
func (d *Desk) Substitutes(t chat.Ticket) string {
	facts := maps.Clone(t.Facts)
	maps.DeleteFunc(facts, func(k, _ string) bool { return k == "agent" || k == "time" || k == "error" })
	return d.pairs(facts, "desk.fact_", "hotline", "customer", "end_code")
}

// pairs renders known keys in the given order, then others by name.
func (d *Desk) pairs(m map[string]string, prefix string, first ...string) string {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(k string) bool { return slices.Contains(first, k) })
	var out []string
	for _, k := range append(slices.Clone(first), keys...) {
		v := text.Brief(m[k], 120)
		if v == "" {
			continue
		}
		label := k
		if d.say.Has(prefix + k) {
			label = d.say.T(prefix + k)
		}
		out = append(out, label+" "+v)
	}
	return strings.Join(out, "; ")
}

func (d *Desk) symptom(t chat.Ticket) string {
	s := text.Brief(t.Title, 200)
	if e := t.Facts["error"]; e != "" && e != s {
		s = strings.TrimPrefix(s+"; "+text.Brief(e, 120), "; ")
	}
	return s
}

// moment is when the trouble was: as the user says, else when they came.
func (d *Desk) moment(t chat.Ticket) string {
	if said := t.Facts["time"]; said != "" {
		return text.Brief(said, 80)
	}
	return d.Stamp(t.Opened)
}

// Stamp says a moment in full, in the desk's time zone.
func (d *Desk) Stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(d.hours.Location()).Format("15:04 02/01/2006")
}

// attachments counts what the user sent, and names what has a name.
func (d *Desk) attachments(lines []TranscriptLine) string {
	var out []string
	photos := int64(0)
	for _, l := range lines {
		if l.By != chat.ByUser {
			continue
		}
		for _, f := range l.Files {
			switch {
			case f.Name != "":
				out = append(out, text.Brief(f.Name, 60))
			case f.Kind == chat.FilePhoto:
				photos++
			default:
				out = append(out, d.say.T("desk.file_"+string(f.Kind)))
			}
		}
	}
	if photos > 0 {
		out = slices.Insert(out, 0, d.say.T("desk.photos", "n", num(photos)))
	}
	return strings.Join(out, ", ")
}
