package codes_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// A topic without a code is known by its id where that is written as a code: who reads
// it in a log takes it for one.
func TestAnIDWrittenAsACode(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, said := range []string{"CALL_ENDS_IMMEDIATELY", "nó ghi call_ends_immediatly là sao ạ", "lỗi RINGING_NOT_CONNECTED"} {
		if r := m.Match(said); r.Intent != intent.KindTopic || r.Code != r.Topic {
			t.Errorf("%q is %+v, want the topic of that id", said, r)
		}
	}
	for _, said := range []string{"tắt google dịch", "call drops immediately", "phone shows ringing but never connects", "CALL_QUEUE_FULL"} {
		if r := m.Match(said); r.Topic != "" && r.Code == r.Topic {
			t.Errorf("%q is taken for the id of a topic: %+v", said, r)
		}
	}
}

func TestCodes(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"FROM_NUMBER_NOT_FOUND":                               "FROM_NUMBER_NOT_FOUND",
		"em bị from number not found ạ":                       "FROM_NUMBER_NOT_FOUND",
		"fromnumbernotfound giup em":                          "FROM_NUMBER_NOT_FOUND",
		"From-Number.Not Found":                               "FROM_NUMBER_NOT_FOUND",
		"ＦＲＯＭ＿ＮＵＭＢＥＲ＿ＮＯＴ＿ＦＯＵＮＤ":                               "FROM_NUMBER_NOT_FOUND",
		"F R O M _ N U M B E R _ N O T _ F O U N D":           "FROM_NUMBER_NOT_FOUND",
		"FR0M_NUMBER_N0T_F0UND":                               "FROM_NUMBER_NOT_FOUND", // as OCR reads it
		"form number not found":                               "FROM_NUMBER_NOT_FOUND",
		"FROM_NUMBR_NOT_FUOND":                                "FROM_NUMBER_NOT_FOUND",
		"not found from number":                               "FROM_NUMBER_NOT_FOUND",
		"number not found":                                    "FROM_NUMBER_NOT_FOUND",
		"agent form not found":                                "AGENT_FROM_NOT_FOUND",
		"AGENT_FROM_NOTFOUND":                                 "AGENT_FROM_NOT_FOUND",
		"agent from":                                          "AGENT_FROM_NOT_FOUND",
		"agent not found in another call":                     "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"AGENT NOT F0UND OR IN ANOTHER CA1L":                  "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"TO_NUMBER_NOT_ALLOW_CALL_OUT":                        "TO_NUMBER_NOT_ALLOWS_CALLOUT", // not NOT_ALLOW_CALLOUT
		"to number not allowed callout":                       "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"FROM_NUMBER_NOT_ALLOW_AGENT_CALLOUT":                 "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"from number not allow agent":                         "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"get user media":                                      "GET_USER_MEDIA_ERROR",
		"GET_USER_MEDIA_ERROR_1000":                           "GET_USER_MEDIA_ERROR",
		"request answer url err":                              "REQUEST_ANSWER_URL_ERROR", // not ANSWER_URL_ERROR
		`{"r":11,"msg":"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"}`: "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"agent not found":                                     "ask AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"AGENT_NOT_FOUND":                                     "ask AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"nó báo from number j đó":                             "ask FROM_NUMBER_NOT_FOUND FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"not found":                                           "ask FROM_NUMBER_NOT_FOUND AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"AGENT_FROM_NOT_FOUND hay FROM_NUMBER_NOT_FOUND vậy":  "ask AGENT_FROM_NOT_FOUND FROM_NUMBER_NOT_FOUND",
		"ALLOWS_CALLOUT":                                      "ask TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"màn hình ghi NOT_ALLOWS_AGENT":                       "ask FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"NOT_ALLOWS":                                          "ask FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"USER_MEDIA":                                          "ask GET_USER_MEDIA_ERROR",
		"em thấy mỗi IN_ANOTHER_CALL":                         "ask AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"lỗi 4":                                               "FROM_NUMBER_NOT_FOUND",
		"mã lỗi: 18":                                          "REQUEST_ANSWER_URL_ERROR",
		"error code 1000":                                     "GET_USER_MEDIA_ERROR",
		"sdk trả về r=18":                                     "REQUEST_ANSWER_URL_ERROR",
		"Không tìm thấy số điện thoại người gọi":              "FROM_NUMBER_NOT_FOUND",
		"nó hiện khong tim thay so dien thoai nguoi goi ạ":    "FROM_NUMBER_NOT_FOUND",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// A code that no document covers goes to a person, never to the nearest topic.
func TestCodesNotCovered(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, code := range map[string]string{
		"FROM_NUMBER_NOT_BELONG_YOUR_PROJECT": "FROM_NUMBER_NOT_BELONG_YOUR_PROJECT",
		"from number not belong your account": "FROM_NUMBER_NOT_BELONG_YOUR_ACCOUNT",
		"TO_NUMBER_INVALID":                   "TO_NUMBER_INVALID",
		"NOT_ALLOW_CALLOUT":                   "NOT_ALLOW_CALLOUT",
		"sip trunk not found":                 "SIP_TRUNK_NOT_FOUND",
		"lỗi 8":                               "NOT_ENOUGH_MONEY",
		"mã lỗi -1":                           "NOT_INIT",
		"lỗi 503":                             "503",
		"QUEUE_NOT_FOUND":                     "QUEUE_NOT_FOUND",
		"TO_NUMBER_NOT_FOUND":                 "TO_NUMBER_NOT_FOUND",
		"TOO_MANY_REQUESTS khi gọi":           "TOO_MANY_REQUESTS",
		"CALL_NOT_ALLOWED_BY_YOUR_SERVER":     "CALL_NOT_ALLOWED_BY_YOUR_SERVER",
		"AGENT_LOGIN_FAILED em gọi khách không được": "AGENT_LOGIN_FAILED",
		"báo là đường dẫn trả lời bị hỏng":           "ANSWER_URL_ERROR",
	} {
		if r := m.Match(in); r.Intent != intent.KindNone || !r.Uncovered || r.Code != code {
			t.Errorf("Match(%q) = %s code %q uncovered %v, want none with code %s", in, intenttest.Said(r), r.Code, r.Uncovered, code)
		}
	}
}

func TestCodesLeaveOtherTextAlone(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for _, in := range []string{
		"lỗi 4 lần rồi", "lỗi 18 máy", "4", "18", "bị lỗi 8 người", "gọi 1000 khách", "agent bên em", "user mới", "IMG_20240101_120000.jpg", "call", "không được",
		"error", "media", "hom nay agent nghi not", "CALL", "A_B",
	} {
		if r := m.Match(in); r.Code != "" || r.Partial || r.Intent == intent.KindTopic {
			t.Errorf("Match(%q) = %s code %q partial %v, want no code", in, intenttest.Said(r), r.Code, r.Partial)
		}
	}
}

// However a code is cut, cased and misread, it is found.
func TestCodesSurviveCopying(t *testing.T) {
	m, covered := intenttest.CodeMatcher(t), intenttest.CodeGuide().Topics
	rapid.Check(t, func(t *rapid.T) {
		code := covered[rapid.IntRange(0, len(covered)-1).Draw(t, "code")].ID
		sep := rapid.SampledFrom([]string{"_", " ", "", "-", ".", " _ ", "\n"}).Draw(t, "sep")
		in := strings.ReplaceAll(code, "_", sep)
		switch rapid.IntRange(0, 2).Draw(t, "case") {
		case 0:
			in = strings.ToLower(in)
		case 1:
			in = strings.NewReplacer("O", "0", "L", "1", "S", "5").Replace(in)
		}
		in = rapid.SampledFrom([]string{"", "em bị ", "lỗi: "}).Draw(t, "before") + in + rapid.SampledFrom([]string{"", " ạ", " khi gọi khách", "!!"}).Draw(t, "after")
		if got := intenttest.Said(m.Match(in)); got != code {
			t.Fatalf("Match(%q) = %s, want %s", in, got, code)
		}
	})
}

// One or two slips of the finger may lead to a question, not to a wrong answer.
func TestCodesWithSlips(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	r := rand.New(rand.NewPCG(1, 2))
	right, total := 0, 0
	for _, c := range intenttest.CodeGuide().Topics {
		for i := range 120 {
			in := slip(r, c.ID)
			if i%2 == 1 {
				in = slip(r, in)
			}
			if i%3 == 0 {
				in = strings.ToLower(strings.ReplaceAll(in, "_", " "))
			}
			res := m.Match(in)
			if res.Intent == intent.KindTopic && res.Topic != c.ID {
				t.Errorf("Match(%q) = %s, want %s or a question", in, res.Topic, c.ID)
			}
			total++
			if res.Topic == c.ID {
				right++
			}
		}
	}
	if want := total * 96 / 100; right < want {
		t.Errorf("%d of %d misspelt codes found, want %d", right, total, want)
	}
}

// slip changes, drops, doubles or swaps one letter.
func slip(r *rand.Rand, s string) string {
	i := r.IntN(len(s) - 1)
	switch r.IntN(4) {
	case 0:
		return s[:i] + string(rune('A'+r.IntN(26))) + s[i+1:]
	case 1:
		return s[:i] + s[i+1:]
	case 2:
		return s[:i+1] + s[i:]
	}
	return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
}
