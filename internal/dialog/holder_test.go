package dialog_test

import (
	"strings"
	"testing"
)

// TestWhoHasTheRights is told by who is named to have them, be there a question beside
// it; a name is said back.
func TestWhoHasTheRights(t *testing.T) {
	for _, tt := range []struct{ line, role, name string }{
		{"quyền đó tui giữ, vào mục nào", "admin", ""},
		{"yes, I am. where is it?", "admin", ""},
		{"ủa admin là ai, tôi là chủ mà, tự làm được không", "admin", ""},
		{"shop có một mình chị thôi em", "admin", ""},
		{"tài khoản chị là admin nhé", "admin", ""},
		{"cô Hạnh giữ quyền đó", "user", "cô Hạnh"},
		{"chi Thuy co, de em nhan chi", "user", "chi Thuy"},
		{"admin bên mình là anh Tuấn", "user", "anh Tuấn"},
		{"chắc là anh trưởng phòng", "user", "anh trưởng phòng"},
		{"our admin is Mr. Long", "user", ""},
		{"admin là ai vậy", "", ""},
		{"anh chưa rõ", "user", ""},
	} {
		tk, o := says(t, "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "tất cả", tt.line)
		if tk.st.Role != tt.role {
			t.Errorf("%q: got role %q (%s), want %q", tt.line, tk.st.Role, said(o), tt.role)
		}
		if tt.name != "" && !strings.Contains(said(o), "**"+tt.name+"**") {
			t.Errorf("%q: got %s, want %s named", tt.line, said(o), tt.name)
		}
	}
}
