package dialog

import (
	"regexp"
	"slices"
	"strings"

	"hotro/internal/company"
	"hotro/internal/intent"
	"hotro/internal/moment"
	"hotro/internal/text"
	"hotro/prompts"
)

const factSize = 120 // runes of a fact that are kept

// fact is one thing a line tells for the person who will look into the matter.
type fact struct {
	kind  string // of State.Facts; empty: a number that may be anything
	value string
}

var (
	numberInLine = regexp.MustCompile(`\+?\d(?:[ .\-]?\d){5,14}`)
	emailInLine  = regexp.MustCompile(`[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+`)
	shortNumber  = regexp.MustCompile(`\+?\d(?:[ .\-]?\d)*`)
	generation   = regexp.MustCompile(`\b[2-5][gG]\b`) // of a mobile network, or an hour
	sentenceEnd  = regexp.MustCompile(`[.!?](?:\s|$)`)
	afterNumber  = regexp.MustCompile(`(?:^|\D)\d{1,2}\s*(:|\pL+)`) // what a small number counts
)

// factsIn finds the telephone numbers and accounts that a line tells. A number
// is what the words before it call it, else those behind it.
func factsIn(t *turn, line string) []fact {
	line = withoutRefs(t, line)
	var out []fact
	if strings.Contains(line, "@") {
		for _, s := range emailInLine.FindAllString(line, 3) {
			if kind := t.guide.Company().First(company.Account); kind != "" {
				out = append(out, fact{kind: kind, value: s})
			}
		}
		line = emailInLine.ReplaceAllString(line, " ")
	}
	if !strings.ContainsAny(line, "0123456789") {
		return out // which a regular expression is slower to tell
	}
	from := 0
	if hidden := masked.FindStringIndex(line); hidden != nil {
		line = line[:hidden[0]] + " " + line[hidden[1]:] // a number that is not whole tells nobody anything
	}
	all := numberInLine.FindAllStringIndex(line, 4)
	for i, at := range all {
		kind := calledLast(t, line[from:at[0]])
		from = at[1]
		if kind == "" {
			behind := line[at[1]:]
			if i+1 < len(all) { // what leads to the next number is not said of this one
				behind = behind[:max(0, strings.LastIndexAny(behind[:all[i+1][0]-at[1]], ",;.\n"))]
			}
			if kind = calledLast(t, behind); kind != "" {
				from += len(behind)
			}
		}
		if callsBack(t, line) {
			kind = phoneFact
		}
		out = append(out, fact{kind: kind, value: line[at[0]:at[1]]})
	}
	return out
}

// withoutRefs is a line without its references, and what looks like one.
func withoutRefs(t *turn, line string) string {
	rest, _, _ := t.guide.grammar().Cut(line)
	return rest
}

// kindOf is the form of a detail, "" for what is none.
func kindOf(t *turn, id string) company.Kind {
	d, _ := t.guide.Company().Detail(id)
	return d.Kind
}

// calledLast is the kind of number that words name last, "" for none.
func calledLast(t *turn, s string) string {
	line := spelled(t, s)
	best, kind := -1, ""
	for _, k := range t.guide.Company().Of(company.Phone) {
		for p := range writtenPhrases(t, "told_"+k+"_words").near(line) {
			if i := findLast(line, p); i > best {
				best, kind = i, k
			}
		}
	}
	return kind
}

// nameFacts words facts as the user is told that they were taken.
func nameFacts(t *turn, facts []fact) []string {
	var out []string
	for _, f := range facts {
		kind := f.kind
		if kind == "" {
			kind = "number"
		}
		out = append(out, t.T("told_"+kind, "value", f.value))
	}
	return out
}

// join makes one phrase of several.
func join(t *turn, parts []string) string {
	if n := len(parts) - 1; n > 0 {
		return strings.Join(parts[:n], ", ") + " " + t.T("and") + " " + parts[n]
	}
	return strings.Join(parts, "")
}

// keepFacts keeps what a line tells in passing that is asked for later on: what
// is told is not asked again. A number counts where the line says whose it is.
func keepFacts(t *turn, s string) {
	if at := t.st.Place.Screen; at == AtFact || at == AtPerson {
		return // there they are taken, and the user is told so
	}
	named := 0
	for _, f := range factsIn(t, s) {
		if f.kind != "" && t.st.Facts[f.kind] == "" {
			t.st.Facts[f.kind] = f.value
			named++
		}
	}
	if named == 0 {
		return
	}
	if at, kind := timeIn(t, s), t.guide.Company().First(company.Time); at != "" && kind != "" && tellsClock(t, at) {
		t.st.Facts[kind] = at
	}
}

