package intent

import (
	"slices"
	"testing"
)

func TestMeaningsWhole(t *testing.T) {
	m := shippedMatcher(t)
	for meaning, lines := range map[Meaning][]string{
		Solved:    {"được rồi", "dc r", "đc rồi ạ", "ok rồi cảm ơn em", "gọi được rồi anh ơi", "hết lỗi", "ngon r", "👍", "it works", "okeee", "ok"},
		NotSolved: {"chưa được", "k dc", "vẫn v", "vẫn bị anh ơi", "chưa", "vẫn lỗi ạ", "y chang", "hông được", "e thử rồi không được", "still not working", "ko dc"},
		Yes:       {"có", "có ạ", "dạ", "vâng", "đúng rồi", "ừ", "dạ có", "uk", "yes", "rồi", "Có luôn"},
		No:        {"không", "dạ không", "ko", "k", "không phải", "đâu có", "nope", "hong"},
		Unsure:    {"không biết", "em không rõ", "k biết nữa", "chưa rõ", "idk"},
		NotAdmin:  {"em không phải admin", "e k có quyền admin", "em là nhân viên thôi", "k có quyền", "em không thấy mục đó"},
		IsAdmin:   {"em là admin", "có quyền admin", "tài khoản admin"},
		WhereID:   {"mã lấy ở đâu", "call id là gì vậy", "mã cuộc gọi lấy ở đâu ạ", "lấy kiểu gì"},
		NoID:      {"không có mã", "em k có mã cuộc gọi", "ko tìm thấy mã", "bỏ qua"},
		Thanks:    {"cảm ơn", "cám ơn em nhiều", "tks", "thank you"},
		Greeting:  {"hello", "chào em", "alo", "ad ơi", "hi"},
		Bye:       {"bye", "tạm biệt nhé"},
		Insult:    {"ngu thế", "đồ vô dụng", "vcl"},
		Back:      {"quay lại", "em bấm nhầm", "trở lại"},
		Restart:   {"làm lại từ đầu", "bắt đầu lại"},
		Menu:      {"menu", "lỗi khác", "cho em xem menu"},
		Human:     {"gặp nhân viên", "cho em gặp người thật", "chuyển kỹ thuật"},
		Cancel:    {"thôi khỏi", "hủy", "không cần nữa"},
		Hold:      {"đợi em tí", "để em thử", "chờ xíu", "em đang thử"},
		Confused:  {"không hiểu", "là sao", "hả"},
		Repeat:    {"nói lại đi", "nhắc lại giúp em"},
		HowTo:     {"làm thế nào", "chỉ em với", "bấm vào đâu ạ"},
		AreYouBot: {"bạn là bot à", "người hay máy"},
		AnyoneYet: {"sao lâu thế", "có ai chưa ạ", "chờ lâu quá"},
		OtherAsk:  {"không cái nào", "trường hợp khác", "không phải hai cái đó"},
	} {
		for _, in := range lines {
			if f := m.Meanings(in); !f.Whole(meaning) || f.Strength(meaning) != 1 {
				t.Errorf("Meanings(%q) = %+v, want the whole line to say %s", in, f, meaning)
			}
		}
	}
}

func TestMeaningsInside(t *testing.T) {
	m := shippedMatcher(t)
	for in, want := range map[string]Meaning{
		"được rồi nhưng vẫn bị lỗi đó":                          NotSolved,
		"em làm theo rồi mà vẫn không được":                     NotSolved,
		"lúc nãy chưa được, giờ thì gọi được rồi anh":           Solved,
		"em tắt google dịch rồi, gọi lại hết lỗi rồi ạ":         Solved,
		"chưa gọi được rồi anh ơi, máy em chậm":                 NotSolved,
		"cái này phải nhờ admin bên em, em không có quyền":      NotAdmin,
		"anh ơi cho em hỏi mã cuộc gọi lấy ở đâu vậy":           WhereID,
		"em vào báo cáo không có lịch sử nên không lấy được mã": NoID,
	} {
		f := m.Meanings(in)
		if !f.Has(want) || f.Whole(want) {
			t.Errorf("Meanings(%q) = %+v, want %s within the line", in, f, want)
		}
		if against := map[Meaning]Meaning{Solved: NotSolved, NotSolved: Solved}[want]; against != "" && f.Has(against) {
			t.Errorf("Meanings(%q) = %+v, want no %s", in, f, against)
		}
	}
}

// A line about something else says none of these.
func TestMeaningsAbsent(t *testing.T) {
	m := shippedMatcher(t)
	for in, not := range map[string][]Meaning{
		"gọi được chưa vậy":                       {Solved},
		"em gọi lại cho khách mà không đổ chuông": {Human, Solved},
		"đã gọi cho khách rồi":                    {Solved},
		"máy bận":                                 {Yes, No, Human},
		"user media":                              {Yes},
		"đang đổ chuông":                          {Yes, Solved, NotSolved},
		"từ chối quyền micro":                     {No, NotAdmin},
		"cuộc gọi thứ hai bị treo không tắt được": {Solved},
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
	m := shippedMatcher(t)
	for in, want := range map[string]int{
		"1": 1, "2": 2, "số 2": 2, "cái thứ 2": 2, "cai thu hai": 2, "ý đầu tiên": 1, "cái cuối": -1, "cái cuối cùng nhé": -1, "em chọn cái thứ nhất": 1,
		"trường hợp 2 ạ": 2, "3️⃣": 3, "option 2": 2, "the last one": -1, "em bị trường hợp thứ 3": 3, "thứ tư": 4, "5": 5,
		"không": 0, "gọi 2 khách": 0, "hôm qua": 0, "": 0,
	} {
		f := m.Meanings(in)
		if f.Ordinal != want || (want != 0) != f.Has(Pick) {
			t.Errorf("Meanings(%q) = %+v, want option %d", in, f, want)
		}
	}
}

func TestMeaningsOfNothing(t *testing.T) {
	if f := shippedMatcher(t).Meanings("…"); f.Top() != "" || f.Words != 0 || f.Has(Yes) {
		t.Errorf("got %+v, want nothing said", f)
	}
	if f := (Meanings{Matches: []MeaningMatch{{Thanks, 0.4, false}}}); f.Top() != Thanks || !slices.Equal(f.Matches, []MeaningMatch{{Thanks, 0.4, false}}) {
		t.Errorf("got %+v, want thanks on top", f)
	}
}
