package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

const (
	hotlineCode = "FROM_NUMBER_NOT_FOUND"
	micCode     = "GET_USER_MEDIA_ERROR"
)

// wrote are lines of a user, one turn each; from other people where they begin
// with "↪".
func wrote(lines ...string) (out []dialog.Line) {
	for _, s := range lines {
		l := chat.Incoming{Kind: chat.KindText, User: chat.User{Name: "Lan"}}
		if words, passed := strings.CutPrefix(s, "↪"); passed {
			l.Origin, s = "Hoa", words
		}
		l.Text = s
		out = append(out, dialog.Line{Incoming: l})
	}
	return out
}

func sent(kind chat.Kind, caption string) dialog.Line {
	return dialog.Line{Incoming: chat.Incoming{Kind: kind, Text: caption, Files: []chat.File{{Kind: chat.FilePhoto, Ref: caption}}}}
}

// TestWhatArrivesIsTakenForWhatItIs holds for each arrival what the last answer
// tells of it, and what it must not say.
func TestWhatArrivesIsTakenForWhatItIs(t *testing.T) {
	asked := "Google Dịch đổi sang ngôn ngữ khác"
	list := func(last string) []dialog.Line { return wrote("danh sách lỗi", last) }
	photo := func(caption string) []dialog.Line { return []dialog.Line{sent(chat.KindPhoto, caption)} }
	for name, c := range map[string]struct {
		lines []dialog.Line
		want  string // in the last answer
		not   string
	}{
		"the list, then its number":      {list("3"), asked, "ghi nhận"},
		"the list, then a code":          {list(hotlineCode), asked, "ghi nhận"},
		"the list, then a label":         {list("Không thấy hotline"), asked, "ghi nhận"},
		"back, then a code":              {wrote("quay lại danh sách", hotlineCode), asked, "ghi nhận"},
		"a code again":                   {wrote(hotlineCode, hotlineCode), asked, "Có thể do"},
		"a code again, in a sentence":    {wrote(hotlineCode, "lỗi "+hotlineCode+" ạ"), asked, "Có thể do"},
		"another code again":             {wrote("AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"), "đúng lỗi này", "mã cuộc gọi"},
		"a code again at a step":         {wrote(micCode, "quyền micro", micCode), "đúng lỗi này", "Dạ tốt quá"},
		"a code and that it still fails": {wrote(hotlineCode, "có", "chrome", "vẫn bị "+hotlineCode), "", "đúng lỗi này"},
		"a vague word twice":             {wrote("bị lỗi", "bị lỗi"), "lỗi giống nhất bên dưới", "micro**"},
		"a vague word, politely":         {wrote("lỗi nè", "lỗi nè nha"), "lỗi giống nhất bên dưới", "micro**"},
		"a vague word thrice":            {wrote("bị lỗi", "bị lỗi", "bị lỗi"), "nhân viên hỗ trợ", "micro**"},
		"a topic by its word after that": {wrote("bị lỗi", "lỗi micro"), "micro**", "chọn một lỗi"},
		"a photo that is pointed at":     {photo("ảnh đây ạ"), "chưa đọc ra mã lỗi", "gửi ảnh"},
		"a photo that is announced":      {photo("em gửi ảnh lỗi"), "chưa đọc ra mã lỗi", "ảnh màn hình"},
		"a photo and a sign":             {photo("ảnh 📷 đây"), "chưa đọc ra mã lỗi", "ảnh màn hình"},
		"a photo and a link":             {photo("ảnh 📷 đây (https://example.com/x?a=1)"), "chưa đọc ra mã lỗi", "chưa có hướng dẫn"},
		"a photo and here":               {photo("đây ạ"), "chưa đọc ra mã lỗi", "trợ lý tự động"},
		"a photo of others":              {photo("hình lỗi nè chị"), "chưa đọc ra mã lỗi", "ảnh màn hình"},
		"a photo and a question":         {photo("cái này xem hình được không ạ"), "chưa đọc ra mã lỗi", "gửi ảnh"},
		"a photo and the code":           {photo("em bị " + hotlineCode), asked, "chưa đọc"},
		"a second photo":                 {append(photo(""), photo("đây nữa ạ")...), "ảnh này em cũng chưa đọc ra", "nhắc lại"},
		"a second file":                  {[]dialog.Line{sent(chat.KindFile, ""), sent(chat.KindFile, "")}, "lưu thêm tệp", "nhắc lại"},
		"a second place":                 {[]dialog.Line{sent(chat.KindLocation, "10,106"), sent(chat.KindLocation, "10,107")}, "lưu thêm vị trí", "nhắc lại"},
		"a contact without anything":     {[]dialog.Line{sent(chat.KindContact, "")}, "chưa đọc ra số điện thoại", "đã lưu"},
		"a place without anything":       {[]dialog.Line{sent(chat.KindLocation, "")}, "chưa xem được", "đã lưu"},
		"a yes of somebody else":         {wrote(hotlineCode, "↪có em ơi"), asked, "ghi nhận"},
		"an ok of somebody else":         {wrote(hotlineCode, "↪ok"), asked, "trình duyệt nào"},
		"somebody else's code":           {wrote("↪mình bị " + hotlineCode + " nè"), asked, ""},
		"somebody else's other code":     {wrote(hotlineCode, "↪bị "+micCode), "micro", ""},
		"somebody else wants a person":   {wrote(hotlineCode, "↪gặp nhân viên đi em"), "tin anh/chị chuyển tiếp", "đã chuyển"},
		"a number and a thumb":           {list("3 👍"), asked, ""},
		"a number and a sign of Zalo":    {list("3 /-ok"), asked, ""},
		"a number between signs":         {list("/-li 3 /-rose"), asked, ""},
		"a number and a smile":           {list("3 :)"), asked, ""},
		"a number and thanks":            {list("3 cảm ơn em"), asked, ""},
		"a number in words":              {list("ba nha"), asked, ""},
		"one, politely":                  {list("một ạ"), "micro", "chọn"},
		"the first":                      {list("cái đầu tiên"), "micro", "chọn"},
		"a person called by a number":    {list("anh ba ơi"), "", asked},
	} {
		t.Run(name, func(t *testing.T) {
			eng, st, now, last := mustShipped(t), dialog.State{}, monday, ""
			for _, l := range c.lines {
				now = now.Add(20 * time.Second)
				o := eng.Step(st, []dialog.Line{l}, now)
				st, last = o.State, ""
				for _, r := range o.Say {
					last += r.Text + "\n"
				}
			}
			if !strings.Contains(last, c.want) || c.not != "" && strings.Contains(last, c.not) {
				t.Errorf("got %q, want %q and not %q", last, c.want, c.not)
			}
		})
	}
}

// TestAQuotedPartOfAStepIsAskedAbout: the answer is how that is done, not that
// nothing was understood.
func TestAQuotedPartOfAStepIsAskedAbout(t *testing.T) {
	eng, st, now := mustShipped(t), dialog.State{}, monday
	lines := wrote(hotlineCode, "có", "chrome", "cái này là sao ạ")
	lines[3].Quote = "thanh địa chỉ"
	var last dialog.Outcome
	for _, l := range lines {
		now = now.Add(20 * time.Second)
		last = eng.Step(st, []dialog.Line{l}, now)
		st = last.State
	}
	if last.Kind != chat.TurnHow && last.Kind != chat.TurnTerm {
		t.Errorf("got %s, %+v, want how it is done", last.Kind, last.Say)
	}
}
