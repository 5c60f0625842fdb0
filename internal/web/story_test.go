package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/webtest"
)

// login opens the desk in a window of its own.
func login(w *webtest.World, b *webtest.Browser, name string) *webtest.Tab {
	w.T.Helper()
	tab := b.Tab(1280, 800)
	tab.Open(w.URL + "/desk/login?name=" + name + "&token=" + webtest.Secret)
	tab.Ready()
	return tab
}

// story plays a user and two members of staff at once, in a browser.
func story(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user, lan, minh := b.Tab(390, 844), login(w, b, "Lan"), login(w, b, "Minh")
	lan.Sees("#empty", "Chưa có phiếu nào")

	// The queue appears without a reload.
	lan.Run(`window.sinceTheStart = true`)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "cho em gặp nhân viên")
	user.Press("Enter")
	user.Sees("#lines", "#1")
	for _, tab := range []*webtest.Tab{lan, minh} {
		tab.Sees("#rows", "Khách")
		tab.Until(`document.querySelector("[data-count=waiting]").textContent === "1" && document.title.startsWith("(1)")`)
	}
	lan.Until(`window.sinceTheStart`)

	holder, other := bothClaim(t, w, lan, minh)
	user.Sees("#status", "đang hỗ trợ anh/chị")
	done := holder.Writes("#answer", "D")
	user.Until(`!document.querySelector("#typing").hidden && document.querySelector("#typing .face.bot").checkVisibility() === false`)
	user.Sees("#typing", webtest.Eval[string](holder, `document.querySelector(".rail-me .face").textContent`))
	done()
	holder.Run(`document.querySelector("#answer").value = ""; document.querySelector("#answer").dispatchEvent(new Event("input"))`)
	talk(t, w, user, holder, other)

	// Closing asks for a rating; the user's press is one line.
	holder.Click("#menu-close summary")
	holder.Click("#menu-close .pop-item")
	holder.Sees("#head", "Đã đóng")
	user.Sees("#lines", "đã xong. Còn lỗi")
	user.Until(`document.querySelectorAll("button[value^='rate:']:enabled").length >= 5`)
	user.Until(`document.querySelectorAll("button.choice[value='reopen']:enabled").length === 1`) // which stands beside the later question
	user.Click(`button[value="rate:5"]`)
	user.Sees("#lines", "cảm ơn anh/chị đã đánh giá")

	// And the ticket can be opened again.
	other.Sees("#head", "Đã đóng")
	other.Click("[data-act=reopen]")
	other.Sees("#head", "Chưa ai nhận")
	holder.Sees("#head", "Chưa ai nhận")
	for _, tab := range []*webtest.Tab{user, lan, minh} {
		if f := tab.Faults(); len(f) > 0 {
			t.Errorf("script errors: %v", f)
		}
	}
}

// bothClaim has two press at once: one claim wins, the other is told. The
// other can still take the ticket over, which the first sees.
func bothClaim(t *testing.T, w *webtest.World, lan, minh *webtest.Tab) (holder, other *webtest.Tab) {
	t.Helper()
	for _, tab := range []*webtest.Tab{lan, minh} {
		tab.Click("#t-1 a")
		tab.Sees("#lines", "cho em gặp nhân viên")
		tab.Ready()
	}
	press := `fetch("/desk/t/1/claim", {method: "POST", headers: {Accept: "application/json"}}).then(r => r.status)`
	codes := make(chan int, 2)
	for _, tab := range []*webtest.Tab{lan, minh} {
		go func() { codes <- webtest.Eval[int](tab, press) }()
	}
	if a, b := <-codes, <-codes; a+b != http.StatusOK+http.StatusConflict {
		t.Fatalf("two claims at once: got %d and %d, want 200 and 409", a, b)
	}
	holder, other = lan, minh
	if c, _ := w.Desk.Reader.Ticket(t.Context(), 1); c.Holder.Name == "Minh" {
		holder, other = minh, lan
	}
	holder.Sees("#head", "Bạn đang hỗ trợ")
	other.Sees("#head", "đang hỗ trợ")
	other.Click("[data-act=take]")
	other.Sees("#head", "Bạn đang hỗ trợ")
	holder.Sees("#head", "Nhận thay")
	holder.Click("[data-act=take]")
	holder.Sees("#head", "Bạn đang hỗ trợ")
	return holder, other
}

