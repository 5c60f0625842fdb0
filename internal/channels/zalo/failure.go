package zalo

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"hotro/internal/channels"
)

// rule says what an error code of the API means for a send: its class, and
// the words for staff.
type rule struct {
	class channels.Class
	why   string
}

// rules is Zalo's table of errors. Codes that ask for another token stand in
// refreshes.
var rules = map[int]rule{
	-32:  {channels.Later, "Zalo tạm giới hạn số lệnh gọi"},
	-100: {channels.Refused, "tệp đã hết hạn trên Zalo"},
	-200: {channels.Later, "Zalo chưa gửi được tin"},
	-201: {channels.Refused, "Zalo không nhận nội dung tin này"},
	-204: {channels.Operator, "Official Account đang bị tắt"},
	-205: {channels.Operator, "Official Account không tồn tại"},
	-209: {channels.Operator, "ứng dụng Zalo chưa được kích hoạt hoặc chưa có quyền dùng API này"},
	-210: {channels.Refused, "tin hoặc tệp vượt giới hạn của Zalo"},
	-211: {channels.Later, "Official Account đã hết hạn mức gửi tin"},
	-212: {channels.Operator, "ứng dụng Zalo chưa đăng ký API gửi tin"},
	-213: {channels.Gone, "khách đã bỏ quan tâm Official Account"},
	-214: {channels.Later, "Zalo còn đang xử lý nội dung"},
	-217: {channels.Refused, "khách đã chặn lời mời quan tâm"},
	-218: {channels.Refused, "khách đã nhận đủ số tin cho phép, Zalo không chuyển thêm"},
	-219: {channels.Operator, "ứng dụng Zalo đã bị gỡ hoặc bị tắt"},
	-221: {channels.Operator, "Official Account chưa được xác thực"},
	-223: {channels.Operator, "Official Account chưa cấp quyền gửi tin cho ứng dụng"},
	-224: {channels.Operator, "Official Account cần nâng cấp gói dịch vụ Zalo"},
	-227: {channels.Gone, "tài khoản Zalo của khách bị khóa hoặc hơn 45 ngày không hoạt động"},
	-230: {channels.Refused, "khách không nhắn gì trong 7 ngày qua, Zalo không cho gửi nữa"},
	-232: {channels.Refused, "khách chưa từng nhắn cho Official Account, hoặc đã quá hạn trả lời"},
	-233: {channels.Refused, "Zalo không hỗ trợ loại tin này"},
	-234: {channels.Refused, "Zalo không chuyển loại tin này từ 22 giờ đến 6 giờ"},
	-235: {channels.Operator, "loại Official Account này không được dùng API gửi tin"},
	-237: {channels.Refused, "nhóm Zalo đã bị tắt"},
	-238: {channels.Refused, "gói tin đã được dùng"},
	-240: {channels.Operator, "API gửi tin phiên bản này đã ngừng, cần cập nhật phần mềm"},
	-241: {channels.Refused, "gói tin đã được dùng"},
	-242: {channels.Operator, "Zalo đòi appsecret_proof đúng; kiểm tra ZALO_APP_SECRET"},
	-244: {channels.Refused, "khách đã chặn loại tin này từ Official Account"},
	-248: {channels.Refused, "Zalo cho rằng tin vi phạm tiêu chuẩn cộng đồng"},
	-249: {channels.Refused, "mẫu tin này không gửi được qua mã người dùng"},
	-320: {channels.Operator, "cần liên kết Zalo Cloud Account với ứng dụng"},
	-321: {channels.Operator, "Zalo Cloud Account đã hết tiền"},
	-403: {channels.Refused, "Official Account không ở trong nhóm này"},
}

// refreshes are the codes, as seen by different programs, that another access
// token cures: ended, removed, invalid.
var refreshes = map[int]bool{-216: true, 216: true, -220: true, -401: true, 401: true, -124: true, -1001: true}

// Codes that the adapter itself acts on.
const (
	codeExpired = -100 // an uploaded file
	codeInvalid = -201 // a field, or a kind of message in disguise
	codeLimit   = -210
	codeKind    = -233
)

// apiError is an answer of the API that is not success. Failures come with
// HTTP 200.
type apiError struct {
	code, status int
	message      string
}

// Error says what Zalo answered.
func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("Zalo answered HTTP %d", e.status)
	}
	if _, known := rules[e.code]; known || e.message == "" {
		return fmt.Sprintf("Zalo error %d", e.code)
	}
	return fmt.Sprintf("Zalo error %d (%s)", e.code, e.message)
}

// token reports whether another access token may cure it.
func (e *apiError) token() bool { return refreshes[e.code] || e.status == 401 }

// failure says what it means for a send. A code that nobody knows is a
// definite no to this message: it is shown to staff at once, and the
// conversation goes on.
func (e *apiError) failure() *channels.Failure {
	f := &channels.Failure{Err: e}
	r, known := rules[e.code]
	switch {
	case known:
		f.Class, f.Why = r.class, r.why
	case e.token():
		f.Class, f.Why = channels.Operator, "Zalo từ chối quyền truy cập, kể cả sau khi làm mới"
	case e.code != 0 && e.status < 500:
		f.Class, f.Why = channels.Refused, fmt.Sprintf("Zalo báo lỗi %d", e.code)
	case e.status == 429 || e.status == 503 || e.code != 0:
		f.Class, f.Why = channels.Later, "Zalo đang quá tải"
	case e.status == 404 || e.status == 405 || e.status >= 300 && e.status < 400:
		f.Class, f.Why = channels.Operator, "địa chỉ ZALO_API_URL không trả lời đúng"
	case e.status >= 400 && e.status < 500:
		f.Class, f.Why = channels.Refused, fmt.Sprintf("Zalo từ chối tin này (HTTP %d)", e.status)
	default: // 5xx of a gateway, or a page that is no answer: it may have been carried out
		f.Class, f.Why = channels.Unknown, "Zalo trả lời không rõ: tin có thể đã tới, có thể chưa"
	}
	return f
}

// code returns the API's error code behind a failure, or 0.
func code(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}

// tame makes the platform's words fit for a log line.
func tame(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 120 {
		s = string(r[:120])
	}
	return s
}
