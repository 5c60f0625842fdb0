package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode is a QR code: dark and light modules, with the light margin that
// scanners need.
type qrCode [][]bool

const (
	qrMargin = 4  // modules
	qrModule = 16 // dots of a picture
)

// newQR makes the code of a text, at a level at which a seventh of it may be
// dirty.
func newQR(text string) (qrCode, error) {
	b, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("QR code of %d characters: %w", len(text), err)
	}
	n := b.Bounds().Dx()
	q := make(qrCode, n+2*qrMargin)
	for y := range q {
		q[y] = make([]bool, n+2*qrMargin)
		for x := range q[y] {
			if at := image.Pt(x-qrMargin, y-qrMargin); at.In(b.Bounds()) {
				q[y][x] = color.GrayModel.Convert(b.At(at.X, at.Y)) == color.Gray{}
			}
		}
	}
	return q, nil
}

// text draws the code for a terminal, two modules in a character. Light is
// ink there: most terminals are dark, and scanners read both.
func (q qrCode) text() string {
	var b strings.Builder
	for y := 0; y < len(q); y += 2 {
		for x := range q[y] {
			upper, lower := !q[y][x], y+1 < len(q) && !q[y+1][x]
			switch {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// png draws the code for print.
func (q qrCode) png() ([]byte, error) {
	img := image.NewGray(image.Rect(0, 0, len(q)*qrModule, len(q)*qrModule))
	for i := range img.Pix {
		if !q[i/img.Stride/qrModule][i%img.Stride/qrModule] {
			img.Pix[i] = 0xff
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("picture of a QR code: %w", err)
	}
	return b.Bytes(), nil
}
