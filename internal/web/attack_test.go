package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// nothingAnAttackerWritesRuns puts script into every text that a user controls,
// and looks at every page that shows it: if any of it runs, window.owned is
// set.
func nothingAnAttackerWritesRuns(t *testing.T, b *webtest.Browser) {
	bad := []string{
		`<script>window.owned=1</script>`,
		`<img src=x onerror="window.owned=1">`,
		`"><svg onload=window.owned=1>`,
		`'"></textarea></title><script>window.owned=1</script>`,
		`[bấm](javascript:window.owned=1) javascript:window.owned=1`,
		`{{.}} ${window.owned=1} <a href="javascript:window.owned=1">x</a>`,
		`</script><iframe srcdoc="<script>parent.owned=1</script>">`,
	}
	w := webtest.New(t)
	user := b.Tab(900, 800)
	user.Open(w.URL + "/chat")
	user.Ready()
	all := strings.Join(bad, " ")
	user.Type("#text", all)
	user.Press("Enter")
	user.Type("#text", "gặp nhân viên")
	user.Press("Enter")
	user.Sees("#lines", "#1")
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	c := w.Staff("Lan")
	c.Header.Set("Accept", "application/json")
	slices.Reverse(bad)
	for i, s := range []string{all, strings.Join(bad, "")} {
		h := webtest.Handoff()
		h.Title, h.Facts, h.Refs, h.Model = s, map[string]string{"agent": s, s: s}, []string{s}, s
		h.Path[0].Text, h.Path[1].Cause, h.Path[2].File, h.Path[2].Result = s, s, s, s
		conv, _ := w.Add(webtest.Case{Channel: []string{chat.Telegram, s}[i], Name: s, Said: []string{s, s}, Handoff: h})
		if err := w.Desk.Tag(t.Context(), conv, desk.Staff{ID: s, Name: s}, []string{s}, ""); err != nil {
			t.Fatal(err)
		}
		path := fmt.Sprint("/desk/t/", i+2)
		for _, a := range []webtest.Answer{
			c.Upload(path+"/say", map[string]string{"text": s}, s+".png", photo.Bytes()),
			c.Upload(path+"/say", map[string]string{"text": s, "kind": "note"}, s+".html", []byte(s)),
			c.Upload("/desk/t/1/say", map[string]string{"text": s}, s, photo.Bytes()),
		} {
			if a.Code != http.StatusOK {
				t.Fatalf("a reply with a file: got %d %s", a.Code, a.Body)
			}
		}
	}
	user.Until(`document.querySelectorAll(".msg.staff .picture img").length === 2`)
	clean(t, user, "the chat page")
	user.Open(w.URL + "/chat")
	clean(t, user, "the chat page, loaded anew")

	lan := login(w, b, url.QueryEscape(bad[0]))
	for _, p := range []string{
		"/desk", "/desk/search?q=" + url.QueryEscape(all), "/desk/reports", "/desk/sessions", "/desk/erasures",
		"/desk/t/1?said=%3Cscript%3E&view=%22%3E", "/desk/t/2", "/desk/t/3",
	} {
		lan.Open(w.URL + p)
		lan.Ready()
		lan.Until(`[...document.images].every(i => i.complete)`)
		clean(t, lan, p)
	}
}

func clean(t *testing.T, tab *webtest.Tab, where string) {
	t.Helper()
	if webtest.Eval[bool](tab, `"owned" in window`) {
		t.Errorf("%s: an attacker's script ran", where)
	}
	if n := webtest.Eval[int](tab, `document.querySelectorAll("script:not([src]), iframe, [onerror], [onload], a[href^='javascript:'], svg[onload]").length`); n > 0 {
		t.Errorf("%s: %d elements of an attacker's making", where, n)
	}
}
