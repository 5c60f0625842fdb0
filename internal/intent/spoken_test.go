package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// A code that a translator turned into Vietnamese, whole or in part and in
// whatever order, is the code.
func TestMatchTranslatedCodes(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"nó hiện từ số không tìm ra":                           "FROM_NUMBER_NOT_FOUND",
		"không tìm thấy từ số điện thoại":                      "FROM_NUMBER_NOT_FOUND",
		"đặc vụ từ không được tìm thấy":                        "AGENT_FROM_NOT_FOUND",
		"từ người đại diện không tìm thấy":                     "AGENT_FROM_NOT_FOUND",
		"agent từ không tìm thấy":                              "AGENT_FROM_NOT_FOUND",
		"không tìm thấy đặc vụ hoặc đang trong cuộc gọi khác":  "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"tac nhan khong tim thay hoac trong mot cuoc goi khac": "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"lấy lỗi phương tiện người dùng":                       "GET_USER_MEDIA_ERROR",
		"lỗi truyền thông người sử dụng nhận được":             "GET_USER_MEDIA_ERROR",
		"yêu cầu lỗi đường dẫn trả lời":                        "REQUEST_ANSWER_URL_ERROR",
		"từ số không cho phép tác nhân gọi ra ngoài":           "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"đến số không cho phép lời kêu gọi":                    "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"to số không cho phép callout":                         "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"không tìm thấy tác nhân":                              "ask AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// A code read aloud and written down as a Vietnamese hears it is the code.
func TestMatchSpokenCodes(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"frôm nâm bờ nót phaođ":                  "FROM_NUMBER_NOT_FOUND",
		"pho rom nam bo not phao la sao":         "FROM_NUMBER_NOT_FOUND",
		"em nghe nó đọc phờ rom num bơ nót phao": "FROM_NUMBER_NOT_FOUND",
		"from num bơ not found":                  "FROM_NUMBER_NOT_FOUND",
		"ê giần phờ rôm nót phao":                "AGENT_FROM_NOT_FOUND",
		"ây dzần nót phao o in ờ nót đờ con":     "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
		"gét iu sờ mí đi à e rờ":                 "GET_USER_MEDIA_ERROR",
		"ghét du zơ mi đia e ro":                 "GET_USER_MEDIA_ERROR",
		"rì quét sờ an sờ u rờ lờ":               "REQUEST_ANSWER_URL_ERROR",
		"ri quét an sơ iu a eo e rơ":             "REQUEST_ANSWER_URL_ERROR",
		"tu năm bờ nót ờ lâu con ao":             "TO_NUMBER_NOT_ALLOWS_CALLOUT",
		"phrôm năm bơ nót a lao ây giần côn ao":  "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"agent nót phao":                         "ask AGENT_FROM_NOT_FOUND AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL",
	} {
		if got := intenttest.Said(m.Match(in)); got != want {
			t.Errorf("Match(%q) = %s, want %s", in, got, want)
		}
	}
}

// Ordinary sentences hold no code, however it sounds.
func TestMatchNothingSpoken(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"năm nay bố em mua con bò", "ăn phở rồm rộp nóng phỏng lưỡi", "từ số nhà 12 đến số nhà 14", "đại lý vé máy bay ở đâu", "mì quảng an sờ tay vào nóng", "gặt lúa mùa này ế dần",
		"copy everything you read off one screenshot into the answer", "please read the rules and answer all of my questions", "nhờ ad note lại rồi call cho sếp out luôn",
		"báo chí truyền thông đưa tin", "em quên chú thích ảnh rồi", "con ao nhà em không có cá",
	} {
		if r := m.Match(in); r.Code != "" || r.Partial || r.Intent == intent.KindTopic {
			t.Errorf("Match(%q) = %s code %q, want no code", in, intenttest.Said(r), r.Code)
		}
	}
}

// What stands on a screen counts as it is printed: half of it is misread, and
// nobody reads anything aloud there.
func TestAScreenIsNotHeard(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]string{
		"OC>i\nTÔ\nny\nKhach) bang\nThơi lượng\nnoi\nủ,\nlò":          "",
		"Báo cáo\nCấu hình\nKhông gọi được\nGặp nhân viên":            "",
		"Gọi ra không thành công\n`FROM NUMBER_NOT_F0UND |":           "FROM_NUMBER_NOT_FOUND",
		"Lỗi cuộc gọi\ntừ số không cho phép tác nhân gọi ra ngoài\n|": "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT",
		"{r: 6, message: 'SIP_TRUNK_NOT_FOUND'}":                      "SIP_TRUNK_NOT_FOUND",
		"signalingState {reason: 'Ended', code: 6, sipCode: -1}":      "",
		"Hotline 02873 408\nchat":                                     "",
		"UNK_NOT_FO\nBang diéu khién":                                 "",
		"Lỗi: LICENSE_SERVER_GONE\nĐóng\nLoi: LICENSE_SERVER_GONE":    "LICENSE_SERVER_GONE",
		"lọi\n849:\nLL 5 xxx":                                         "",
		"Lỗi 1001":                                                    "CREATE_PEER_CONNECTION_ERROR",
	} {
		if got := m.Screen(in).Code; got != want {
			t.Errorf("Screen(%q) = %s, want %s", in, got, want)
		}
	}
	if got := m.Screen("Call ID: call-vn-1-7EOLB370OL-1751008322530").Refs; len(got) != 1 {
		t.Errorf("got call IDs %v, want the one on the screen", got)
	}
}
