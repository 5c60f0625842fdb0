package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/dialog"
)

// TestTwoFaultsAreTakenInTurn: the first is walked, the second is offered when the
// first is solved, however the two are joined.
func TestTwoFaultsAreTakenInTurn(t *testing.T) {
	for line, topics := range map[string][2]string{
		"GET_USER_MEDIA_ERROR với AGENT_FROM_NOT_FOUND":                                     {"GET_USER_MEDIA_ERROR", "AGENT_FROM_NOT_FOUND"},
		"vừa báo AGENT_FROM_NOT_FOUND vừa mic không dùng được":                              {"AGENT_FROM_NOT_FOUND", "GET_USER_MEDIA_ERROR"},
		"thứ nhất báo AGENT_FROM_NOT_FOUND, thứ hai là số của khách bị chặn":                {"AGENT_FROM_NOT_FOUND", "TO_NUMBER_NOT_ALLOWS_CALLOUT"},
		"I have two problems: AGENT_FROM_NOT_FOUND and the microphone does not work at all": {"AGENT_FROM_NOT_FOUND", "GET_USER_MEDIA_ERROR"},
	} {
		_, o := says(t, line)
		if o.State.Place.Flow == nil || o.State.Place.Flow.Topic != topics[0] && o.State.Place.Stack[1].Topic != topics[0] {
			t.Errorf("%q: got %q, want %s begun", line, said(o), topics[0])
			continue
		}
		if first := o.State.Place.Stack[0].Topic; first != topics[1] {
			t.Errorf("%q: %s stands by, want %s", line, first, topics[1])
		}
		_, o = says(t, line, "chrome", "gọi được rồi")
		if o.State.Place.Screen != dialog.AtResume {
			t.Errorf("%q: got %q at %s once the first is solved, want the second offered", line, said(o), o.State.Place.Screen)
		}
	}
}

// TestOneFaultInManyWordsIsOne: what tells one fault, or asks which, makes no two.
func TestOneFaultInManyWordsIsOne(t *testing.T) {
	for _, line := range []string{
		"micro không dùng được, màn hình ghi GET_USER_MEDIA_ERROR",
		"AGENT_FROM_NOT_FOUND hay FROM_NUMBER_NOT_FOUND cũng không nhớ nữa",
		"vừa bấm gọi là nó ngắt ngay lập tức",
		"báo AGENT_FROM_NOT_FOUND chứ không phải FROM_NUMBER_NOT_FOUND",
		"gọi cho khách rồi nó ngắt liền",
	} {
		if _, o := says(t, line); len(o.State.Place.Stack) > 1 || strings.Contains(said(o), "hướng dẫn tiếp") {
			t.Errorf("%q is taken for several: %q", line, said(o))
		}
	}
}

// TestSeveralFaultsAreAskedOneByOne where none of them is told yet.
func TestSeveralFaultsAreAskedOneByOne(t *testing.T) {
	for _, line := range []string{"máy em bị tới hai lỗi lận", "nhóm chị mỗi người bị lỗi khác nhau"} {
		if _, o := says(t, line); !strings.Contains(said(o), "từng lỗi") {
			t.Errorf("%q: got %q, want the first error asked for", line, said(o))
		}
	}
}
