package stringee

import (
	"slices"
	"strings"
)

// scan walks the atoms of one text once, from left to right.
type scan struct {
	atoms []atom
	pos   int
	ids   []CallID
	bad   []BadID
	again int // what was found once more, or beyond mostFound
}

// mostFound bounds how many IDs, good and bad, one text can give.
const mostFound = 20

// step reads whatever begins at the current atom and moves past it.
func (s *scan) step() {
	if head, n := s.head(); n > 0 {
		s.pos += n
		s.tail(head)
		return
	}
	if s.uuid() || s.bare() {
		return
	}
	s.pos++
}

// head is the prefix of an ID: what it names, and where it was made.
type head struct {
	kind         string // "call", or the word that stands in its place
	region, node string
}

// String writes the prefix as it stands in an ID.
func (h head) String() string { return h.kind + "-" + h.region + "-" + h.node }

// head recognises a prefix at the current atom and returns how many atoms it
// takes, 0 for none. Without "call" only vn counts: it is the only region ever
// seen, and "to 2" or "an 5" are words.
func (s *scan) head() (head, int) {
	if s.at(0).is("vn") && s.node(1) {
		return head{"call", "vn", s.at(1).node()}, 2
	}
	if !s.at(1).regional() || s.at(1).gap == gapBreak || !s.node(2) {
		return head{}, 0
	}
	kind := strings.ToLower(s.at(0).text)
	call := nearCall(kind)
	switch {
	case call:
		kind = "call"
	case !s.at(1).is("vn") || s.at(1).gap != gapDash:
		return head{}, 0
	}
	return head{kind, strings.ToLower(s.at(1).text), s.at(2).node()}, 3
}

func (s *scan) at(i int) atom {
	if s.pos+i < len(s.atoms) {
		return s.atoms[s.pos+i]
	}
	return atom{gap: gapBreak}
}

// node reports whether the i-th atom from here can be a node number that
// belongs to the atom before it. "vn 1 ngày" is no prefix: blanks alone are
// accepted only when something of an ID's shape follows.
func (s *scan) node(i int) bool {
	a := s.at(i)
	if a.gap == gapBreak || len(a.text) > 2 || !digits(a.node()) {
		return false
	}
	if a.gap == gapDash || a.gap == gapNone {
		return true
	}
	next := s.at(i + 1)
	return len(next.text) >= tokenLen-1 && next.gap != gapBreak
}

// node returns the atom as a node number; l and I are misread ones.
func (a atom) node() string {
	if a.is("l") || a.is("i") {
		return "1"
	}
	return a.text
}

func (a atom) regional() bool {
	return len(a.text) == 2 && leadingDigits(a.text) == 0 && leadingDigits(a.text[1:]) == 0
}

// nearCall reports whether w is "call" with at most one typo.
func nearCall(w string) bool {
	switch w {
	case "call", "cal", "calll", "caall", "cll", "ca11", "cali", "cail", "calls", "clal":
		return true
	}
	return false
}

// tail reads token and number after a prefix and files what it finds.
func (s *scan) tail(h head) {
	token := s.token()
	number, rest := "", ""
	if len(token) == tokenLen+numberLen && digits(token[tokenLen:]) {
		token, number = token[:tokenLen], token[tokenLen:]
	} else if token != "" {
		number, rest = s.number()
	}
	text := strings.TrimRight(h.String()+"-"+strings.ToUpper(token)+"-"+number+rest, "-")
	if f, ok := kindFault(h.kind); ok {
		s.fail(BadID{Fault: f, Text: text, Piece: h.kind})
		return
	}
	s.judge(h, strings.ToUpper(token), number, rest, text)
}

func kindFault(kind string) (Fault, bool) {
	switch kind {
	case "call":
		return "", false
	case "room", "conv", "msg":
		return Fault(kind), true
	}
	return OtherKind, true
}

// token takes the token, joined where a line break cut it in two.
func (s *scan) token() string {
	a := s.at(0)
	if a.gap == gapBreak {
		return ""
	}
	s.pos++
	next := s.at(0)
	if len(a.text) < tokenLen && next.gap == gapBlank && len(a.text)+len(next.text) == tokenLen && !digits(next.text) {
		s.pos++
		return a.text + next.text
	}
	return a.text
}

