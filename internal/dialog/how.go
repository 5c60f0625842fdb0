package dialog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/kb"
)

// Where something of the present step is, and how the step is done.

// how says where and how the step is done: the article it links to, else what
// to look for.
func how(t *turn, u *utterance) {
	id, path := linked(t), way(t, u.text)
	switch does := t.screen().does && t.st.Place.Screen != AtForward; {
	case does && id != "":
		showArticle(t, id)
		return
	case does && u.says.Words >= 5 && answerFrom(t, u.text):
		return
	}
	t.out.Kind = chat.TurnHow
	switch t.st.Place.Screen {
	case AtForward:
		if menuForAdmin(t, u.text) {
			t.show(pathText(t, onlyPath(t)), t.st.Offer...)
			return
		}
		t.around("how_forward")
	case AtStep, AtResult:
		howHere(t, u, path)
	case AtRef:
		if !ofID(t, u) {
			ownQuestion(t, u.text)
			return
		}
		where(t)
		t.out.Kind = chat.TurnWhere
	case AtCauses:
		howChoose(t, u)
	case AtRole:
		roleHow(t)
	default:
		t.around("how_here")
	}
}

// howHere says where something of the present step is: the explanation of a
// place it names, the menu path, the clause that tells. What the step is a clause
// of is no answer to who did not understand the step; a picture or a person is,
// and the second time a person is offered.
func howHere(t *turn, u *utterance, path string) {
	f := t.st.Place.Flow
	f.Asked++
	place := placeIn(t, u.text)
	term, known := stepPlace(t, place)
	if _, named := findPlace(t, u.text); path == "" && (place == "" || strings.Contains(place, "→")) && !named {
		path = onlyPath(t) // "chỗ đó ở đâu" asks for all of it
	}
	switch {
	case f.Asked > 2:
		offerPerson(t, WhyOutside, t.T("how_person"))
	case f.Asked == 1 && path != "":
		t.show(pathText(t, path), t.st.Offer...)
	case known && digest(term.Text) != t.st.Said:
		explainTerm(t, term)
	case f.Asked == 1 && place != "" && !wholeStep(t, place):
		t.show(t.T("how_place", "place", place), t.st.Offer...)
	default:
		t.show(t.unlike("how_again", "how_here"), t.st.Offer...)
	}
	t.out.Kind = chat.TurnHow
}

// pathText says how a menu path is followed. One of the call page ends where the
// account may not go on, which an admin can mend; one of a browser or a system
// begins at a sign, and the guide says where that is.
func pathText(t *turn, path string) string {
	tp, ok := inWalk(t)
	if !ok || tp.Choose == "" {
		return t.T("how_path", "path", path)
	}
	text := t.T("how_path_own", "path", path)
	if x, ok := signOfPath(t, path); ok {
		text += "\n" + x.Text
	} else if s := headOfPath(t, path); s != "" {
		text += "\n" + s
	}
	return text
}

// onlyPath is the menu path of the present step where it has just one.
func onlyPath(t *turn) string {
	if s, ok := stepNow(t); ok {
		if all := pathsOf(s.Text); len(all) == 1 {
			return all[0]
		}
	}
	return ""
}

// headOfPath is the sentence of the guide's words that says where a path begins which
// begins with the name of a machine or program: "Safari: bấm chữ Safari ở …".
func headOfPath(t *turn, path string) string {
	head, _, _ := strings.Cut(path, "→")
	begins := fold(head) + ":"
	for _, x := range t.guide.Terms {
		if !x.Place {
			continue
		}
		for _, s := range sentences(t, []string{x.Text}) {
			if name, _, ok := strings.Cut(s, ":"); ok && fold(name)+":" == begins {
				return s
			}
		}
	}
	return ""
}

// signOfPath is the word of the guide for the sign that a path begins with: its
// explanation shows it.
func signOfPath(t *turn, path string) (kb.Term, bool) {
	sign, _ := utf8.DecodeRuneInString(strings.TrimSpace(path))
	i := slices.IndexFunc(t.guide.Terms, func(x kb.Term) bool { return x.Place && strings.ContainsRune(x.Text, sign) })
	if i < 0 || unicode.IsLetter(sign) {
		return kb.Term{}, false
	}
	return t.guide.Terms[i], true
}

// stepPlace is the place on the screen, of those the guide explains, that a part
// of the present step sends to; of all of it where no part is asked about.
func stepPlace(t *turn, part string) (kb.Term, bool) {
	if s, ok := stepNow(t); ok && part == "" {
		part = s.Text
	}
	return findPlace(t, chat.Plain(part))
}

// findPlace finds the first place that a text names and the guide explains.
func findPlace(t *turn, s string) (found kb.Term, ok bool) {
	for part := range strings.SplitSeq(s, "→") { // "Cài đặt → Trang web" names no "Cài đặt trang web"
		line, first := look(t, part).padded, 0
		for i, x := range t.guide.Terms {
			if !x.Place {
				continue
			}
			for k := range t.guide.terms[i] {
				if at := wordsAt(line, t.guide.terms[i][k].folded()); at >= 0 && (!ok || at < first) {
					found, first, ok = x, at, true
				}
			}
		}
		if ok {
			return found, true
		}
	}
	return kb.Term{}, false
}

// wholeStep reports whether a clause is most of the present step: saying it is
// saying the step again.
func wholeStep(t *turn, clause string) bool {
	s, ok := stepNow(t)
	return ok && 2*len(clause) > len(s.Text)
}

// roleHow says what an admin does in the step whose role is asked for, and asks
// again; a second time, who an admin is.
func roleHow(t *turn) {
	if t.st.Role != "" {
		takeRole(t, t.st.Role) // "không có quyền, giờ làm sao"
		return
	}
	if s, ok := stepNow(t); ok {
		if text := t.T("role_how", "step", chat.Plain(s.Text)); digest(text) != t.st.Said {
			showAs(t, chat.TurnHow, text, t.st.Offer...)
			return
		}
	}
	sayWho(t, roleAdmin)
}
