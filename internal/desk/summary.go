package desk

import (
	"maps"
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/text"
	"hotro/internal/worktime"
	"hotro/prompts"
)

// Formatter words tickets, moments and durations for people.
type Formatter struct {
	say   *prompts.Say
	hours worktime.Hours
}

// Summary tells staff what a ticket is about, in the shape support writes its
// own escalations: agent, time, symptom, what was tried, call ID, what is
// attached. It is made from the ticket and its lines alone; a model's words,
// if any, are set apart and labelled.
func (fm *Formatter) Summary(t chat.Ticket, lines []TranscriptLine) string {
	var b strings.Builder
	put := func(key, value string) {
		if value != "" {
			b.WriteString(fm.say.T("desk.sum_"+key) + ": " + value + "\n")
		}
	}
	b.WriteString("#" + num(t.Number) + " · " + fm.Subject(t) + "\n")
	put("user", fm.Who(t))
	put("contact", t.Facts["phone"])
	put("card", t.Facts["card"])
	put("place", t.Facts["place"])
	put("agent", t.Facts["agent"])
	put("time", fm.moment(t))
	put("symptom", symptom(t))
	put("affected", t.Facts["affected"])
	put("told", t.Facts["told"])
	put("why", fm.Why(t))
	if len(t.Path) > 0 {
		b.WriteString(fm.say.T("desk.sum_tried") + ":\n")
		for i, step := range t.Path {
			b.WriteString("  " + num(int64(i+1)) + ". " + fm.Step(step) + "\n")
		}
	}
	put("refs", strings.Join(t.Refs, ", "))
	if len(t.Refs) == 0 {
		put("instead", fm.Substitutes(t))
	}
	put("call", fm.Call(t))
	put("files", fm.attachments(lines))
	put("model", t.Model)
	return b.String()
}

// Subject is what the ticket is about in a few words: its topic, else the
// user's own first words.
func (fm *Formatter) Subject(t chat.Ticket) string {
	switch {
	case t.Topic != "":
		return t.Topic
	case t.Title != "":
		return text.Brief(t.Title, 60)
	}
	return fm.say.T("desk.no_topic")
}

// Who is the user as staff know them.
func (fm *Formatter) Who(t chat.Ticket) string {
	name := Named(fm.say, t)
	if t.User.Username != "" {
		name += " (@" + t.User.Username + ")"
	}
	return name + ", " + t.Conv.Channel
}

// factName is the fact that holds what a user says they are called.
const factName = "name"

// Named is what a ticket's user is called: by the platform, and by the name that they
// gave of themselves where that is another, which is marked: nobody vouches for it.
func Named(words chat.Phrasebook, t chat.Ticket) string {
	name, said := text.Name(t.User.Name), text.Name(t.Facts[factName])
	first, _, _ := strings.Cut(said, " (")
	switch {
	case name == "" && said != "":
		return words.T("desk.self_named", "name", said)
	case name == "":
		return words.T("desk.no_name")
	case said == "" || strings.Contains(" "+text.Fold(name)+" ", " "+text.Fold(first)+" "):
		return name
	}
	return words.T("desk.self_named_too", "name", name, "said", said)
}

// Why says why the ticket was opened.
func (fm *Formatter) Why(t chat.Ticket) string {
	if key := "desk.why_" + t.Why; fm.say.Has(key) {
		return fm.say.T(key)
	}
	return t.Why
}

// Step words a step of the guide and its result.
func (fm *Formatter) Step(s chat.Tried) string {
	text := text.Brief(chat.Plain(s.Text), 160)
	if text == "" {
		text = s.Node
	}
	if s.Result == "" || s.Result == "answered" { // the text already holds the answer
		return text
	}
	result := s.Result
	if key := "desk.result_" + s.Result; fm.say.Has(key) {
		result = fm.say.T(key)
	}
	return text + " → " + result
}

// Call words what a look-up of the call found, in the order support reads it.
func (fm *Formatter) Call(t chat.Ticket) string {
	return fm.pairs(t.Call, "desk.call_", "from", "to", "agent", "start", "answer", "end", "talk", "cause")
}

// Substitutes are the facts by which a call is found without its ID.
func (fm *Formatter) Substitutes(t chat.Ticket) string {
	facts := maps.Clone(t.Facts)
	maps.DeleteFunc(facts, func(k, _ string) bool {
		return slices.Contains([]string{"agent", "time", "error", "phone", "card", "place", "told", factName}, k)
	})
	return fm.pairs(facts, "desk.fact_", append(strings.Fields(fm.say.T("company.details")), "end_code")...)
}

// About says where the user writes from, as far as the channel knows.
func (fm *Formatter) About(conv chat.Conversation) string {
	return fm.pairs(conv.About, "desk.about_", chat.AboutAccount, chat.AboutClaim, chat.AboutBrowser, chat.AboutSystem, chat.AboutPage)
}

// pairs renders known keys in the given order, then others by name.
func (fm *Formatter) pairs(m map[string]string, prefix string, first ...string) string {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(k string) bool { return slices.Contains(first, k) })
	var out []string
	for _, k := range append(slices.Clone(first), keys...) {
		v := text.Brief(m[k], 120)
		if v == "" {
			continue
		}
		label := k
		if fm.say.Has(prefix + k) {
			label = fm.say.T(prefix + k)
		}
		out = append(out, label+" "+v)
	}
	return strings.Join(out, "; ")
}

func symptom(t chat.Ticket) string {
	s := text.Brief(t.Title, 200)
	if e := t.Facts["error"]; e != "" && e != s {
		s = strings.TrimPrefix(s+"; "+text.Brief(e, 120), "; ")
	}
	return s
}

// moment is when the problem occurred: as the user put it, else when the
// ticket was opened.
func (fm *Formatter) moment(t chat.Ticket) string {
	if said := t.Facts["time"]; said != "" {
		return text.Brief(said, 80)
	}
	return fm.Stamp(t.Opened)
}

// Stamp writes a moment in full, in the desk's time zone.
func (fm *Formatter) Stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(fm.hours.Location()).Format("15:04 02/01/2006")
}

// attachments counts the user's photos and names the other files.
func (fm *Formatter) attachments(lines []TranscriptLine) string {
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
				out = append(out, fm.say.T("desk.file_"+string(f.Kind)))
			}
		}
	}
	if photos > 0 {
		out = slices.Insert(out, 0, fm.say.T("desk.photos", "n", num(photos)))
	}
	return strings.Join(out, ", ")
}

// staffName is the name of who as users see it.
func (fm *Formatter) staffName(who Staff) string {
	if name := text.Name(who.Name); name != "" {
		return plain(name)
	}
	return fm.say.T("desk.somebody")
}
