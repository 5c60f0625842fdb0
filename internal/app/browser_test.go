package app_test

import (
	"net/url"
	"strings"
	"testing"

	"hotro/internal/web/webtest"
)

// TestAWholeStoryInABrowser is the running program as two people at the desk
// and one on the chat page see it: the bot walks the user to the end of what
// it knows, a person takes over, and the conversation is rated and reopened.
func TestAWholeStoryInABrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"DESK_LOGIN_SECRET": loginSecret, "HTTP_ADDR": "127.0.0.1:0"})
	b := webtest.NewBrowser(t)
	user, lan, minh := b.Tab(390, 844), atDeskInBrowser(w, b, "Lan"), atDeskInBrowser(w, b, "Minh")
	lan.Run(`window.sinceTheStart = true`)

	user.Open(w.app.URL() + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	says := func(text string) { user.Type("#text", text); user.Press("Enter") }
	says("em bị from number not found")
	user.Sees("#lines", "không tìm thấy số hotline")
	says("không, trang không bị dịch")
	user.Sees("#lines", "#1")
	for _, tab := range []*webtest.Tab{lan, minh} { // without a reload
		tab.Sees("#rows", "FROM_NUMBER_NOT_FOUND")
	}
	lan.Until(`window.sinceTheStart`)

	lan.Click("#t-1 a")
	lan.Ready()
	lan.Sees("#lines", "em bị from number not found")
	lan.Click("[data-act=claim]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	minh.Sees("#t-1", "Lan")
	lan.Type("#answer", "Dạ em Lan đây ạ, em mở lại hotline ngay.")
	lan.Press("Enter")
	user.Sees("#lines", "Dạ em Lan đây ạ, em mở lại hotline ngay.")
	lan.Click(`#reply .kinds label:last-child span`)
	lan.Type("#answer", "nội bộ: hotline bị xóa nhầm")
	lan.Click("#reply-send")
	lan.Sees("#lines", "nội bộ: hotline bị xóa nhầm")
	says("FROM_NUMBER_NOT_FOUND vẫn lỗi ạ")
	lan.Sees("#lines", "vẫn lỗi ạ")
	page := webtest.Eval[string](user, `document.querySelector("#lines").innerText`)
	if _, after, said := strings.Cut(page, "vẫn lỗi ạ"); !said || strings.Contains(page, "nội bộ") || strings.Contains(after, "Trợ lý") {
		t.Errorf("the user sees %q, want neither the note nor the bot after what was said to a person", page)
	}

	lan.Click("#menu-close summary")
	lan.Click("#menu-close .pop-item")
	lan.Sees("#head", "Đã đóng")
	user.Sees("#lines", "đã xong. Còn lỗi")
	user.Click(`button[value="rate:5"]`)
	user.Sees("#lines", "cảm ơn")
	says("chị ơi em vẫn chưa gọi được đâu, mở lại giúp em")
	lan.Sees("#lines", "mở lại giúp em")
	for _, tab := range []*webtest.Tab{user, lan, minh} {
		if f := tab.Faults(); len(f) > 0 {
			t.Errorf("script errors: %v", f)
		}
	}
}

func atDeskInBrowser(w *world, b *webtest.Browser, name string) *webtest.Tab {
	w.t.Helper()
	tab := b.Tab(1280, 800)
	tab.Open(w.app.URL() + "/desk/login?name=" + url.QueryEscape(name) + "&token=" + loginSecret)
	tab.Ready()
	return tab
}
