package zalo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // screenshots

	"golang.org/x/image/draw"
)

// Bounds of a picture that is made smaller.
const (
	maxPixels = 40_000_000 // more is not decoded: it would take too much memory
	firstSide = 2048       // the longer side of the first try
)

// shrink makes a picture small enough for Zalo, by fewer pixels; false for what
// is no picture or too large to be read.
func shrink(data []byte) ([]byte, bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width*c.Height > maxPixels {
		return nil, false
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	for side := firstSide; side >= firstSide/4; side = side * 3 / 4 {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, scaled(src, side), &jpeg.Options{Quality: 85}); err != nil {
			return nil, false
		}
		if out.Len() <= maxImage {
			return out.Bytes(), true
		}
	}
	return nil, false
}

// scaled is the picture on white, with no side longer than this.
func scaled(src image.Image, side int) image.Image {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, w*side/longer), max(1, h*side/longer)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, b, draw.Over, nil)
	return dst
}
