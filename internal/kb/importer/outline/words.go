package outline

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"

	"hotro/internal/kb/importer/page"
	"hotro/internal/pattern"
)

// role is what a part of a page is for.
type role string

// The roles that a label can give. A part without one is judged by what is in
// it.
const (
	none     role = ""
	cause    role = "cause"
	remedy   role = "remedy"
	cases    role = "cases" // causes that bring their remedies
	step     role = "step"
	way      role = "way" // one of several remedies
	symptom  role = "symptom"
	problem  role = "problem"
	code     role = "code"
	question role = "question"
	answer   role = "answer"
	note     role = "note"
	site     role = "site"
)

// Words are those by which parts of a page are known, of all languages together:
// a page may mix them. They are immutable.
type Words struct {
	labels map[string][]role
	sets   map[string]phrases
	small  map[string]map[string]bool // by language: words too common to tell anything

	clauses *pattern.Pattern // between the parts of a sentence
	joins   *pattern.Pattern // between codes
	thens   *pattern.Pattern // between a condition and what follows from it
}

// phrases are runs of words, by their first word.
type phrases map[string][]string

// Load reads every pages/*.toml of fsys.
func Load(fsys fs.FS) (*Words, error) {
	names, err := fs.Glob(fsys, "pages/*.toml")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("words of help pages: no pages/*.toml, %w", err)
	}
	w := &Words{labels: map[string][]role{}, sets: map[string]phrases{}, small: map[string]map[string]bool{}}
	for _, name := range names {
		var f struct {
			Labels, Words map[string][]string
		}
		raw, err := fs.ReadFile(fsys, name)
		if err == nil {
			err = toml.Unmarshal(raw, &f)
		}
		if err != nil {
			return nil, fmt.Errorf("words of help pages: %s: %w", name, err)
		}
		for r, list := range f.Labels {
			for _, l := range list {
				w.labels[l] = append(w.labels[l], role(r))
			}
		}
		lang := strings.TrimSuffix(path.Base(name), ".toml")
		w.small[lang] = map[string]bool{}
		for _, s := range f.Words["common"] {
			w.small[lang][s] = true
		}
		for set, list := range f.Words {
			if w.sets[set] == nil {
				w.sets[set] = phrases{}
			}
			for _, p := range list {
				first, _, _ := strings.Cut(p, " ")
				w.sets[set][first] = append(w.sets[set][first], p)
			}
		}
	}
	for _, roles := range w.labels {
		slices.Sort(roles) // a table of TOML has no order
	}
	w.clauses = pattern.New(`[,;:]\s+|\s*(?:→|=>|⇒)\s*|\s[–—-]\s|\s(?:` + w.any("then") + `)\s|\n|\. `)
	w.joins = pattern.New(`\s*[,/;&\n]\s*|\s(?:` + w.any("joins") + `)\s`)
	w.thens = pattern.New(`\s(?:` + w.any("then") + `)\s`)
	return w, nil
}

