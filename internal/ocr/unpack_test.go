package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// claiming returns a small JPEG whose header tells of another size and kind.
func claiming(t *testing.T, w, h int, marker byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 32, 32)), nil); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	at := bytes.Index(data, []byte{0xFF, 0xC0})
	data[at+1] = marker
	binary.BigEndian.PutUint16(data[at+5:], uint16(h))
	binary.BigEndian.PutUint16(data[at+7:], uint16(w))
	return data
}

// TestAPictureIsJudgedByWhatItUnpacksTo: a file of some kilobytes that takes
// hundreds of megabytes is not unpacked; what phones and screens make is.
func TestAPictureIsJudgedByWhatItUnpacksTo(t *testing.T) {
	blank := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for what, c := range map[string]struct {
		data []byte
		read bool
	}{
		"a phone's photograph of 24 million pixels": {claiming(t, 5712, 4284, 0xC0), true},
		"the same, progressive":                     {claiming(t, 5712, 4284, 0xC2), false},
		"a progressive picture from a web page":     {claiming(t, 1920, 1080, 0xC2), true},
		"a screen of 5120×2880":                     {blank(image.NewRGBA(image.Rect(0, 0, 5120, 2880))), true},
		"colours as fine as nobody sees":            {blank(image.NewNRGBA64(image.Rect(0, 0, 3000, 3000))), false},
		"two colours, 36 million pixels":            {blank(image.NewPaletted(image.Rect(0, 0, 6000, 6000), color.Palette{color.Black, color.White})), true},
	} {
		if err := Check(c.data); (err == nil) != c.read || err != nil && !errors.Is(err, ErrImage) {
			t.Errorf("%s: got %v, want it read: %v", what, err, c.read)
		}
	}
}

func TestALargePictureIsWorkedOnSmaller(t *testing.T) {
	m := shrink(image.NewGray(image.Rect(0, 0, 60_000, 600)))
	if b := m.Bounds(); b.Dx()*b.Dy() > workPixels || b.Dx() < 99*b.Dy() {
		t.Errorf("got %v, want at most %d pixels of the same shape", b, workPixels)
	}
	if usual := image.Image(image.NewGray(image.Rect(0, 0, 3840, 2160))); shrink(usual) != usual {
		t.Error("a usual screen was made smaller")
	}
}
