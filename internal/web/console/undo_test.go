package console_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/webtest"
)

// TestWhatIsDoneCanBeUndone: the answer to a change of hands, of tags and of how
// urgent a ticket is holds what takes it back, and that does; what changed
// nothing offers nothing.
func TestWhatIsDoneCanBeUndone(t *testing.T) {
	w := webtest.New(t)
	conv, path := add(w, "Hương", time.Hour)
	lan := quick(w.Staff("Lan"))
	w.Staff("Minh")
	nam := desk.Staff{ID: "telegram:42", Name: "Nam", Role: desk.RoleAgent} // of the group alone
	if err := w.Desk.Claim(t.Context(), conv, nam, ""); err != nil {
		t.Fatal(err)
	}
	lan.Post(path+"/tags", url.Values{"tags": {"micro"}})
	state := func() [4]string {
		t.Helper()
		k, err := w.Desk.Reader.Ticket(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		tags := ""
		for _, tag := range k.Tags {
			tags += tag + ";"
		}
		return [4]string{k.State, k.Holder.Staff, tags, string(rune('0' + k.Priority))}
	}
	type back struct {
		Undo *struct {
			Label, Act string
			Form       map[string]string
		}
	}
	do := func(act string, form url.Values) (b back) {
		t.Helper()
		a := lan.Post(path+"/"+act, form)
		if err := json.Unmarshal([]byte(a.Body), &b); err != nil || a.Code != http.StatusOK {
			t.Fatalf("%s: got %d %s", act, a.Code, a.Body)
		}
		return b
	}
	for _, c := range []struct {
		act  string
		form url.Values
		want [4]string
	}{
		{"take", nil, [4]string{chat.Claimed, "setup:lan", "micro;", "0"}},
		{"priority", url.Values{"priority": {"2"}}, [4]string{chat.Claimed, nam.ID, "micro;", "2"}},
		{"tags", url.Values{"tags": {"gấp, VIP"}}, [4]string{chat.Claimed, nam.ID, "VIP;gấp;", "0"}},
		{"tags", url.Values{"tags": {""}}, [4]string{chat.Claimed, nam.ID, "", "0"}},
		{"transfer", url.Values{"to": {"setup:minh"}}, [4]string{chat.Claimed, "setup:minh", "micro;", "0"}},
		{"release", nil, [4]string{chat.Waiting, "", "micro;", "0"}},
	} {
		was := state()
		b := do(c.act, c.form)
		if got := state(); got != c.want || b.Undo == nil || b.Undo.Label != "Hoàn tác" {
			t.Fatalf("%s: got %v, undone by %+v; want %v", c.act, got, b.Undo, c.want)
		}
		form := url.Values{}
		for k, v := range b.Undo.Form {
			form.Set(k, v)
		}
		if do(b.Undo.Act, form); state() != was {
			t.Errorf("%s, undone by %+v: got %v, want %v", c.act, b.Undo, state(), was)
		}
	}
	if b := do("tags", url.Values{"tags": {"micro"}}); b.Undo != nil {
		t.Errorf("what changed nothing is undone by %+v", b.Undo)
	}
	do("take", nil)
	if b := do("release", nil); b.Undo == nil || b.Undo.Act != "take" {
		t.Errorf("my release is undone by %+v", b.Undo)
	}
}
