package ocr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // decoders register themselves
	_ "image/jpeg"
	_ "image/png"
	"math"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// Bounds on what is read at all.
const (
	MaxBytes    = 20 << 20   // of a file
	MaxPixels   = 40_000_000 // of a picture; checked before it is decoded
	MaxUnpacked = 64 << 20   // bytes that a picture takes once it is decoded
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
	case int64(cfg.Width)*int64(cfg.Height) > MaxPixels, int64(cfg.Width)*int64(cfg.Height)*depth(cfg.ColorModel, data) > MaxUnpacked:
		return "", fmt.Errorf("%w: %s of %d×%d pixels is too large", ErrImage, format, cfg.Width, cfg.Height)
	}
	return format, nil
}

// depth is how many bytes a pixel takes while a picture is decoded.
func depth(m color.Model, data []byte) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.YCbCrModel:
		if progressive(data) { // all of its coefficients are held at once
			return 8
		}
		return 2 // 1.5, but for the rare one that keeps colour as fine as light
	case color.Gray16Model:
		return 2
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

// progressive reports a JPEG that comes as ever finer pictures of the whole.
func progressive(data []byte) bool {
	for marker := range segments(data) {
		if marker == 0xC2 {
			return true
		}
	}
	return false
}

// decode unpacks a picture, and makes a large one smaller before it is looked
// at: that takes several copies of it.
func decode(data []byte) (m image.Image, large bool, err error) {
	format, err := measure(data)
	if err != nil {
		return nil, false, err
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, false, fmt.Errorf("%w: damaged %s", ErrImage, format)
	}
	m = shrink(whole)
	return upright(m, orientation(data)), m != whole, nil
}

// workPixels is more than any screen has. No pass of Read uses more.
const workPixels = 12_000_000

func shrink(m image.Image) image.Image {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	by := math.Sqrt(workPixels / (float64(w) * float64(h)))
	if by >= 1 {
		return m
	}
	small := image.NewRGBA(image.Rect(0, 0, max(int(float64(w)*by), 1), max(int(float64(h)*by), 1)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), m, m.Bounds(), draw.Src, nil)
	return small
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
