package app_test

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/web/webtest"
)

var shots = flag.String("screenshots", "", "directory to write screenshots to")

const callPage = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tổng đài</title>
<style nonce="n1">body{margin:0;font:15px system-ui,sans-serif;background:#f4f6f9;color:#1c2430}header{background:#fff;padding:16px 32px;border-bottom:1px solid #e3e7ee;font-weight:600}
main{margin:32px;max-width:460px;background:#fff;border:1px solid #e3e7ee;border-radius:12px;padding:24px}p{background:#fdecea;color:#a3221a;border-radius:8px;padding:12px 14px;margin:16px 0;font-family:monospace}
button{padding:10px 18px;border:0;border-radius:8px;background:#12733a;color:#fff;font:inherit}</style>
<script nonce="n1" async src="%s/widget.js" data-code="GET_USER_MEDIA_ERROR" data-call="call-vn-1-7EOLB370OL-1751008322530" data-account="lan@congty.vn" data-theme="light" data-open></script></head>
<body><header>Tổng đài · Gọi ra</header><main>Gọi 0901 234 567 từ 1900 6789<p>GET_USER_MEDIA_ERROR</p><button>Gọi lại</button></main></body></html>`

// TestTheWidgetInABrowser is the running program on a page of another site:
// the error's help for the user's own browser, and a person who sees where
// the user writes from.
func TestTheWidgetInABrowser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"DESK_LOGIN_SECRET": loginSecret, "HTTP_ADDR": "127.0.0.1:0", "WIDGET_ORIGINS": "http://localhost:*"})
	site := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'nonce-n1'; frame-src "+w.app.URL())
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(rw, callPage, w.app.URL())
	}))
	t.Cleanup(site.Close)
	b := webtest.NewBrowser(t)
	page := b.Tab(1280, 800)
	page.Open(strings.Replace(site.URL, "127.0.0.1", "localhost", 1) + "/goi-ra?token=secret")
	frame := page.Frame(w.app.URL() + "/chat/frame")
	frame.Sees("#lines", "call-vn-1-7EOLB370OL-1751008322530")
	frame.Sees("#lines", "bấm biểu tượng bên trái địa chỉ trang") // in Chrome
	frame.Until(`!document.getAnimations().length`)
	if *shots != "" {
		if err := os.WriteFile(filepath.Join(*shots, "widget.png"), page.Shot(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	frame.Type("#text", "cho em gặp nhân viên\r")
	frame.Sees("#lines", "#1")

	lan := atDeskInBrowser(w, b, "Lan")
	lan.Open(w.app.URL() + "/desk/t/1")
	lan.Ready()
	for _, want := range []string{"lan@congty.vn", "chưa xác thực", "Chrome", "/goi-ra"} {
		lan.Sees("#side", want)
	}
	if webtest.Eval[bool](lan, `document.body.innerText.includes("token=secret")`) {
		t.Error("staff see what may be secret in the page's address")
	}
	if f := append(page.Faults(), frame.Faults()...); len(f) > 0 {
		t.Errorf("script errors: %v", f)
	}
}
