package theft_test

import (
	"strings"
	"testing"

	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/theft"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/kbtest"
)

func topic(id, title string, phrases ...string) string {
	return "## " + title + "\n<!-- topic\nid: " + id + "\nphrases:\n- " + strings.Join(phrases, "\n- ") + "\n-->\n\n1. Khởi động lại rồi thử.\n\n"
}

// paper is a topic that nothing is like.
var paper = topic("giay", "Giấy nhăn",
	"giấy ra bị nhăn hết", "tờ giấy nhăn nhúm", "giấy nhàu khi qua trục", "giấy in bị gấp nếp", "mép giấy nhăn lại", "giấy nhăn ở góc", "trục cuốn làm nhăn giấy", "giấy ra nhàu nát")

func found(t *testing.T, docs ...string) finding.List {
	t.Helper()
	return theft.Find(kbtest.Compile(t, kbtest.Docs(docs...)), intenttest.Words(t))
}

func TestAGuideWithoutThievesHasNoFinding(t *testing.T) {
	ink := topic("muc", "Mực nhạt", "mực in ra mờ quá", "chữ mờ do mực nhạt", "hộp mực mới mà chữ mờ", "mực nhạt dần", "chữ mờ không đọc nổi", "mực mờ từng vệt", "thay mực rồi chữ vẫn mờ", "mực ra nhạt lắm")
	if list := found(t, "a.md", paper+ink); len(list) > 0 {
		t.Errorf("got %s, want nothing", list)
	}
}

// Two topics whose phrasings mean the same take them from each other: one
// finding, with the lines of both.
func TestTwinsAreFound(t *testing.T) {
	one := topic("trang-1", "Quét trắng", "quét ra trang trắng", "tờ quét trắng tinh", "bản quét trắng trơn", "quét xong chỉ thấy trắng", "quét tài liệu ra trắng", "tệp quét trắng hết")
	two := topic("trang-2", "Bản quét trống", "trang quét ra trắng", "quét tờ trắng tinh", "quét bản trắng trơn", "chỉ thấy trắng quét xong", "tài liệu quét ra trắng", "quét tệp trắng hết")
	list := found(t, "a.md", paper+one, "b.md", two)
	if len(list) != 1 || list[0].Key != "theft.twins" || list[0].Severity != finding.Warning || list[0].Line == 0 || list[0].Value("at") == "" {
		t.Errorf("got\n%s\nwant one warning of twins, with both lines", list)
	}
}

// One line among those of another topic is told alone, with the line likest to
// it.
func TestAStolenLineIsFound(t *testing.T) {
	ink := topic("muc", "Mực nhạt", "mực in ra mờ quá", "chữ mờ do mực nhạt", "hộp mực mới mà chữ mờ", "mực nhạt dần", "chữ mờ không đọc nổi", "mực mờ từng vệt", "thay mực rồi chữ vẫn mờ", "giấy bị nhăn nhúm hết")
	list := found(t, "a.md", paper, "b.md", ink)
	if len(list) != 1 || list[0].Key != "theft.phrase" || list[0].File != "b.md" || list[0].Line != 12 || !strings.HasPrefix(list[0].Value("at"), "a.md:") {
		t.Errorf("got\n%s\nwant theft.phrase at b.md:12 with a line of a.md", list)
	}
}

// A topic whose lines outside.md has too is one that the guide forbids.
func TestAForbiddenTopicIsFound(t *testing.T) {
	ship := topic("giao", "Giao hàng trễ", "đơn hàng giao trễ", "giao hàng lâu quá", "chưa giao hàng cho em", "đơn hàng giao mãi chưa tới", "giao hàng sai ngày")
	outside := "<!-- document\nkind: outside\n-->\n\n" + strings.Join([]string{
		"- đơn hàng giao lâu", "- giao hàng trễ quá", "- bao giờ giao hàng cho em", "- đơn hàng mãi chưa giao tới", "- giao hàng sai địa chỉ", "- giao hàng sai giờ", "- đơn giao trễ", "- hàng giao chưa tới", "- chưa giao đơn hàng", "- lâu quá chưa giao hàng",
	}, "\n") + "\n"
	list := found(t, "a.md", paper+ship, "o.md", outside)
	if len(list) != 1 || list[0].Key != "theft.forbidden" || !strings.HasPrefix(list[0].Value("at"), "o.md:") {
		t.Errorf("got\n%s\nwant theft.forbidden with a line of o.md", list)
	}
}
