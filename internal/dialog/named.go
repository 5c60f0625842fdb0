package dialog

import (
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/intent"
)

// nameFact is of State.Facts: what the user says they are called. Nobody vouches for it.
const nameFact = "name"

// Words of a name, and of a firm behind it.
const (
	mostNames = 4
	mostFirm  = 5
)

// keepName keeps the name by which a user introduces themselves.
func keepName(t *turn, line string) {
	if name, _ := selfNamed(t, line); name != "" {
		t.st.Facts[nameFact] = name
	}
}

// selfNamed is the name that a line gives of its writer, with the firm where that is
// told: "em là Lan bên Hoa Sen", "anh Tuấn đây em", "tên em là Ngọc Anh". Names are
// written with capitals: "em là nhân viên" is none. rest is the line without that.
func selfNamed(t *turn, line string) (name, rest string) {
	if !strings.ContainsFunc(line, isUpper) || strings.Contains(line, "?") {
		return "", line
	}
	fields := strings.Fields(line)
	for i := 1; i < len(fields); i++ {
		if !aName(fields[i], nil) {
			continue
		}
		from, ok := introduced(t, fields, i)
		if !ok {
			continue
		}
		end := i
		for end < len(fields) && end-i < mostNames && aName(fields[end], nil) && !isRole(t, fields[end:]) {
			end++
			if strings.ContainsAny(fields[end-1], ".,!;") {
				break
			}
		}
		here := end < len(fields) && t.says("here_i_am_words", strings.Trim(fields[end], ".,!"))
		if end == i || from < 0 && !here {
			continue
		}
		name := strings.Trim(strings.Join(fields[i:end], " "), ".,!;")
		if here {
			end++
		}
		firm, after := firmOf(t, fields, end)
		if firm != "" {
			name += " (" + firm + ")"
		}
		return name, strings.Join(append(append([]string{}, fields[:max(from, 0)]...), fields[after:]...), " ")
	}
	return "", line
}

// isRole reports whether words begin with what is no name, as it is written: "Nhân viên"
// is none, and "Nhân" is.
func isRole(t *turn, fields []string) bool {
	return longestHead(spell(strings.Join(fields[:min(len(fields), 2)], " ")), writtenPhrases(t, "not_name_words")) > 0
}

// introduced reports whether a name that begins at a word would be its writer's, and
// where the words begin that lead to it; -1: behind a title, where only "đây" tells.
func introduced(t *turn, fields []string, i int) (from int, ok bool) {
	lead := strings.Join(fields[max(0, i-3):i], " ")
	for n := min(3, i); n > 0; n-- {
		words := strings.Join(fields[i-n:i], " ")
		if !t.says("name_leads", words) {
			continue
		}
		if i-n > 0 && !mayPrecede(t, fields[i-n-1]) {
			return 0, false // "khách của em là Lan"
		}
		return i - n, true
	}
	return -1, i == 1 && t.says("self_titles", lead)
}

// mayPrecede reports whether a clause may begin behind a word.
func mayPrecede(t *turn, field string) bool {
	return strings.ContainsAny(field[len(field)-1:], ".,!;:") || t.says("name_before_words", field)
}

// firmOf is the firm that is told behind a name, and where the words after it begin.
func firmOf(t *turn, fields []string, i int) (firm string, after int) {
	at := i
	for at < len(fields) && at-i < 2 && t.says("firm_leads", fields[at]) {
		at++
	}
	end := at
	for end < len(fields) && end-at < mostFirm && aName(fields[end], nil) {
		end++
	}
	if at == i || end == at {
		return "", i
	}
	return strings.Trim(strings.Join(fields[at:end], " "), ".,!;"), end
}

func isUpper(r rune) bool { return unicode.ToLower(r) != r }

// hearName meets who does no more than say who they are: with a greeting, or while a
// person is waited for with the word that it is noted.
func hearName(t *turn, u *utterance) bool {
	name, rest := selfNamed(t, u.Line.Text)
	if name == "" || walking(t) || u.res.Code != "" || len(u.res.Refs)+len(u.res.BadRefs) > 0 {
		return false
	}
	if f := t.meanings(rest); strings.TrimSpace(rest) != "" && !f.Whole(intent.Greeting) && !f.Whole(intent.Ack) && !f.Whole(intent.Yes) && !t.says("number_polite", rest) {
		return false
	}
	switch t.st.Place.Screen {
	case AtPerson:
		tellWaiting(t, chat.TurnNoted, t.unlike("waiting_noted", "waiting_added", "waiting_noted_2"))
	case AtStart, AtMenu, AtEnded:
		t.leave()
		t.st.Place = Place{Screen: AtStart, Stack: t.st.Place.Stack}
		greet(t)
	default:
		return false
	}
	return true
}
