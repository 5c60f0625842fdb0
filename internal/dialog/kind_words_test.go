package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestNoApologyIsSaidTwice in a talk: what comes after them goes straight to the matter.
func TestNoApologyIsSaidTwice(t *testing.T) {
	for _, way := range [][]string{nil, {"lỗi micro", "chrome"}} {
		tk, heard := &talk{eng: mustShipped(t), now: monday}, map[string]int{}
		for _, l := range append(way, "tệ quá", "chán thật sự luôn á", "bực ghê", "tệ thật") {
			for _, r := range tk.hears(l).Say {
				if strings.Contains(r.Text, "xin lỗi") {
					heard[strings.SplitN(r.Text, ".", 2)[0]]++
				}
			}
		}
		for s, n := range heard {
			if n > 1 {
				t.Errorf("%v: %d times %q", way, n, s)
			}
		}
		if len(heard) == 0 {
			t.Errorf("%v: no apology at all", way)
		}
	}
}

// TestWhatLastsIsRegretted: an error of days, or told for the third time, gets a word
// before the question; a date in a story gets none.
func TestWhatLastsIsRegretted(t *testing.T) {
	for line, sorry := range map[string]bool{
		"bữa qua lỗi, bữa nay lại lỗi nữa": true, "lần thứ tư bị micro rồi nha": true, "mấy hôm nay bị hoài": true,
		"hôm qua em mới đăng ký, hôm nay gọi báo lỗi micro": false, "lỗi micro": false,
	} {
		if _, o := says(t, line); strings.Contains(said(o), "xin lỗi") != sorry {
			t.Errorf("%q: got %s, want an apology: %t", line, said(o), sorry)
		}
	}
	for _, line := range []string{"nhắn nửa tiếng rồi chưa ai phản hồi", "không thấy ai trả lời hết vậy trời"} {
		if _, o := says(t, line); o.Kind != chat.TurnCalm || !strings.Contains(said(o), "xin lỗi") {
			t.Errorf("%q: got %q (%s), want an apology for the wait", line, o.Kind, said(o))
		}
	}
	if _, o := says(t, "khách không ai trả lời máy"); o.Kind == chat.TurnCalm {
		t.Errorf("got %q (%s), want no wait of the user's", o.Kind, said(o))
	}
}

// TestWhoWaitsAndIsInAHurry hears the place and the time, on every screen.
func TestWhoWaitsAndIsInAHurry(t *testing.T) {
	q := &dialog.Queue{Number: 7, Outlook: "Trước anh/chị còn 2 yêu cầu."}
	for _, way := range [][]string{{"gặp nhân viên"}, {"gặp nhân viên", "chỉ chị cách sửa lỗi micro", "chrome"}} {
		for _, line := range []string{"chừng nào mới có người vậy", "bao lâu nữa em", "khi nào có nhân viên"} {
			tk, _ := says(t, way...)
			o := tk.eng.Step(tk.reread(), []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: line}, Queue: q}}, tk.now)
			if !strings.Contains(said(o), q.Outlook) || o.Kind != chat.TurnWaiting {
				t.Errorf("%v, %q: got %q (%s), want the place", way, line, o.Kind, said(o))
			}
		}
	}
	tk, _ := says(t, "gặp nhân viên")
	o := tk.eng.Step(tk.reread(), []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: "gấp lắm em ơi, khách đang đợi"}, Queue: q}}, tk.now)
	if !strings.Contains(said(o), "gấp") || !strings.Contains(said(o), q.Outlook) || !strings.Contains(o.State.Facts["told"], "gấp") {
		t.Errorf("got %s with %v, want the hurry noted and the place", said(o), o.State.Facts)
	}
	for line, waits := range map[string]bool{"vẫn đang chờ nè": true, "rồi ai lo cho chị đây": true, "em đang chờ khách gọi lại": false} {
		if _, o := says(t, "gặp nhân viên", line); (o.Kind == chat.TurnWaiting) != waits {
			t.Errorf("%q: got %q (%s), want to hear how it stands: %t", line, o.Kind, said(o), waits)
		}
	}
}

