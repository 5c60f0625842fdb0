package dialog_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/dialog/talktest"
	"hotro/internal/goldentest"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
	"hotro/prompts"
)

// many are guides of several sizes, compiled once.
var many sync.Map

// manyGuide is a guide of n topics in so many documents.
func manyGuide(t testing.TB, n, groups int) *kb.Guide {
	t.Helper()
	key := [2]int{n, groups}
	if g, ok := many.Load(key); ok {
		return g.(*kb.Guide)
	}
	g := kbtest.Compile(t, kbtest.Many(n, groups))
	many.Store(key, g)
	return g
}

// listed is the dialog of a big guide. How lines are told apart is measured by
// package intent: here the matcher knows the shipped guide alone.
func listed(t testing.TB, n, groups int, often ...string) *talk {
	t.Helper()
	e := dialog.New(dialog.Options{
		Guide: manyGuide(t, n, groups), Reader: intenttest.Matcher(t), Often: often,
		Say: map[string]*prompts.Say{"vi": prompts.Must("vi"), "en": prompts.Must("en")},
	})
	return &talk{eng: e, now: monday}
}

// mostButtons is how many choices a screen that lists errors may have.
const mostButtons = 8

// TestListsOfAnySize: every topic can be reached by buttons alone, no screen has
// more than eight, and each can be chosen by its number.
func TestListsOfAnySize(t *testing.T) {
	for _, c := range []struct{ topics, groups int }{{30, 1}, {30, 6}, {100, 12}, {1000, 40}} {
		tk := listed(t, c.topics, c.groups)
		reached, pages := map[string]bool{}, map[string]bool{}
		var open func(data string)
		open = func(data string) {
			if pages[data] {
				return
			}
			pages[data] = true
			o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: data})
			choices := o.Say[len(o.Say)-1].Choices
			if len(choices) > mostButtons || choices[len(choices)-1].Data != "human" {
				t.Errorf("%d topics, %s: %d buttons, want at most %d with a person last", c.topics, data, len(choices), mostButtons)
			}
			for _, b := range choices {
				if id, topic := strings.CutPrefix(b.Data, "t:"); topic {
					reached[id] = true
				}
			}
			for _, b := range choices {
				if strings.HasPrefix(b.Data, "list:") {
					open(b.Data)
				}
			}
		}
		open("menu")
		if len(reached) != c.topics {
			t.Errorf("%d topics in %d groups: %d can be reached on %d pages", c.topics, c.groups, len(reached), len(pages))
		}
	}
}

// TestAListOfNineIsOneScreen, as it always was.
func TestAListOfNineIsOneScreen(t *testing.T) {
	o := listed(t, 9, 3).hears("danh sách lỗi")
	if n := len(o.Say[0].Choices); n != 10 || strings.Contains(said(o), "trang") {
		t.Errorf("%d buttons under %q, want the nine and a person", n, said(o))
	}
}

// TestAListInWords: pages turn, groups open and topics are found by what is typed.
func TestAListInWords(t *testing.T) {
	for _, c := range []struct {
		say  []string
		want string // in the last answer
		has  string // among its buttons; "" for any
	}{
		{[]string{"trang sau"}, "trang 2/8", "Hợp đồng tại cửa hàng"},
		{[]string{"tiếp", "xem thêm nữa ạ"}, "trang 3/8", ""},
		{[]string{"trang sau", "trang trước"}, "trang 1/8", ""},
		{[]string{"trang sau", "quay lại"}, "trang 1/8", ""},
		{[]string{"trang trước"}, "màn hình đầu", ""},
		{[]string{"1437", "danh sách lỗi", "1", "trang sau", "trang sau", "trang sau", "trang sau", "trang sau"}, "chỉ đến đây", ""},
		{[]string{"trang sau", "trang sau", "2", "tiếp"}, "Nhóm **", "Trang trước"},
		{[]string{"1"}, "Nhóm **Máy in hóa đơn tại cửa hàng**", "Không lưu được khi xuất tệp"},
		{[]string{"Bán hàng tại cửa hàng", "trang sau", "quay lại", "quay lại"}, "trang 1/8", ""},
		{[]string{"1", "danh sách lỗi"}, "chọn nhóm lỗi", ""},
		{[]string{"1", "trang sau", "1"}, "Kiểm tra 200", ""},
		{[]string{"bảng lương trùng"}, "20 lỗi có «bảng lương trùng» trong 4 nhóm", "Bảng lương trên web…"},
		{[]string{"bảng lương trùng", "2"}, "Nhóm **Bảng lương trên web**", "Bị trùng lặp khi xuất tệp"},
		{[]string{"khong dong bo", "tiếp"}, "trang 2/8", ""},
		{[]string{"bảng lương trùng", "tiếp", "ship_fault"}, "100 lỗi có «ship_fault»", ""},
		{[]string{"bảng lương trùng", "4", "quay lại", "3", "1", "quay lại", "quay lại"}, "20 lỗi có «bảng lương trùng»", ""},
		{[]string{"1437"}, "CARE_FAULT_1437", ""},
		{[]string{"gặp nhân viên"}, "", ""},
		{[]string{"9"}, "số từ 1 đến 7", ""},
	} {
		tk := listed(t, 1000, 40)
		tk.hears("danh sách lỗi")
		var o dialog.Outcome
		for _, s := range c.say {
			o = tk.hears(s)
		}
		if got := said(o); c.want == "" && o.Handoff == nil || !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.say, got, c.want)
		}
		if c.has != "" && !strings.Contains(fmt.Sprint(o.Say[0].Choices), c.has) {
			t.Errorf("%q: got %v, want %q among them", c.say, o.Say[0].Choices, c.has)
		}
	}
}

