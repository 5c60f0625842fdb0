package dialog

import "strings"

// unsworn is a line without the oaths that stand before what it asks, "chỗ quái nào"
// asks where, and with a plain no in place of an oath that denies: "gọi éo được".
func unsworn(t *turn, s string) string {
	if line := look(t, s); !t.phrases.phrasesOf("oath_words").mayBeIn(line) && !t.phrases.phrasesOf("oath_no_words").mayBeIn(line) {
		return s
	}
	fields := strings.Fields(s)
	kept := make([]string, 0, len(fields))
	no := ""
	for i, f := range fields {
		if i+1 < len(fields) && t.says("oath_words", f) && t.says("oath_ask_words", strings.Trim(fields[i+1], ".,?!")) {
			continue
		}
		if i+1 < len(fields) && i > 0 && swears(t, f) && t.says("oath_verb_words", strings.Trim(fields[i+1], ".,?!")) {
			no = t.T("oath_no")
			kept = append(kept, no)
			continue
		}
		kept = append(kept, f)
	}
	if len(kept) == len(fields) && no == "" {
		return s
	}
	return strings.Join(kept, " ")
}

// swears reports whether a word is an oath that denies. One letter has to be written
// with its mark: "đ", not "d".
func swears(t *turn, field string) bool {
	w := spelled(t, field)
	return len(w) == 1 && among(writtenPhrases(t, "oath_no_words"), w[0]) && (len(w[0].bare) > 1 || w[0].sign != 0)
}