// talk has staff reply, which reaches the user, and note, which does not. The
// bot is silent meanwhile.
func talk(t *testing.T, w *webtest.World, user, holder, other *webtest.Tab) {
	t.Helper()
	holder.Type("#answer", "Dạ em nghe ạ")
	holder.Press("Enter")
	user.Sees("#lines", "Dạ em nghe ạ")
	holder.Click(`#reply .kinds label:last-child span`)
	holder.Type("#answer", "khách này gấp")
	holder.Click("#reply-send")
	other.Sees("#lines", "khách này gấp")
	user.Type("#text", "em cảm ơn ạ")
	user.Press("Enter")
	other.Sees("#lines", "em cảm ơn ạ")
	if page := webtest.Eval[string](user, `document.body.innerText`); strings.Contains(page, "gấp") {
		t.Error("the user sees the note")
	}

	lines, err := w.Desk.Reader.Lines(t.Context(), conversation(t, w), 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if last := lines[len(lines)-1]; last.By != chat.ByUser || last.Text != "em cảm ơn ạ" {
		t.Errorf("the last line is %s %q, want the user's thanks unanswered by the bot", last.By, last.Text)
	}
}

func conversation(t *testing.T, w *webtest.World) string {
	t.Helper()
	return conversationOf(t, w, 1)
}

func conversationOf(t *testing.T, w *webtest.World, number int64) string {
	t.Helper()
	c, err := w.Desk.Reader.Ticket(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return c.Conv.String()
}

// hands plays a ticket by the keyboard alone.
func hands(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan := login(w, b, "Lan")
	lan.Until(`document.querySelectorAll("#rows .row").length === 8`)
	lan.Press("j")
	lan.Press("j")
	lan.Press("k")
	lan.Until(`document.querySelector(".row.picked")?.id === "t-1" && document.activeElement.closest(".row")?.id === "t-1"`)
	lan.Press("Enter")
	lan.Sees("#head", "Nguyễn Thị Hương")
	lan.Ready()
	lan.Open(w.URL + "/desk/t/8") // the list goes to the ticket that is open, wherever it stands
	lan.Ready()
	lan.Until(`(r => r.bottom <= innerHeight && r.top >= 0)(document.querySelector("#t-8.current").getBoundingClientRect())`)
	lan.Open(w.URL + "/desk/t/1")
	lan.Ready()
	lan.Press("Escape")
	lan.Press("c")
	lan.Sees("#head", "Bạn đang hỗ trợ")
	lan.Until(`document.activeElement.id === "answer"`)
	lan.Press("/")
	lan.Until(`!document.querySelector("#canned").hidden`)
	lan.Press("Enter")
	lan.Until(`document.querySelector("#answer").value.includes("#1")`)
	lan.Press("Enter")
	lan.Sees("#lines", "em là Lan")
	lan.Until(`document.querySelector("#answer").value === ""`)
	lan.Press("Escape")
	lan.Press("n")
	lan.Until(`document.querySelector("#reply [value=note]").checked && document.activeElement.id === "answer"`)
	lan.Press("Escape")
	lan.Press("?")
	lan.Until(`document.querySelector("#help").open`)
	lan.Press("Escape")
	lan.Until(`!document.querySelector("#help").open`)
	lan.Press("e")
	lan.Until(`document.querySelector("#menu-close").open && document.activeElement.closest("#menu-close")`)
	lan.Press("Enter")
	lan.Sees("#head", "Công ty Minh Long") // the next that waits
	lan.Sees(".alert.good", "#1")
	lan.Ready()
	lan.Press("Escape")
	lan.Press("2")
	lan.Sees("#empty", "Bạn chưa giữ phiếu nào.")
	lan.Ready()
	lan.Press("/")
	lan.Until(`document.activeElement.id === "q"`)
	lan.Type("#q", "micro")
	lan.Press("Enter")
	lan.Sees("#rows", "Trần Quốc Bảo")
}

// underTheFinger has a colleague claim the ticket while the button is being
// pressed: the button stays until it is let go, and the press is answered.
func underTheFinger(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	morning(t, w)
	lan, minh := login(w, b, "Lan"), login(w, b, "Minh")
	for _, tab := range []*webtest.Tab{lan, minh} {
		tab.Open(w.URL + "/desk/t/1")
		tab.Ready()
		tab.Until(`document.querySelector("#head [data-act=claim]")`)
	}
	release := lan.Hold("#head [data-act=claim]")
	lan.Run(`window.pressed = document.querySelector("#head [data-act=claim]")`)
	minh.Click("#head [data-act=claim]")
	minh.Sees("#head", "Bạn đang hỗ trợ")
	lan.Until(`window.pressed.isConnected`)
	release()
	lan.Until(`!document.querySelector("#toast").hidden`)
	lan.Sees("#head", "Minh")
}

// lostConnection cuts the page off from its server: what is written
// meanwhile is kept and arrives, once, in order.
func lostConnection(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	w.Cut(true)
	for i := range 3 {
		user.Type("#text", fmt.Sprintf("tin số %d", i+1))
		user.Press("Enter")
	}
	user.Sees("#notice", "Mất kết nối")
	user.Until(`document.querySelectorAll(".msg.sending").length === 3`)
	w.Cut(false)
	user.Until(`document.querySelectorAll(".msg.mine[data-seq]").length === 3 && !document.querySelector(".msg.sending")`)
	user.Until(`document.querySelector("#notice").hidden`)
	got := webtest.Eval[string](user, `[...document.querySelectorAll(".msg.mine .bubble")].map(b => b.innerText).join()`)
	if got != "tin số 1,tin số 2,tin số 3" {
		t.Errorf("got %s, want the three in order, once", got)
	}
}

// storeAway has the store take nothing in while a user writes, presses a button
// and sends a picture, and closes the page before it is back: words, press and
// picture are kept by the browser, drawn as waiting on the next page, and sent
// once; what was being written is there again, and nobody reads what is broken
// behind.
func storeAway(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	w.Away(true)
	user.Click(".msg button.choice")
	user.Run(`const d = new DataTransfer(); d.items.add(new File(["ghi âm"], "loi.txt", { type: "text/plain" }));
		const f = document.querySelector("#file"); f.files = d.files; f.dispatchEvent(new Event("change", { bubbles: true }));`)
	user.Type("#text", "em vẫn lỗi")
	user.Press("Enter")
	user.Until(`document.querySelectorAll(".msg.sending").length === 3`)
	user.Sees("#notice", "Mất kết nối")
	if page := webtest.Eval[string](user, `document.body.innerText`); strings.Contains(page, "10.0.0.7") {
		t.Errorf("the page names the store: %s", page)
	}
	w.Away(false)
	user.Until(`document.querySelectorAll(".msg.mine[data-seq]").length === 3 && !document.querySelector(".msg.sending")`)
	user.Sees("#lines", "loi.txt")

	w.Away(true)
	user.Run(`document.createElement("canvas").toBlob((b) => { const d = new DataTransfer(); d.items.add(new File([b], "man-hinh.png", { type: "image/png" }));
		const f = document.querySelector("#file"); f.files = d.files; f.dispatchEvent(new Event("change", { bubbles: true })); })`)
	user.Until(`document.querySelector(".msg.sending .picture img")`)
	user.Type("#text", "tin cuối")
	user.Press("Enter")
	user.Until(`document.querySelectorAll(".msg.sending").length === 2`)
	user.Type("#text", "em đang viết dở")
	webtest.Eval[int](user, `new Promise((done) => { indexedDB.open("hotro", 1).onsuccess = ({ target: { result: db } }) => {
		const look = () => { db.transaction("unsent").objectStore("unsent").count().onsuccess = (e) => { e.target.result === 2 ? done(2) : setTimeout(look, 20); }; };
		look(); }; })`)
	for _, path := range []string{"/desk/login", "/chat"} { // another page in its place, and back while the store is away still
		user.Open(w.URL + path)
	}
	user.Ready()
	user.Until(`document.querySelectorAll(".msg.sending").length === 2 && document.querySelector(".msg.sending .picture img").naturalWidth > 0`)
	user.Until(`document.querySelector("#text").value === "em đang viết dở"`)
	w.Away(false)
	user.Until(`document.querySelectorAll(".msg.mine[data-seq]").length === 5 && !document.querySelector(".msg.sending")`)
	if got, want := webtest.Eval[string](user, `[...document.querySelectorAll(".msg.mine[data-seq]")].slice(-2).map((m) => m.querySelector(".picture") ? "picture" : m.querySelector(".bubble").innerText).join()`), "picture,tin cuối"; got != want {
		t.Errorf("the last two lines: got %s, want %s", got, want)
	}
	user.Open(w.URL + "/chat")
	user.Ready()
	if got := webtest.Eval[int](user, `document.querySelectorAll(".msg.mine").length`); got != 5 {
		t.Errorf("loaded anew: got %d lines of the user's, want 5, each once", got)
	}
	user.Until(`document.querySelector("#text").value === "em đang viết dở"`)
}

// flooded has very many people write for the first time from one address: the
// browser of one more works a little by itself, and its user notices nothing.
func flooded(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	for range 60 {
		w.Client().Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": "alo"})
	}
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "em bị lỗi gọi")
	user.Press("Enter")
	user.Sees("#lines", "kiểm tra mã")
}

// streamHeldBack puts a proxy before the page that holds event streams
// back: polling takes over.
func streamHeldBack(t *testing.T, b *webtest.Browser) {
	w := webtest.New(t)
	w.HoldStreams()
	user := b.Tab(390, 844)
	user.Open(w.URL + "/chat")
	user.Ready()
	user.Sees("#lines", "Dạ em chào")
	user.Type("#text", "em bị lỗi gọi")
	user.Press("Enter")
	user.Sees("#lines", "kiểm tra mã")
}
