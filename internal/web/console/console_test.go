package console_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/files"
	"hotro/internal/web/webtest"
)

func add(w *webtest.World, name string, ago time.Duration) (conv string, path string) {
	conv, n := w.Add(webtest.Case{Channel: chat.Telegram, Name: name, Said: []string{"em bị lỗi gọi"}, Handoff: webtest.Handoff(), Ago: ago})
	return conv, fmt.Sprint("/desk/t/", n)
}

// quick asks for JSON, as the page's script does.
func quick(c *webtest.Client) *webtest.Client {
	c.Header.Set("Accept", "application/json")
	return c
}

func ticket(t *testing.T, w *webtest.World, conv string) chat.Ticket {
	t.Helper()
	c, err := w.Desk.Reader.Conversation(t.Context(), conv)
	if err != nil {
		t.Fatal(err)
	}
	return *c.Ticket
}

// Every route of the desk is closed to those who are not logged in: pages
// lead to the login, all else is refused, nothing is told.
func TestOnlyStaffComeIn(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	for _, p := range []string{
		"/desk", "/desk?view=mine", path, path + "/export?format=json", path + "/file/1/0", "/desk/events", "/desk/search?q=a",
		"/desk/reports", "/desk/sessions", "/desk/nothing", "/desk/t/999",
	} {
		c := w.Client()
		if a := c.Get(p); a.Code != http.StatusUnauthorized || strings.Contains(a.Body, "Hương") {
			t.Errorf("GET %s: got %d, want 401", p, a.Code)
		}
		c.Header.Set("Accept", "text/html")
		if a := c.Get(p); a.Code != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/desk/login") {
			t.Errorf("GET %s in a browser: got %d, want 303 to the login", p, a.Code)
		}
	}
	for _, act := range []string{"claim", "release", "take", "transfer", "say", "close", "bot", "reopen", "read", "edit", "tags", "priority", "typing"} {
		if a := w.Client().Post(path+"/"+act, url.Values{"text": {"x"}, "reason": {"x"}}); a.Code != http.StatusUnauthorized {
			t.Errorf("POST %s: got %d, want 401", act, a.Code)
		}
	}
	if a := w.Client().Post("/desk/sessions/revoke", url.Values{"id": {"x"}}); a.Code != http.StatusUnauthorized {
		t.Errorf("revoke: got %d, want 401", a.Code)
	}
	if got := ticket(t, w, conv).State; got != chat.Waiting {
		t.Errorf("the ticket is %s after all that, want waiting", got)
	}
}

func TestLeadsOnly(t *testing.T) {
	w := webtest.New(t)
	link, err := w.Sessions.Link(t.Context(), desk.Staff{ID: "telegram:9", Name: "Minh", Role: desk.RoleAgent})
	if err != nil {
		t.Fatal(err)
	}
	c := w.Client()
	c.Get(strings.TrimPrefix(link, w.URL))
	if a := c.Get("/desk"); a.Code != http.StatusOK || strings.Contains(a.Body, "/desk/reports") {
		t.Errorf("an agent's desk: got %d, want it without the lead's pages", a.Code)
	}
	for _, p := range []string{"/desk/reports", "/desk/sessions"} {
		if a := c.Get(p); a.Code != http.StatusForbidden || !strings.Contains(a.Body, "chỉ dành cho trưởng nhóm") || !strings.Contains(a.Body, `href="/desk?view=open"`) {
			t.Errorf("agent on %s: got %d, want 403, why, and the way back", p, a.Code)
		}
	}
	if a := c.Post("/desk/sessions/revoke", url.Values{"id": {"x"}}); a.Code != http.StatusForbidden {
		t.Errorf("agent revokes: got %d, want 403", a.Code)
	}
	lead := w.Staff("Lan")
	if a := lead.Get("/desk/sessions"); a.Code != http.StatusOK || !strings.Contains(a.Body, "Minh") {
		t.Errorf("lead on sessions: got %d, want it with Minh", a.Code)
	}
	sessions, err := w.Sessions.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sessions {
		if s.Staff.Name == "Minh" {
			lead.Post("/desk/sessions/revoke", url.Values{"id": {s.ID}})
		}
	}
	if a := c.Get("/desk"); a.Code != http.StatusUnauthorized {
		t.Errorf("after the revocation: got %d, want 401", a.Code)
	}
}

