package ocr

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"iter"
)

// Phones save a photograph as the sensor saw it and say beside it, in EXIF, how
// it is to be turned. image.Decode does not look there.

// orientation returns how a JPEG is to be turned, from 1 (as it is) to 8.
func orientation(data []byte) int {
	for marker, body := range segments(data) {
		if marker == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return tiffOrientation(body[6:])
		}
	}
	return 1
}

// segments goes through what a JPEG says before the picture itself; through
// nothing of what is no JPEG, and no further than it is whole.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(marker byte, body []byte) bool) {
		if !bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
			return
		}
		for rest := data[2:]; len(rest) >= 4 && rest[0] == 0xFF; {
			marker, n := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
			if marker == 0xDA || n < 2 || 2+n > len(rest) || !yield(marker, rest[4:2+n]) {
				return
			}
			rest = rest[2+n:]
		}
	}
}

// tiffOrientation reads the tag 0x0112 of the first directory of a TIFF header.
func tiffOrientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(tiff) < 10:
		return 1
	case tiff[0] == 'M':
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 0x0112 {
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// upright returns m turned as EXIF orientation says.
func upright(m image.Image, orientation int) image.Image {
	if orientation <= 1 {
		return m
	}
	b := m.Bounds()
	src := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(src, src.Bounds(), m, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := turned(orientation, x, y, w, h)
			copy(dst.Pix[dst.PixOffset(to.X, to.Y):], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// turned returns where the pixel x, y of a picture of w by h goes.
func turned(orientation, x, y, w, h int) image.Point {
	switch orientation {
	case 2:
		return image.Pt(w-1-x, y)
	case 3:
		return image.Pt(w-1-x, h-1-y)
	case 4:
		return image.Pt(x, h-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(h-1-y, x)
	case 7:
		return image.Pt(h-1-y, w-1-x)
	case 8:
		return image.Pt(y, w-1-x)
	}
	return image.Pt(x, y)
}
