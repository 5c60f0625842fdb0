package app_test

import (
	"fmt"
	"time"
)

// stories are what most users of Zalo live through.
func stories() []story {
	return append(talkStories(), append(staffStories(), accountStories()...)...)
}

// talkStories are of users and the bot alone.
func talkStories() []story {
	codes := []string{
		"FROM_NUMBER_NOT_FOUND", "AGENT_FROM_NOT_FOUND", "TO_NUMBER_NOT_ALLOWS_CALLOUT", "REQUEST_ANSWER_URL_ERROR", "GET_USER_MEDIA_ERROR",
		"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "CALL_ENDS_IMMEDIATELY", "RINGING_NOT_CONNECTED",
	}
	press := story{name: "payload", about: "mỗi lỗi, bấm nút", account: true}
	number := story{name: "moi-loi-so", about: "mỗi lỗi, bằng số như người ta gõ"}
	for i, code := range codes {
		press.acts = append(press.acts, payload("t:"+code))
		as := []string{"%d", "số %d", "mục %d ạ", "cái thứ %d", "%d nha em", "lỗi số %d", "chọn %d", "%d)", "số %d ạ"}[i]
		number.acts = append(number.acts, says("menu", fmt.Sprintf(as, i+1))...)
	}
	return []story{
		press, number,
		{name: "loi-noi", about: "mỗi lỗi, bằng lời", acts: says(
			"hotline của em hiện không tìm thấy số", "menu", "trang tổng đài bị google dịch", "menu", "số này bị chặn gọi ra", "menu", "báo lỗi answer url",
			"menu", "micro em không được cấp quyền", "menu", "không gọi ra được", "menu", "em gọi mà báo đang trong cuộc gọi khác",
			"menu", "gọi là ngắt luôn", "menu", "khách bảo máy không đổ chuông",
		)},
		{name: "so", about: "chọn bằng số, như người ta gõ", acts: says(
			"menu", "số 3", "quay lại", "mục 1 ạ", "menu", "cái thứ 2", "menu", "4️⃣", "menu", "lỗi số 5 nha", "menu", "ba",
		)},
		{name: "chon-them", about: "nhiều lựa chọn hơn số nút", acts: acts(says("menu"), payload("more:3"), says("2"))},
		{name: "anh-tep", about: "ảnh, tệp, tin thoại, nhãn dán, loại tin mới", acts: acts(
			says("FROM_NUMBER_NOT_FOUND"), shows("ảnh"), shows("tệp"), shows("tin thoại"), shows("nhãn dán"), shows("loại tin mới"),
		)},
		{name: "danh-thiep-vi-tri", about: "danh thiếp và vị trí, rồi gặp nhân viên", acts: acts(
			says("FROM_NUMBER_NOT_FOUND"), shows("danh thiếp"), shows("vị trí"), says("gặp nhân viên"),
		)},
		{name: "bieu-tuong", about: "mã biểu tượng của Zalo", acts: says(
			"FROM_NUMBER_NOT_FOUND", "/-ok", ":>", "/-heart", ":-h", "/-strong /-strong",
		)},
		{name: "danh-gia", about: "xong việc, chấm điểm bằng lời, cảm ơn", acts: says(
			"TO_NUMBER_NOT_ALLOWS_CALLOUT", "em gọi được rồi", "5 sao", "nhanh lắm", "cảm ơn em",
		)},
		{name: "bo-qua", about: "không chấm điểm", acts: says("TO_NUMBER_NOT_ALLOWS_CALLOUT", "em gọi được rồi", "Bỏ qua")},
		{name: "xoa-du-lieu", about: "yêu cầu xóa dữ liệu", acts: says("xóa dữ liệu của em", "không", "xóa dữ liệu của em", "Xóa hết")},
		{name: "chao-hoi", about: "chào hỏi rồi mới nói lỗi", acts: says("alo", "em bị lỗi", "không gọi ra được", "FROM_NUMBER")},
	}
}

