package dialog

import "strings"

// inUse is a line without what it says of things that are gone, were used before,
// or are another's, where it names something of that kind besides: "xài edge,
// chrome thì gỡ rồi" is about Edge.
func inUse(t *turn, kind, s string) string {
	if !t.mentions("unused_words", s) {
		return s
	}
	var kept []string
	named := false
	for _, seg := range segments(t, s) {
		if t.mentions("unused_words", seg) {
			continue
		}
		_, ok := t.traits.in(kind, look(t, seg))
		named = named || ok
		kept = append(kept, seg)
	}
	if !named {
		return s
	}
	return strings.Join(kept, ", ")
}

// ownUse is a line without the clauses that tell what somebody else uses: "khách
// xài iphone" says nothing of the user's own machine.
func ownUse(t *turn, s string) string {
	if !t.mentions("use_verbs", s) {
		return s
	}
	return joinBut(parts(t, s), func(part string) bool { return anotherUses(t, part) })
}

// anotherUses reports whether a clause tells what somebody else uses: its subject is
// another, and a verb of use follows.
func anotherUses(t *turn, part string) bool {
	line := led(spelled(t, part), 1, writtenPhrases(t, "told_heads"))
	return cutSo(line, writtenPhrases(t, "use_verbs"), func(before, behind []word) bool {
		return indexAmong(lastOf(before, 1), writtenPhrases(t, "negator_words")) < 0 && // "máy của sếp Chrome không dùng được micro" is the machine in question
			len(behind) > 0 && holdsPhrase(before, writtenPhrases(t, "another_words"))
	})
}

// segments are the clauses of a line, parted also before the words that set one
// thing against another ("…, còn chrome thì gỡ").
func segments(t *turn, s string) (all []string) {
	breaks, negators := writtenPhrases(t, "against_words"), writtenPhrases(t, "negator_words")
	for _, part := range parts(t, s) {
		fields, line := strings.Fields(part), spelled(t, part)
		if len(fields) != len(line) {
			all = append(all, part)
			continue
		}
		from := 0
		for i := 1; i < len(line); i++ {
			if among(breaks, line[i]) && !among(negators, line[i-1]) {
				all = append(all, strings.Join(fields[from:i], " "))
				from = i
			}
		}
		all = append(all, strings.Join(fields[from:], " "))
	}
	return all
}
