package dialog_test

import (
	"strings"
	"testing"
)

// TestAskedWithoutAFault: who asks and tells of no fault hears his question back
// and is offered to have it passed on; who tells of one is asked which.
func TestAskedWithoutAFault(t *testing.T) {
	for line, want := range map[string]string{
		"cho em hỏi gọi sang Úc được không ạ":                   "«gọi sang Úc được không»",
		"không có lỗi gì đâu, chị chỉ muốn đổi số hiện ra thôi": "chưa có hướng dẫn",
		"gọi không được thì phải làm sao":                       "lỗi",
	} {
		_, o := says(t, line)
		if last := said(o); !strings.Contains(last, want) || strings.Contains(last, "trả lời anh/chị nhé") != (want != "lỗi") {
			t.Errorf("%q: got %q, want %q", line, last, want)
		}
	}
}

// TestWordsOfTheScreen that no document has are said back with the offer of a
// person, and those that one has open it.
func TestWordsOfTheScreen(t *testing.T) {
	for line, want := range map[string]string{
		`bấm gọi nó hiện "phiên đăng nhập đã hết hạn"`:     "«phiên đăng nhập đã hết hạn»",
		"gọi ai máy cũng hiện user busy":                   "«user busy»",
		`nó hiện "không tìm thấy số điện thoại người gọi"`: "FROM_NUMBER_NOT_FOUND",
		"nó báo lỗi gì đó":                                 "lỗi",
	} {
		if _, o := says(t, line); !strings.Contains(said(o), want) {
			t.Errorf("%q: got %q, want %q", line, said(o), want)
		}
	}
}

// TestAWordPicksAmongCodes that have it, and asks on where several do.
func TestAWordPicksAmongCodes(t *testing.T) {
	_, o := says(t, "FROM_NUMBER", "cái có chữ found ấy")
	if !strings.Contains(said(o), "không tìm thấy số hotline") {
		t.Errorf("got %q, want the one code with that word", said(o))
	}
	_, o = says(t, "NOT_FOUND", "agent")
	if n := len(o.Say[0].Choices); o.Kind != "ask" || n != 4 {
		t.Errorf("got %s with %d buttons, want the two codes, another error and a person", o.Kind, n)
	}
}