// TestWhoseFaultItIs is one sentence from the documents, and the way goes on.
func TestWhoseFaultItIs(t *testing.T) {
	for _, x := range []struct{ topic, line, want string }{
		{"gọi bị ngắt ngay", "do bên chị hay bên nhà mạng vậy", "nhà mạng"},
		{"REQUEST_ANSWER_URL_ERROR", "lỗi phía em hay phía tổng đài", "nhân viên Stringee phải kiểm tra"},
		{"lỗi micro", "cái này do bên nào vậy em", "trình duyệt"},
		{"FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "vậy lỗi của ai", "quản trị viên"},
	} {
		tk, before := says(t, x.topic)
		o := tk.hears(x.line)
		if o.Kind != chat.TurnAnswer || !strings.Contains(said(o), x.want) || o.State.Place.Screen != before.State.Place.Screen {
			t.Errorf("%q, %q: got %q (%s), want %q and the question kept", x.topic, x.line, o.Kind, said(o), x.want)
		}
	}
	if _, o := says(t, "REQUEST_ANSWER_URL_ERROR là do bên em hay bên anh"); !strings.Contains(said(o), "phải kiểm tra") || o.State.Place.Flow == nil {
		t.Errorf("got %s, want it answered and the error opened", said(o))
	}
	if _, o := says(t, "lỗi micro", "bên em dùng chrome"); o.Kind == chat.TurnAnswer {
		t.Errorf("got %s, want the browser", said(o))
	}
}

// TestWhatNeverCame: a number with its end crossed out, a picture nobody sent.
func TestWhatNeverCame(t *testing.T) {
	tk, _ := says(t, "FROM_NUMBER_NOT_FOUND", "không dịch")
	if o := tk.hears("028730xxxx"); o.State.Facts["hotline"] != "" || !strings.Contains(said(o), "chữ số") {
		t.Errorf("got %s with %v, want the whole number asked for", said(o), o.State.Facts)
	}
	if o := tk.hears("02873009911"); o.State.Facts["hotline"] == "" {
		t.Errorf("got %v, want the number", o.State.Facts)
	}
	for line, none := range map[string]bool{"lỗi y chang trong hình chị gửi": true, "chị có đính ảnh rồi mà, xem ảnh đính kèm": true, "màn hình báo lỗi micro": false, "chụp ảnh gửi được không": false} {
		if _, o := says(t, line); strings.Contains(said(o), "chưa nhận được ảnh") != none {
			t.Errorf("%q: got %s, want that no picture came: %t", line, said(o), none)
		}
	}
	tk, _ = says(t, "gọi không được")
	tk.comes(chat.Incoming{Kind: chat.KindPhoto})
	if o := tk.hears("y như trong hình em gửi"); strings.Contains(said(o), "chưa nhận được ảnh") {
		t.Errorf("got %s, want the picture remembered", said(o))
	}
}

// TestNothingToTakeBack is said to who takes back a request that is not there.
func TestNothingToTakeBack(t *testing.T) {
	if _, o := says(t, "hủy giúp chị cái yêu cầu bữa qua"); o.Kind != chat.TurnCancel || o.Cancel {
		t.Errorf("got %q (%s), want that there is none", o.Kind, said(o))
	}
}

// TestFirstWordsAreAnsweredInKind: English gets English, a greeting of everybody does
// not decide.
func TestFirstWordsAreAnsweredInKind(t *testing.T) {
	for line, lang := range map[string]string{"thank you": "en", "good evening": "en", "hello shop": "", "ok thanks": "", "microphone error": ""} {
		if _, o := says(t, line); o.State.Lang != lang {
			t.Errorf("%q: got %q (%s), want %q", line, o.State.Lang, said(o), lang)
		}
	}
}

// TestSmallAnswers are heard: what to do now, a nod, who does not know at a list, another
// fact than the one asked for.
func TestSmallAnswers(t *testing.T) {
	if _, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "tất cả đều bị", "lam s bay gio"); o.Kind != chat.TurnHow || strings.Contains(said(o), "«") {
		t.Errorf("got %q (%s), want what is to be done", o.Kind, said(o))
	}
	if _, o := says(t, "trang bị google dịch", "chuẩn, nó tự dịch luôn"); !strings.HasPrefix(said(o), "Dạ") {
		t.Errorf("got %s, want a nod", said(o))
	}
	if _, o := says(t, "gọi không được", "k biết"); strings.Contains(said(o), "«") || o.Kind != chat.TurnNoted {
		t.Errorf("got %q (%s), want the question that decides", o.Kind, said(o))
	}
	if _, o := says(t, "gọi không được", "không báo lỗi gì, bấm gọi nó trơ ra"); !strings.Contains(said(o), "không báo lỗi") || strings.Contains(said(o), "hiện chữ gì") {
		t.Errorf("got %s, want the screen not asked for", said(o))
	}
	if _, o := says(t, "REQUEST_ANSWER_URL_ERROR", "không có mã", "tài khoản em là lan@xyz.vn"); !strings.Contains(said(o), "lan@xyz.vn") {
		t.Errorf("got %s, want the account taken", said(o))
	}
	if _, o := says(t, "số bị chặn", "mình chỉ là sale", "gửi cho sếp bằng cách nào"); !strings.Contains(said(o), "sao chép") {
		t.Errorf("got %s, want how to pass it on", said(o))
	}
}
