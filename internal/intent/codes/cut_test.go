package codes_test

import (
	"testing"

	"hotro/internal/intent/intenttest"
)

// A code that is cut short is the code, where no other begins or ends like it,
// and a question where several do.
func TestCodesCutShort(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"AGENT_FROM_NOT_F…":                        "AGENT_FROM_NOT_FOUND",
		"lỗi AGENT_FRO... là gì":                   "AGENT_FROM_NOT_FOUND",
		"agent from no..":                          "AGENT_FROM_NOT_FOUND",
		"GET_USER_MED":                             "GET_USER_MEDIA_ERROR",
		"em thấy hiện get user me… ạ":              "GET_USER_MEDIA_ERROR",
		"…_MEDIA_ERROR":                            "GET_USER_MEDIA_ERROR",
		"..ANOTHER_CALL":                           "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"AGENT_NOT_FOUND_OR_I":                     "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"AGENT_NOT_FOUND…":                         "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"UEST_ANSWER_URL_ERROR":                    "REQUEST_ANSWER_URL_ERROR",
		"REQUEST_ANS":                              "REQUEST_ANSWER_URL_ERROR",
		"from number not all…":                     "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"FROM_NUMBER_NOT_AL...AGENT_CALL_OUT":      "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"FROM_NUMBER…FOUND":                        "FROM_NUMBER_NOT_FOUND",
		"TO_NUMBER_NOT_ALLO":                       "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"TO_NUMBER_NOT_ALOW…":                      "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"FROM_NUMBER_NOT_BELONG_YOUR_ACC":          "unknown FROM_NUMBER_NOT_BELONG_YOUR_ACCOUNT",
		"FROM_NUMBER_NOT_BEL…":                     "unknown FROM_NUMBER_NOT_BELONG_YOUR",
		"SIP_TRUNK_NO…":                            "unknown SIP_TRUNK_NOT_FOUND",
		"FROM_NUMBER_NOT_…":                        "ask FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT FROM_NUMBER_NOT_FOUND",
		"FROM_NUMB":                                "ask FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT FROM_NUMBER_NOT_FOUND",
		"AGENT_…":                                  "ask AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"…_NOT_FOUND":                              "ask FROM_NUMBER_NOT_FOUND AGENT_FROM_NOT_FOUND",
		"màn hình ghi not allows agent call out ạ": "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"em đang get.. rồi":                        "none",
		"dạ... vâng ạ..":                           "none",
		"GET_CALL_ME":                              "unknown GET_CALL_ME",
	} {
		if got := known(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
	if r := m.Match("GET_USER_MED…"); !r.Partial || r.Code != "GET_USER_MEDIA_ERROR" {
		t.Errorf("a cut code: got %+v, want it told as a part", r)
	}
	if r := m.Match("GET_USER_MEDIA_ERROR…"); r.Partial {
		t.Errorf("a whole code before dots: got %+v, want no part", r)
	}
}
