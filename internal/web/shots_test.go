package web_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"hotro/internal/web/webtest"
)

var shots = flag.String("screenshots", "", "directory to write screenshots to")

func shoot(t *testing.T, tab *webtest.Tab, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), tab.Shot(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestScreenshots(t *testing.T) {
	w := webtest.New(t)
	b := webtest.NewBrowser(t)
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
	user.Sees("#lines", "nhân viên hỗ trợ")

	lan := b.Tab(1440, 900)
	lan.Open(w.URL + "/desk/login?name=Lan&token=" + webtest.Secret)
	lan.Ready()
	lan.Sees("#rows", "Khách")
	shoot(t, lan, "desk-queue")
	lan.Click(".row a")
	lan.Sees("#lines", "cho em gặp nhân viên")
	lan.Ready()
	lan.Click("[data-act=claim]")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	lan.Type("#answer", "Dạ em chào anh, em là Lan ạ\r")
	lan.Sees("#lines", "em là Lan")
	user.Sees("#lines", "em là Lan")
	shoot(t, lan, "desk-ticket")
	shoot(t, user, "chat-staff")
	user.Do(chromedp.EmulateViewport(1280, 800))
	shoot(t, user, "chat-wide")
}
