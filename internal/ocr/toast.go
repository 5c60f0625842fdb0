package ocr

import (
	"image"
	"slices"
	"sort"
)

// An error is mostly shown on a box of a colour of its own: a red snackbar, a
// dark toast on a light page. Such boxes are read first: they are small, so it
// takes a fraction of the time, and nothing else on the screen is in the way.

// How boxes are looked for.
const (
	cellsAcross  = 100 // of the grid that a picture is looked at by
	saturated    = 70  // between the highest and the lowest of red, green and blue
	contrasting  = 95  // in brightness, from most of the picture
	leastFilled  = 55  // per cent of a box that stands out; the rest is text
	largestPart  = 40  // per cent of the picture: more is the page itself
	smallestCols = 12  // cells
	mostBoxes    = 3
)

// toasts returns the boxes of a picture that stand out from it, the largest
// first.
func toasts(m image.Image) []image.Rectangle {
	b := m.Bounds()
	cell := max(4, b.Dx()/cellsAcross)
	cols, rows := b.Dx()/cell, b.Dy()/cell
	if cols < smallestCols || rows < 2 {
		return nil
	}
	out := standingOut(m, cell, cols, rows)
	var boxes []image.Rectangle
	for at := range out {
		if !out[at] {
			continue
		}
		box, n := flood(out, at, cols, rows)
		area := box.Dx() * box.Dy()
		if box.Dx() >= smallestCols && box.Dy() >= 2 && 100*n >= leastFilled*area && 100*area <= largestPart*cols*rows {
			boxes = append(boxes, image.Rect(box.Min.X*cell, box.Min.Y*cell, box.Max.X*cell, box.Max.Y*cell).Add(b.Min))
		}
	}
	sort.SliceStable(boxes, func(i, j int) bool { return boxes[i].Dx()*boxes[i].Dy() > boxes[j].Dx()*boxes[j].Dy() })
	return boxes[:min(len(boxes), mostBoxes)]
}

// standingOut marks the cells of a grid that are of a strong colour, or much
// darker or lighter than most.
func standingOut(m image.Image, cell, cols, rows int) []bool {
	b := m.Bounds()
	light, out := make([]int, cols*rows), make([]bool, cols*rows)
	for i := range light {
		x0, y0 := b.Min.X+i%cols*cell, b.Min.Y+i/cols*cell
		var sum [3]int
		n := 0
		for y := y0; y < y0+cell; y += 2 {
			for x := x0; x < x0+cell; x += 2 {
				r, g, bl, _ := m.At(x, y).RGBA()
				sum[0], sum[1], sum[2], n = sum[0]+int(r>>8), sum[1]+int(g>>8), sum[2]+int(bl>>8), n+1
			}
		}
		r, g, bl := sum[0]/n, sum[1]/n, sum[2]/n
		light[i] = (299*r + 587*g + 114*bl) / 1000
		out[i] = max(r, g, bl)-min(r, g, bl) > saturated
	}
	sorted := slices.Clone(light)
	slices.Sort(sorted)
	most := sorted[len(sorted)/2]
	for i, v := range light {
		out[i] = out[i] || v-most > contrasting || most-v > contrasting
	}
	return out
}

// flood takes out the cells that hang together with the one at at, and returns
// the box around them and how many they are.
func flood(out []bool, at, cols, rows int) (box image.Rectangle, n int) {
	queue := []int{at}
	out[at] = false
	box = image.Rect(at%cols, at/cols, at%cols+1, at/cols+1)
	for ; len(queue) > 0; n++ {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		x, y := i%cols, i/cols
		box = box.Union(image.Rect(x, y, x+1, y+1))
		for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			nx, ny := x+d[0], y+d[1]
			if nx >= 0 && ny >= 0 && nx < cols && ny < rows && out[ny*cols+nx] {
				out[ny*cols+nx] = false
				queue = append(queue, ny*cols+nx)
			}
		}
	}
	return box, n
}

// cutOut draws boxes of a grey picture one below the other, dark on light
// whatever they were.
func cutOut(g *image.Gray, at image.Point, boxes []image.Rectangle) *image.Gray {
	const margin = 8
	w, h := 0, margin
	for _, b := range boxes {
		w, h = max(w, b.Dx()), h+b.Dy()+margin
	}
	out := image.NewGray(image.Rect(0, 0, w+2*margin, h))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	y := margin
	for _, b := range boxes {
		b = b.Sub(at)
		paper, ink := tones(g, b)
		for row := range b.Dy() {
			src := g.Pix[(b.Min.Y+row)*g.Stride+b.Min.X:][:b.Dx()]
			dst := out.Pix[(y+row)*out.Stride+margin:]
			for x, v := range src {
				dst[x] = uint8(min(255, max(0, 255*(int(v)-ink)/(paper-ink))))
			}
		}
		y += b.Dy() + margin
	}
	return out
}

// tones returns how bright the ground of a box is and how bright the text on
// it: what most of it is, and the far end of the rest.
func tones(g *image.Gray, b image.Rectangle) (paper, ink int) {
	var count [256]int
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+b.Min.X : y*g.Stride+b.Max.X] {
			count[v]++
		}
	}
	for v, n := range count {
		if n > count[paper] {
			paper = v
		}
	}
	seen, enough := 0, b.Dx()*b.Dy()/200
	if paper < 128 {
		for ink = 255; ink > paper+1 && seen <= enough; ink-- {
			seen += count[ink]
		}
		return paper, ink
	}
	for ink = 0; ink < paper-1 && seen <= enough; ink++ {
		seen += count[ink]
	}
	return paper, ink
}
