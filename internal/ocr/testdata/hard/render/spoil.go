package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"

	"golang.org/x/image/draw"
)

// spoiled is a picture of a screen as users send it.
type spoiled struct {
	m    *image.RGBA
	rand *rand.Rand
}

func (s *spoiled) each(f func(x, y int, c [3]float64) [3]float64) {
	b := s.m.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			p := s.m.Pix[s.m.PixOffset(x, y):][:3]
			c := f(x, y, [3]float64{float64(p[0]), float64(p[1]), float64(p[2])})
			for i := range p {
				p[i] = uint8(min(max(c[i], 0), 255))
			}
		}
	}
}

// dim takes light away and adds the noise of a sensor.
func (s *spoiled) dim(light, noise float64) {
	s.each(func(_, _ int, c [3]float64) [3]float64 {
		for i := range c {
			c[i] = 8 + c[i]*light + s.rand.NormFloat64()*noise
		}
		return c
	})
}

// blur spreads every pixel over its neighbours.
func (s *spoiled) blur(sigma float64) {
	r := int(math.Ceil(2.5 * sigma))
	kernel, sum := make([]float64, 2*r+1), 0.0
	for i := range kernel {
		kernel[i] = math.Exp(-float64((i-r)*(i-r)) / (2 * sigma * sigma))
		sum += kernel[i]
	}
	b := s.m.Bounds()
	for _, d := range []image.Point{{X: 1}, {Y: 1}} {
		src := image.NewRGBA(b)
		copy(src.Pix, s.m.Pix)
		s.each(func(x, y int, _ [3]float64) (c [3]float64) {
			for k, w := range kernel {
				at := src.PixOffset(min(max(x+(k-r)*d.X, 0), b.Dx()-1), min(max(y+(k-r)*d.Y, 0), b.Dy()-1))
				for i := range c {
					c[i] += float64(src.Pix[at+i]) * w / sum
				}
			}
			return c
		})
	}
}

// photograph shows the screen as a phone held beside it sees it: from the
// side, on a dark desk, in uneven light, with the moiré of the screen's grid.
func (s *spoiled) photograph(w, h int, tilt, moire float64) {
	src, b := s.m, s.m.Bounds()
	s.m = image.NewRGBA(image.Rect(0, 0, w, h))
	fw, fh, sw, sh := float64(w), float64(h), float64(b.Dx()), float64(b.Dy())
	corner := func(x, y float64) [2]float64 {
		return [2]float64{x*fw + tilt*fw*(s.rand.Float64()-0.5), y*fh + tilt*fh*(s.rand.Float64()-0.5)}
	}
	project := perspective([4][2]float64{corner(.05, .07), corner(.95, .06), corner(.94, .94), corner(.06, .95)}, sw, sh)
	s.each(func(x, y int, _ [3]float64) [3]float64 {
		u, v := project(float64(x), float64(y))
		if u < 0 || v < 0 || u >= sw-1 || v >= sh-1 {
			return [3]float64{52, 46, 40}
		}
		light := 1.05 - 0.35*float64(x)/fw - 0.2*math.Pow(float64(y)/fh, 2)
		glare := 40 * math.Exp(-(math.Pow(float64(x)-0.3*fw, 2)+math.Pow(float64(y)-0.25*fh, 2))/(0.03*fw*fw))
		wave := moire * (math.Sin(u*2.13+v*0.07) + math.Sin(v*2.07))
		c := sample(src, u, v)
		for i := range c {
			c[i] = c[i]*light*0.82 + glare + wave + s.rand.NormFloat64()*4
		}
		return c
	})
}

// perspective returns where on a screen of w by h a point of a photograph
// lies, on which the screen's corners are seen at the points given, clockwise
// from the upper left.
func perspective(at [4][2]float64, w, h float64) func(x, y float64) (u, v float64) {
	// The square's map to the corners (Heckbert), inverted by its adjoint.
	dx1, dx2, dx3 := at[1][0]-at[2][0], at[3][0]-at[2][0], at[0][0]-at[1][0]+at[2][0]-at[3][0]
	dy1, dy2, dy3 := at[1][1]-at[2][1], at[3][1]-at[2][1], at[0][1]-at[1][1]+at[2][1]-at[3][1]
	det := dx1*dy2 - dx2*dy1
	g, i := (dx3*dy2-dx2*dy3)/det, (dx1*dy3-dx3*dy1)/det
	a, b, c := at[1][0]-at[0][0]+g*at[1][0], at[3][0]-at[0][0]+i*at[3][0], at[0][0]
	d, e, f := at[1][1]-at[0][1]+g*at[1][1], at[3][1]-at[0][1]+i*at[3][1], at[0][1]
	return func(x, y float64) (u, v float64) {
		z := (d*i-e*g)*x + (b*g-a*i)*y + (a*e - b*d)
		return w * ((e-f*i)*x + (c*i-b)*y + (b*f - c*e)) / z, h * ((f*g-d)*x + (a-c*g)*y + (c*d - a*f)) / z
	}
}

// sample is the colour between four pixels.
func sample(m *image.RGBA, u, v float64) (c [3]float64) {
	x, y := int(u), int(v)
	fx, fy := u-float64(x), v-float64(y)
	for _, p := range []struct {
		dx, dy int
		w      float64
	}{{0, 0, (1 - fx) * (1 - fy)}, {1, 0, fx * (1 - fy)}, {0, 1, (1 - fx) * fy}, {1, 1, fx * fy}} {
		at := m.PixOffset(x+p.dx, y+p.dy)
		for i := range c {
			c[i] += p.w * float64(m.Pix[at+i])
		}
	}
	return c
}

func (s *spoiled) scale(w int) {
	b := s.m.Bounds()
	d := image.NewRGBA(image.Rect(0, 0, w, b.Dy()*w/b.Dx()))
	draw.CatmullRom.Scale(d, d.Bounds(), s.m, b, draw.Src, nil)
	s.m = d
}

// crop keeps a part, in hundredths.
func (s *spoiled) crop(x0, y0, x1, y1 int) {
	b := s.m.Bounds()
	r := image.Rect(b.Dx()*x0/100, b.Dy()*y0/100, b.Dx()*x1/100, b.Dy()*y1/100)
	d := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(d, d.Bounds(), s.m, r.Min, draw.Src)
	s.m = d
}

// sideways is the picture as a camera saves it that EXIF tells to turn: 3, 6
// or 8.
func (s *spoiled) sideways(orientation int) {
	b := s.m.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, h, w)
	if orientation == 3 {
		size = image.Rect(0, 0, w, h)
	}
	d := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			c := s.m.At(x, y)
			switch orientation {
			case 3:
				d.Set(w-1-x, h-1-y, c)
			case 6:
				d.Set(y, w-1-x, c)
			case 8:
				d.Set(h-1-y, x, c)
			}
		}
	}
	s.m = d
}

// jpeg returns the picture as a JPEG, with an orientation beside it unless it
// is 0.
func (s *spoiled) jpeg(quality, orientation int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.m, &jpeg.Options{Quality: quality}); err != nil || orientation == 0 {
		return b.Bytes(), err
	}
	app := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	app = append(binary.BigEndian.AppendUint16(app, uint16(orientation)), 0, 0, 0, 0, 0, 0)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(app)+2))
	return append(append(head, app...), b.Bytes()[2:]...), nil
}

func rgba(m image.Image) *image.RGBA {
	b := m.Bounds()
	d := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(d, d.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(d, d.Bounds(), m, b.Min, draw.Over)
	return d
}