// An action works as a form without script and as a request of the script;
// another site's page can't make it.
func TestActions(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan, minh := w.Staff("Lan"), w.Staff("Minh")

	evil := w.Staff("Hoa")
	evil.Header.Set("Origin", "https://evil.test")
	if a := evil.Post(path+"/claim", nil); a.Code != http.StatusForbidden {
		t.Errorf("claim from another site: got %d, want 403", a.Code)
	}
	if a := lan.Post(path+"/claim", url.Values{"view": {"mine"}}); a.Code != http.StatusSeeOther || a.Header.Get("Location") != path+"?view=mine&said=claim#end" {
		t.Errorf("claim: got %d to %q", a.Code, a.Header.Get("Location"))
	}
	if page := lan.Get(path + "?said=claim").Body; !strings.Contains(page, "Bạn đã nhận phiếu.") {
		t.Error("the page does not say that the ticket was claimed")
	}
	if a := minh.Post(path+"/claim", nil); !strings.Contains(a.Header.Get("Location"), "said=taken") {
		t.Errorf("second claim: got %d to %q, want it told", a.Code, a.Header.Get("Location"))
	}
	if page := minh.Get(path + "?said=taken").Body; !strings.Contains(page, "Lan đã nhận phiếu này trước.") {
		t.Error("the page does not say who was first")
	}
	a := quick(minh).Post(path+"/claim", nil)
	if a.Code != http.StatusConflict || !strings.Contains(a.Body, "Lan đã nhận") {
		t.Errorf("second claim by script: got %d %s, want 409 and by whom", a.Code, a.Body)
	}
	quick(lan)
	for _, c := range []struct {
		act  string
		form url.Values
		code int
		want func(chat.Ticket) bool
	}{
		{"tags", url.Values{"tags": {"micro,  Chrome ,micro,\n"}}, 200, func(k chat.Ticket) bool { return reflect.DeepEqual(k.Tags, []string{"Chrome", "micro"}) }},
		{"priority", url.Values{"priority": {"2"}}, 200, func(k chat.Ticket) bool { return k.Priority == 2 }},
		{"priority", url.Values{"priority": {"x"}}, 400, func(k chat.Ticket) bool { return k.Priority == 2 }},
		{"transfer", url.Values{"to": {"telegram:nobody"}}, 400, func(k chat.Ticket) bool { return k.Holder.Name == "Lan" }},
		{"transfer", url.Values{"to": {"setup:minh"}}, 200, func(k chat.Ticket) bool { return k.Holder.Name == "Minh" }},
		{"take", nil, 200, func(k chat.Ticket) bool { return k.Holder.Name == "Lan" }},
		{"release", nil, 200, func(k chat.Ticket) bool { return k.State == chat.Waiting }},
		{"edit", url.Values{"seq": {"1"}, "text": {"x"}}, 403, func(k chat.Ticket) bool { return k.State == chat.Waiting }},
		{"edit", url.Values{"seq": {"x"}}, 403, func(k chat.Ticket) bool { return true }},
		{"read", nil, 200, func(k chat.Ticket) bool { return k.UnreadBy("setup:lan") == 0 }},
		{"close", url.Values{"reason": {""}, "other": {"xong rồi"}}, 200, func(k chat.Ticket) bool { return k.State == chat.Closed && k.Reason == "xong rồi" }},
		{"reopen", nil, 200, func(k chat.Ticket) bool { return k.State == chat.Waiting && k.Reason == "" }},
		{"close", url.Values{"reason": {"closed.spam"}}, 200, func(k chat.Ticket) bool { return k.Reason == "closed.spam" }},
		{"release", nil, 409, func(k chat.Ticket) bool { return k.State == chat.Closed }},
		{"reopen", nil, 200, func(k chat.Ticket) bool { return k.State == chat.Waiting }},
		{"return", url.Values{"note": {"anh thử lại nhé"}}, 200, func(k chat.Ticket) bool { return k.State == chat.Returned }},
		{"delete", url.Values{"seq": {"1"}}, 403, func(k chat.Ticket) bool { return true }},
		{"nothing", nil, 404, func(k chat.Ticket) bool { return true }},
	} {
		a := lan.Post(path+"/"+c.act, c.form)
		if k := ticket(t, w, conv); a.Code != c.code || !c.want(k) {
			t.Errorf("%s %v: got %d %s and %+v", c.act, c.form, a.Code, a.Body, k)
		}
	}
	if a := lan.Post("/desk/t/999/claim", nil); a.Code != http.StatusNotFound {
		t.Errorf("claim of no ticket: got %d, want 404", a.Code)
	}
	if a := lan.Do("POST", path+"/tags", "application/x-www-form-urlencoded", strings.NewReader("tags="+strings.Repeat("a", 200_000))); a.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of 200 kB: got %d, want 413", a.Code)
	}
}

