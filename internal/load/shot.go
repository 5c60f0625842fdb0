package load

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// The size of the picture that users send.
const shotWidth, shotHeight = 1080, 600

// drawShot is a picture of a screen that shows an error.
func drawShot() []byte {
	const scale = 4
	small := image.NewGray(image.Rect(0, 0, shotWidth/scale, shotHeight/scale))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: small, Src: image.NewUniform(color.Black), Face: basicfont.Face7x13}
	for i, line := range []string{"Cuoc goi that bai", "FROM_NUMBER_NOT_FOUND", "0901234567   10:42"} {
		d.Dot = fixed.P(20, 40+i*30)
		d.DrawString(line)
	}
	large := image.NewGray(image.Rect(0, 0, shotWidth, shotHeight))
	draw.CatmullRom.Scale(large, large.Bounds(), small, small.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	_ = png.Encode(&b, large) // into memory, of an image that has a size
	return b.Bytes()
}