// namesFacts reports whether a line tells numbers and whose they are.
func namesFacts(t *turn, s string) bool {
	return slices.ContainsFunc(factsIn(t, s), func(f fact) bool { return f.kind != "" && f.kind != phoneFact })
}

// timeIn is the part of a line that tells when, "" for none: numbers of
// telephones and accounts are left out of it.
func timeIn(t *turn, s string) string {
	s = emailInLine.ReplaceAllString(withoutRefs(t, s), ",")
	s = numberInLine.ReplaceAllStringFunc(s, func(n string) string {
		if tellsClock(t, n) || len(longestNumber(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(n))) < 7 {
			return n
		}
		return ","
	})
	s = sentenceEnd.ReplaceAllString(s, ",")
	var parts []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		if part = strings.TrimSpace(part); !moment.ToCome(part, t.now) && (tellsClock(t, part) || tellsTime(t, part)) {
			parts = append(parts, fromHour(t, part))
		}
	}
	return strings.Join(parts, ", ")
}

// fromHour is a part of a line from the word on that begins to tell when: who
// called then is not said back.
func fromHour(t *turn, part string) string {
	for _, say := range written(t) {
		for word := range strings.SplitSeq(say.T("dialog.time_from"), "; ") {
			if _, rest, ok := strings.Cut(part, " "+word+" "); ok && tellsClock(t, rest) {
				return word + " " + beforeNumber(t, rest)
			}
		}
	}
	return part
}

// beforeNumber is a part of a line without the words that lead to a number behind it.
func beforeNumber(t *turn, part string) string {
	fields, line := strings.Fields(part), spelled(t, part)
	for _, k := range t.guide.Company().Of(company.Phone) {
		for p := range writtenPhrases(t, "told_"+k+"_words").near(line) {
			if at := findPhrase(line, p); at > 0 && len(fields) == len(line) {
				return strings.Join(fields[:at], " ")
			}
		}
	}
	return part
}

// tellsClock reports whether a part of a line tells an hour: "9h30", "10 giờ".
func tellsClock(t *turn, s string) bool {
	if !tellsTime(t, s) {
		s = generation.ReplaceAllString(s, " ")
	}
	for _, m := range afterNumber.FindAllStringSubmatch(s, -1) {
		if m[1] == ":" || slices.ContainsFunc(written(t), func(say *prompts.Say) bool {
			return slices.Contains(strings.Fields(say.T("dialog.clock_words")), strings.ToLower(m[1]))
		}) {
			return true
		}
	}
	return false
}

// unnamed is what a number is that no word names: what was asked for, then what
// is asked for after it, "" for none.
func unnamed(t *turn, asked string, told []fact) string {
	phones := t.guide.Company().Of(company.Phone)
	at := slices.Index(phones, asked)
	if at < 0 {
		return ""
	}
	for _, kind := range phones[at:] {
		if t.st.Facts[kind] == "" && !slices.ContainsFunc(told, func(f fact) bool { return f.kind == kind }) {
			return kind
		}
	}
	return ""
}

// takeFacts files every fact that an answer tells for what it is, and reports
// whether there was one. Who does not know the one asked for is not asked again.
func takeFacts(t *turn, u *utterance) bool {
	asked, took := t.st.Place.Fact, false
	told := factsIn(t, u.text)
	for _, f := range told {
		if f.kind == "" {
			f.kind = unnamed(t, asked, told)
		}
		if f.kind != "" {
			t.st.Facts[f.kind], took = text.Brief(f.value, factSize), true
		}
	}
	at, kind := timeIn(t, u.text), t.guide.Company().First(company.Time)
	if _, known := t.st.Facts[kind]; kind != "" && !known && at != "" && (asked == kind || tellsClock(t, at)) {
		t.st.Facts[kind], took = text.Brief(at, factSize), true
	}
	if !took {
		return false
	}
	if _, told := t.st.Facts[asked]; !told && (u.says.Has(intent.Unsure) || t.mentions("forgot_words", u.text)) {
		t.st.Facts[asked] = ""
	}
	if _, answered := t.st.Facts[asked]; !answered {
		if what := nameFacts(t, slices.DeleteFunc(told, func(f fact) bool { return f.kind == "" })); len(what) > 0 {
			t.pre(t.T("detail_kept", "detail", join(t, what))) // another one than was asked for
		}
	}
	t.out.Update = t.st.Person
	askFact(t)
	return true
}
