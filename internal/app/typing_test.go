package app_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestStaffSeeThatAVisitorWrites: in the topic of the ticket, while somebody
// holds it and no oftener than it is worth.
func TestStaffSeeThatAVisitorWrites(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, web := s.forum.Member(900, "Nam"), s.visitor()
		typing := func() int {
			t.Helper()
			if a := web.Post("/chat/typing", nil); a.Code != http.StatusNoContent {
				t.Fatalf("typing: got %d %s", a.Code, a.Body)
			}
			return len(s.tg.Calls("sendChatAction"))
		}
		if n := typing(); n != 0 {
			t.Errorf("%d signs before anything was said", n)
		}
		s.writes(web, "gặp nhân viên")
		s.settle()
		if n := typing(); n != 0 {
			t.Errorf("%d signs while nobody holds the ticket", n)
		}
		nam.Presses(s.topicOf(1).ID, "Nhận")
		s.settle()
		for range 3 {
			typing()
			time.Sleep(time.Second)
		}
		calls := s.tg.Calls("sendChatAction")
		if len(calls) != 1 {
			t.Fatalf("%d signs within three seconds, want 1", len(calls))
		}
		if p := calls[0].Params; p["chat_id"] != fmt.Sprint(staffGroup) || p["message_thread_id"] != fmt.Sprint(s.topicOf(1).ID) || p["action"] != "typing" {
			t.Errorf("the sign went to %v, want the ticket's topic", p)
		}
		time.Sleep(5 * time.Second)
		if n := typing(); n != 2 {
			t.Errorf("%d signs after some more seconds, want 2", n)
		}
		nam.Writes(s.topicOf(1).ID, "/close")
		s.settle()
		if n := typing(); n != 2 {
			t.Errorf("%d signs after the ticket was closed, want no more", n)
		}
	})
}
