package stringee

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const (
	idA = CallID("call-vn-1-7EOLB370OL-1751008322530")
	idB = CallID("call-vn-1-Y8JUX5TVSZ-1530721756050")
)

func TestFindCallIDsAccepts(t *testing.T) {
	for name, in := range map[string]string{
		"as it is":          "call-vn-1-7EOLB370OL-1751008322530",
		"in a sentence":     "mã đây ạ: call-vn-1-7EOLB370OL-1751008322530, anh xem giúp em.",
		"lower case":        "call-vn-1-7eolb370ol-1751008322530",
		"upper case":        "CALL-VN-1-7EOLB370OL-1751008322530",
		"en dash":           "call–vn–1–7EOLB370OL–1751008322530",
		"em dash":           "call—vn—1—7EOLB370OL—1751008322530",
		"minus":             "call−vn−1−7EOLB370OL−1751008322530",
		"hyphen U+2010":     "call‐vn‐1‐7EOLB370OL‐1751008322530",
		"non-breaking dash": "call‑vn‑1‑7EOLB370OL‑1751008322530",
		"bar U+2015":        "call―vn―1―7EOLB370OL―1751008322530",
		"underscores":       "call_vn_1_7EOLB370OL_1751008322530",
		"spaces":            "call vn 1 7EOLB370OL 1751008322530",
		"spaced dashes":     "call - vn - 1 - 7EOLB370OL - 1751008322530",
		"line break":        "call-vn-1-\n7EOLB370OL-\n1751008322530",
		"break in token":    "call-vn-1-7EOLB3\n70OL-1751008322530",
		"break in number":   "call-vn-1-7EOLB370OL-17510083\n22530",
		"lost call":         "vn-1-7EOLB370OL-1751008322530",
		"lost call, word":   "mã vn-1-7EOLB370OL-1751008322530",
		"lost dash":         "-vn-1-7EOLB370OL-1751008322530",
		"mp3":               "call-vn-1-7EOLB370OL-1751008322530.mp3",
		"transferred":       "call-vn-1-7EOLB370OL-1751008322530_transferred",
		"recording":         "https://api.stringee.com/v1/call/recording/call-vn-1-7EOLB370OL-1751008322530?x=1",
		"glued words":       "call-vn-1-7EOLB370OL-1751008322530em gửi ạ",
		"an hour after it":  "call-vn-1-7EOLB370OL-1751008322530 18h hôm qua",
		"a number after it": "call-vn-1-7EOLB370OL-1751008322530 0912345678",
		"quotes":            `"call-vn-1-7EOLB370OL-1751008322530"`,
		"zero width":        "call-vn-1-7EOLB\u200b370OL-1751008322530",
		"full width":        "ｃａｌｌ-ｖｎ-１-7EOLB370OL-1751008322530",
		"no separators":     "callvn17EOLB370OL1751008322530",
		"no inner dash":     "call-vn-1-7EOLB370OL1751008322530",
		"l for 1":           "call-vn-l-7EOLB370OL-1751008322530",
		"slip in call":      "cal-vn-1-7EOLB370OL-1751008322530",
		"non-breaking":      "call-vn-1-7EOLB370OL\u00a0-\u00a01751008322530",
	} {
		ids, bad := FindCallIDs(in)
		if diff := cmp.Diff([]CallID{idA}, ids); diff != "" || len(bad) > 0 {
			t.Errorf("%s: FindCallIDs(%q) bad %+v, ids (-want +got):\n%s", name, in, bad, diff)
		}
	}
}

func TestFindCallIDsOtherRegion(t *testing.T) {
	ids, bad := FindCallIDs("call-sg-12-7eolb370ol-1751008322530")
	if diff := cmp.Diff([]CallID{"call-sg-12-7EOLB370OL-1751008322530"}, ids); diff != "" || bad != nil {
		t.Errorf("bad %v, ids (-want +got):\n%s", bad, diff)
	}
}

func TestFindCallIDsSeveral(t *testing.T) {
	in := "1) " + string(idA) + "\n2) " + string(idB) + " và lại " + strings.ToLower(string(idA))
	ids, bad := FindCallIDs(in)
	if diff := cmp.Diff([]CallID{idA, idB}, ids); diff != "" || bad != nil {
		t.Errorf("bad %v, ids (-want +got):\n%s", bad, diff)
	}
	ids, bad = FindCallIDs(string(idA) + " " + string(idB[:30]))
	if len(ids) != 1 || len(bad) != 1 || bad[0].Fault != NumberShort {
		t.Errorf("a good and a cut one: got %v and %+v", ids, bad)
	}
}

func TestFindCallIDsSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string]BadID{
		"room-vn-1-RUC6UVOCUM-1603728652875": {Fault: Room, Text: "room-vn-1-RUC6UVOCUM-1603728652875", Piece: "room"},
		"conv-vn-1-15B9GVDC04-1631892425666": {Fault: Conv, Text: "conv-vn-1-15B9GVDC04-1631892425666", Piece: "conv"},
		"msg-vn-1-15b9gvdc04-1631893219481":  {Fault: Msg, Text: "msg-vn-1-15B9GVDC04-1631893219481", Piece: "msg"},
		"evt-vn-1-15B9GVDC04-1631893219481":  {Fault: OtherKind, Text: "evt-vn-1-15B9GVDC04-1631893219481", Piece: "evt"},
		"a814fcea-8659-11e8-9a18-5D6DD4E28E50": {
			Fault: UUID, Text: "a814fcea-8659-11e8-9a18-5d6dd4e28e50",
			Piece: "a814fcea-8659-11e8-9a18-5d6dd4e28e50",
		},
		"call-vn-1-FCHPTIPCL5-178101974345…": {
			Fault: NumberShort, Text: "call-vn-1-FCHPTIPCL5-178101974345",
			Piece: "178101974345", Got: 12, Want: 13,
		},
		"call-vn-1-7EOLB370OL-17510083225301": {
			Fault: NumberLong, Text: "call-vn-1-7EOLB370OL-17510083225301",
			Piece: "17510083225301", Got: 14, Want: 13,
		},
		"call-vn-1-7EOLB370O-1751008322530": {
			Fault: TokenShort, Text: "call-vn-1-7EOLB370O-1751008322530",
			Piece: "7EOLB370O", Got: 9, Want: 10,
		},
		"vn-1-7EOLB370OLX-1751008322530": {
			Fault: TokenLong, Text: "call-vn-1-7EOLB370OLX-1751008322530",
			Piece: "7EOLB370OLX", Got: 11, Want: 10,
		},
		"call-vn-1-7EOLB370OL":  {Fault: Cut, Text: "call-vn-1-7EOLB370OL", Piece: "7EOLB370OL"},
		"call-vn-1-":            {Fault: Cut, Text: "call-vn-1"},
		"call-vn-1-7EOLB370OL-": {Fault: Cut, Text: "call-vn-1-7EOLB370OL", Piece: "7EOLB370OL"},
		"call-vn-1-7EOLB370OL-175100832253O": {
			Fault: NumberChars, Text: "call-vn-1-7EOLB370OL-175100832253O",
			Piece: "175100832253O", Maybe: "call-vn-1-7EOLB370OL-1751008322530",
		},
		"call-vn-1-7EOLB370OL-I751008322530": {
			Fault: NumberChars, Text: "call-vn-1-7EOLB370OL-I751008322530",
			Piece: "I751008322530", Maybe: "call-vn-1-7EOLB370OL-1751008322530",
		},
		"OI175MVQ57-1708736338885": {
			Fault: Bare, Text: "OI175MVQ57-1708736338885", Piece: "OI175MVQ57-1708736338885",
			Maybe: "call-vn-1-OI175MVQ57-1708736338885",
		},
		"oi175mvq57-1708736338885": {
			Fault: Bare, Text: "OI175MVQ57-1708736338885", Piece: "OI175MVQ57-1708736338885",
			Maybe: "call-vn-1-OI175MVQ57-1708736338885",
		},
		"mã là 1751008322530": {Fault: NumberOnly, Text: "1751008322530", Piece: "1751008322530"},
	} {
		ids, bad := FindCallIDs(in)
		if diff := cmp.Diff([]BadID{want}, bad); diff != "" || len(ids) > 0 {
			t.Errorf("FindCallIDs(%q) ids %v, bad (-want +got):\n%s", in, ids, diff)
		}
	}
}

func TestFindCallIDsLeavesOtherTextAlone(t *testing.T) {
	for _, in := range []string{
		"", "gọi không được", "số 0912345678 gọi không được", "84912345678", "vn 1 ngày", "call vn di ban oi",
		"hotline 19001234", "em ở vn-2 tuần rồi", "call 5 lần", "room 12", "stk 1234567890123456", "mã 20250101", "VN-Index",
		"đơn hàng ABCDEFGHIJ 12345", "call-out", "gọi call out 1 2 3", "https://stringee.vn", "2512345678901",
	} {
		if ids, bad := FindCallIDs(in); len(ids) > 0 || len(bad) > 0 && in != "em ở vn-2 tuần rồi" {
			t.Errorf("FindCallIDs(%q) = %v, %+v, want nothing", in, ids, bad)
		}
	}
}

