package lexicon

import "testing"

// TestParticlesAreSpelledOut: as people speak them, drawn out, in capitals, with
// signs beside them; and no word that only holds one.
func TestParticlesAreSpelledOut(t *testing.T) {
	p := newParticles(map[string]string{"òi": "rồi", "gòi": "rồi"})
	for in, want := range map[string]string{
		"được òi":        "được rồi",
		"GÒI nha":        "rồi nha",
		"xong gòiiii!":   "xong rồi!",
		"xong go\u0300i": "xong rồi", // a mark of its own
		"òi, òi":         "rồi, rồi",
		"chị ơi":         "chị ơi",
		"còi":            "còi",
		"MÃ_ÒI":          "MÃ_ÒI",
		"":               "",
		"oi goi":         "oi goi",
	} {
		if got := p.spelled(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
