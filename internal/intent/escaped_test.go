package intent

import (
	"testing"

	"pgregory.net/rapid"
)

func TestUnescaped(t *testing.T) {
	for in, want := range map[string]string{
		`REQUEST%5FANSWER%5FURL%5FERROR`:     "REQUEST_ANSWER_URL_ERROR",
		`?error=FROM%20NUMBER%20NOT%20FOUND`: "?error=FROM NUMBER NOT FOUND",
		`FROM%255FNUMBER`:                    "FROM_NUMBER",
		`{\"msg\":\"AGENT\u005fFROM\"}`:      `{"msg":"AGENT_FROM"}`,
		`TO\\u005fNUMBER`:                    "TO_NUMBER",
		`TO\x5fNUMBER\nNOT`:                  "TO_NUMBER NOT",
		`GET\_USER\_MEDIA`:                   "GET_USER_MEDIA",
		`GET&#95;USER&#x5F;MEDIA`:            "GET_USER_MEDIA",
		"l%E1%BB%97i g%C3%AC":                "lỗi gì",
		"xong 50% rồi":                       "xong 50% rồi",
		"giảm 100%, hay 30%":                 "giảm 100%, hay 30%",
		`C:\new\test.txt`:                    `C:\new\test.txt`,
		"%ff%fe":                             "%ff%fe",
		"a & b; c":                           "a & b; c",
	} {
		if got := unescaped(in); got != want {
			t.Errorf("unescaped(%q) = %q, want %q", in, got, want)
		}
	}
}

// What is written for people stays as it is.
func TestUnescapedLeavesWordsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[\p{L}0-9 .,?!:_-]{0,40}`).Draw(t, "line")
		if got := unescaped(s); got != s {
			t.Fatalf("unescaped(%q) = %q", s, got)
		}
	})
}
