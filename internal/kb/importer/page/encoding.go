package page

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"hotro/internal/text"
)

// ErrEncoding is what Decode returns for bytes that are no text it knows.
var ErrEncoding = errors.New("not UTF-8 and no encoding of Vietnamese that is known (UTF-16, Windows-1258, TCVN3, VNI); save it as UTF-8 text")

// Decode makes text of the bytes of a file: UTF-8, UTF-16, or an encoding in which
// Vietnamese was written before. Which of those is told by the words that come
// out: most must be Vietnamese syllables.
func Decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decoded(raw, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM))
	case utf8.Valid(raw) && !bytes.Contains(raw, []byte{0}):
		return string(raw), nil
	case zeros(raw, 1) > 3*zeros(raw, 0):
		return decoded(raw, utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM))
	case zeros(raw, 0) > 3*zeros(raw, 1):
		return decoded(raw, utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM))
	}
	best, most := "", 0.0
	for _, s := range legacy(raw) {
		if share := vietnamese(s); share > most {
			best, most = s, share
		}
	}
	if most < leastVietnamese {
		return "", ErrEncoding
	}
	return best, nil
}

// leastVietnamese is the share of words with marks that must be Vietnamese.
const leastVietnamese = 0.8

func decoded(raw []byte, e encoding.Encoding) (string, error) {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || bytes.ContainsFunc(out, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' }) {
		return "", ErrEncoding
	}
	return string(out), nil
}

// zeros counts the zero bytes at even or odd places.
func zeros(raw []byte, odd int) int {
	n := 0
	for i := odd; i < min(len(raw), 4096); i += 2 {
		if raw[i] == 0 {
			n++
		}
	}
	return n
}

// legacy lists what the bytes are in each of the old encodings.
func legacy(raw []byte) []string {
	if bytes.Contains(raw, []byte{0}) {
		return nil
	}
	var out []string
	if s, err := decoded(raw, charmap.Windows1258); err == nil {
		out = append(out, norm.NFC.String(s))
	}
	latin, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return out
	}
	return append(out, replacer(tcvn3).Replace(string(latin)), replacer(vni).Replace(string(latin)))
}

// vietnamese is the share of Vietnamese syllables among the words that have
// letters beyond ASCII; a few words prove nothing.
func vietnamese(s string) float64 {
	marked, right := 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r < 0x80 }) {
		if text.ASCII(w) {
			continue
		}
		marked++
		if word := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0; word && text.Syllable(text.AppendFold(nil, w)) {
			right++
		}
	}
	if marked < 3 {
		return 0
	}
	return float64(right) / float64(marked)
}
