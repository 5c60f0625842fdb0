package codes_test

import (
	"testing"

	"hotro/internal/intent/intenttest"
)

// A code typed from memory, its words in another order or form, is no code of
// its own; a word that another code has makes it one.
func TestCodesReworded(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"AGENT_NOT_ALLOWED_CALL_OUT":    "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"AGENT_IS_NOT_ALLOW_TO_CALLOUT": "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"AGENT_NOT_ALLOWED_CALL_IN":     "",
		"AGENT_NOT_ALLOWED_CALL_OUT_2":  "",
		"CUSTOMER_NOT_ALLOWED_CALL_OUT": "",
	} {
		r := m.Match(in)
		if want == "" {
			if !r.Uncovered {
				t.Errorf("Match(%q) = %+v, want a code nobody knows", in, r)
			}
			continue
		}
		if r.Uncovered || len(r.Candidates) == 0 || r.Candidates[0].Topic != want {
			t.Errorf("Match(%q) = %+v, want %s asked about", in, r, want)
		}
	}
}
