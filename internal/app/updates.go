package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hotro/internal/chat"
)

// PlatformOf guesses whose update it is; "" when it can't be told.
func PlatformOf(raw json.RawMessage) string {
	var u map[string]json.RawMessage
	if json.Unmarshal(raw, &u) != nil {
		return ""
	}
	var event string
	_ = json.Unmarshal(u["event_name"], &event) // "" when there is none
	has := func(keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { _, ok := u[k]; return ok })
	}
	switch {
	case has("update_id"):
		return chat.Telegram
	case strings.HasPrefix(event, "message."):
		return chat.ZaloBot
	case event != "":
		return chat.Zalo
	case has("result"):
		return chat.ZaloBot
	}
	return ""
}

// Updates reads the updates in r: one JSON value after another, arrays of
// them, what a platform's own method answered ({"ok":true,"result":[…]}), or a
// file of a corpus.
func Updates(r io.Reader) ([]json.RawMessage, error) {
	var out []json.RawMessage
	d := json.NewDecoder(r)
	for {
		var raw json.RawMessage
		err := d.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("update %d is not JSON: %w", len(out)+1, err)
		}
		out = append(out, unwrapped(raw)...)
	}
}

func unwrapped(raw json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var out []json.RawMessage
		for _, one := range list {
			out = append(out, unwrapped(one)...)
		}
		return out
	}
	var around struct {
		Update json.RawMessage `json:"update"`
		Result json.RawMessage `json:"result"`
	}
	if json.Unmarshal(raw, &around) != nil {
		return []json.RawMessage{raw}
	}
	switch {
	case around.Update != nil:
		return unwrapped(around.Update)
	case bytes.HasPrefix(around.Result, []byte("[")):
		return unwrapped(around.Result)
	}
	return []json.RawMessage{raw}
}
