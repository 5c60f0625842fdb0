package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/web/webtest"
)

// visitor is somebody at the chat page, from an address.
func (s *stage) visitor() *webtest.Client {
	c := webtest.NewClient(s.t, func() string { return stageURL }).Through(s)
	c.Header.Set("X-Hotro-Visitor", webchat.NewVisitor())
	return c
}

// writes has a visitor write something.
func (s *stage) writes(c *webtest.Client, text string) {
	s.t.Helper()
	if a := c.Send("/chat/send", map[string]any{"id": webchat.NewVisitor(), "text": text}); a.Code != http.StatusOK {
		s.t.Fatalf("%q: got %d %s", text, a.Code, a.Body)
	}
}

// TestStrangersWaitBehindCustomers: a machine makes up a thousand visitors who
// all want a person. A customer who names a call then has a topic within half a
// minute, though the staff group takes 20 messages a minute and the strangers'
// topics take a long time.
func TestStrangersWaitBehindCustomers(t *testing.T) {
	onStageOf(t, 20, func(s *stage) {
		for range 1000 {
			junk := s.visitor()
			s.writes(junk, "gặp nhân viên")
			s.writes(junk, "nhanh lên")
			time.Sleep(50 * time.Millisecond) // as fast as one address is heard
		}
		s.settle()
		customer := s.visitor()
		s.writes(customer, "call-vn-1-7EOLB370OL-1751008322530 bị ngắt ngay, cho chị gặp nhân viên")
		begun := time.Now()
		for !s.inAnyTopic("call-vn-1-7EOLB370OL-1751008322530") {
			if time.Since(begun) > 30*time.Second {
				t.Fatalf("no topic shows the customer after %v; there are %d topics", time.Since(begun), len(s.forum.Topics()))
			}
			time.Sleep(time.Second)
		}
		if n := len(s.forum.Topics()); n > 40 {
			t.Errorf("topics: got %d within a minute, want few: the test shows nothing", n)
		}
	})
}

// inAnyTopic reports whether a topic of the staff group shows the words.
func (s *stage) inAnyTopic(words string) bool {
	for _, topic := range s.forum.Topics() {
		for _, m := range topic.Messages() {
			if strings.Contains(fmt.Sprint(m.Text), words) {
				return true
			}
		}
	}
	return false
}
