package stringee

import (
	"strings"

	"hotro/internal/text"
)

// CallID names one call: call-vn-1-<10 letters or digits>-<13 digits>, with
// the prefix in lower case and the token in upper case.
type CallID string

// The lengths of the two parts that vary.
const (
	tokenLen  = 10
	numberLen = 13
)

// Fault says what is wrong with something that looks like a call ID.
type Fault string

// The faults.
const (
	Room        Fault = "room"         // the ID of a video room
	Conv        Fault = "conv"         // the ID of a chat conversation
	Msg         Fault = "msg"          // the ID of a chat message
	OtherKind   Fault = "other_kind"   // has an ID's shape under another prefix
	UUID        Fault = "uuid"         // the call's UUID, which is not its call ID
	TokenShort  Fault = "token_short"  // the part of letters and digits is too short
	TokenLong   Fault = "token_long"   // the part of letters and digits is too long
	NumberShort Fault = "number_short" // the last digits are cut off
	NumberLong  Fault = "number_long"  // too many digits at the end
	NumberChars Fault = "number_chars" // something other than digits in the number
	Cut         Fault = "cut"          // ends before the number
	NumberOnly  Fault = "number_only"  // only the number, without what precedes it
	Bare        Fault = "bare"         // TOKEN-number without prefix: confirm Maybe
)

// BadID is something that looks like a call ID but is not one.
type BadID struct {
	Fault Fault  `json:"fault"`
	Text  string `json:"text"`            // as written, blanks and odd dashes made plain
	Piece string `json:"piece,omitempty"` // the part that is wrong
	Got   int    `json:"got,omitempty"`   // length of Piece
	Want  int    `json:"want,omitempty"`  // the length it should have
	Maybe CallID `json:"maybe,omitempty"` // what was probably meant; ask before using it
}

// FindCallIDs returns the call IDs in s in order of first appearance, each
// once, and what looks like a call ID without being one. It tolerates what
// copying does to them: any kind of dash, underscores, blanks and line breaks
// between or inside the parts, either case, a lost "call-", and trailing
// matter such as ".mp3" or "_transferred".
func FindCallIDs(s string) (ids []CallID, bad []BadID) {
	_, ids, bad = CutCallIDs(s)
	return ids, bad
}

// CutCallIDs finds what FindCallIDs finds and also returns s without it.
func CutCallIDs(s string) (rest string, ids []CallID, bad []BadID) {
	if !mayHold(s) {
		return s, nil, nil
	}
	clean := text.Clean(s)
	sc := scan{atoms: atomize(clean)}
	var b strings.Builder
	kept := 0
	for sc.pos < len(sc.atoms) {
		first, found := sc.pos, len(sc.ids)+len(sc.bad)+sc.again
		sc.step()
		if len(sc.ids)+len(sc.bad)+sc.again > found {
			b.WriteString(clean[kept:sc.atoms[first].start])
			kept = sc.atoms[sc.pos-1].end
		}
	}
	if kept == 0 {
		return s, nil, nil
	}
	b.WriteString(clean[kept:])
	return b.String(), sc.ids, sc.bad
}

// ParseCallID returns the call ID that s consists of.
func ParseCallID(s string) (CallID, bool) {
	ids, bad := FindCallIDs(s)
	if len(ids) == 1 && len(bad) == 0 {
		return ids[0], true
	}
	return "", false
}

// mayHold is a cheap test that rejects nearly every text without an ID: one
// with neither a "vn", nor a "call", nor a long run of digits, nor a UUID.
func mayHold(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if '0' <= c && c <= '9' {
			if digits++; digits >= numberLen-2 {
				return true
			}
			continue
		}
		digits = 0
		if i+1 == len(s) {
			break
		}
		switch c {
		case 'v', 'V':
			if s[i+1] == 'n' || s[i+1] == 'N' {
				return true
			}
		case 'c', 'C':
			if len(s) >= i+6 && strings.EqualFold(s[i:i+4], "call") {
				return true
			}
		case 0xEF: // full-width letters and digits begin with this byte
			return true
		}
	}
	return hasUUID(s)
}

// hasUUID reports whether s has eight hexadecimal digits, a dash and four more.
func hasUUID(s string) bool {
	for i := 8; i+5 < len(s); i++ {
		if s[i] == '-' && s[i+5] == '-' && hex(s[i-8:i]) && hex(s[i+1:i+5]) {
			return true
		}
	}
	return false
}

func hex(s string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("0123456789abcdefABCDEF", s[i]) < 0 {
			return false
		}
	}
	return len(s) > 0
}

func digits(s string) bool { return s != "" && leadingDigits(s) == len(s) }

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