// TestAColleaguesWordsAreForLeads: an agent is offered the edit of their own
// words alone, and refused any other.
func TestAColleaguesWordsAreForLeads(t *testing.T) {
	w := webtest.New(t)
	_, path := add(w, "Hương", time.Minute)
	agent := func(id, name string) *webtest.Client {
		link, err := w.Sessions.Link(t.Context(), desk.Staff{ID: id, Name: name, Role: desk.RoleAgent})
		if err != nil {
			t.Fatal(err)
		}
		c := w.Client()
		c.Get(link)
		return quick(c)
	}
	lan, minh, lead := agent("telegram:42", "Lan"), agent("telegram:43", "Minh"), quick(w.Staff("Hoa"))
	if a := lan.Post(path+"/say", url.Values{"text": {"em chào chị"}}); a.Code != http.StatusOK {
		t.Fatalf("say: got %d %s", a.Code, a.Body)
	}
	seq := regexp.MustCompile(`name="seq" value="(\d+)"`).FindStringSubmatch(lan.Get(path).Body)
	if seq == nil {
		t.Fatal("who wrote it is not offered an edit")
	}
	if strings.Contains(minh.Get(path).Body, `name="seq"`) || !strings.Contains(lead.Get(path).Body, `name="seq"`) {
		t.Error("the edit is offered to a colleague, or not to a lead")
	}
	form := func(text string) url.Values { return url.Values{"seq": {seq[1]}, "text": {text}} }
	if a := minh.Post(path+"/edit", form("chen vào")); a.Code != http.StatusForbidden || !strings.Contains(a.Body, "trưởng nhóm") {
		t.Errorf("edit by a colleague: got %d %s, want 403 and why", a.Code, a.Body)
	}
	for _, c := range []*webtest.Client{lan, lead} {
		if a := c.Post(path+"/edit", form("em chào anh")); a.Code != http.StatusOK {
			t.Errorf("edit by who may: got %d %s", a.Code, a.Body)
		}
	}
}

