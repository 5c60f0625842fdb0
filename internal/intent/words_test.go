package intent

import (
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/text"
)

func TestLoadWords(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown key":       {`colour = "x"`, "unknown key"},
		"bad syntax":        {`polite = [`, "words/a.toml"},
		"two words short":   {"[replace]\n\"k o\" = \"không\"", "one word"},
		"short twice":       {"[replace]\nko = \"không\"\n\"kò\" = \"không\"", "given twice"},
		"both sections":     {"[replace]\nkh = \"khách\"\n[either]\nkh = [\"khách\", \"không\"]", "given twice"},
		"concept no words":  {"[[concept]]\nname = \"x\"", "needs a name and words"},
		"meaning not known": {"[[meaning]]\nname = \"happy\"\nwhole = [\"vui\"]", `meaning "happy"`},
	} {
		_, err := LoadWords(fstest.MapFS{"words/a.toml": {Data: []byte(c.file)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want one with %q", name, err, c.want)
		}
	}
	if _, err := LoadWords(fstest.MapFS{}); err != nil {
		t.Errorf("no files at all: %v, want an empty set of words", err)
	}
}

// A phrase in two concepts would count for whichever stands first.
func TestConceptsDoNotOverlap(t *testing.T) {
	seen := map[string]string{}
	for _, c := range shippedWords(t).concepts {
		for _, w := range c.Words {
			if other, ok := seen[folded(w)]; ok && other != c.Name {
				t.Errorf("%q stands in concepts %s and %s", w, other, c.Name)
			}
			seen[folded(w)] = c.Name
		}
	}
}

func TestEveryMeaningHasWords(t *testing.T) {
	have := map[Meaning]bool{}
	for _, m := range shippedWords(t).meanings {
		if have[m.Name] {
			t.Errorf("meaning %s is given twice", m.Name)
		}
		have[m.Name] = true
	}
	for _, m := range meanings() {
		if !have[m] {
			t.Errorf("meaning %s has no words", m)
		}
	}
}

func TestMend(t *testing.T) {
	x := shippedMatcher(t).words
	for in, want := range map[string]string{
		"khoong": "khong", "goij": "goi", "hotlien": "hotline", "khonggoiduoc": "khong goi duoc", "blacklsit": "blacklist", "trinhduyet": "trinh duyet", "alooooo": "alo",
	} {
		var got []string
		for _, id := range x.mend(nil, in) {
			got = append(got, x.words[id])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("mend(%q) = %q, want %q", in, s, want)
		}
	}
	for _, in := range []string{"xqzwv", "ngoeo", "1a2b3c", strings.Repeat("q", 200)} {
		if ids := x.mend(nil, in); len(ids) > 0 {
			t.Errorf("mend(%q) = %v, want nothing: it would be a guess", in, ids)
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, p := range [][2]string{{"hotline", "hotlien"}, {"hotline", "hotlin"}, {"hotline", "hottline"}, {"hotline", "hotlime"}, {"abc", "abc"}} {
		if !oneSlip(p[0], p[1]) || !oneSlip(p[1], p[0]) {
			t.Errorf("oneSlip(%q, %q) = false, want true", p[0], p[1])
		}
	}
	for _, p := range [][2]string{{"hotline", "hoelint"}, {"hotline", "hot"}, {"abcd", "badc"}} {
		if oneSlip(p[0], p[1]) {
			t.Errorf("oneSlip(%q, %q) = true, want false", p[0], p[1])
		}
	}
}

// "bạn" is politeness, "bận" is what the line is about.
func TestPolitenessByMarks(t *testing.T) {
	x := shippedMatcher(t).words
	var r reading
	for in, want := range map[string]int{"bạn ơi máy bận": 2, "dạ em đã gọi": 2, "em gọi tới khách": 3, "trang bị đổi": 3} {
		x.read(&r, in)
		if got := len(appendSpoken(nil, r.spoken, false)); got != want {
			t.Errorf("%q keeps %d words, want %d", in, got, want)
		}
	}
	if text.Fold("bận") != text.Fold("bạn") {
		t.Fatal("the two words no longer fold alike")
	}
}
