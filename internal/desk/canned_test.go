package desk_test

import (
	"errors"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store/bolt/bolttest"
)

// Leads add, change and remove canned replies; what one has changed another does
// not change unseen, and a slip in a variable is refused.
func TestLeadsChangeCannedReplies(t *testing.T) {
	hello, bye := desk.Canned{ID: "a", Folder: "Chào", Title: "Chào", Text: "Em chào {user}"}, desk.Canned{ID: "b", Folder: "Kết", Title: "Kết", Text: "Em đóng #{number}"}
	b := &desk.Replies{Values: bolttest.Open(t), Now: time.Now, Brought: []desk.Canned{hello, bye}}
	titles := func() string {
		t.Helper()
		all, err := b.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		for _, c := range all {
			s += c.Folder + "/" + c.Title + " "
		}
		return s
	}
	put := func(c desk.Canned, was string, want error) {
		t.Helper()
		if err := b.Put(t.Context(), c, was); !errors.Is(err, want) {
			t.Errorf("put %+v: got %v, want %v", c, err, want)
		}
	}
	put(desk.Canned{Folder: "Chào", Title: "Xin lỗi", Text: "Em xin lỗi {user}\r\nvì chờ lâu"}, "", nil)
	if got, want := titles(), "Chào/Chào Chào/Xin lỗi Kết/Kết "; got != want {
		t.Errorf("after one was added: got %s, want %s", got, want)
	}
	changed := hello
	changed.Title = "Chào anh/chị"
	put(changed, hello.Version(), nil)
	put(desk.Canned{ID: "a", Title: "Alo", Text: "x"}, hello.Version(), desk.ErrChanged)
	put(desk.Canned{ID: "zz", Title: "Alo", Text: "x"}, "", desk.ErrChanged)
	put(desk.Canned{Title: "Alo"}, "", desk.ErrCanned)
	put(desk.Canned{Title: "Alo", Text: "chào {usr}"}, "", desk.ErrVariable{Name: "{usr}"})
	if err := b.Drop(t.Context(), "b", bye.Version()); err != nil {
		t.Error(err)
	}
	if got, want := titles(), "Chào/Chào anh/chị Chào/Xin lỗi "; got != want {
		t.Errorf("after changes: got %s, want %s", got, want)
	}
	all, _ := b.List(t.Context())
	if got := all[1].Fill(chat.Ticket{User: chat.User{Name: "Hương"}}, desk.Staff{}); got != "Em xin lỗi Hương\nvì chờ lâu" {
		t.Errorf("filled in: got %q, want its two lines", got)
	}
}

// TestNobodyIsGreetedByACode: what only looks like a name is left out, with the words
// that stand around it.
func TestNobodyIsGreetedByACode(t *testing.T) {
	hello := desk.Canned{Text: "Em chào anh/chị {user}, em là {staff}. Em đang kiểm tra yêu cầu #{number}, anh/chị chờ em ít phút nhé."}
	const rest = "Em đang kiểm tra yêu cầu #7, anh/chị chờ em ít phút nhé."
	for _, c := range []struct{ user, staff, want string }{
		{"Hương", "Lan", "Em chào anh/chị Hương, em là Lan. " + rest},
		{"", "Lan", "Em chào anh/chị, em là Lan. " + rest},
		{"User98", "Lan", "Em chào anh/chị, em là Lan. " + rest},
		{"6411208831", "Nguyễn Lan", "Em chào anh/chị, em là Nguyễn Lan. " + rest},
		{"Hương", "User42", "Em chào anh/chị Hương. " + rest},
		{"Hương", "lan.nguyen", "Em chào anh/chị Hương. " + rest},
		{"Hương", "lan@example.vn", "Em chào anh/chị Hương. " + rest},
		{"khach_vip", "web:lan", "Em chào anh/chị. " + rest},
		{"Hương T.", "Minh-Anh Lê", "Em chào anh/chị Hương T., em là Minh-Anh Lê. " + rest},
	} {
		got := hello.Fill(chat.Ticket{Number: 7, User: chat.User{Name: c.user}}, desk.Staff{ID: "web:lan", Name: c.staff})
		if got != c.want {
			t.Errorf("%q by %q: got %q, want %q", c.user, c.staff, got, c.want)
		}
	}
	if got := (desk.Canned{Text: "{staff} xin chào {user}\nEm nghe ạ"}).Fill(chat.Ticket{}, desk.Staff{}); got != "Em nghe ạ" {
		t.Errorf("got %q, want no greeting by nobody", got)
	}
}
