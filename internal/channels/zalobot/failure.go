package zalobot

import (
	"errors"
	"fmt"
	"net/http"

	"hotro/internal/channels"
)

// rule says what an error means for a send: its class, and the words for
// staff.
type rule struct {
	class channels.Class
	why   string
}

// rules is the platform's table of errors, by error_code.
var rules = map[int]rule{
	400: {channels.Refused, "Zalo Bot không nhận nội dung tin này"},
	401: {channels.Operator, "Zalo Bot không nhận token; kiểm tra ZALOBOT_TOKEN"},
	403: {channels.Gone, "khách đã chặn bot, hoặc bot không được nhắn cho khách này"},
	404: {channels.Refused, "Zalo Bot không tìm thấy cuộc chat"},
	408: {channels.Unknown, "Zalo Bot xử lý quá lâu: tin có thể đã tới, có thể chưa"},
	429: {channels.Later, "Zalo Bot tạm giới hạn số tin gửi"},
	500: {channels.Later, "Zalo Bot đang gặp sự cố"},
	502: {channels.Later, "Zalo Bot đang gặp sự cố"},
	503: {channels.Later, "Zalo Bot đang quá tải"},
}

// failure turns an error of call into what it means for a send.
func failure(err error) error {
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		return err // nil, or a *channels.Failure already
	}
	f := &channels.Failure{Err: e}
	r, known := rules[e.code]
	switch {
	case known:
		f.Class, f.Why = r.class, r.why
	case e.code != 0:
		f.Class, f.Why = channels.Refused, fmt.Sprintf("Zalo Bot báo lỗi %d", e.code)
	case e.status == http.StatusUnauthorized:
		f.Class, f.Why = channels.Operator, rules[401].why
	case e.status == http.StatusTooManyRequests || e.status == http.StatusServiceUnavailable:
		f.Class, f.Why = channels.Later, rules[503].why
	case e.status == http.StatusNotFound || e.status >= 300 && e.status < 400:
		f.Class, f.Why = channels.Operator, "địa chỉ ZALOBOT_API_URL không trả lời đúng"
	case e.status >= 400 && e.status < 500:
		f.Class, f.Why = channels.Refused, rules[400].why
	default:
		f.Class, f.Why = channels.Unknown, "Zalo Bot trả lời không rõ: tin có thể đã tới, có thể chưa"
	}
	return f
}

// codeOf returns the error code behind a failure, or 0.
func codeOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}
