package codes_test

import (
	"testing"

	"hotro/internal/intent/intenttest"
)

// What begins as a known code and goes on in another word is another code: nobody
// knows it, and it is not told as the nearest known one.
func TestCodesGoOnOtherwise(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"from number not belong your company":   "unknown FROM_NUMBER_NOT_BELONG_YOUR_COMPANY",
		"màn hình báo from number not verified": "unknown FROM_NUMBER_NOT_VERIFIED",
		"sip trunk not registered":              "unknown SIP_TRUNK_NOT_REGISTERED",
		"from number not belong your account":   "unknown FROM_NUMBER_NOT_BELONG_YOUR_ACCOUNT",
		"from number not belong yuor account":   "unknown FROM_NUMBER_NOT_BELONG_YOUR_ACCOUNT",
		"from number not found":                 "FROM_NUMBER_NOT_FOUND",
	} {
		if got := known(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
	for _, in := range []string{"báo from number not gì đó", "from number not working"} {
		if r := m.Match(in); r.Uncovered || len(r.Candidates) == 0 {
			t.Errorf("Match(%q) = %+v, want the codes that begin so asked about", in, r)
		}
	}
}
