package text

import "strings"

// The parts of a Vietnamese syllable without marks. Computed once, only read.
var (
	onsets = wordSet(`b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x`)
	rhymes = wordSet(`a ac ach ai am an ang anh ao ap at au ay
		e ec em en eng eo ep et ech enh
		i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
		o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong ooc oong op ot
		u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu
		y ych yem yen yeng yet yeu ynh yt`)
)

func wordSet(s string) map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(s) {
		set[w] = struct{}{}
	}
	return set
}

// Syllable reports whether w, a folded word, could be a Vietnamese syllable.
func Syllable(w []byte) bool {
	if len(w) == 0 || len(w) > 7 {
		return false
	}
	if _, ok := rhymes[string(w)]; ok {
		return true
	}
	for n := 1; n <= 3 && n < len(w); n++ {
		if _, ok := onsets[string(w[:n])]; !ok {
			continue
		}
		if _, ok := rhymes[string(w[n:])]; ok {
			return true
		}
	}
	return string(w) == "gi"
}

// Untelex returns w with the residue of a Telex keyboard that did not convert
// removed: khoong → khong, goij → goi, dduwowcj → duoc. It reports false when
// what remains is not a syllable, and w is then best left alone.
func Untelex(w string) (string, bool) {
	b := make([]byte, 0, len(w))
	tone := false
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c == 'w':
			continue
		case i > 0 && c == w[i-1] && strings.IndexByte("aeod", c) >= 0:
			continue
		case strings.IndexByte("sfrxj", c) >= 0 && i > 0 && !tone && hasVowel(b):
			tone = true // the tone key may stand anywhere after the vowel
			continue
		}
		b = append(b, c)
	}
	if len(b) == len(w) || !Syllable(b) {
		return w, false
	}
	return string(b), true
}

func hasVowel(b []byte) bool {
	for _, c := range b {
		if strings.IndexByte("aeiouy", c) >= 0 {
			return true
		}
	}
	return false
}
