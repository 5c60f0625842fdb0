package forum

import (
	"encoding/json"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// cut splits s so that the head has at most n units: behind a line or a word
// when one ends in the second half, else between two characters.
func cut(s string, n int) (head, tail string) {
	end, size := 0, 0
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if size += max(1, utf16.RuneLen(r)); size > n {
			break
		}
		end += w
	}
	if end == len(s) {
		return s, ""
	}
	for _, sep := range []string{"\n", " "} {
		if i := strings.LastIndex(s[:end], sep); i >= end/2 {
			return s[:i+1], s[i+1:]
		}
	}
	return s[:end], s[end:]
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

func hash(s string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return strconv.FormatUint(h.Sum64(), 36)
}

// encode writes plain values as JSON.
func encode[T any](v T) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("plain values always encode: " + err.Error())
	}
	return string(b)
}
