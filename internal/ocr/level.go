package ocr

import "image"

// level makes text dark on white whatever it was: white on red, grey on
// black. Each pixel becomes its distance from the mean of its surroundings,
// stretched. radius is that of the surroundings: some lines of text.
func level(g *image.Gray, radius int) *image.Gray {
	w, h := g.Bounds().Dx(), g.Bounds().Dy()
	sum := make([]uint32, (w+1)*(h+1)) // summed areas; 255 times the largest picture fits
	for y := range h {
		row := uint32(0)
		for x := range w {
			row += uint32(g.Pix[y*g.Stride+x])
			sum[(y+1)*(w+1)+x+1] = sum[y*(w+1)+x+1] + row
		}
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := max(y-radius, 0), min(y+radius+1, h)
		for x := range w {
			x0, x1 := max(x-radius, 0), min(x+radius+1, w)
			s := sum[y1*(w+1)+x1] - sum[y0*(w+1)+x1] - sum[y1*(w+1)+x0] + sum[y0*(w+1)+x0]
			d := int(g.Pix[y*g.Stride+x]) - int(s)/((x1-x0)*(y1-y0))
			out.Pix[y*out.Stride+x] = uint8(255 - min(2*max(d, -d), 255))
		}
	}
	return out
}
