package chat

import (
	"encoding/json"
	"fmt"
)

// Encode returns v as a store keeps it: JSON. An error says what v is.
func Encode(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return b, nil
}
