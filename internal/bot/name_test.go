package bot_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

// TestANameThatUsersGiveThemselves is kept wherever it is said, is marked, and takes the
// place of none that the platform gives.
func TestANameThatUsersGiveThemselves(t *testing.T) {
	for line, want := range map[string]string{
		"dạ em là Thảo Vy bên Minh Long ạ":      "Thảo Vy (Minh Long)",
		"chị tên Hồng nha":                      "Hồng",
		"Anh Quân đây em":                       "Quân",
		"chào em, mình là Bảo công ty Sao Việt": "Bảo (Sao Việt)",
		"gọi em là Ngân nhé":                    "Ngân",
		"khách của em là Nguyễn Văn An":         "",
		"em là Admin đây":                       "",
		"em là nhân viên mới":                   "",
		"Anh Quân gọi không được":               "",
		"em dùng Chrome":                        "",
		"em là AGENT_NOT_FOUND hả":              "",
	} {
		k := waiting(t)
		k.writes(line)
		if got := k.conv().Ticket.Facts["name"]; got != want {
			t.Errorf("%q: the name is %q, want %q", line, got, want)
		}
	}
	k := newTalk(t, knows(t))
	if said := strings.Join(k.writes("em là Thảo Vy bên Minh Long"), "\n"); !strings.Contains(said, "em chào anh/chị") {
		t.Errorf("who says who she is was answered %q, want a greeting", said)
	}
	k.writes("gặp nhân viên")
	if got := k.conv().Ticket.Facts["name"]; got != "Thảo Vy (Minh Long)" {
		t.Errorf("told before the hand-off: the name is %q", got)
	}
	s := served(t)
	s.writes("chị là Hồng bên Sao Mai nha em")
	if got := s.conv().Ticket.Facts["name"]; got != "Hồng (Sao Mai)" {
		t.Errorf("told to staff: the name is %q", got)
	}
}

// TestASelfGivenNameIsMarked where staff see it.
func TestASelfGivenNameIsMarked(t *testing.T) {
	said := map[string]string{"name": "Hồng (Sao Mai)"}
	for _, c := range []struct {
		platform string
		facts    map[string]string
		want     string
	}{
		{"", said, "Hồng (Sao Mai) (tự xưng)"},
		{"Cún", said, "Cún, tự xưng Hồng (Sao Mai)"},
		{"Lê Thị Hồng", said, "Lê Thị Hồng"},
		{"Lê Thị Hồng", nil, "Lê Thị Hồng"},
		{"", nil, "không có tên"},
	} {
		if got := desk.Named(prompts.Must("vi"), chat.Ticket{User: chat.User{Name: c.platform}, Facts: c.facts}); got != c.want {
			t.Errorf("%q who gives %v: got %q, want %q", c.platform, c.facts, got, c.want)
		}
	}
}
