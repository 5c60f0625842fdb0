package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/web/webtest"
)

// What a page without script can't send to a colleague's ticket comes back as
// it was written, and goes out once it is sent again; a script is told who has
// the ticket. A note needs no question.
func TestAColleagueIsNotAnsweredOver(t *testing.T) {
	w := webtest.New(t)
	_, path := add(w, "Hương", time.Minute)
	lan, minh := w.Staff("Lan"), w.Staff("Minh")
	minh.Post(path+"/claim", nil)

	form := url.Values{"kind": {"say"}, "text": {"em xem\nrồi báo ạ"}}
	a := lan.Post(path+"/say", form)
	if at := a.Header.Get("Location"); a.Code != http.StatusSeeOther || !strings.Contains(at, "said=collides") {
		t.Fatalf("without script: got %d to %q, want back to the ticket, asked", a.Code, at)
	}
	page := lan.Get(a.Header.Get("Location")).Body
	for _, want := range []string{"em xem\nrồi báo ạ</textarea>", "Minh đang giữ phiếu này", `name="over" value="setup:minh"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page that asks lacks %q", want)
		}
	}
	if page := lan.Get(path).Body; strings.Contains(page, `name="over"`) {
		t.Error("a page that was not asked about answers all the same")
	}
	form.Set("over", "setup:minh")
	if a := lan.Post(path+"/say", form); !strings.Contains(a.Header.Get("Location"), "said=say") {
		t.Errorf("sent again: got %d to %q, want it sent", a.Code, a.Header.Get("Location"))
	}
	quick(lan)
	if a := lan.Get(path + "/draft"); a.Body != `{"kind":"say","texts":{}}` && a.Body != `{"kind":"say","texts":null}` {
		t.Errorf("draft of what was sent: got %s, want none", a.Body)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {"em"}}); a.Code != http.StatusConflict || !strings.Contains(a.Body, `"taken":{"id":"setup:minh","name":"Minh"}`) {
		t.Errorf("with script: got %d %s, want 409 and who has it", a.Code, a.Body)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {"em"}, "over": {"setup:hoa"}}); a.Code != http.StatusConflict {
		t.Errorf("asked about somebody else: got %d, want 409", a.Code)
	}
	if a := lan.Post(path+"/say", url.Values{"text": {"khách gấp"}, "kind": {"note"}}); a.Code != http.StatusOK {
		t.Errorf("a note on a colleague's ticket: got %d %s, want 200", a.Code, a.Body)
	}
	if a := minh.Post(path+"/say", url.Values{"text": {"em đây ạ"}}); !strings.Contains(a.Header.Get("Location"), "said=say") {
		t.Errorf("the holder: got %d to %q, want it sent", a.Code, a.Header.Get("Location"))
	}
}

// A draft is of its writer, ticket and kind; what no page of ours sends is
// refused.
func TestDrafts(t *testing.T) {
	w := webtest.New(t)
	_, path := add(w, "Hương", time.Minute)
	lan, minh := quick(w.Staff("Lan")), quick(w.Staff("Minh"))
	for _, c := range []struct {
		form url.Values
		path string
		want int
	}{
		{url.Values{"kind": {"note"}, "text": {"khách gấp"}}, path, 200},
		{url.Values{"kind": {"say"}, "text": {"dạ em"}}, path, 200},
		{url.Values{"kind": {"close"}, "text": {"x"}}, path, 400},
		{url.Values{"kind": {"say"}, "text": {strings.Repeat("x", 8001)}}, path, 400},
		{url.Values{"kind": {"say"}, "text": {"x"}}, "/desk/t/99", 404},
	} {
		if a := lan.Post(c.path+"/draft", c.form); a.Code != c.want {
			t.Errorf("draft %.40v on %s: got %d, want %d", c.form, c.path, a.Code, c.want)
		}
	}
	if a := lan.Get(path + "/draft"); a.Body != `{"kind":"say","texts":{"note":"khách gấp","say":"dạ em"}}` {
		t.Errorf("Lan's drafts: got %s", a.Body)
	}
	if a := minh.Get(path + "/draft"); a.Body != `{"kind":"","texts":null}` {
		t.Errorf("Minh's drafts: got %s, want none", a.Body)
	}
	if page := minh.Get(path).Body; strings.Contains(page, "dạ em</textarea>") {
		t.Error("a colleague's draft is shown")
	}
}
