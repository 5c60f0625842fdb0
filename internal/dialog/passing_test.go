package dialog_test

import (
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestWhoCallsAgainIsAskedWhetherToCancel: while a person is waited for, calls that go out
// again are told by what people do.
func TestWhoCallsAgainIsAskedWhetherToCancel(t *testing.T) {
	for said, want := range map[string]bool{
		"đóng tiền xong rồi, đội em gọi lại rần rần rồi":   true,
		"sửa máy chủ xong, mấy bạn đang gọi cho khách rồi": true,
		"they fixed it and the team is dialing again":      true,
		"khách gọi lại rồi mà em không nghe":               false,
		"mấy bạn đang gọi tạm bằng điện thoại riêng":       false,
		"calls are failing again":                          false,
		"can you call again":                               false,
	} {
		if _, o := says(t, "REQUEST_ANSWER_URL_ERROR", "/human", said); (o.Kind == chat.TurnWaitDone) != want {
			t.Errorf("%q: got %q", said, o.Kind)
		}
	}
}

// TestACustomersQuestionIsNoQuestion of the user's: that he asks at all tells that the
// call went through.
func TestACustomersQuestionIsNoQuestion(t *testing.T) {
	if _, o := says(t, "GET_USER_MEDIA_ERROR", "chrome", "bật rồi, khách bắt máy còn hỏi sao giờ mới gọi"); o.Kind != chat.TurnSolved {
		t.Errorf("got %q", o.Kind)
	}
}

// TestHowManyCallsWentThrough says no less than that they do.
func TestHowManyCallsWentThrough(t *testing.T) {
	for _, said := range []string{"gọi được 1 cuộc rồi, cảm ơn em", "gọi được hai cuộc rồi", "goi dc 3 cuoc roi em"} {
		if _, o := says(t, "GET_USER_MEDIA_ERROR", "firefox", said); o.Kind != chat.TurnSolved {
			t.Errorf("%q: got %q", said, o.Kind)
		}
	}
}

// TestAnotherWayThatWorksIsAClue, and ends nothing.
func TestAnotherWayThatWorksIsAClue(t *testing.T) {
	for _, said := range []string{"mà bấm tay từng số thì gọi được", "mở cửa sổ khác thì lại gọi được nè"} {
		if tk, o := says(t, "bấm gọi là cuộc gọi kết thúc ngay", said); o.Kind != chat.TurnNoted || tk.st.Place.Flow == nil {
			t.Errorf("%q: got %q", said, o.Kind)
		}
	}
}

// TestAGoodByeLeavesTheWalkWhereItIs, and who takes something else and wants nobody has
// given it up.
func TestAGoodByeLeavesTheWalkWhereItIs(t *testing.T) {
	tk, o := says(t, "GET_USER_MEDIA_ERROR", "chrome", "thôi để con gái chị về nó chỉnh, chào em")
	if o.Kind != chat.TurnBye || tk.st.Place.Screen != dialog.AtStep {
		t.Errorf("got %q at %q, want a good-bye at the step", o.Kind, tk.st.Place.Screen)
	}
	tk, o = says(t, "GET_USER_MEDIA_ERROR", "chrome", "thôi em lấy máy khác gọi, khỏi phiền ai")
	if o.Kind != chat.TurnStop || tk.st.Place.Flow != nil {
		t.Errorf("got %q with %+v, want it dropped", o.Kind, tk.st.Place.Flow)
	}
}

// TestDoneIsNotFailed: a step that was done is asked about where no word says that it
// failed, and a call for later is waited for.
func TestDoneIsNotFailed(t *testing.T) {
	for said, want := range map[string]string{
		"chọn rồi, nó kêu tải lại, tải lại mất luôn số đang nhập": chat.TurnResult,
		"bật rồi, đang tiếp khách tí nữa gọi":                     chat.TurnHold,
	} {
		if _, o := says(t, "GET_USER_MEDIA_ERROR", "edge", said); o.Kind != want {
			t.Errorf("%q: got %q, want %q", said, o.Kind, want)
		}
	}
}