// number takes the leading digits of the number, joined where it was cut, and
// whatever is stuck to them. A following word is not part of it.
func (s *scan) number() (number, rest string) {
	a := s.at(0)
	n := leadingDigits(a.text)
	odd := n < len(a.text) && len(a.text) == numberLen && readable(a.text)
	if a.gap == gapBreak || n == 0 && !odd || a.gap == gapBlank && n < 5 {
		return "", ""
	}
	s.pos++
	number, rest = a.text[:n], a.text[n:]
	if odd {
		return number, rest
	}
	for rest == "" && len(number) < numberLen {
		next := s.at(0)
		if next.gap == gapBreak || !digits(next.text) || len(number)+len(next.text) > numberLen {
			break
		}
		if next.gap == gapBlank && len(number)+len(next.text) < numberLen && len(next.text) < 3 {
			break
		}
		number += next.text
		s.pos++
	}
	return number, ""
}

// judge accepts the ID or says what is wrong with it: the first fault from the
// left, where the user looks first.
func (s *scan) judge(h head, token, number, rest, text string) {
	bad := BadID{Text: text}
	switch {
	case rest != "" && len(number)+len(rest) == numberLen:
		bad.Fault, bad.Piece = NumberChars, number+rest
		if fixed := fixDigits(number + rest); len(token) == tokenLen {
			bad.Maybe = CallID(h.String() + "-" + token + "-" + fixed)
		}
	case token == "" || number == "" && len(token) <= tokenLen:
		bad.Fault, bad.Piece = Cut, token
	case len(token) < tokenLen:
		bad.Fault, bad.Piece, bad.Got, bad.Want = TokenShort, token, len(token), tokenLen
	case len(token) > tokenLen:
		bad.Fault, bad.Piece, bad.Got, bad.Want = TokenLong, token, len(token), tokenLen
	case len(number) < numberLen:
		bad.Fault, bad.Piece, bad.Got, bad.Want = NumberShort, number, len(number), numberLen
	case len(number) > numberLen:
		bad.Fault, bad.Piece, bad.Got, bad.Want = NumberLong, number, len(number), numberLen
	default:
		s.accept(CallID(h.String() + "-" + token + "-" + number))
		return
	}
	s.fail(bad)
}

// readable reports whether w becomes a number when the letters that look like
// digits are read as digits.
func readable(w string) bool { return digits(fixDigits(w)) }

func fixDigits(w string) string {
	return strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1", "S", "5", "B", "8", "Z", "2").Replace(w)
}

// uuid takes a UUID at the current atom.
func (s *scan) uuid() bool {
	parts := make([]string, 0, 5)
	for i, n := range []int{8, 4, 4, 4, 12} {
		a := s.at(i)
		if len(a.text) != n || !hex(a.text) || i > 0 && a.gap != gapDash {
			return false
		}
		parts = append(parts, a.text)
	}
	s.pos += len(parts)
	text := strings.ToLower(strings.Join(parts, "-"))
	s.fail(BadID{Fault: UUID, Text: text, Piece: text})
	return true
}

// bare takes TOKEN-number without any prefix, or the number alone.
func (s *scan) bare() bool {
	a, b := s.at(0), s.at(1)
	if tokenlike(a.text) && len(b.text) == numberLen && digits(b.text) && (b.gap == gapDash || b.gap == gapBlank && upper(a.text)) {
		id := strings.ToUpper(a.text) + "-" + b.text
		s.pos += 2
		s.fail(BadID{Fault: Bare, Text: id, Piece: id, Maybe: CallID("call-vn-1-" + id)})
		return true
	}
	if len(a.text) == numberLen && digits(a.text) && a.text[0] == '1' && a.text[1] >= '4' {
		s.pos++
		s.fail(BadID{Fault: NumberOnly, Text: a.text, Piece: a.text})
		return true
	}
	return false
}

// tokenlike reports whether w could be a token: ten characters, at least one
// letter, and a digit or no lower case, unlike a word.
func tokenlike(w string) bool {
	return len(w) == tokenLen && !digits(w) && (upper(w) || strings.ContainsAny(w, "0123456789"))
}

func upper(w string) bool { return w == strings.ToUpper(w) }

func (s *scan) accept(id CallID) {
	if slices.Contains(s.ids, id) || len(s.ids) == mostFound {
		s.again++
		return
	}
	s.ids = append(s.ids, id)
}

func (s *scan) fail(b BadID) {
	if slices.Contains(s.bad, b) || len(s.bad) == mostFound {
		s.again++
		return
	}
	s.bad = append(s.bad, b)
}
