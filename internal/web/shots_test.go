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
	tab := b.Tab(390, 844)
	tab.Open(w.URL + "/chat")
	tab.Ready()
	tab.Sees("#lines", "Dạ em chào")
	tab.Type("#text", "em bị lỗi from number not found\r")
	tab.Sees("#lines", "kiểm tra mã")
	shoot(t, tab, "chat-phone")
	tab.Click(`button[name=data][value=no]`)
	tab.Until(`document.querySelectorAll(".msg.bot").length >= 3`)
	tab.Do(chromedp.EmulateViewport(1280, 800))
	shoot(t, tab, "chat-wide")
}
