package codes_test

import (
	"testing"

	"hotro/internal/intent/intenttest"
)

// Letters that only look like the right ones are the right ones.
func TestCodesLookalikes(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"FRОМ_NUМВЕR_NОТ_FОUND":        "FROM_NUMBER_NOT_FOUND",        // Cyrillic О, М, В, Е, Т
		"ΑGΕΝΤ_FRΟΜ_ΝΟΤ_FΟUΝD":         "AGENT_FROM_NOT_FOUND",         // Greek
		"G3T_US3R_M3D1A_3RR0R":         "GET_USER_MEDIA_ERROR",         // leet
		"T0 NUM83R N07 4LL0WS C4LL0UT": "TO_NUMBER_NOT_ALLOWS_CALLOUT", //
		"em bị ＲＥＱＵＥＳＴ＿ＡＮＳＷＥＲ＿ＵＲＬ＿ＥＲＲＯＲ ạ":              "REQUEST_ANSWER_URL_ERROR",           // full width
		"FROM\u200b_NUM\u00adBER_\u200dNOT_FO\u2060UND": "FROM_NUMBER_NOT_FOUND",              // what nobody sees
		"𝐀𝐆𝐄𝐍𝐓_𝐍𝐎𝐓_𝐅𝐎𝐔𝐍𝐃_𝐎𝐑_𝐈𝐍_𝐀𝐍𝐎𝐓𝐇𝐄𝐑_𝐂𝐀𝐋𝐋":            "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", // mathematical
		"ɢᴇᴛ_ᴜꜱᴇʀ_ᴍᴇᴅɪᴀ_ᴇʀʀᴏʀ":                          "GET_USER_MEDIA_ERROR",               // small capitals
		"ＴО_NUМВ3R_NОT_АLL0WS_САLLОUТ":                  "TO_NUMBER_NOT_ALLOWS_CALLOUT",       // all at once
		"TО_NUMBER_NОT_FOUND": "unknown TO_NUMBER_NOT_FOUND", // and another code stays another
		"ＦＲＯＭ＿ＮＵＭＢＥＲ＿ＮＯＴ＿ＡＬＬＯＷＳ＿ＡＧＥＮＴ＿ＣＡＬＬ＿ＩＮ": "unknown FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_IN",
	} {
		if got := known(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}
