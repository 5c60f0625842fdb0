package httpapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// What a platform sends is read as far as it can be: a part of another shape
// than the documentation says costs that part and not the message. Odd names
// it, so that somebody hears of the change.

// Lenient forgives a field of another type than expected: it counts as absent,
// and the rest is read.
func Lenient(err error) error {
	if _, odd := errors.AsType[*json.UnmarshalTypeError](err); odd {
		return nil
	}
	return err
}

// Object reads into v what is documented as an object: the object itself, or
// the first one of a list. A bare string or number goes to alone, a string that
// holds an object is read as that. Of anything else v learns nothing.
func Object(b []byte, v any, alone *Word) error {
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0:
		return nil
	case b[0] == '{':
		return Lenient(json.Unmarshal(b, v))
	case b[0] == '[':
		return firstObject(b, v, alone)
	}
	var s Word
	if err := s.UnmarshalJSON(b); err != nil {
		return err
	}
	if strings.HasPrefix(strings.TrimSpace(string(s)), "{") && Lenient(json.Unmarshal([]byte(s), v)) == nil {
		return nil
	}
	if alone != nil {
		*alone = s
	}
	return nil
}

func firstObject(b []byte, v any, alone *Word) error {
	var list []json.RawMessage
	if err := json.Unmarshal(b, &list); err != nil || len(list) == 0 {
		return err
	}
	at := max(0, slices.IndexFunc(list, func(one json.RawMessage) bool { return one[0] == '{' }))
	if list[at][0] == '[' {
		return nil
	}
	return Object(list[at], v, alone)
}

// Shape is what stands at a path ("message.text"; "*" is any item of a list) by
// the documentation: the first letters of the JSON that is as expected, with 0
// for a number and n for null.
type Shape struct{ Path, Kinds string }

// Odd names the first part whose shape is another one, and what it is:
// "message is a string". "" when all of them are as documented or absent.
func Odd(raw json.RawMessage, shapes ...Shape) string {
	for _, s := range shapes {
		var path []string
		if s.Path != "" {
			path = strings.Split(s.Path, ".")
		}
		if kind, odd := oddAt(raw, path, s.Kinds); odd {
			return strings.TrimSpace(s.Path + " is " + kindName(kind))
		}
	}
	return ""
}

func oddAt(raw json.RawMessage, path []string, kinds string) (kind byte, odd bool) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return 0, false
	}
	if len(path) == 0 {
		k := kindOf(raw)
		return k, strings.IndexByte(kinds, k) < 0
	}
	if path[0] == "*" {
		var list []json.RawMessage
		_ = json.Unmarshal(raw, &list) // of what is no list, no item is odd
		for _, one := range list {
			if k, odd := oddAt(one, path[1:], kinds); odd {
				return k, true
			}
		}
		return 0, false
	}
	var object map[string]json.RawMessage
	_ = json.Unmarshal(raw, &object) // of what is no object, no field is odd
	return oddAt(object[path[0]], path[1:], kinds)
}

func kindOf(raw json.RawMessage) byte {
	switch c := raw[0]; {
	case c == '-', c >= '0' && c <= '9':
		return '0'
	case c == 'f':
		return 't'
	default:
		return c
	}
}

func kindName(kind byte) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}
