package console_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/privacy"
	"hotro/internal/web/webtest"
)

// TestALeadHasAUserForgotten: the page shows what would go and wants the
// ticket's number; an agent is neither shown nor allowed it; the log names
// nobody.
func TestALeadHasAUserForgotten(t *testing.T) {
	w := webtest.New(t)
	w.Deleted = []privacy.Entry{{At: time.Now(), By: chat.ErasedByLead, Staff: "web:minh", Channel: chat.Zalo, Lines: 41, Files: 3, Tickets: 2, Topics: 2, TopicsLeft: 1}}
	conv, n := w.Add(webtest.Case{Channel: chat.Web, Name: "Khách Bí Mật", Handoff: webtest.Handoff()})
	at, agent, lead := fmt.Sprintf("/desk/t/%d", n), agentOf(t, w, "Minh"), w.Staff("Lan")
	if a := agent.Get(at); a.Code != http.StatusOK || strings.Contains(a.Body, "/erase") {
		t.Error("an agent is offered the deletion")
	}
	for _, path := range []string{at + "/erase", "/desk/erasures"} {
		if a := agent.Get(path); a.Code != http.StatusForbidden {
			t.Errorf("agent on %s: got %d, want 403", path, a.Code)
		}
	}
	if a := agent.Post(at+"/erase", url.Values{"number": {fmt.Sprint(n)}}); a.Code != http.StatusForbidden || erased(t, w, conv) {
		t.Errorf("agent deletes: got %d", a.Code)
	}
	if a := lead.Get(at); !strings.Contains(a.Body, at+"/erase") {
		t.Error("a lead is not offered the deletion")
	}
	if a := lead.Get(at + "/erase"); a.Code != http.StatusOK || !strings.Contains(a.Body, fmt.Sprintf("Gõ số phiếu #%d", n)) || strings.Contains(a.Body, "Bí Mật") {
		t.Errorf("preview: got %d %s", a.Code, a.Body)
	}
	if a := lead.Post(at+"/erase", url.Values{"number": {"999"}}); a.Code != http.StatusBadRequest || !strings.Contains(a.Body, "chưa xóa gì") || erased(t, w, conv) {
		t.Errorf("another number: got %d", a.Code)
	}
	a := lead.Post(at+"/erase", url.Values{"number": {fmt.Sprintf(" #%d", n)}})
	if a.Code != http.StatusSeeOther || !erased(t, w, conv) {
		t.Fatalf("confirmed: got %d %s", a.Code, a.Body)
	}
	log := lead.Get(a.Header.Get("Location"))
	for _, want := range []string{"Dữ liệu của người dùng đang được xóa", "trưởng nhóm", "web:minh", "Zalo", "41", "còn 1 chủ đề"} {
		if !strings.Contains(log.Body, want) {
			t.Errorf("log: %q is missing in %s", want, log.Body)
		}
	}
	if a := lead.Get("/desk/t/999/erase"); a.Code != http.StatusNotFound {
		t.Errorf("no such ticket: got %d", a.Code)
	}
}

// erased reports whether it is decided that the user of a conversation is
// forgotten, by a lead.
func erased(t *testing.T, w *webtest.World, conv string) bool {
	t.Helper()
	snap, err := w.Store.Load(t.Context(), conv)
	if err != nil {
		t.Fatal(err)
	}
	var c chat.Conversation
	if err := json.Unmarshal(snap.State, &c); err != nil {
		t.Fatal(err)
	}
	return c.Erase != nil && c.Erase.By == chat.ErasedByLead && c.Erase.Staff != ""
}

// agentOf logs an agent in.
func agentOf(t *testing.T, w *webtest.World, name string) *webtest.Client {
	t.Helper()
	link, err := w.Sessions.Link(t.Context(), desk.Staff{ID: "telegram:" + name, Name: name, Role: desk.RoleAgent})
	if err != nil {
		t.Fatal(err)
	}
	c := w.Client()
	c.Get(strings.TrimPrefix(link, w.URL))
	return c
}
