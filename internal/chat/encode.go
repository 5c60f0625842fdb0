package chat

import (
	"fmt"

	"hotro/internal/wire"
)

// Append appends v to dst as a store keeps it: JSON. An error says what v is.
func Append(dst []byte, v wire.Struct) ([]byte, error) {
	b, err := wire.Append(dst, v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return b, nil
}

// Encode is Append to nothing.
func Encode(v wire.Struct) ([]byte, error) { return Append(make([]byte, 0, 256), v) }

// Decode reads what Append wrote into v, which is zero. An error says what v is.
func Decode(data []byte, v wire.Struct) error {
	if err := wire.Decode(data, v); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}
