package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// A person is called for words that ask for one.
func TestMatchWish(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"cho em gặp bạn nào rành kỹ thuật với", "làm ơn nối em qua người thật", "ai trực ca này vào giúp em với", "em muốn nói chuyện với một con người",
		"bên mình có ai đang online không", "gọi cho chị số này nhé 0911222333", "chuyển em sang bộ phận kỹ thuật đi ạ", "thôi khỏi bot, cho em gặp người",
		"cho minh gap nhan vien voi", "can i speak to somebody real", "nhân viên", "nhờ bên stringee cử người qua xem", "không được rồi, cho em gặp nhân viên",
	} {
		if r := m.Match(in); r.Intent != intent.KindHuman {
			t.Errorf("Match(%q) = %s, want human", in, intenttest.Said(r))
		}
	}
}

// Words that are merely like those of people who want a person call nobody.
func TestMatchNoWish(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"tuyển dụng còn nhận người không", "bên anh có tuyển nhân viên không", "gọi lại được rồi", "em gọi lại rồi mà vẫn thế", "để em gọi lại thử xem",
		"em là nhân viên", "em là nhân viên kỹ thuật mới vào", "nhân viên bên em không gọi được", "em nhờ nhân viên kỹ thuật bên em xem thử", "công ty em có 20 nhân viên",
		"không cần gặp nhân viên đâu", "chưa cần gặp người đâu, em tự làm", "người khác gọi được mà em thì không", "admin là ai vậy", "sao lại bị chặn vậy",
		"Gọi ra GET_USER_MEDIA_ERROR", "Tổng đài chăm sóc khách hàng Gọi ra get user media error Báo cáo", "chuyển cho người nghe", "cần người dùng nào đăng nhập",
		"em chuyển cuộc gọi cho nhân viên khác kiểu gì", "lương nhân viên bao nhiêu",
	} {
		if r := m.Match(in); r.Intent == intent.KindHuman {
			t.Errorf("Match(%q) = human, want anything else", in)
		}
	}
	for in, want := range map[string]bool{"admin là ai vậy": true, "không cần gặp nhân viên đâu": false, "thời tiết hôm nay": false} {
		if r := m.Match(in); r.MaybeHuman != want {
			t.Errorf("Match(%q): a person may be asked for: got %v, want %v", in, r.MaybeHuman, want)
		}
	}
}

// A line that says that calling is broken and not how is a question, however
// it is told.
func TestMatchTrouble(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, in := range []string{
		"tổng đài bên em dở chứng hay sao á", "sáng giờ gọi cứ lỗi hoài", "cuộc gọi hôm nay bị gì ấy nhỉ", "hệ thống gọi có vấn đề rồi anh ơi", "phan mem goi dien bi hu r",
		"gọi điện toàn thất bại là sao ta", "call bị fail suốt", "the call keeps failing again", "chắc tổng đài có sự cố", "gọi khách hình như không ổn lắm", "nhân viên bên em không gọi được",
	} {
		if r := m.Match(in); r.Intent != intent.KindAsk || len(r.Candidates) != 3 {
			t.Errorf("Match(%q) = %s, want a question with three candidates", in, intenttest.Said(r))
		}
	}
	for _, in := range []string{"excel lỗi rồi", "máy in hỏng", "điện thoại em hư rồi", "gọi đồ ăn", "gọi taxi có lỗi gì không", "hệ thống treo biển quảng cáo bị hỏng"} {
		if r := m.Match(in); r.Intent != intent.KindNone {
			t.Errorf("Match(%q) = %s, want none", in, intenttest.Said(r))
		}
	}
}
