package intent_test

import (
	"slices"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

func TestMeaningsWhole(t *testing.T) {
	m := intenttest.Matcher(t)
	for meaning, lines := range map[intent.Meaning][]string{
		intent.Solved:    {"được rồi", "dc r", "đc rồi ạ", "ok rồi cảm ơn em", "gọi được rồi anh ơi", "hết lỗi", "ngon r", "it works"},
		intent.NotSolved: {"chưa được", "k dc", "vẫn v", "vẫn bị anh ơi", "chưa", "vẫn lỗi ạ", "y chang", "hông được", "e thử rồi không được", "still not working", "ko dc"},
		intent.Yes:       {"có", "có ạ", "dạ", "vâng", "đúng rồi", "ừ", "dạ có", "uk", "yes", "rồi", "Có luôn"},
		intent.No:        {"không", "dạ không", "ko", "k", "không phải", "đâu có", "nope", "hong"},
		intent.Unsure:    {"không biết", "em không rõ", "k biết nữa", "chưa rõ", "idk"},
		intent.NotAdmin:  {"em không phải admin", "e k có quyền admin", "em là nhân viên thôi", "k có quyền"},
		intent.IsAdmin:   {"em là admin", "có quyền admin", "tài khoản admin"},
		intent.WhereID:   {"mã lấy ở đâu", "call id là gì vậy", "mã cuộc gọi lấy ở đâu ạ", "lấy kiểu gì"},
		intent.NoID:      {"không có mã", "em k có mã cuộc gọi", "ko tìm thấy mã", "bỏ qua"},
		intent.Thanks:    {"cảm ơn", "cám ơn em nhiều", "tks", "thank you"},
		intent.Greeting:  {"hello", "chào em", "alo", "ad ơi", "hi"},
		intent.Bye:       {"bye", "tạm biệt nhé"},
		intent.Insult:    {"ngu thế", "đồ vô dụng", "vcl"},
		intent.Back:      {"quay lại", "em bấm nhầm", "trở lại"},
		intent.Restart:   {"làm lại từ đầu", "bắt đầu lại"},
		intent.Menu:      {"menu", "lỗi khác", "cho em xem menu"},
		intent.Human:     {"gặp nhân viên", "cho em gặp người thật", "chuyển kỹ thuật"},
		intent.Cancel:    {"hủy", "hủy yêu cầu giúp em", "dừng lại"},
		intent.Skip:      {"thôi khỏi", "bỏ qua", "khỏi chấm"},
		intent.Ack:       {"ok", "okeee", "dạ", "👍", "/-ok"},
		intent.Done:      {"xong", "em làm rồi", "xong r"},
		intent.NotThere:  {"em không thấy mục đó", "tìm không ra"},
		intent.Hold:      {"đợi em tí", "để em thử", "chờ xíu", "em đang thử"},
		intent.Confused:  {"không hiểu", "là sao", "hả"},
		intent.Repeat:    {"nói lại đi", "nhắc lại giúp em"},
		intent.HowTo:     {"làm thế nào", "chỉ em với", "bấm vào đâu ạ"},
		intent.AreYouBot: {"bạn là bot à", "người hay máy"},
		intent.AnyoneYet: {"sao lâu thế", "có ai chưa ạ", "chờ lâu quá"},
		intent.OtherAsk:  {"không cái nào", "trường hợp khác", "không phải hai cái đó"},
	} {
		for _, in := range lines {
			if f := m.Meanings(in); !f.Whole(meaning) || f.Strength(meaning) != 1 {
				t.Errorf("Meanings(%q) = %+v, want the whole line to say %s", in, f, meaning)
			}
		}
	}
}

func TestMeaningsInside(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]intent.Meaning{
		"được rồi nhưng vẫn bị lỗi đó":                          intent.NotSolved,
		"em làm theo rồi mà vẫn không được":                     intent.NotSolved,
		"lúc nãy chưa được, giờ thì gọi được rồi anh":           intent.Solved,
		"em tắt google dịch rồi, gọi lại hết lỗi rồi ạ":         intent.Solved,
		"chưa gọi được rồi anh ơi, máy em chậm":                 intent.NotSolved,
		"cái này phải nhờ admin bên em, em không có quyền":      intent.NotAdmin,
		"anh ơi cho em hỏi mã cuộc gọi lấy ở đâu vậy":           intent.WhereID,
		"em vào báo cáo không có lịch sử nên không lấy được mã": intent.NoID,
	} {
		f := m.Meanings(in)
		if !f.Has(want) || f.Whole(want) {
			t.Errorf("Meanings(%q) = %+v, want %s within the line", in, f, want)
		}
		if against := map[intent.Meaning]intent.Meaning{intent.Solved: intent.NotSolved, intent.NotSolved: intent.Solved}[want]; against != "" && f.Has(against) {
			t.Errorf("Meanings(%q) = %+v, want no %s", in, f, against)
		}
	}
}

