package ocr

import (
	"image"
	"testing"

	"golang.org/x/image/draw"
)

// BenchmarkEnlarge compares enlarge with the scaler of x/image, which does the
// same with four colours that are all alike here.
func BenchmarkEnlarge(b *testing.B) {
	g := image.NewGray(image.Rect(0, 0, 1366, 768))
	size := enlarge(g, 2, 3_500_000).Bounds()
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			enlarge(g, 2, 3_500_000)
		}
	})
	b.Run("x-image", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			draw.CatmullRom.Scale(image.NewGray(size), size, g, g.Bounds(), draw.Src, nil)
		}
	})
}
