package web_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

var (
	shots = flag.String("screenshots", "", "directory to write screenshots to")
	pages = flag.String("every-page", "", "directory to write a picture of every page to, wide and on a phone, light and dark")
)

func shoot(t *testing.T, tab *webtest.Tab, name string) {
	t.Helper()
	tab.Run(`document.querySelector("#toast")?.setAttribute("hidden", "")`)
	tab.Until(`!document.getAnimations().length`)
	png := tab.Shot()
	if len(png) < 5000 {
		t.Errorf("screenshot %s: got %d bytes, want a page with something on it", name, len(png))
	}
	keep(t, *shots, name, png)
}

// keep writes a picture, unless nobody wants it.
func keep(t *testing.T, dir, name string, png []byte) {
	t.Helper()
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// screenshots walks the pages as the README shows them. With -screenshots DIR
// it writes them there.
func screenshots(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "em bị lỗi from number not found\r")
	user.Sees("#lines", "kiểm tra mã")
	shoot(t, user, "chat-phone")
	user.Click(`button[name=data][value=no]`)
	user.Until(`document.querySelectorAll(".msg.bot").length >= 3`)
	user.Type("#text", "cho em gặp nhân viên\r")
	user.Sees("#lines", "cho nhân viên hỗ trợ")

	lan := b.Tab(1440, 900)
	lan.Open(w.URL + "/desk/login?name=Lan&token=" + webtest.Secret)
	lan.Ready()
	lan.Sees("#rows", "Không tìm thấy số gọi ra")
	lan.Until(`document.querySelectorAll("#rows .row").length === 9`)
	shoot(t, lan, "desk-queue")
	lan.Open(w.URL + "/desk/t/9")
	lan.Ready()
	lan.Sees("#lines", "cho em gặp nhân viên")
	lan.Click("[data-act=claim]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	lan.Type("#answer", "Dạ em chào anh, em là Lan ạ. Em đang kiểm tra số gọi ra của mình.\r")
	lan.Sees("#lines", "em là Lan")
	user.Sees("#lines", "em là Lan")
	user.Type("#text", "dạ em chờ ạ\r")
	lan.Sees("#lines", "dạ em chờ")
	lan.Press("Escape")
	lan.Press("n")
	lan.Type("#answer", "Hotline chưa gán cho máy lẻ, nhờ Minh xem giúp phần tổng đài.\r")
	lan.Sees("#lines", "nhờ Minh xem giúp")
	minh := at(b, w.URL, "Minh", "/desk/t/9")
	done := minh.Writes("#answer", "d")
	lan.Sees("#present", "Minh đang trả lời")
	shoot(t, lan, "desk-ticket")
	done()
	lan.Click("#canned-open")
	lan.Until(`!document.querySelector("#canned").hidden`)
	shoot(t, lan, "desk-canned")
	lan.Press("Escape")
	lan.Click("#theme")
	shoot(t, lan, "desk-dark")
	lan.Open(w.URL + "/desk/reports")
	lan.Ready()
	shoot(t, lan, "desk-reports-dark")
	lan.Click("#theme")
	shoot(t, lan, "desk-reports")
	lan.Open(w.URL + "/desk/replies")
	lan.Ready()
	lan.Click("section:nth-of-type(2) .reply-card summary")
	shoot(t, lan, "desk-replies")
	lan.Do(chromedp.EmulateViewport(390, 844))
	lan.Open(w.URL + "/desk")
	lan.Ready()
	shoot(t, lan, "desk-phone")
	lan.Open(w.URL + "/desk/t/9")
	lan.Ready()
	shoot(t, lan, "desk-phone-ticket")
	lan.Click(".side-open")
	lan.Until(`getComputedStyle(document.querySelector("#side")).visibility === "visible"`)
	shoot(t, lan, "desk-phone-side")

	shoot(t, user, "chat-staff")
	user.Do(chromedp.EmulateViewport(1280, 800))
	shoot(t, user, "chat-wide")
	user.Open(w.URL + "/")
	shoot(t, user, "home")
	user.Open(w.URL + "/desk/login")
	shoot(t, user, "login")
	if *pages != "" {
		everyPage(t, w, lan, user)
	}
}

// everyPage takes every page wide and on a phone, in the light and in the dark.
func everyPage(t *testing.T, w *webtest.World, lan, user *webtest.Tab) {
	for _, theme := range []string{"light", "dark"} {
		for size, wide := range map[string]int64{"wide": 1440, "phone": 390} {
			for _, tab := range []*webtest.Tab{lan, user} {
				tab.Do(chromedp.EmulateViewport(wide, 860))
				tab.Run(`document.cookie = "theme=` + theme + `; path=/"`)
			}
			take := func(tab *webtest.Tab, name, path string) {
				tab.Open(w.URL + path)
				tab.Until(`document.readyState === "complete"`)
				keep(t, *pages, fmt.Sprintf("%s-%s-%s", name, size, theme), tab.Shot())
			}
			for name, path := range map[string]string{
				"queue": "/desk", "waiting": "/desk?view=waiting", "mine": "/desk?view=mine", "closed": "/desk?view=closed", "ticket": "/desk/t/1", "side": "/desk/t/1#side",
				"search": "/desk/search?q=huong", "filters": "/desk/search?state=open", "spam": "/desk/spam", "reports": "/desk/reports", "sessions": "/desk/sessions",
				"erase": "/desk/t/1/erase", "erasures": "/desk/erasures", "missing": "/desk/nothing",
			} {
				take(lan, name, path)
			}
			for name, path := range map[string]string{"login": "/desk/login", "home": "/", "chat": "/chat"} {
				take(user, name, path)
			}
		}
	}
}

// morning fills the desk.
func morning(t *testing.T, w *webtest.World) {
	t.Helper()
	minh := desk.Staff{ID: "telegram:42", Name: "Minh", Role: desk.RoleAgent}
	for i, c := range webtest.Cases() {
		conv, _ := w.Add(c)
		ctx := t.Context()
		var err error
		switch i {
		case 0:
			err = w.Desk.SetPriority(ctx, conv, minh, 2, "")
		case 2:
			err = w.Desk.Tag(ctx, conv, minh, []string{"micro", "Chrome"}, "")
		case 6:
			_, err = w.Desk.Say(ctx, conv, minh, "telegram", chat.Reply{Text: "Em chào anh, em xem ngay đây ạ."}, "")
		case 7:
			_, err = w.Desk.Say(ctx, conv, minh, "telegram", chat.Reply{Text: "Dạ em chuyển bộ phận kinh doanh ạ."}, "")
		}
		if err != nil {
			t.Fatal(fmt.Errorf("case %d: %w", i, err))
		}
	}
}
