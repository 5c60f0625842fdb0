package text

import (
	"strings"
	"unicode"
)

// Head returns the first n characters of s, which may be all of it. It never
// cuts through a character.
func Head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// Clip shortens s to at most n characters; an ellipsis stands for what is cut
// off.
func Clip(s string, n int) string {
	if Head(s, n) == s {
		return s
	}
	return strings.TrimSpace(Head(s, n-1)) + "…"
}

// ClipWord is Clip at a word's end, for what stands on a button or in a title:
// the last word is dropped rather than broken where that leaves half of s.
func ClipWord(s string, n int) string {
	head := Head(s, n-1)
	if Head(s, n) == s {
		return s
	}
	if i := strings.LastIndexByte(head, ' '); i > n/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,.;:-") + "…"
}

// Brief puts s on one line of at most n characters: OneLine, then Clip.
func Brief(s string, n int) string { return Clip(OneLine(s), n) }

// OneLine puts s on one line, with one space between words and none around.
func OneLine(s string) string {
	if oneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// oneLine reports whether s is as OneLine leaves it: no blank but single spaces
// within.
func oneLine(s string) bool {
	blank := true
	for _, r := range s {
		if unicode.IsSpace(r) && (r != ' ' || blank) {
			return false
		}
		blank = r == ' '
	}
	return s == "" || !blank
}
