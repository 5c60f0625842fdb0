package ocr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // decoders register themselves
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/webp"
)

// Bounds on what is read at all.
const (
	MaxBytes  = 20 << 20   // of a file
	MaxPixels = 40_000_000 // of a picture; checked before it is decoded
)

// ErrImage says that the bytes are no picture that can be read: another
// format, damaged, too small to hold text, or too large.
var ErrImage = errors.New("not a readable picture")

// measure reads the size a picture claims, before memory is spent on it, and
// returns its format.
func measure(data []byte) (format string, err error) {
	if len(data) > MaxBytes {
		return "", fmt.Errorf("%w: larger than %d bytes", ErrImage, MaxBytes)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return "", fmt.Errorf("%w: want PNG, JPEG, GIF or WebP", ErrImage)
	case cfg.Width < 16 || cfg.Height < 8:
		return "", fmt.Errorf("%w: %s of %d×%d pixels holds no text", ErrImage, format, cfg.Width, cfg.Height)
	case int64(cfg.Width)*int64(cfg.Height) > MaxPixels:
		return "", fmt.Errorf("%w: %s of %d×%d pixels is too large", ErrImage, format, cfg.Width, cfg.Height)
	}
	return format, nil
}

func decode(data []byte) (image.Image, error) {
	format, err := measure(data)
	if err != nil {
		return nil, err
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: damaged %s", ErrImage, format)
	}
	return upright(m, orientation(data)), nil
}

// pgm writes g in the plainest format that tesseract reads.
func pgm(g *image.Gray) []byte {
	b := g.Bounds()
	out := fmt.Appendf(make([]byte, 0, b.Dx()*b.Dy()+32), "P5\n%d %d\n255\n", b.Dx(), b.Dy())
	for y := range b.Dy() {
		out = append(out, g.Pix[y*g.Stride:y*g.Stride+b.Dx()]...)
	}
	return out
}
