package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

// Somebody wrote a message even where a part of it is not as documented. That
// part is passed over, and the rest is heard.

// oddField takes a field of another type than documented out of a decoding
// error: everything else was read.
func oddField(err error) (*json.UnmarshalTypeError, error) {
	if odd, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return odd, nil
	}
	return nil, err
}

// odd is the first field that is not as documented, beside that of the update
// itself.
func (u *update) odd(own *json.UnmarshalTypeError) *json.UnmarshalTypeError {
	if own != nil {
		return own
	}
	for _, m := range []*message{u.Message, u.Edited} {
		if m != nil && m.odd != nil {
			return m.odd
		}
	}
	if u.Callback != nil && u.Callback.Message != nil {
		return u.Callback.Message.odd
	}
	return nil
}

// incomplete reports whether an update lacks what it can't be heard without.
func (u *update) incomplete() bool {
	for _, m := range []*message{u.Message, u.Edited} {
		if m != nil {
			return m.ID == 0 || m.From == nil || m.From.ID == 0 || m.Chat == nil || m.Chat.ID == 0
		}
	}
	if c := u.Callback; c != nil {
		return c.ID == "" || c.From == nil || c.From.ID == 0
	}
	if r := u.Reaction; r != nil {
		return r.ID == 0 || r.Chat == nil || r.Chat.ID == 0
	}
	return u.Member == nil || u.Member.Chat == nil || u.Member.New.Status == ""
}

// unreadable keeps of a decoding error where it happened, not what was there.
func unreadable(err error) error {
	if odd, _ := oddField(err); odd != nil {
		return fmt.Errorf("update can't be decoded: %s", where(odd))
	}
	return errors.New("update can't be decoded: not JSON")
}

// where names an odd field and what it is: "photo is an object".
func where(odd *json.UnmarshalTypeError) string {
	what, _, _ := strings.Cut(odd.Value, " ") // "number 0912" holds what stood there
	if odd.Field == "" {
		return "it is of type " + what
	}
	return "field " + odd.Field + " is of type " + what
}

// fillOdd reads a message of which nothing stands where it is documented: the
// words that are anywhere in it, else that it came.
func (m *message) fillOdd(in *chat.Incoming) {
	in.Kind, in.Data, in.Text = chat.KindUnsupported, "unreadable", m.said()
	rest := m.keys()
	if words := gather(map[string]json.RawMessage{"text": rest["text"]}); words != "" && in.Text == "" {
		in.Kind, in.Data, in.Text = chat.KindText, "", words
		return
	}
	for _, k := range frame() {
		if k != "caption" {
			delete(rest, k)
		}
	}
	if words := gather(rest); !strings.Contains(in.Text, words) {
		in.Text = lined(in.Text, words)
	}
}

// gather returns the words in fields of any shape.
func gather(fields map[string]json.RawMessage) string {
	var words []string
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		var alone string
		if json.Unmarshal(fields[k], &alone) == nil {
			words = append(words, alone)
			continue
		}
		raw, err := json.Marshal(map[string]json.RawMessage{k: fields[k]})
		if err == nil {
			words = append(words, httpapi.Gather(raw).Words...)
		}
	}
	return lined(words...)
}
