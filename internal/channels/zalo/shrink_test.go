package zalo

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"testing"
)

// TestAPhotoTooLargeIsMadeSmaller: a phone's photo is larger than what Zalo
// takes; what is no picture is left alone.
func TestAPhotoTooLargeIsMadeSmaller(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	src := image.NewRGBA(image.Rect(0, 0, 1500, 900))
	for i := range src.Pix {
		src.Pix[i] = byte(r.IntN(256)) // noise is the worst case
	}
	var b bytes.Buffer
	if err := png.Encode(&b, src); err != nil {
		t.Fatal(err)
	}
	small, ok := shrink(b.Bytes())
	if !ok || len(small) > maxImage || formOf("", small) != asImage {
		t.Fatalf("got %d bytes of %d, %v; want a picture that Zalo takes", len(small), b.Len(), ok)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(small))
	if err != nil || c.Width*900/1500 < c.Height-1 || c.Width*900/1500 > c.Height+1 {
		t.Errorf("got %d by %d, %v; want the proportions of the original", c.Width, c.Height, err)
	}
	if _, ok := shrink([]byte("no picture")); ok {
		t.Error("what is no picture was made smaller")
	}
}