// TestWhatIsCommonComesFirst: what this user came with last, then what most come
// with, and those first in their group.
func TestWhatIsCommonComesFirst(t *testing.T) {
	tk := listed(t, 1000, 40, "loi-201", "loi-402")
	first := func(o dialog.Outcome) (out []string) {
		for _, c := range o.Say[0].Choices[:2] {
			out = append(out, c.Data)
		}
		return out
	}
	if got := first(tk.hears("danh sách lỗi")); fmt.Sprint(got) != "[t:loi-201 t:loi-402]" {
		t.Errorf("at first: got %v", got)
	}
	if got := first(tk.hears("Bán hàng tại cửa hàng")); got[0] != "t:loi-201" {
		t.Errorf("in the group: got %v", got)
	}
	tk.hears("3")
	tk.hears("vẫn lỗi")
	if got := first(tk.hears("danh sách lỗi")); fmt.Sprint(got) != "[t:loi-41 t:loi-201]" {
		t.Errorf("after a walk: got %v", got)
	}
	if o := listed(t, 1000, 40, "loi-201", "loi-402").comes(chat.Incoming{Kind: chat.KindStart}); fmt.Sprint(first(o)) != "[t:loi-201 t:loi-402]" {
		t.Errorf("at the start: got %v", first(o))
	}
}

// TestForgedListsAreStale: a page that is not there shows the list.
func TestForgedListsAreStale(t *testing.T) {
	for _, data := range []string{"list:", "list:16", "list:.x", "list:.-5", "list:.5000", "list:nothing.0", "list:?.0", "list:..5"} {
		tk := listed(t, 1000, 40)
		if o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: data}); o.Kind != chat.TurnStale || len(o.Say) == 0 {
			t.Errorf("%s: got %s %q", data, o.Kind, said(o))
		}
	}
}

// TestPagesAreNamedForStaff: a press in the transcript says what stood on the button.
func TestPagesAreNamedForStaff(t *testing.T) {
	tk := listed(t, 1000, 40)
	o := tk.hears("danh sách lỗi")
	for _, c := range o.Say[0].Choices {
		got := tk.eng.Pressed(tk.st, c.Data)
		if want := strings.TrimSuffix(c.Label, "…"); got != want && !(c.Label == "Trang sau" && got == "Trang 2") {
			t.Errorf("%s %q is called %q", c.Data, c.Label, got)
		}
	}
}

// TestListTalks plays talks over guides of several sizes; package app plays the
// same on every channel.
func TestListTalks(t *testing.T) {
	for _, c := range []struct{ topics, groups int }{{9, 1}, {30, 6}, {100, 12}, {1000, 40}} {
		file := fmt.Sprintf("testdata/lists/%d.txtar", c.topics)
		f, err := talktest.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range f.Talks {
			got := listed(t, c.topics, c.groups).play(t, one.Steps)
			was := string(f.Archive.Files[one.At].Data)
			f.Archive.Files[one.At].Data = []byte(got)
			if !goldentest.Updating() && got != strings.TrimRight(was, "\n")+"\n" {
				t.Errorf("%s, %s: the talk went another way (go test ./internal/dialog -update rewrites it)\n%s", file, one.Name, diff(was, got))
			}
		}
		if goldentest.Updating() {
			if err := os.WriteFile(file, txtar.Format(f.Archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
