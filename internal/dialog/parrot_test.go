package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/intent/intenttest"
)

// TestTheUsersWordsAreSaidBackOnce in a talk, and a word or two never: what was
// understood is said in the bot's words.
func TestTheUsersWordsAreSaidBackOnce(t *testing.T) {
	for _, lines := range [][]string{
		{"gói cước tính sao em", "bên chị thuê văn phòng ở quận 7", "tháng sau mới dọn về đó"},
		{"cho hỏi cách xuất danh sách khách", "xuất theo tháng được không", "gộp nhiều file có được không"},
		{"lỗi micro", "chrome", "bàn này mới chuyển chỗ hôm qua", "chỗ này hơi tối nữa chứ"},
		{"không vào được trang tổng đài", "quên mất rồi", "mới đổi máy in xong"},
	} {
		tk, quotes := &talk{eng: mustShipped(t), now: monday}, 0
		for _, l := range lines {
			quotes += strings.Count(said(tk.hears(l)), "«")
		}
		if quotes > 1 {
			t.Errorf("%q: quoted %d times", lines, quotes)
		}
	}
	if _, o := says(t, "xem báo cáo theo ngày kiểu gì", "máy in"); strings.Contains(said(o), "«") {
		t.Errorf("got %s, want two words not said back", said(o))
	}
	for line, want := range map[string]string{
		"chị là người quản trị tổng đài": "có quyền Admin", "có vài khách bị thôi": "một số cuộc gọi", "là gọi vào chứ không phải gọi ra": "cuộc gọi vào",
	} {
		_, o := says(t, "khách gọi vào tổng đài mà máy nhân viên im re", line)
		if strings.Contains(said(o), "«") || !strings.Contains(said(o), want) {
			t.Errorf("%q: got %s, want %q", line, said(o), want)
		}
	}
}

// TestNothingIsPromisedThatIsNotThere: whatever error is told while a person is waited
// for, no sentence leads to a way that does not follow.
func TestNothingIsPromisedThatIsNotThere(t *testing.T) {
	g := intenttest.Guide(t)
	for i := range g.Topics {
		for _, line := range []string{"bị " + g.Topics[i].Title, "giờ lại " + g.Topics[i].Label + " nữa"} {
			_, o := says(t, "gặp nhân viên", line)
			if bad := deadEnd(o); bad != "" {
				t.Errorf("%q: %s", line, bad)
			}
		}
	}
	if _, o := says(t, "gặp nhân viên", "bị lỗi micro, chị thử đủ cách rồi"); strings.Contains(said(o), "thử cách này") {
		t.Errorf("got %s, want no way offered to who tried all", said(o))
	}
	if _, o := says(t, "gặp nhân viên", "số hotline 02873005566"); o.State.Facts["hotline"] == "" || strings.Contains(said(o), "lỗi") {
		t.Errorf("got %s with %v, want the number on the request", said(o), o.State.Facts)
	}
}

// TestChatLeavesTheEarsOpen: after a sign, a joke or a question for a price, an error is
// heard as ever.
func TestChatLeavesTheEarsOpen(t *testing.T) {
	for _, first := range []string{"?", "...", "em ăn sáng chưa", "giá cước bao nhiêu"} {
		if _, o := says(t, first, "nó cứ báo tài khoản đang bận"); o.Kind != chat.TurnAsk && o.Kind != chat.TurnTopic && o.State.Place.Flow == nil {
			t.Errorf("%q: got %q (%s), want the error heard", first, o.Kind, said(o))
		}
	}
	for _, line := range []string{"em khỏe không", "em lấy chồng chưa"} {
		if _, o := says(t, line); strings.Contains(said(o), "nhân viên") || o.Kind != chat.TurnBot {
			t.Errorf("%q: got %q (%s), want a kind word and no person", line, o.Kind, said(o))
		}
		if _, o := says(t, "lỗi micro", "chrome", line); o.State.Place.Flow == nil {
			t.Errorf("%q: got %s, want the step kept", line, said(o))
		}
	}
	if _, o := says(t, "chị ăn cơm xong gọi lại mà vẫn báo lỗi micro"); o.State.Place.Flow == nil {
		t.Errorf("got %s, want the error heard", said(o))
	}
	if _, o := says(t, "?", "?", "?"); o.State.Place.Why != "" {
		t.Errorf("got %s, want nobody offered for a sign", said(o))
	}
}

// TestOathsThatDeny are a no, and what is worn is none.
func TestOathsThatDeny(t *testing.T) {
	_, plain := says(t, "gọi không được")
	if _, o := says(t, "gọi đéo được"); said(o) != said(plain) {
		t.Errorf("got %s, want what a plain no gets", said(o))
	}
	if _, o := says(t, "lỗi micro", "chrome", "em đeo tai nghe bluetooth"); strings.Contains(said(o), "không") && o.Kind == chat.TurnResult {
		t.Errorf("got %q (%s), want a headset", o.Kind, said(o))
	}
}

// TestHowManyThereAre is no number of those who have an error, where none was told.
func TestHowManyThereAre(t *testing.T) {
	if _, o := says(t, "giá cước bao nhiêu", "bên chị khoảng hai chục máy"); o.State.Facts["affected"] != "" {
		t.Errorf("got %v, want nobody affected by a price", o.State.Facts)
	}
	if _, o := says(t, "không đăng nhập được trang tổng đài", "bên chị khoảng hai chục máy"); o.State.Facts["affected"] == "" {
		t.Errorf("got %v, want them counted", o.State.Facts)
	}
}

// TestRightPlace is confirmed to who doubts it.
func TestRightPlace(t *testing.T) {
	if _, o := says(t, "chị hỏi ở đây có đúng chỗ không em"); !strings.Contains(said(o), "đúng chỗ") {
		t.Errorf("got %s, want it confirmed", said(o))
	}
}

// TestAnotherQuestionIsNotAnsweredAsTheLast: where no document knows, the second question
// is owned in other words, and not with what was "just said".
func TestAnotherQuestionIsNotAnsweredAsTheLast(t *testing.T) {
	for _, lines := range [][]string{
		{"answer url error", "server phải trả lời trong mấy giây vậy ạ", "trả về xml được không em", "có cần chứng chỉ trả phí không"},
		{"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "dùng chung tài khoản", "mở thêm tài khoản tính phí sao", "mỗi tháng trả bao nhiêu một tài khoản"},
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		for _, l := range lines {
			if got := said(tk.hears(l)); strings.Contains(got, "như em vừa nhắn") || strings.Contains(got, "gửi lại để") {
				t.Errorf("%q: got %s, want it owned in other words", l, got)
			}
		}
	}
}
