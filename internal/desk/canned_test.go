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
