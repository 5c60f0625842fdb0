package text

import (
	"slices"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"goi dc":                   "goi dc",
		"Gọi Được KHÔNG":           "goi duoc khong",
		"đ Đ ð Ð ɖ":                "d d d d d",
		"hoà hòa HOÀ":              "hoa hoa hoa",
		norm.NFD.String("lỗi đầu"): "loi dau",
		"ＦＲＯＭ＿ＮＵＭＢＥＲ":              "from_number",
		"𝗵𝗼𝘁𝗹𝗶𝗻𝗲":                  "hotline",
		"call\u200bid\ufeff":       "callid",
		"ưỡn ỷ ặ ễ":                "uon y a e",
		"ﬁle ½":                    "file 1⁄2",
		"bad\xff\xfebytes":         "bad  bytes",
		"İ":                        "i",
		"中文 ok":                    "中文 ok",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanKeepsCaseAndMarks(t *testing.T) {
	in := norm.NFD.String("Lỗi") + " ＦＲＯＭ＿\u200bX"
	if got, want := Clean(in), "Lỗi FROM_X"; got != want {
		t.Errorf("Clean = %q, want %q", got, want)
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string][]string{
		"Gọi KHÔNG được!!":           {"goi", "khong", "duoc"},
		"FROM_NUMBER-NOT.FOUND":      {"from", "number", "not", "found"},
		"ok👍👍":                       {"ok", "👍", "👍"},
		" \n\t":                      {},
		"f5 lại, lỗi 1000":           {"f5", "lai", "loi", "1000"},
		norm.NFD.String("đổ chuông"): {"do", "chuong"},
	} {
		if got := Words(in); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSyllable(t *testing.T) {
	for _, w := range []string{"khong", "duoc", "nghieng", "quyen", "gi", "gio", "y", "uoc", "khach", "thue", "nguoi", "truong"} {
		if !Syllable([]byte(w)) {
			t.Errorf("Syllable(%q) = false, want true", w)
		}
	}
	for _, w := range []string{"", "ko", "dc", "hotline", "number", "f5", "khogn", "dduoc", "call", "blacklist"} {
		if want := w == "ko"; Syllable([]byte(w)) != want {
			t.Errorf("Syllable(%q) = %v, want %v", w, !want, want)
		}
	}
}

func TestUntelex(t *testing.T) {
	for in, want := range map[string]string{
		"khoong": "khong", "goij": "goi", "dduwowcj": "duoc", "ddang": "dang", "looix": "loi", "nghex": "nghe", "chuoong": "chuong",
	} {
		if got, ok := Untelex(in); !ok || got != want {
			t.Errorf("Untelex(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, w := range []string{"khong", "hotline", "number", "blacklist"} {
		if got, ok := Untelex(w); ok {
			t.Errorf("Untelex(%q) = %q, want left alone", w, got)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(Fold(%q)) = %q, want %q", s, twice, once)
		}
		if nfd := Fold(norm.NFD.String(s)); nfd != Fold(norm.NFC.String(s)) {
			t.Fatalf("Fold of NFD and NFC of %q differ", s)
		}
	})
}

func signs(s string) (sum uint16) {
	_, marks := AppendFoldMarks(nil, nil, s)
	for _, m := range marks {
		sum += m.Sign
	}
	return sum
}

func TestMarksTellWordsApart(t *testing.T) {
	for _, same := range [][2]string{{"hoà", "hòa"}, {"thuỷ", "thủy"}, {"đến", norm.NFD.String("đến")}, {"ĐẾN", "đến"}} {
		if a, b := signs(same[0]), signs(same[1]); a != b || a == 0 {
			t.Errorf("signs of %q and %q: %d and %d, want one and the same", same[0], same[1], a, b)
		}
	}
	seen := map[uint16]string{}
	for _, w := range []string{"den", "đen", "đén", "đến", "đền", "đển", "đèn", "dến"} {
		if other, ok := seen[signs(w)]; ok {
			t.Errorf("signs of %q and %q are both %d", w, other, signs(w))
		}
		seen[signs(w)] = w
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Lỗi ĐỔ chuông", "ＦＲＯＭ", "\xff", "a\u0301", "İı", "ǅ ß ſ", "Ƌ Ɖ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Fold(%q) = %q, not UTF-8", s, got)
		}
		if again := Fold(got); again != got {
			t.Fatalf("Fold is not stable: %q → %q → %q", s, got, again)
		}
		b := []byte(got)
		last := 0
		for _, w := range AppendWords(nil, b) {
			if w.Start < last || w.End <= w.Start || w.End > len(b) {
				t.Fatalf("AppendWords(%q): span %v after %d", got, w, last)
			}
			last = w.End
		}
		Clean(s)
	})
}

func BenchmarkFold(b *testing.B) {
	s := "em gọi cho khách mà máy báo đổ chuông hoài, khách nói không thấy cuộc gọi nào"
	buf := make([]byte, 0, 256)
	for b.Loop() {
		buf = AppendFold(buf[:0], s)
	}
}
