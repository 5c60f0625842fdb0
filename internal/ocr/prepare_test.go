package ocr

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func TestEnlargeKeepsWithinItsBound(t *testing.T) {
	for _, tc := range []struct {
		w, h  int
		scale float64
		most  int
		want  int // width
	}{
		{80, 45, 2, 35_000, 160}, {192, 108, 2, 35_000, 249}, {400, 300, 2, 35_000, 216}, {16, 8, 0.01, 100, 1},
	} {
		g := enlarge(image.NewGray(image.Rect(0, 0, tc.w, tc.h)), tc.scale, tc.most)
		if got := g.Bounds().Dx(); got != tc.want || got*g.Bounds().Dy() > tc.most {
			t.Errorf("%d×%d: got width %d, want %d", tc.w, tc.h, got, tc.want)
		}
	}
}

func TestTransparentIsWhite(t *testing.T) {
	g := grey(image.NewNRGBA(image.Rect(0, 0, 20, 20)))
	if got := g.GrayAt(10, 10).Y; got != 255 {
		t.Errorf("got %d, want 255", got)
	}
}

func TestLevelMakesTextDarkOnWhite(t *testing.T) {
	for name, tc := range map[string]struct{ ground, ink uint8 }{
		"black on white": {255, 0}, "white on red": {79, 255}, "light on dark": {47, 245},
	} {
		g := image.NewGray(image.Rect(0, 0, 200, 100))
		for i := range g.Pix {
			g.Pix[i] = tc.ground
		}
		for x := 90; x < 110; x++ {
			g.SetGray(x, 50, color.Gray{Y: tc.ink})
		}
		out := level(g, 20)
		if ink, ground := out.GrayAt(100, 50).Y, out.GrayAt(20, 20).Y; ink > 60 || ground < 240 {
			t.Errorf("%s: ink %d on %d, want dark on white", name, ink, ground)
		}
	}
}

func TestGreyIsTheSameForEveryKind(t *testing.T) {
	c := color.NRGBA{200, 100, 50, 255}
	rgba, nrgba, pal := image.NewRGBA(image.Rect(0, 0, 8, 8)), image.NewNRGBA(image.Rect(0, 0, 8, 8)), image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{c})
	ycc := image.NewYCbCr(image.Rect(0, 0, 8, 8), image.YCbCrSubsampleRatio444)
	y, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
	for i := range ycc.Y {
		ycc.Y[i], ycc.Cb[i], ycc.Cr[i] = y, cb, cr
	}
	for i := range 64 {
		rgba.Set(i%8, i/8, c)
		nrgba.Set(i%8, i/8, c)
	}
	for _, m := range []image.Image{rgba, nrgba, pal, ycc, nrgba.SubImage(image.Rect(2, 2, 7, 7))} {
		if got := grey(m).GrayAt(3, 3).Y; got < 123 || got > 125 {
			t.Errorf("%T: got %d, want 124", m, got)
		}
	}
}

func TestEnlargeKeepsEdges(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 4, 1))
	copy(g.Pix, []byte{0, 0, 255, 255})
	got := enlarge(g, 2, 1000).Pix[:8]
	if got[0] > 5 || got[1] > 5 || got[6] < 250 || got[7] < 250 || got[3] >= got[4] {
		t.Errorf("got %v, want dark, then light", got)
	}
}

func TestPGM(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(g.Pix, []byte{1, 2, 3, 4, 5, 6})
	if got, want := pgm(g), []byte("P5\n3 2\n255\n\x01\x02\x03\x04\x05\x06"); !bytes.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("GIF89a\x14\x00\x0a\x00"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8 "))
	f.Add([]byte("\xff\xd8\xff\xc0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && cfg.Width*cfg.Height > 1_000_000 {
			return // within the bound, but slow to fuzz
		}
		m, _, err := decode(data)
		if err != nil {
			return
		}
		g := enlarge(grey(m), 2, 100_000)
		if n := g.Bounds().Dx() * g.Bounds().Dy(); n > 100_000 || n < 1 {
			t.Fatalf("%v became %d pixels", m.Bounds(), n)
		}
		level(g, 10)
	})
}