// staffStories are of users and staff.
func staffStories() []story {
	return []story{
		{name: "gap-nhan-vien", about: "gặp nhân viên, nhắn thêm, hủy", acts: says(
			"gặp nhân viên", "em dùng Chrome", "call-vn-1-7EOLB370OL-1751008322530", "hủy yêu cầu",
		)},
		{name: "nhan-vien-gui-tep", about: "nhân viên trả lời bằng ảnh, PDF, PCAP", acts: acts(
			says("TO_NUMBER_NOT_ALLOWS_CALLOUT"), takes("Vẫn lỗi"), shows("ảnh"),
			staffSay("Chào chị, em là Nam ạ.", "/note khách gọi từ máy lẻ 102"),
			staffSend("", "Chị bấm vào nút này ạ."), staffSend("huong-dan.pdf", "Hướng dẫn đầy đủ đây ạ."),
			staffSend("cuoc-goi.pcap", "Chị gửi tệp này cho nhà mạng giúp em."),
			says("em cảm ơn, để em gửi"), shows("tệp"),
		)},
		{name: "ket-thuc", about: "nhân viên kết thúc, khách chấm điểm bằng lời, cảm ơn, rồi lại bị lỗi", acts: acts(
			says("gặp nhân viên"), staffSay("Em sửa xong rồi, chị gọi lại giúp em nhé.", "/close đã mở chặn số"),
			says("rất tốt em ạ", "nhân viên nhiệt tình lắm", "cảm ơn em nhé /-heart", "ơ lại bị lỗi rồi em ơi"), takes("Mở lại"),
		)},
		{name: "tra-lai-bot", about: "nhân viên trả lại cho bot", acts: acts(
			says("gặp nhân viên"), staffSay("Chị thử bước em gửi nhé.", "/bot"), says("FROM_NUMBER_NOT_FOUND"),
		)},
		{name: "cho-lau", about: "chờ quá hẹn", alone: true, acts: acts(
			says("FROM_NUMBER_NOT_FOUND", "gặp nhân viên"), later("15 phút", 15*time.Minute), says("sao lâu thế em"),
			later("15 phút nữa", 15*time.Minute), staffSay("Em xin lỗi vì chị phải chờ ạ."),
		)},
		{name: "han-tra-loi", about: "hạn trả lời: báo trước ở giờ 44, tính phí sau 48 giờ, báo ở ngày 6,5, quá 7 ngày", alone: true, acts: acts(
			says("gặp nhân viên"), staffSay("Em nhận rồi, em kiểm tra với nhà mạng ạ."),
			later("44 giờ sau tin cuối của khách", 44*time.Hour), later("48 giờ", 4*time.Hour), staffSay("Bên em vẫn đang chờ nhà mạng ạ."),
			later("6,5 ngày", 6*24*time.Hour+12*time.Hour-48*time.Hour), later("7 ngày", 12*time.Hour), staffSay("Nhà mạng đã sửa xong rồi chị ạ."),
			says("alo em ơi"), staffSay("Dạ em đây ạ."),
		)},
		{name: "khach-im-lang", about: "khách im lặng giữa chừng", alone: true, acts: acts(
			says("FROM_NUMBER_NOT_FOUND"), later("một giờ", time.Hour), later("một ngày", 24*time.Hour), later("hai ngày nữa", 48*time.Hour), says("chị đây em"),
		)},
	}
}

// accountStories are of what only an Official Account has.
func accountStories() []story {
	return []story{
		{name: "theo-doi", about: "quan tâm, gửi thông tin, bỏ quan tâm", account: true, acts: acts(
			account("khách bấm Quan tâm", func(sc *scene) { sc.user().Follows() }),
			account("khách mở cuộc trò chuyện từ trang của Official Account", func(sc *scene) { sc.user().Opens() }), says("FROM_NUMBER_NOT_FOUND"),
			account("khách gửi tên và số điện thoại", func(sc *scene) { sc.user().Submits("Nguyễn Thị Lan", "84912345678") }),
			says("gặp nhân viên"),
			account("khách bỏ quan tâm", func(sc *scene) { sc.user().Unfollows() }), staffSay("Chị ơi em gửi kết quả ạ."),
		)},
		{name: "ung-dung-khac", about: "tin của chương trình khác, rồi của nhân viên trong ứng dụng Zalo OA", account: true, alone: true, acts: acts(
			says("FROM_NUMBER_NOT_FOUND"),
			account("cửa hàng trên mạng nhắn: Đơn hàng của bạn đã được giao.", func(sc *scene) { sc.oa.StaffSays(sc.at().Chat, "", "Đơn hàng của bạn đã được giao.") }),
			says("không dịch"),
			account("nhân viên nhắn trong ứng dụng Zalo OA: Chào chị, em xem giúp chị ạ.", func(sc *scene) {
				sc.oa.StaffSays(sc.at().Chat, "admin-7", "Chào chị, em xem giúp chị ạ.")
			}),
			says("số 1900 6789 em ạ"), later("16 phút", 16*time.Minute), later("15 phút nữa", 15*time.Minute), says("TO_NUMBER_NOT_ALLOWS_CALLOUT"),
		)},
		{name: "mat-quyen", about: "Zalo thu quyền, rồi quyền trở lại", account: true, alone: true, acts: acts(
			says("gặp nhân viên"), staffSay("Em nhận rồi ạ."),
			account("quản trị viên thu quyền của ứng dụng", func(sc *scene) { sc.oa.Revoke(sc.oa.Options().OA) }),
			staffSay("Chị thử lại giúp em nhé."), says("alo em ơi"), later("hai phút", 2*time.Minute),
			account("quản trị viên cấp quyền lại", func(sc *scene) { sc.consents() }), later("hai phút nữa", 2*time.Minute), says("em thấy tin rồi"),
		)},
	}
}
