package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/intent/intenttest"
	"hotro/internal/intent/lexicon"
	"hotro/internal/text"
)

func shipped(t *testing.T) *lexicon.Lexicon {
	t.Helper()
	return lexicon.New(intenttest.Guide(t), intenttest.Words(t))
}

// What is misspelt reads like what was meant; what could be anything is left
// unknown.
func TestReadCorrects(t *testing.T) {
	x := shipped(t)
	var got, want lexicon.Text
	for in, meant := range map[string]string{
		"khoong": "khong", "goij": "goi", "hotlien": "hotline", "khonggoiduoc": "khong goi duoc", "blacklsit": "blacklist", "trinhduyet": "trinh duyet", "alooooo": "alo",
	} {
		x.Read(&got, in)
		x.Read(&want, meant)
		if !slices.Equal(got.Spoken, want.Spoken) || slices.Contains(got.First, lexicon.Unknown) {
			t.Errorf("Read(%q) = %v, want %v, as %q reads", in, got.Spoken, want.Spoken, meant)
		}
	}
	for _, in := range []string{"xqzwv", "ngoeo", "1a2b3c", strings.Repeat("q", 200)} {
		if x.Read(&got, in); !slices.Equal(got.First, []lexicon.WordID{lexicon.Unknown}) {
			t.Errorf("Read(%q) = %v, want one unknown word: it would be a guess", in, got.First)
		}
	}
}

// "bạn" is politeness, "bận" is what the line is about.
func TestPolitenessByMarks(t *testing.T) {
	x := shipped(t)
	var r lexicon.Text
	for in, want := range map[string]int{"bạn ơi máy bận": 2, "dạ em đã gọi": 2, "em gọi tới khách": 3, "trang bị đổi": 3} {
		x.Read(&r, in)
		if got := len(lexicon.AppendSpoken(nil, r.Spoken, false)); got != want {
			t.Errorf("%q keeps %d words, want %d", in, got, want)
		}
	}
	if text.Fold("bận") != text.Fold("bạn") {
		t.Fatal("the two words no longer fold alike")
	}
}

// A word with two meanings gives a text two readings, and a stretch can be
// left out of both.
func TestReadWithout(t *testing.T) {
	x := shipped(t)
	var all, rest, want lexicon.Text
	x.Read(&all, "tổng đài báo khách bận")
	x.Read(&rest, "tổng đài báo khách bận")
	x.ReadWithout(&rest, 2, 4)
	x.Read(&want, "tổng đài bận")
	if !slices.Equal(rest.First, want.First) || !slices.Equal(rest.Marked, want.Marked) || len(rest.First) >= len(all.First) {
		t.Errorf("without two words: got %v, want %v", rest.First, want.First)
	}
}

func TestTrie(t *testing.T) {
	tr := lexicon.NewTrie()
	tr.Put([]lexicon.WordID{1, 2}, 7)
	tr.Put([]lexicon.WordID{1, 2, 3}, 8)
	tr.Put([]lexicon.WordID{1, 2}, 9) // the first value stays
	tr.Put(nil, 10)
	for _, c := range []struct {
		in    []lexicon.WordID
		value int32
		n     int
	}{
		{[]lexicon.WordID{1, 2, 3, 4}, 8, 3}, {[]lexicon.WordID{1, 2, 4}, 7, 2}, {[]lexicon.WordID{1}, 0, 0}, {nil, 0, 0},
	} {
		if v, n := tr.Longest(c.in); v != c.value || n != c.n {
			t.Errorf("Longest(%v) = %d, %d, want %d, %d", c.in, v, n, c.value, c.n)
		}
	}
}
