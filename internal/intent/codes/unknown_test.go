package codes_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
)

// numberedGuide holds codes that differ in nothing but digits.
func numberedGuide() *kb.Guide {
	g := &kb.Guide{}
	for _, c := range []string{"CAM_1001", "M100", "5001001", "400", "PAY_GATEWAY_FAULT_12", "QUEUE_7_FULL"} {
		g.Topics = append(g.Topics, kb.Topic{ID: "topic-" + c, Codes: []string{c}, Title: "Chủ đề " + c, Phrases: []string{"bị mã " + c, c}})
	}
	g.Uncovered = []kb.Uncovered{{Code: "CAM_2001"}, {Code: "M900"}}
	return g
}

// A code that differs from a known one in a digit is another code.
func TestCodesAcrossDigits(t *testing.T) {
	m := intenttest.New(t, numberedGuide())
	for in, want := range map[string]string{
		"CAM_1001":                  "topic-CAM_1001",
		"em bị cam 1001":            "topic-CAM_1001",
		"cam1001 là gì":             "topic-CAM_1001",
		"lỗi m100 ạ":                "topic-M100",
		"M100":                      "topic-M100",
		"mã 5001001":                "topic-5001001",
		"5001001":                   "topic-5001001",
		"lỗi 400":                   "topic-400",
		"PAY_GATEWAY_FAULT_12":      "topic-PAY_GATEWAY_FAULT_12",
		"PAY_GATEWAI_FAULT_12":      "topic-PAY_GATEWAY_FAULT_12",
		"queue_7_full":              "topic-QUEUE_7_FULL",
		"CAM_1002":                  "unknown CAM_1002",
		"CAM_1011":                  "unknown CAM_1011",
		"bị cam-1009 rồi":           "unknown CAM_1009",
		"CAM_2001":                  "unknown CAM_2001",
		"M101":                      "unknown M101",
		"em gặp m109":               "unknown M109",
		"5001003":                   "unknown 5001003",
		"mã lỗi 5001101 là sao":     "unknown 5001101",
		"PAY_GATEWAY_FAULT_13":      "unknown PAY_GATEWAY_FAULT_13",
		"pay gateway fault 21":      "unknown PAY_GATEWAY_FAULT_21",
		"QUEUE_8_FULL":              "unknown QUEUE_8_FULL",
		"em có 400 khách":           "none",
		"400":                       "none",
		"7":                         "none",
		"em có 5001003 đồng":        "none",
		"m10":                       "none",
		"hôm nay gọi được 400 cuộc": "none",
	} {
		if got := known(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// A number counts something unless a word for error stands beside it.
func TestCodesBareNumbers(t *testing.T) {
	m := intenttest.New(t, numberedGuide())
	for _, in := range []string{"số em là 5001001", "số máy lẻ 400", "phòng em có 400 người", "em gọi 5001001 cuộc rồi", "7", "12"} {
		if r := m.Match(in); r.Intent == intent.KindTopic || r.Code != "" {
			t.Errorf("Match(%q) = %s code %q, want no code", in, intenttest.Said(r), r.Code)
		}
	}
}

// A code that differs from a known one in a whole word is another code; one
// that differs in a letter of a word is a slip of the finger.
func TestCodesOneWordOff(t *testing.T) {
	m := intenttest.CodeMatcher(t)
	for in, want := range map[string]string{
		"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_IN":     "unknown FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_IN",
		"FROM_NUMBER_NOT_ALLOWS_GROUP_CALL_OUT":    "unknown FROM_NUMBER_NOT_ALLOWS_GROUP_CALL_OUT",
		"TO_NUMBER_NOT_FOUND":                      "unknown TO_NUMBER_NOT_FOUND",
		"GROUP_NOT_FOUND":                          "unknown GROUP_NOT_FOUND",
		"CALL_NOT_FOUND":                           "unknown CALL_NOT_FOUND",
		"USER_NOT_FOUND":                           "unknown USER_NOT_FOUND",
		"to number not found":                      "unknown TO_NUMBER_NOT_FOUND",
		"from number not allows agent call in":     "unknown FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_IN",
		"GET_USER_MEDIA_TIMEOUT":                   "unknown GET_USER_MEDIA_TIMEOUT",
		"GET_AGENT_MEDIA_ERROR":                    "unknown GET_AGENT_MEDIA_ERROR",
		"REQUEST_ANSWER_URL_TIMEOUT":               "unknown REQUEST_ANSWER_URL_TIMEOUT",
		"QUEUE_FROM_NUMBER_NOT_FOUND":              "unknown QUEUE_FROM_NUMBER_NOT_FOUND",
		"FROM_NUMBER_NOT_FOUND_2":                  "unknown FROM_NUMBER_NOT_FOUND_2",
		"AGENT_NOT_FOUND_OR_IN_ANOTHER_QUEUE":      "unknown AGENT_NOT_FOUND_OR_IN_ANOTHER_QUEUE",
		"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUTT":   "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"FROM_NUMBER_NOT_ALLOWS_AGNET_CALL_OUT":    "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"ERROR_FROM_NUMBER_NOT_FOUND":              "FROM_NUMBER_NOT_FOUND",
		"GET_USER_MEDIA_EROR":                      "GET_USER_MEDIA_ERROR",
		"GET_USER_MEDIA_ERROR_1000":                "GET_USER_MEDIA_ERROR",
		"AGENT_NOT_FOUND_IN_ANOTHER_CALL":          "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"REQEST_ANSWER_URL_ERR":                    "REQUEST_ANSWER_URL_ERROR",
		"bị FRON_NUMBER_NOT_FOUND ạ":               "FROM_NUMBER_NOT_FOUND",
		"TO_NUMBER_NOT_\nALLOWS_CALLOUT":           "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"loi_from_number_not_found_khi_goi_khach":  "FROM_NUMBER_NOT_FOUND",
		"FROM_NUMBER_NOT_FOUND và GROUP_NOT_FOUND": "FROM_NUMBER_NOT_FOUND",
	} {
		if got := known(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// known is a decision in short, the name of an unknown code included.
func known(r intent.Result) string {
	if r.Uncovered {
		return "unknown " + r.Code
	}
	return intenttest.Said(r)
}
