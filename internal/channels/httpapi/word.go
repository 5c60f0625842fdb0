package httpapi

import "encoding/json"

// Word is a JSON string, or a number as it is written: platforms write ids and
// times as either. Anything else counts as absent.
type Word string

// UnmarshalJSON takes "123" and 123 alike.
func (w *Word) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case len(b) > 0 && b[0] == '"':
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	case len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9'):
		s = string(b)
	}
	*w = Word(s)
	return nil
}
