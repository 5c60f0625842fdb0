package ocr_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"testing"

	"hotro/internal/ocr"
)

// A photograph that a phone took sideways is read as one that it did not.
func TestAPhotoIsTurnedUpright(t *testing.T) {
	installed(t)
	m := matcher(t)
	data, err := os.ReadFile("testdata/shots/AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL.dialog-1x.png")
	if err != nil {
		t.Fatal(err)
	}
	shot, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, orientation := range []uint16{3, 6, 8} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			photo := exif(t, turn(shot, orientation), orientation, order)
			text, err := ocr.New(patient).Read(t.Context(), photo, useful(m))
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Screen(text).Topic; got != "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL" {
				t.Errorf("orientation %d, %s: got %q", orientation, order, got)
			}
		}
	}
}

// turn saves a picture as a camera does that is held so that orientation
// would turn it upright.
func turn(m image.Image, orientation uint16) image.Image {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, h, w)
	if orientation == 3 {
		size = image.Rect(0, 0, w, h)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			c := m.At(b.Min.X+x, b.Min.Y+y)
			switch orientation {
			case 3:
				out.Set(w-1-x, h-1-y, c)
			case 6:
				out.Set(y, w-1-x, c)
			case 8:
				out.Set(h-1-y, x, c)
			}
		}
	}
	return out
}

// exif returns a JPEG with an orientation beside it.
func exif(t *testing.T, m image.Image, orientation uint16, order binary.ByteOrder) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	mark := "II"
	if order == binary.BigEndian {
		mark = "MM"
	}
	tiff := []byte(mark)
	for _, v := range []any{uint16(42), uint32(8), uint16(1), uint16(0x0112), uint16(3), uint32(1), orientation, uint16(0), uint32(0)} {
		tiff, _ = binary.Append(tiff, order, v)
	}
	app := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(app)+2))
	return append(append(head, app...), b.Bytes()[2:]...)
}

func FuzzPhoto(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01"))
	f.Add([]byte("\xff\xd8\xff\xe1\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := ocr.Orientation(data); o < 1 || o > 8 {
			t.Fatalf("orientation %d", o)
		}
	})
}
