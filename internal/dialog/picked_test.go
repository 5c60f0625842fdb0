package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestAListHearsClues: what is told on a list is kept and answered by a question,
// then by the offer of a person, never by the same list.
func TestAListHearsClues(t *testing.T) {
	list := "số bị khóa"
	tk, o := says(t, list, "hôm qua khách phàn nàn quá trời luôn")
	if o.Kind != chat.TurnNoted || tk.st.Place.Screen != "pick" {
		t.Fatalf("got %q at %q (%s), want the detail noted on the list", o.Kind, tk.st.Place.Screen, said(o))
	}
	tk, o = says(t, list, "hôm qua khách phàn nàn quá trời luôn", "cả phòng chị mười người đều vậy")
	if o.Kind != chat.TurnNoted || tk.st.Place.Screen != "offer" || !strings.Contains(tk.st.Facts["told"], "mười người") {
		t.Errorf("got %q at %q with %q (%s), want a person offered with what was told", o.Kind, tk.st.Place.Screen, tk.st.Facts["told"], said(o))
	}
	if tk, o := says(t, list, "không nhớ nó ghi gì", "chị không để ý nữa"); tk.st.Place.Screen != "offer" || tk.st.Facts["told"] != "" {
		t.Errorf("nothing was read: got %q with %q (%s), want a person offered and no detail", tk.st.Place.Screen, tk.st.Facts["told"], said(o))
	}
	if _, o := says(t, list, "gọi số khác thì được, có đúng số này bị"); o.Solved {
		t.Errorf("another number works: got %q (%s)", o.Kind, said(o))
	}
	if _, o := says(t, list, "chuyển giúp anh với"); o.Handoff == nil {
		t.Errorf("asked to pass it on: got %q (%s)", o.Kind, said(o))
	}
}

// TestTheBeginningOfAnUncoveredCode names the code that it may be, and no other
// error.
func TestTheBeginningOfAnUncoveredCode(t *testing.T) {
	_, o := says(t, "nó hiện call not allowed gì đó rồi biến mất")
	if o.Kind != chat.TurnUncovered || !strings.Contains(said(o), "CALL_NOT_ALLOWED_BY_YOUR_SERVER") {
		t.Errorf("got %q (%s)", o.Kind, said(o))
	}
}
