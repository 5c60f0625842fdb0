package console_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// TestPhoneNumbersAreForWhoHasToCall: an agent sees them in a ticket they hold
// and in no other, a lead in each, and lists show them to nobody.
func TestPhoneNumbersAreForWhoHasToCall(t *testing.T) {
	const phone, shut = "0987654321", "098•••21"
	w := webtest.New(t)
	h := desk.Details{Title: "gọi " + phone + " lỗi", Facts: map[string]string{"phone": phone, "hotline": "02838221234"}, Call: map[string]string{"to": phone}}
	_, n := w.Add(webtest.Case{Channel: chat.Web, Name: "Khách", Handoff: h})
	at := fmt.Sprintf("/desk/t/%d", n)
	agent, lead := agentOf(t, w, "Minh"), w.Staff("Lan")
	look := func(who *webtest.Client, what string, want, not string, paths ...string) {
		t.Helper()
		for _, path := range paths {
			if a := who.Get(path); !strings.Contains(a.Body, want) || not != "" && strings.Contains(a.Body, not) {
				t.Errorf("%s, %s: want %q and not %q", what, path, want, not)
			}
		}
	}
	every := []string{at, at + "/export?format=json", at + "/export?format=text"}
	look(agent, "an agent", shut, phone, append(every, "/desk?view=open", "/desk/search?q="+fmt.Sprint(n))...)
	look(agent, "the company's own number", "02838221234", "", at)
	look(lead, "a lead", phone, "", every...)
	look(lead, "a list", shut, phone+" lỗi", "/desk?view=open")
	if a := agent.Post(at+"/claim", url.Values{"id": {"claim-0001"}}); a.Code >= 400 {
		t.Fatalf("claim: got %d", a.Code)
	}
	look(agent, "who holds it", phone, "", every...)
	look(agentOf(t, w, "Hoa"), "a colleague", shut, phone, every...)
}

// TestAPasswordIsForWhoHoldsTheTicket, as a phone number is.
func TestAPasswordIsForWhoHoldsTheTicket(t *testing.T) {
	const secret = "Hoasen@2026"
	w := webtest.New(t)
	_, n := w.Add(webtest.Case{Channel: chat.Web, Name: "Khách", Said: []string{"mật khẩu của em là " + secret, "gọi không được"}, Handoff: desk.Details{Title: "gọi không được"}})
	at := fmt.Sprintf("/desk/t/%d", n)
	agent, lead := agentOf(t, w, "Minh"), w.Staff("Lan")
	shows := func(who *webtest.Client, what string, want bool) {
		t.Helper()
		for _, path := range []string{at, at + "/export?format=text", at + "/export?format=json"} {
			a := who.Get(path)
			if got := strings.Contains(a.Body, secret); got != want || !strings.Contains(a.Body, "gọi không được") {
				t.Errorf("%s, %s: shows the password: %t, want %t", what, path, got, want)
			}
		}
	}
	shows(agent, "an agent", false)
	shows(lead, "a lead", true)
	agent.Post(at+"/claim", url.Values{"id": {"claim-0002"}})
	shows(agent, "who holds it", true)
	shows(agentOf(t, w, "Hoa"), "a colleague", false)
}
