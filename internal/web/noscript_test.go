package web_test

import (
	"testing"

	"hotro/internal/web/webtest"
)

// noScript plays the basics in browsers that run no script: pages are asked
// for again, forms are sent by the browser.
func noScript(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user, lan := b.Tab(390, 844), b.Tab(1280, 800)
	user.NoScript()
	lan.NoScript()
	user.Open(w.URL + "/chat")
	user.Click("noscript button")
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "cho em gặp nhân viên")
	user.Click("#composer .send")
	user.Sees("#lines", "cho em gặp nhân viên")

	lan.Open(w.URL + "/desk/login?name=Lan&token=" + webtest.Secret)
	lan.Sees("#rows", "Khách")
	lan.Click(".row a")
	lan.Click("[data-act=claim]")
	lan.Sees(".alert", "Bạn đã nhận phiếu.")
	lan.Type("#answer", "Dạ em đây ạ")
	lan.Click("#reply-send")
	lan.Sees("#lines", "Dạ em đây ạ")
	user.Open(w.URL + "/chat")
	user.Sees("#lines", "Dạ em đây ạ")
	lan.Click(`#reply .kinds label:last-child span`)
	lan.Type("#answer", "khách gấp")
	lan.Click("#reply-send")
	lan.Sees("#lines", "khách gấp")
	lan.Click("#menu-close summary")
	lan.Click("#menu-close .pop-item")
	lan.Sees("#head", "Đã đóng")
	user.Open(w.URL + "/chat")
	user.Sees("#lines", "đã xong. Còn lỗi")
}