func TestCutCallIDs(t *testing.T) {
	for in, want := range map[string]string{
		"em bị lỗi này call-vn-1-7EOLB370OL-1751008322530 ạ":           "em bị lỗi này  ạ",
		"call-vn-1-7EOLB370OL-1751008322530":                           "",
		"mã call-vn-1-7EOLB370OL-1751008322 gọi ở portal 2":            "mã  gọi ở portal 2",
		"không có mã nào":                                              "không có mã nào",
		"call 5 lần vn rồi":                                            "call 5 lần vn rồi",
		"a " + string(idA) + " b " + string(idB) + " c " + string(idA): "a  b  c ",
	} {
		if got, _, _ := CutCallIDs(in); got != want {
			t.Errorf("CutCallIDs(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFindCallIDsIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "call-vn-1-7EOLB370OL-1751008%06d call-vn-1-7EOLB370OL-17510%04d ", i, i)
	}
	if ids, bad := FindCallIDs(b.String()); len(ids) != 20 || len(bad) != 20 {
		t.Errorf("got %d and %d, want 20 of each at most", len(ids), len(bad))
	}
}

func TestParseCallID(t *testing.T) {
	if id, ok := ParseCallID(" Call-VN-1-7eolb370ol-1751008322530 "); !ok || id != idA {
		t.Errorf("got %q, %v, want %q", id, ok, idA)
	}
	if id, ok := ParseCallID(string(idA) + " " + string(idB)); ok {
		t.Errorf("two IDs parsed as %q", id)
	}
}

// Whatever an ID goes through on its way, it comes out the same.
func TestFindCallIDsSurvivesCopying(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := rapid.StringMatching(`[A-Z0-9]{10}`).Draw(t, "token")
		number := rapid.StringMatching(`1[4-9][0-9]{11}`).Draw(t, "number")
		sep := rapid.SampledFrom([]string{"-", "–", "−", "_", " - ", "-\n", "‑"}).Draw(t, "sep")
		head := rapid.SampledFrom([]string{"call", "", "Call", "mã: call"}).Draw(t, "head")
		end := rapid.SampledFrom([]string{"", ".mp3", "_transferred", ".", " ạ", "\nthanks", ", 0912345678"}).Draw(t, "end")
		in := strings.Join([]string{head, "vn", "1", token, number}, sep) + end
		if rapid.Bool().Draw(t, "lower") {
			in = strings.ToLower(in)
		}
		ids, bad := FindCallIDs(in)
		if want := CallID("call-vn-1-" + token + "-" + number); len(ids) != 1 || ids[0] != want || len(bad) > 0 {
			t.Fatalf("FindCallIDs(%q) = %v, %+v, want %s", in, ids, bad, want)
		}
	})
}

var canonical = regexp.MustCompile(`^call-[a-z]{2}-\d{1,2}-[A-Z0-9]{10}-\d{13}$`)

func FuzzFindCallIDs(f *testing.F) {
	for _, s := range []string{
		string(idA), "vn-1-7EOLB370OL-1751008322530.mp3", "room-vn-1-RUC6UVOCUM-1603728652875", "call vn\n1 7EOLB3 70OL 17510 08322530",
		"a814fcea-8659-11e8-9a18-5d6dd4e28e50", "OI175MVQ57-1708736338885", "callvn1", "ｃａｌｌ－ｖｎ", "\xff-vn-1-", "call-vn-1--------",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ids, bad := FindCallIDs(s)
		for _, id := range ids {
			if !canonical.MatchString(string(id)) {
				t.Fatalf("FindCallIDs(%q) gave %q, not in canonical form", s, id)
			}
			if again, _ := FindCallIDs(string(id)); len(again) != 1 || again[0] != id {
				t.Fatalf("%q read again gives %v", id, again)
			}
		}
		for _, b := range bad {
			if b.Fault == "" || b.Text == "" || b.Maybe != "" && !canonical.MatchString(string(b.Maybe)) {
				t.Fatalf("FindCallIDs(%q) gave an incomplete %+v", s, b)
			}
		}
	})
}

func BenchmarkFindCallIDsNone(b *testing.B) {
	for b.Loop() {
		FindCallIDs("em gọi cho khách mà máy báo đổ chuông hoài, khách nói không thấy cuộc gọi nào")
	}
}
