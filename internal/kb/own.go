package kb

import (
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
)

var validOwn = pattern.New(`^[a-z][a-z0-9-]{0,31}$`)

// own is the end of an id that a comment gives to a cause or a step, behind sep;
// "" where it gives none, or one that can't be used. With it the cause or step
// stays the same whatever else is edited.
func (c *compiler) own(r finding.Report, f markdown.Field, sep string) string {
	if f.Value == "" {
		return ""
	}
	if !validOwn.MatchString(f.Value) {
		r.Add(finding.Error, f.Line, "id.own", "id", f.Value)
		return ""
	}
	return sep + f.Value
}

// ownTwice tells of ids that a topic gives to two causes, or to two steps.
func (c *compiler) ownTwice(r finding.Report, t *Topic) {
	seen := map[string]bool{}
	look := func(id, sep string, line int) {
		own, given := ownID(id, sep)
		if given && seen[sep+own] {
			r.Add(finding.Error, line, "id.own_twice", "id", own, "topic", t.ID)
		}
		seen[sep+own] = true
	}
	for i := range t.Causes {
		look(t.Causes[i].ID, "/", t.Causes[i].Line)
	}
	for p := range t.Places {
		look(p.Step.ID, ".", p.Step.Line)
	}
}
