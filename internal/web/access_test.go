package web_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hotro/internal/chat"
	"hotro/internal/web/webtest"
)

// violation is what axe-core finds.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// pagesAreAccessible holds every page against WCAG 2 A and AA with
// axe-core, in the light and in the dark, wide and narrow.
func pagesAreAccessible(t *testing.T, b *webtest.Browser) {
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	w := webtest.New(t)
	morning(t, w)
	for _, name := range []string{"An", "Bình", "Chi"} { // axe judges no text of one character
		w.Add(webtest.Case{Channel: chat.Telegram, Name: name, Said: []string{"alo"}, Handoff: webtest.Handoff()})
	}
	tab := login(w, b, "Lan")
	// All rules, or the one that the colours can break.
	const all, contrast = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`, `{runOnly: {type: "rule", values: ["color-contrast"]}}`
	look := func(name, rules string) {
		t.Helper()
		var found []violation
		tab.Run(string(axe)) // past the page's policy, as a browser's own tools do
		raw := webtest.Eval[string](tab, `axe.run(document, {resultTypes: ["violations"], ...`+rules+`}).then(r => JSON.stringify(r.violations))`)
		if err := json.Unmarshal([]byte(raw), &found); err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
				t.Errorf("%s: %s (%s)\n%s\n%s", name, v.ID, v.Help, n.HTML, n.Summary)
			}
		}
	}
	for _, c := range []struct {
		theme, rules string
		width        int64
		paths        []string
	}{
		{"light", all, 1440, []string{"/", "/desk", "/desk/t/7", "/desk/reports", "/desk/replies", "/desk/sessions", "/desk/t/7/erase", "/desk/erasures", "/chat", "/desk/search?q=huong&state=open", "/desk/spam", "/desk/nothing", "/desk?view=waiting"}},
		{"light", all, 390, []string{"/desk", "/desk/t/7", "/desk/t/7#side", "/desk/search?q=huong&channel=telegram", "/chat"}},
		{"dark", contrast, 1440, []string{"/desk", "/desk/t/7", "/desk/reports", "/chat", "/desk/search?state=open", "/desk/sessions", "/desk/spam"}},
	} {
		tab.Do(chromedp.EmulateViewport(c.width, 900))
		tab.Run(`document.cookie = "theme=` + c.theme + `; path=/"`)
		for _, path := range c.paths {
			tab.Open(w.URL + path)
			if path == "/chat" {
				tab.Sees("#lines", "Dạ em chào")
			}
			if path != "/" {
				tab.Ready()
			}
			tab.Until(`!document.getAnimations().length`)
			look(fmt.Sprint(c.theme, " ", path, " at ", c.width), c.rules)
		}
	}
	tab = b.Tab(800, 600)
	tab.Open(w.URL + "/desk/login")
	look("login", all)
	tab.Open(w.URL + "/desk/login?token=used")
	look("refused login", all)
	tab.Run(`document.cookie = "theme=dark; path=/"`)
	tab.Do(chromedp.EmulateViewport(390, 700))
	tab.Open(w.URL + "/desk/login")
	look("dark login on a phone", all)
}

// tabOrder walks the chat page and the ticket with the Tab key: every
// stop shows that it has the focus, and the order is that of reading.
func tabOrder(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	for _, c := range []struct {
		tab   *webtest.Tab
		path  string
		order []string // ids or classes, in this order, with others between
	}{
		{b.Tab(900, 800), "/chat", []string{"skip", "lang", "theme", "log", "human", "file", "text", "send"}},
		{login(w, b, "Lan"), "/desk/t/7", []string{"skip", "rail-brand", "theme", "row", "menu-transfer", "menu-close", "transcript", "answer", "reply-file", "canned-open", "reply-send", "log"}},
	} {
		c.tab.Open(w.URL + c.path)
		c.tab.Ready()
		c.tab.Run(`document.activeElement.blur()`)
		var stops []string
		for range 70 {
			c.tab.Press("Tab")
			stops = append(stops, webtest.Eval[string](c.tab, `(() => {
				const e = document.activeElement, s = getComputedStyle(e);
				if (e === document.body) return "body";
				const box = e.closest("label, .composer, .reply, .kinds, form, details") || e;
				const shown = s.outlineStyle !== "none" || [e, box, e.nextElementSibling, e.parentElement].some(x => x && (getComputedStyle(x).boxShadow !== "none" || getComputedStyle(x).outlineStyle !== "none"));
				return (shown ? "" : "INVISIBLE ") + [e.id, e.className, e.value, e.closest("details, li")?.id, e.closest("details, li")?.className].join(" ");
			})()`))
		}
		at := 0
		for _, s := range stops {
			if strings.HasPrefix(s, "INVISIBLE") && strings.TrimSpace(strings.TrimPrefix(s, "INVISIBLE")) != "" {
				t.Errorf("%s: the focus on %q can't be seen", c.path, s)
			}
			if at < len(c.order) && strings.Contains(s, c.order[at]) {
				at++
			}
		}
		if at < len(c.order) {
			t.Errorf("%s: %q is not reached in its place; stops:\n%s", c.path, c.order[at], strings.Join(stops, "\n"))
		}
	}
}