func TestReplies(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Minute)
	lan := quick(w.Staff("Lan"))
	id := strings.Repeat("ab", 16)
	for range 2 { // pressed twice, or sent again after a lost answer
		if a := lan.Post(path+"/say", url.Values{"id": {id}, "text": {"Em chào chị"}}); a.Code != http.StatusOK {
			t.Fatalf("say: got %d %s", a.Code, a.Body)
		}
	}
	if a := lan.Post(path+"/say", url.Values{"kind": {"note"}, "text": {"khách gấp"}}); a.Code != http.StatusOK {
		t.Fatalf("note: got %d %s", a.Code, a.Body)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {" \r\n "}}); a.Code != http.StatusBadRequest {
		t.Errorf("nothing: got %d, want 400", a.Code)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	if a := lan.Upload(path+"/say", map[string]string{"text": "chị xem ảnh nhé", "reply_to": "1"}, "anh.png", b.Bytes()); a.Code != http.StatusOK {
		t.Fatalf("with a file: got %d %s", a.Code, a.Body)
	}
	if a := lan.Upload(path+"/say", nil, "to.bin", make([]byte, files.MaxUpload+1)); a.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file over the limit: got %d, want 413", a.Code)
	}
	lines, err := w.Desk.Reader.Lines(t.Context(), conv, 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	said, seq := map[string]int{}, int64(0)
	for _, l := range lines {
		said[l.By+" "+l.Text]++
		if l.Text == "chị xem ảnh nhé" {
			seq = l.Seq
			if len(l.Files) != 1 || l.Files[0].Kind != chat.FilePhoto || l.ReplyTo != "m-0" {
				t.Errorf("got %+v, want a photo in answer to m-0", l)
			}
		}
	}
	if said["staff Em chào chị"] != 1 || said["note khách gấp"] != 1 {
		t.Errorf("lines: got %v, want each said once", said)
	}
	if a := lan.Get(fmt.Sprintf("%s/file/%d/0", path, seq)); a.Code != http.StatusOK || a.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the file: got %d %s", a.Code, a.Header.Get("Content-Type"))
	}
	for _, p := range []string{"/file/1/0", "/file/999/0", "/file/x/0", fmt.Sprintf("/file/%d/1", seq), fmt.Sprintf("/file/%d/-1", seq)} {
		if a := lan.Get(path + p); a.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", p, a.Code)
		}
	}
	page := lan.Get(path).Body
	if !strings.Contains(page, "chị xem ảnh nhé") || !strings.Contains(page, "khách gấp") || !strings.Contains(page, `<span class="quote">em bị lỗi gọi</span>`) {
		t.Error("the page lacks what was said")
	}
	if a := lan.Post(path+"/edit", url.Values{"seq": {fmt.Sprint(seq)}, "text": {"chị xem lại ảnh nhé"}}); a.Code != http.StatusOK || !strings.Contains(lan.Get(path).Body, "chị xem lại ảnh nhé") {
		t.Errorf("edit: got %d %s", a.Code, a.Body)
	}
}

// A ticket whose user has a later one is to look at only.
func TestOldTicket(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	lan := quick(w.Staff("Lan"))
	lan.Post(path+"/close", url.Values{"reason": {"xong"}})
	w.Again(conv)
	later := ticket(t, w, conv)
	page := lan.Get(path).Body
	if later.Number == 1 || !strings.Contains(page, fmt.Sprintf("/desk/t/%d", later.Number)) || strings.Contains(page, `id="reply"`) {
		t.Errorf("the old ticket's page: want a way to #%d and no reply box", later.Number)
	}
	if a := lan.Post(path+"/reopen", nil); a.Code != http.StatusConflict {
		t.Errorf("reopen: got %d, want 409", a.Code)
	}
	if a := lan.Get(fmt.Sprintf("/desk/t/%d", later.Number)); !strings.Contains(a.Body, ">#1<") {
		t.Error("the later ticket does not name the earlier one")
	}
}

