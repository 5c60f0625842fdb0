package webtest

import (
	"context"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// patience is how long a browser test waits for what should come at once.
const patience = 3 * time.Minute

// Browser is a headless Chromium.
type Browser struct {
	t   testing.TB
	ctx context.Context
}

// NewBrowser starts a browser that ends with the test. Without Chromium the
// test fails: it would prove nothing. Its headless shell is the same engine
// without the windows, menus and side panels around a page, which are there in a
// headless Chromium, too, and take half of its work.
func NewBrowser(t testing.TB) *Browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium found: install it (Debian: apt-get install chromium-headless-shell), or run make test, which does")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("lang", "vi"), chromedp.Flag("accept-lang", "vi"), chromedp.WSURLReadTimeout(time.Minute),
		chromedp.Flag("site-per-process", true), // a frame of another site in a process of its own, as in everybody's browser
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(func() { end(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{t: t, ctx: ctx}
}

// For returns the same browser for a part of the test, which its windows end
// with.
func (b *Browser) For(t testing.TB) *Browser { return &Browser{t: t, ctx: b.ctx} }

// Tab is one person's window: cookies of its own, nothing shared with others.
type Tab struct {
	t   testing.TB
	ctx context.Context

	rests bool // no script moves anything

	mu      sync.Mutex
	faults  []string
	refused []string // what the server did not do: no fault by itself
}

// Tab opens a window of the given size.
func (b *Browser) Tab(width, height int) *Tab {
	b.t.Helper()
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	tab := &Tab{t: b.t, ctx: ctx}
	tab.Do(chromedp.EmulateViewport(int64(width), int64(height)))
	var wg sync.WaitGroup
	messages := chromedp.Console(ctx)
	wg.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			tab.mu.Lock()
			switch {
			case strings.HasPrefix(m.Text, "Failed to load resource"): // a 409 is an answer
				tab.refused = append(tab.refused, m.Text)
			case m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleError:
				tab.faults = append(tab.faults, m.Text)
			}
			tab.mu.Unlock()
		}
	})
	b.t.Cleanup(func() { end(); wg.Wait() })
	return tab
}

// NoScript turns the page's scripts off from now on.
func (x *Tab) NoScript() {
	x.t.Helper()
	if _, err := chromedp.Call(x.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		x.t.Fatalf("turn scripts off: %v", err)
	}
	x.rests = true
}

// Dark makes the system of the one at the window dark.
func (x *Tab) Dark() {
	x.t.Helper()
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(x.ctx, emulation.SetEmulatedMedia, p); err != nil {
		x.t.Fatalf("make it dark: %v", err)
	}
}

// Do runs actions and fails the test when one does not succeed in time.
func (x *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	x.t.Helper()
	ctx := x.ctx
	if chromedp.FromContext(ctx).Target != nil { // the first action must not time out: the tab would end with it
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	if err := chromedp.Do(ctx, actions...); err != nil {
		x.t.Fatalf("browser: %v%s", err, x.shown())
	}
}

// Open goes to an address.
func (x *Tab) Open(url string) {
	x.t.Helper()
	x.Do(chromedp.Navigate(url))
}

// Ready waits until the page's script says that it is.
func (x *Tab) Ready() {
	x.t.Helper()
	x.Until(`document.documentElement.dataset.state === "ready"`)
}

// Until waits for an expression to be true, on this page or the next.
func (x *Tab) Until(js string) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	for {
		ok, err := x.poll(ctx, js)
		if ok {
			return
		}
		if ctx.Err() != nil { // else the page changed under the wait: wait on the new one
			x.t.Fatalf("waited for %s: %v%s", js, err, x.shown())
		}
	}
}

// poll waits a moment only: a page that is left takes the wait with it,
// sometimes without a word.
func (x *Tab) poll(ctx context.Context, js string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Poll[bool]("!!("+js+")", chromedp.WithPollingInterval(25*time.Millisecond)))
}

// Sees waits until the element shows the words.
func (x *Tab) Sees(selector, words string) {
	x.t.Helper()
	x.Until(`(document.querySelector(` + quote(selector) + `)?.innerText || "").includes(` + quote(words) + `)`)
}

// Eval returns what an expression gives.
func Eval[T any](x *Tab, js string) T {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		x.t.Fatalf("%s: %v%s", js, err, x.shown())
	}
	return v
}

// Run runs a script in the page.
func (x *Tab) Run(js string) {
	x.t.Helper()
	Eval[bool](x, js+";\ntrue")
}

// Click presses the first element that a selector finds, once it can be
// pressed: it stands still, and nothing lies over it.
func (x *Tab) Click(selector string) {
	x.t.Helper()
	x.still(selector)
	x.find(chromedp.Click(chromedp.CSS(selector)))
}

// still brings an element into view and waits until it stays where it is: a
// page that scrolls would move it away from under the pointer.
func (x *Tab) still(selector string) {
	x.t.Helper()
	if x.rests {
		return
	}
	x.Until(`(() => {
		const e = document.querySelector(` + quote(selector) + `);
		if (!e) return false;
		const was = e.dataset.place, r = e.getBoundingClientRect();
		e.dataset.place = [r.x, r.y, r.width, r.height].join();
		if (e.dataset.place !== was || r.width === 0) return false;
		const at = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		if (e.contains(at) || at?.contains(e)) return true;
		e.scrollIntoView({ behavior: "instant", block: "nearest" });
		return false;
	})()`)
}

