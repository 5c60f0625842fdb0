package bot_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestWhoWaitsHearsTheirPlace and no number that nobody knows: two wait before, then one
// of them is gone.
func TestWhoWaitsHearsTheirPlace(t *testing.T) {
	k := newTalk(t, knows(t))
	mine := k.at
	for _, who := range []string{"8", "9"} {
		k.at.Chat = who
		k.writes("gặp nhân viên")
	}
	k.at = mine
	k.seen = 0
	k.writes("gặp nhân viên")
	for _, line := range []string{"trước em còn mấy người vậy", "bao nhiêu người đang chờ ạ", "em xếp hàng thứ mấy", "đến lượt em chưa"} {
		if said := strings.Join(k.writes(line), "\n"); !strings.Contains(said, "còn 2 yêu cầu đang chờ") {
			t.Errorf("%q was answered %q, want the two before", line, said)
		}
	}
	k.writes("máy lẻ của em là 204")
	if said := strings.Join(k.writes("cảm ơn em"), "\n"); strings.Contains(said, "đang chờ.") {
		t.Errorf("thanks were answered %q, want no number that nobody asked for", said)
	}
}

// TestNobodyWaitsForWhomStaffServe: who is served is told no place.
func TestNobodyWaitsForWhomStaffServe(t *testing.T) {
	k := served(t)
	if said := strings.Join(k.writes("còn mấy người trước em"), "\n"); strings.Contains(said, "yêu cầu đang chờ") {
		t.Errorf("got %q", said)
	}
	if tk := k.conv().Ticket; tk.State != chat.Claimed || tk.Asked.IsZero() {
		t.Errorf("the question is not staff's: %+v", tk)
	}
}