// any is a pattern of every phrase of a set.
func (w *Words) any(set string) string {
	var out []string
	for _, list := range w.sets[set] {
		for _, p := range list {
			out = append(out, regexp.QuoteMeta(p))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "|")
}

// norm makes a text comparable: small letters, single spaces, no punctuation.
// Tones stay: without them too many Vietnamese words are one.
func norm(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(page.Plain(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// begins returns the phrase of a set that a comparable text begins with.
func (w *Words) begins(set, s string) string {
	first, _, _ := strings.Cut(s, " ")
	best := ""
	for _, p := range w.sets[set][first] {
		if (s == p || strings.HasPrefix(s, p+" ")) && len(p) > len(best) {
			best = p
		}
	}
	return best
}

// has reports whether a comparable text holds a phrase of a set.
func (w *Words) has(set, s string) bool { return w.count(set, s, 1) > 0 }

// count counts the phrases of a set in a comparable text, up to most.
func (w *Words) count(set, s string, most int) int {
	n := 0
	for at := 0; at < len(s) && n < most; {
		if w.begins(set, s[at:]) != "" {
			n++
		}
		next := strings.IndexByte(s[at:], ' ')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return n
}

// ends reports whether a comparable text ends with a phrase of a set.
func (w *Words) ends(set, s string) bool {
	for _, list := range w.sets[set] {
		for _, p := range list {
			if s == p || strings.HasSuffix(s, " "+p) {
				return true
			}
		}
	}
	return false
}

// label is a text that says what it, or what follows it, is for.
type label struct {
	role  role
	n     int    // its number, 0 for none
	word  string // as it is written
	rest  string // what it says itself
	colon bool
}

var (
	labelHead = pattern.New(`^([^:：–—]{1,60}?)\s*(?:[:：]|\s[–—-]\s|[–—]\s)\s*(.*)$`)
	howMany   = pattern.New(`^(.*\S)\s*\(\d+\)\s*$`)
	labelTail = pattern.New(`^(.*?)\s*[#(]?\s*(\d{1,2})\s*[).]?$`)
	numberDot = pattern.New(`^(\pL[\pL ]{0,30} ?\d{1,2})\.\s+(\S.*)$`)
	leadMark  = pattern.New(`^\s*(?:\d{1,2}(?:\.\d{1,2})+\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-H]|[IVX]{1,4})[.)]|[•●▪–—*+✓✔➢➤►»-]|=>|→)\s*`)
)

// label reads a text that begins with a label, or is one. may says which roles
// count; all when there are none.
func (w *Words) label(s string, may ...role) (label, bool) {
	plain := strings.TrimSpace(leadMark.ReplaceAllString(page.Plain(s), ""))
	if r, n, ok := w.named(strings.TrimRight(plain, ":：?！!. ")); ok && allowed(r, may) {
		return label{role: r, n: n, word: plain, colon: strings.HasSuffix(plain, ":")}, true
	}
	if head, rest, ok := page.BoldLead(s); ok && page.Plain(rest) != "" {
		if r, n, ok := w.named(strings.TrimRight(head, ":：! ")); ok && allowed(r, may) && (r != way || n > 0) {
			return label{role: r, n: n, word: head, rest: strings.TrimLeft(rest, " :：–—-"), colon: true}, true
		}
	}
	if m := numberDot.FindStringSubmatch(plain); m != nil { // "Incident 2. The scale jumps"
		if r, n, ok := w.named(m[1]); ok && n > 0 && allowed(r, may) {
			return label{role: r, n: n, word: m[1] + ".", rest: strings.TrimLeft(after(s, m[1]), ". "), colon: true}, true
		}
	}
	m := labelHead.FindStringSubmatch(plain)
	if m == nil || m[2] == "" {
		return label{}, false
	}
	r, n, ok := w.named(m[1])
	if !ok || !allowed(r, may) || len(m[1]) == 1 && !strings.Contains(plain[:min(4, len(plain))], ":") {
		return label{}, false
	}
	return label{role: r, n: n, word: m[1], rest: after(s, m[1]), colon: true}, true
}

func allowed(r role, may []role) bool {
	for _, x := range may {
		if x == r {
			return true
		}
	}
	return len(may) == 0
}

// after cuts a label off a text with marks.
func after(s, word string) string {
	words := []rune(word)
	k := 0
	for i, r := range s {
		if k == len(words) {
			return strings.TrimLeft(strings.TrimSpace(strings.TrimLeft(s[i:], " :：–—-\ue002\ue001")), "\ue002 ")
		}
		if r == words[k] {
			k++
		} else if k > 0 && (r < 0xe000 || r > 0xe007) {
			k = 0
		}
	}
	return ""
}

// answers reports whether a text is yes or no.
func (w *Words) answers(s string) bool {
	s = norm(s)
	return w.begins("yes", s) != "" || w.begins("no", s) != ""
}

// sendsTo returns the number of the cause that a text ends by sending to, 0 where
// it sends to none.
func (w *Words) sendsTo(s string) int {
	fields := strings.Fields(strings.TrimRight(page.Plain(s), ". "))
	for i := range fields {
		if a := w.begins("goto", norm(strings.Join(fields[i:], " "))); a != "" {
			if r, n, ok := w.named(strings.Join(fields[min(len(fields), i+len(strings.Fields(a))):], " ")); ok && r == cause {
				return n
			}
		}
	}
	return 0
}

// soft tells what a title is for that has more to say than a label: "Causes of a
// paper jam", "E20: nguyên nhân".
func (w *Words) soft(title string) role {
	s := norm(title)
	best, r := "", none
	for l, roles := range w.labels {
		if len(l) < 5 || roles[0] != cause && roles[0] != remedy && roles[0] != cases {
			continue
		}
		if (s == l || strings.HasPrefix(s, l+" ")) && (len(l) > len(best) || len(l) == len(best) && l < best) {
			best, r = l, roles[0]
		}
	}
	if r != none {
		return r
	}
	if at := strings.LastIndexAny(title, ":–—"); at >= 0 {
		if r, _, ok := w.named(title[at:]); ok && (r == cause || r == remedy || r == cases || r == symptom) {
			return r
		}
	}
	return none
}

// named tells the role of a label's words; a number may follow them.
func (w *Words) named(s string) (role, int, bool) {
	s = strings.Replace(s, "(s)", "s", 1) // "Solution(s)"
	if m := howMany.FindStringSubmatch(s); m != nil && slices.Contains(w.labels[norm(m[1])], site) {
		s = m[1] // "Comments (12)"
	}
	key, n := norm(s), 0
	if _, ok := w.labels[key]; !ok {
		if m := labelTail.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
			n, _ = strconv.Atoi(m[2])
			key = norm(m[1])
		}
	}
	roles := w.labels[key]
	if len(roles) == 0 {
		return none, 0, false
	}
	if n > 0 {
		for _, r := range []role{cause, step, way, question, problem} {
			for _, have := range roles {
				if have == r {
					return r, n, true
				}
			}
		}
	}
	for _, r := range roles {
		if r != way && r != step {
			return r, n, n == 0 || r == remedy || r == code
		}
	}
	return roles[0], n, n > 0
}

// Tongue tells which language a text is in, by its small words; "" for one that can't
// be told. A few words of another language are quotations.
func (w *Words) Tongue(text string) string {
	most, best, all := 0, "", 0
	count := map[string]int{}
	for f := range strings.FieldsSeq(norm(text)) {
		all++
		for lang, small := range w.small {
			if small[f] {
				count[lang]++
			}
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(count)) {
		if n := count[lang]; n > most {
			most, best = n, lang
		}
	}
	const leastShare = 8 // one of so many words is a small one
	if most < 3 || most*leastShare < all {
		return ""
	}
	return best
}
