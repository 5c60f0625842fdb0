package dialog

import (
	"slices"

	"hotro/internal/chat"
	"hotro/internal/text"
)

// note records the result of the present step, for staff.
func (t *turn) note(result string) {
	now, ok := stepNow(t)
	if !ok {
		return
	}
	s, cause := asStaffRead(t, now)
	tried := chat.Tried{Topic: t.st.Place.Flow.Topic, Node: s.ID, Text: text.Brief(chat.Plain(s.Text), 160), Result: result, At: t.now, File: s.File, Line: s.Line}
	if cause != nil {
		tried.Cause = cause.Title
	}
	t.walked(tried)
}

// walked adds to the path; what was noted last about the same is replaced.
func (t *turn) walked(tried chat.Tried) {
	if n := len(t.st.Path); n > 0 && t.st.Path[n-1].Node == tried.Node {
		t.st.Path = append(slices.Clip(t.st.Path[:n-1]), tried)
	} else {
		t.st.Path = append(t.st.Path, tried)
	}
	if over := len(t.st.Path) - maxPath; over > 0 {
		t.st.Path = t.st.Path[over:]
	}
	t.out.Update = t.st.Person
}