// A line about something else says none of these.
func TestMeaningsAbsent(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, not := range map[string][]intent.Meaning{
		"gọi được chưa vậy":                       {intent.Solved},
		"em gọi lại cho khách mà không đổ chuông": {intent.Human, intent.Solved},
		"đã gọi cho khách rồi":                    {intent.Solved},
		"máy bận":                                 {intent.Yes, intent.No, intent.Human},
		"user media":                              {intent.Yes},
		"đang đổ chuông":                          {intent.Yes, intent.Solved, intent.NotSolved},
		"từ chối quyền micro":                     {intent.No, intent.NotAdmin},
		"cuộc gọi thứ hai bị treo không tắt được": {intent.Solved},
	} {
		f := m.Meanings(in)
		for _, n := range not {
			if f.Has(n) {
				t.Errorf("Meanings(%q) = %+v, want no %s", in, f, n)
			}
		}
	}
}

func TestOrdinals(t *testing.T) {
	m := intenttest.Matcher(t)
	for in, want := range map[string]int{
		"1": 1, "2": 2, "số 2": 2, "cái thứ 2": 2, "cai thu hai": 2, "ý đầu tiên": 1, "cái cuối": -1, "cái cuối cùng nhé": -1, "em chọn cái thứ nhất": 1,
		"trường hợp 2 ạ": 2, "3️⃣": 3, "option 2": 2, "the last one": -1, "em bị trường hợp thứ 3": 3, "thứ tư": 4, "5": 5,
		"không": 0, "gọi 2 khách": 0, "hôm qua": 0, "": 0,
	} {
		f := m.Meanings(in)
		if f.Ordinal != want || (want != 0) != f.Has(intent.Pick) {
			t.Errorf("Meanings(%q) = %+v, want option %d", in, f, want)
		}
	}
}

func TestMeaningsOfNothing(t *testing.T) {
	if f := intenttest.Matcher(t).Meanings("…"); f.Top() != "" || f.Words != 0 || f.Has(intent.Yes) {
		t.Errorf("got %+v, want nothing said", f)
	}
	if f := (intent.Meanings{Matches: []intent.MeaningMatch{{Meaning: intent.Thanks, Strength: 0.4}}}); f.Top() != intent.Thanks || !slices.Equal(f.Matches, []intent.MeaningMatch{{Meaning: intent.Thanks, Strength: 0.4}}) {
		t.Errorf("got %+v, want thanks on top", f)
	}
}

// Words with diacritics are themselves: "đang mở" waits, "đang mờ" does not.
func TestMeaningsKeepDiacritics(t *testing.T) {
	m := intenttest.Matcher(t)
	for line, want := range map[string]bool{
		"mục đó đang mở": true, "muc do dang mo": true, "mục đó đang mờ": false,
	} {
		if got := m.Meanings(line).Has(intent.Hold); got != want {
			t.Errorf("%q says hold: %v, want %v", line, got, want)
		}
	}
}

// What stands behind "đâu có" is denied.
func TestDoubtDenies(t *testing.T) {
	m := intenttest.Matcher(t)
	for line, want := range map[string]bool{"em đâu có tải lại trang": true, "mục đó ở đâu": false} {
		if got := m.Meanings(line).Denies; got != want {
			t.Errorf("%q denies: %v, want %v", line, got, want)
		}
	}
}
