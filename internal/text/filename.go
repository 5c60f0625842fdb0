package text

import (
	"path"
	"strings"
	"unicode"
)

// maxStem and maxExt bound a file's name, in characters.
const (
	maxStem = 80
	maxExt  = 20
)

// FileName makes what a sender calls a file safe to show and to pass on: the
// last element of a path, on one line, without control characters and those
// that turn text around to hide an extension. A long name is cut before its
// extension. It is empty when nothing is left.
func FileName(s string) string {
	s = path.Base("/" + strings.ReplaceAll(strings.ToValidUTF8(s, ""), `\`, "/"))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), Invisible(r):
			return -1
		}
		return r
	}, s)
	s = OneLine(s)
	if strings.Trim(s, "./ ") == "" {
		return ""
	}
	ext := path.Ext(s)
	if Head(ext, maxExt) != ext {
		ext = ""
	}
	return strings.TrimSpace(Head(strings.TrimSuffix(s, ext), maxStem)) + ext
}
