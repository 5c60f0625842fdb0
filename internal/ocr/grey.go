package ocr

import (
	"image"
	"image/color"
	"math"
)

// grey turns a picture into shades of grey, with white behind what is
// transparent. The kinds that screenshots come in are read without a call for
// every pixel.
func grey(m image.Image) *image.Gray {
	b := m.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		row := g.Pix[y*g.Stride : y*g.Stride+b.Dx()]
		switch m := m.(type) {
		case *image.YCbCr:
			at := m.YOffset(b.Min.X, b.Min.Y+y)
			copy(row, m.Y[at:at+len(row)])
		case *image.Gray:
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			copy(row, m.Pix[at:at+len(row)])
		case *image.RGBA: // colours already multiplied by alpha
			greyRow(row, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):], false)
		case *image.NRGBA:
			greyRow(row, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):], true)
		default:
			for x := range row {
				row[x] = onWhite(m.At(b.Min.X+x, b.Min.Y+y))
			}
		}
	}
	return g
}

func greyRow(row, pix []byte, multiply bool) {
	for x := range row {
		p := pix[4*x : 4*x+4 : 4*x+4]
		y := (299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2])) / 1000
		a := uint32(p[3])
		if multiply {
			y = y * a / 255
		}
		row[x] = uint8(min(y+255-a, 255))
	}
}

func onWhite(c color.Color) uint8 {
	r, g, b, a := c.RGBA()
	return uint8(min((299*r+587*g+114*b)/1000+0xffff-a, 0xffff) >> 8)
}

// enlarge draws g scale times as large, as far as most pixels allow, with
// smooth edges (Catmull-Rom). Text of a usual screen is then some thirty pixels
// high, which is what tesseract reads best. BenchmarkEnlarge says why it is not
// x/image's: that takes eight times as long and six times the memory.
func enlarge(g *image.Gray, scale float64, most int) *image.Gray {
	w, h := g.Bounds().Dx(), g.Bounds().Dy()
	if area := float64(w) * float64(h) * scale * scale; area > float64(most) {
		scale *= math.Sqrt(float64(most) / area)
	}
	cols, rows := kernels(w, scale), kernels(h, scale)
	wide := stretcher{g: g, cols: cols, of: [4]int{-1, -1, -1, -1}}
	out := image.NewGray(image.Rect(0, 0, len(cols), len(rows)))
	for y, r := range rows {
		var src [4][]float32
		for k, at := range r.at {
			src[k] = wide.row(at)
		}
		dst := out.Pix[y*out.Stride : y*out.Stride+len(cols)]
		for x := range dst {
			v := r.weight[0]*src[0][x] + r.weight[1]*src[1][x] + r.weight[2]*src[2][x] + r.weight[3]*src[3][x]
			dst[x] = uint8(min(max(v+0.5, 0), 255))
		}
	}
	return out
}

// stretcher widens the rows of a picture, and holds the last four: a new row is
// made of no more, and a whole picture of them takes four times its memory.
type stretcher struct {
	g    *image.Gray
	cols []kernel
	rows [4][]float32
	of   [4]int // which row of g each holds; -1: none
}

func (s *stretcher) row(y int) []float32 {
	i := y % len(s.rows)
	if s.of[i] == y {
		return s.rows[i]
	}
	if s.rows[i] == nil {
		s.rows[i] = make([]float32, len(s.cols))
	}
	src, dst := s.g.Pix[y*s.g.Stride:], s.rows[i]
	for x, c := range s.cols {
		dst[x] = c.weight[0]*float32(src[c.at[0]]) + c.weight[1]*float32(src[c.at[1]]) + c.weight[2]*float32(src[c.at[2]]) + c.weight[3]*float32(src[c.at[3]])
	}
	s.of[i] = y
	return dst
}

// kernel says from which four pixels one new pixel is made.
type kernel struct {
	at     [4]int
	weight [4]float32
}

func kernels(n int, scale float64) []kernel {
	out := make([]kernel, max(int(float64(n)*scale), 1))
	for i := range out {
		c := (float64(i)+0.5)/scale - 0.5
		first := int(math.Floor(c)) - 1
		t := c - math.Floor(c)
		for k := range 4 {
			out[i].at[k] = min(max(first+k, 0), n-1)
		}
		out[i].weight = [4]float32{
			float32(((-0.5*t+1)*t - 0.5) * t), float32((1.5*t-2.5)*t*t + 1),
			float32(((-1.5*t+2)*t + 0.5) * t), float32((0.5*t - 0.5) * t * t),
		}
	}
	return out
}
