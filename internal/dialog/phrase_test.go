package dialog

import "testing"

// A word with diacritics is itself alone; without, it may be any with its
// letters, wherever the tone mark would stand.
func TestPhrasesKeepTheirDiacritics(t *testing.T) {
	for _, c := range []struct {
		line, phrase string
		want         bool
	}{
		{"số khách bị chặn", "chán", false},
		{"chán quá em ơi", "chán", true},
		{"chan qua em oi", "chán", true},
		{"hòa giải", "hoà", true},
		{"đầu dòng", "đâu", false},
		{"ở đâu vậy", "ở đâu", true},
		{"o dau vay", "ở đâu", true},
		{"đo đâu", "ở đâu", false},
		{"CHÁN QUÁ", "chán quá", true},
		{"", "chán", false},
	} {
		if got := findPhrase(spell(c.line), spell(c.phrase)) >= 0; got != c.want {
			t.Errorf("%q in %q: got %v, want %v", c.phrase, c.line, got, c.want)
		}
	}
}