func TestPages(t *testing.T) {
	w := webtest.New(t)
	for i, c := range webtest.Cases() {
		conv, n := w.Add(c)
		if i == 1 {
			if err := w.Desk.Close(t.Context(), conv, desk.Staff{ID: "x:1", Name: "Minh"}, "xong", ""); err != nil {
				t.Fatal(err)
			}
		}
		if n != int64(i+1) {
			t.Fatalf("ticket %d: got number %d", i+1, n)
		}
	}
	c := w.Staff("Lan")
	if a := c.Get("/desk"); !strings.Contains(a.Body, "Bàn hỗ trợ") {
		t.Error("the desk does not speak Vietnamese unasked")
	}
	if a := c.Get("/desk?lang=en"); !strings.Contains(a.Body, "All open") {
		t.Error("the desk does not speak English when asked to")
	}
	for path, want := range map[string][]string{
		"/desk?view=waiting":          {"Nguyễn Thị Hương", "To answer"},
		"/desk?view=mine":             {"You hold no tickets."},
		"/desk?view=closed":           {"Công ty Minh Long", "Done"},
		"/desk":                       {"All open", "Nguyễn Thị Hương"},
		"/desk/search?q=huong":        {"Nguyễn Thị <mark>Hương</mark>", " results for “huong”"},
		"/desk/search?q=tu+van":       {"Phạm Ngọc Ánh"},
		"/desk/search?q=nobody":       {"No tickets found."},
		"/desk/search":                {"Search by ticket number"},
		"/desk/t/1":                   {"call-vn-1-7EOLB370OL-1751008322530", "01-loi-thuong-gap-khi-goi.md:12", "1900 6789"},
		"/desk/t/1?from=1":            {"Chào em"},
		"/desk/reports":               {"FROM_NUMBER_NOT_FOUND", "Guide funnel"},
		"/desk/sessions":              {"This session"},
		"/desk/t/1/export?format=csv": {"seq,at,by"}, "/desk/t/1/export?format=json": {`"ticket"`}, "/desk/t/1/export?format=text": {"#1"},
	} {
		a := c.Get(path)
		for _, s := range want {
			if a.Code != http.StatusOK || !strings.Contains(a.Body, s) {
				t.Errorf("%s: got %d without %q", path, a.Code, s)
			}
		}
	}
	for path, code := range map[string]int{"/desk/t/99": 404, "/desk/t/x": 404, "/desk/t/99/export?format=csv": 404, "/desk/t/1/export?format=exe": 400, "/desk/nothing": 404} {
		if a := c.Get(path); a.Code != code {
			t.Errorf("%s: got %d, want %d", path, a.Code, code)
		}
	}
}

func TestZaloWindow(t *testing.T) {
	w := webtest.New(t)
	_, n := w.Add(webtest.Case{Channel: chat.Zalo, Name: "Thu", Said: []string{"a"}, Handoff: webtest.Handoff(), Ago: 50 * time.Hour})
	if page := w.Staff("Lan").Get(fmt.Sprint("/desk/t/", n)).Body; !strings.Contains(page, "Zalo: tin tính phí, còn 4 ngày") {
		t.Error("the page does not show what is left of the window")
	}
}

// TestThePageOffersWhatTheTableHas: a button for what fits the ticket, the key
// of each, and all keys in the help.
func TestThePageOffersWhatTheTableHas(t *testing.T) {
	w := webtest.New(t)
	_, path := add(w, "Hương", time.Minute)
	lan, minh := w.Staff("Lan"), w.Staff("Minh")
	for _, c := range []struct {
		who        *webtest.Client
		do         string
		want, lack []string
	}{
		{lan, "", []string{`data-act="claim"`, `id="menu-transfer"`, `id="menu-bot"`, `id="menu-close"`}, []string{"/release", `data-act="take"`, `data-act="reopen"`}},
		{lan, "claim", []string{path + `/release"`, `id="menu-close"`}, []string{`data-act="claim"`, `data-act="take"`}},
		{minh, "", []string{`data-act="take"`}, []string{`data-act="claim"`}},
		{lan, "close", []string{`data-act="reopen"`}, []string{`id="menu-close"`, `data-act="claim"`}},
	} {
		if c.do != "" {
			c.who.Post(path+"/"+c.do, url.Values{"reason": {"closed.duplicate"}})
		}
		page := c.who.Get(path).Body
		for _, a := range desk.Actions() {
			if a.Shortcut != "" && !strings.Contains(page, "<kbd>"+a.Shortcut+"</kbd>") {
				t.Errorf("the help does not tell the key of %s", a.Name)
			}
			if a.Shortcut != "" && strings.Contains(page, `data-act="`+a.Name+`"`) && !strings.Contains(page, `data-key="`+a.Shortcut+`"`) {
				t.Errorf("%s has no key", a.Name)
			}
		}
		for _, s := range c.want {
			if !strings.Contains(page, s) {
				t.Errorf("after %q the page lacks %s", c.do, s)
			}
		}
		for _, s := range c.lack {
			if strings.Contains(page, s) {
				t.Errorf("after %q the page has %s", c.do, s)
			}
		}
	}
}