// Hold presses the first element that a selector finds and keeps it pressed
// until release is called.
func (x *Tab) Hold(selector string) (release func()) {
	x.t.Helper()
	x.still(selector)
	at := Eval[struct{ X, Y float64 }](x, `(r => ({X: r.x + r.width / 2, Y: r.y + r.height / 2}))(document.querySelector(`+quote(selector)+`).getBoundingClientRect())`)
	mouse := func(kind input.DispatchMouseEventType) {
		x.t.Helper()
		p := input.DispatchMouseEventParams{Type: kind, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(x.ctx, input.DispatchMouseEvent, p); err != nil {
			x.t.Fatalf("%s on %s: %v%s", kind, selector, err, x.shown())
		}
	}
	mouse(input.DispatchMouseEventTypeMousePressed)
	return func() { x.t.Helper(); mouse(input.DispatchMouseEventTypeMouseReleased) }
}

// Type writes into an element; "\r" is Enter. That is pressed as a whole: as one of
// the keys sent it is a key and then a character, and what a script shows on the key
// is answered by the character when it is shown soon enough.
func (x *Tab) Type(selector, text string) {
	x.t.Helper()
	for i, words := range strings.Split(text, "\r") {
		if i > 0 {
			x.Press("Enter")
		}
		if i == 0 || words != "" {
			x.find(chromedp.SendKeys(chromedp.CSS(selector), words))
		}
		if x.rests && words != "" {
			x.whole(selector, words)
		}
	}
}

// whole writes words again of which not all came: a page without scripts is loaded whole,
// and takes along what is being written into it.
func (x *Tab) whole(selector, words string) {
	x.t.Helper()
	at := "document.querySelector(" + quote(selector) + ")?.value"
	for range 3 {
		if got := Eval[string](x, at+` ?? `+quote(words)); strings.HasSuffix(got, words) {
			return
		}
		x.Run(`{ const e = document.querySelector(` + quote(selector) + `); if (e) e.value = ""; }`)
		x.find(chromedp.SendKeys(chromedp.CSS(selector), words))
	}
}

// Writes writes into an element and goes on until done is called: of somebody who
// pauses, others soon see no more that he writes, on a busy machine before they
// have looked.
func (x *Tab) Writes(selector, text string) (done func()) {
	x.t.Helper()
	x.Type(selector, text)
	x.Run(`window.writes = setInterval(() => document.querySelector(` + quote(selector) + `).dispatchEvent(new Event("input")), 500)`)
	return func() { x.t.Helper(); x.Run(`clearInterval(window.writes)`) }
}

// find does what needs an element, again when the page drew that anew between
// finding it and touching it. Nothing has been pressed by then.
func (x *Tab) find(act chromedp.Action[chromedp.Void]) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	for {
		err := chromedp.Do(ctx, act)
		switch {
		case err == nil:
			return
		case ctx.Err() != nil || !strings.Contains(err.Error(), "Could not find node"):
			x.t.Fatalf("browser: %v%s", err, x.shown())
		}
	}
}

// Press presses a key wherever the focus is: one that writes a character, or
// "Enter", "Escape" and the like. As in a browser, a script that takes the
// key keeps its character from being written.
func (x *Tab) Press(key string) {
	x.t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key}
	switch {
	case utf8.RuneCountInString(key) == 1:
		down.Text = key
	case key == "Enter":
		down.Text, down.WindowsVirtualKeyCode = "\r", 13
	case key == "Tab":
		down.WindowsVirtualKeyCode = 9
	case key == "Escape":
		down.WindowsVirtualKeyCode = 27
	}
	up := down
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	for _, p := range []input.DispatchKeyEventParams{down, up} {
		if _, err := chromedp.Call(x.ctx, input.DispatchKeyEvent, p); err != nil {
			x.t.Fatalf("press %s: %v%s", key, err, x.shown())
		}
	}
}

// Shot takes a picture of the window.
func (x *Tab) Shot() []byte {
	x.t.Helper()
	png, err := chromedp.Run(x.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		x.t.Fatalf("screenshot: %v", err)
	}
	return png
}

// Faults are the page's script errors so far.
func (x *Tab) Faults() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return append([]string(nil), x.faults...)
}

// shown is what the page shows and complains of, for a failure's message.
func (x *Tab) shown() string {
	ctx, cancel := context.WithTimeout(x.ctx, 5*time.Second)
	defer cancel()
	page, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`[location.href, "being written: " + [...document.querySelectorAll("textarea, input:not([type=hidden])")].map((e) => JSON.stringify(e.value)).join(" "),
		"focus: " + document.activeElement?.outerHTML.slice(0, 80), (document.body?.innerText || "").slice(0, 2000)].join("\n")`))
	x.mu.Lock()
	refused := strings.Join(x.refused, "; ")
	x.mu.Unlock()
	return "\nscript errors: " + strings.Join(x.Faults(), "; ") + "\nrefused: " + refused + "\nthe page shows: " + page
}

func quote(s string) string { return string(encode(s)) }
