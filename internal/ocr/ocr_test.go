package ocr_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotro/internal/ocr"
)

func blank(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a small PNG that claims to be huge.
func bomb(w, h uint32) []byte {
	head := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(head[4:], w)
	binary.BigEndian.PutUint32(head[8:], h)
	head[12] = 8
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func TestWhatIsNoPictureIsRefusedUnread(t *testing.T) {
	var anim bytes.Buffer
	if err := gif.Encode(&anim, image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{color.White}), nil); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		data []byte
		bad  bool
	}{
		"nothing": {nil, true}, "text": {[]byte("FROM_NUMBER_NOT_FOUND"), true}, "SVG": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), true},
		"HTML": {[]byte("<html><img src=x>"), true}, "a bomb": {bomb(60000, 60000), true}, "a long bomb": {bomb(1<<31-1, 1<<31-1), true},
		"a dot": {blank(t, 4, 4), true}, "too many bytes": {append(blank(t, 40, 40), make([]byte, 20<<20)...), true},
		"PNG": {blank(t, 40, 40), false}, "GIF": {anim.Bytes(), false},
	} {
		if err := ocr.Check(tc.data); errors.Is(err, ocr.ErrImage) != tc.bad || (err != nil) != tc.bad {
			t.Errorf("%s: got %v, want refused: %v", name, err, tc.bad)
		}
	}
	if _, err := ocr.New(ocr.Config{}).Read(t.Context(), append(blank(t, 400, 400)[:60], "damaged"...), nil); !errors.Is(err, ocr.ErrImage) {
		t.Errorf("damaged: got %v, want ErrImage", err)
	}
}

// program writes a script that stands for tesseract.
func program(t *testing.T, script string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(p, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTesseractIsRunAsMeasured(t *testing.T) {
	p := program(t, `head -c 2 >/dev/null; echo "$OMP_THREAD_LIMIT $*"`)
	got, err := ocr.New(ocr.Config{Path: p}).Read(t.Context(), blank(t, 100, 40), nil)
	if want := "1 stdin stdout -l vie+eng --psm 11"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	looks := 0
	got, err = ocr.New(ocr.Config{Path: p}).Read(t.Context(), blank(t, 100, 40), func(string) bool { looks++; return false })
	if err != nil || looks != 3 || strings.Count(got, "--psm 11") != 2 || strings.Count(got, "--psm 6") != 1 {
		t.Errorf("nothing found: got %q, %v after %d looks; want three looks", got, err, looks)
	}
}

func TestTesseractThatFails(t *testing.T) {
	for name, tc := range map[string]struct {
		cfg  ocr.Config
		want error
	}{
		"not installed":     {ocr.Config{Path: "/nonexistent/tesseract"}, ocr.ErrUnavailable},
		"not in the path":   {ocr.Config{Path: "no-such-tesseract"}, ocr.ErrUnavailable},
		"language missing":  {ocr.Config{Path: program(t, `echo "Failed loading language 'vie'" >&2; exit 1`)}, ocr.ErrUnavailable},
		"hangs":             {ocr.Config{Path: program(t, "exec sleep 60"), Timeout: 150 * time.Millisecond}, context.DeadlineExceeded},
		"breaks":            {ocr.Config{Path: program(t, "exit 3")}, nil},
		"says far too much": {ocr.Config{Path: program(t, "exec head -c 3000000 /dev/zero")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			got, err := ocr.New(tc.cfg).Read(t.Context(), blank(t, 100, 40), nil)
			if took := time.Since(began); took > 40*time.Second {
				t.Errorf("took %s", took)
			}
			switch {
			case name == "says far too much":
				if err != nil || len(got) > 256<<10 {
					t.Errorf("got %d bytes, %v; want them cut", len(got), err)
				}
			case err == nil || (tc.want != nil && !errors.Is(err, tc.want)):
				t.Errorf("got %q, %v; want %v", got, err, tc.want)
			}
		})
	}
}

func TestFewAreReadAtOnce(t *testing.T) {
	gate := filepath.Join(t.TempDir(), "running")
	r := ocr.New(ocr.Config{Path: program(t, "touch "+gate+"; exec sleep 60"), Timeout: 30 * time.Second})
	ctx, cancel := context.WithCancel(t.Context())
	first := make(chan error, 1)
	go func() { _, err := r.Read(ctx, blank(t, 100, 40), nil); first <- err }()
	for _, err := os.Stat(gate); err != nil; _, err = os.Stat(gate) {
		if ctx.Err() != nil || t.Context().Err() != nil {
			t.Fatal("tesseract was not started")
		}
	}
	second, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := r.Read(second, blank(t, 100, 40), nil); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "others") {
		t.Errorf("got %v, want it to wait for the first", err)
	}
	cancel()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("the first: got %v, want cancelled", err)
	}
}

func TestAvailable(t *testing.T) {
	have := program(t, `printf 'List of available languages in "/usr/share/" (2):\neng\nosd\n'`)
	langs, err := ocr.New(ocr.Config{Path: have}).Available(t.Context())
	if !errors.Is(err, ocr.ErrUnavailable) || !strings.Contains(err.Error(), "vie") || strings.Join(langs, " ") != "eng osd" {
		t.Errorf("got %v, %v; want vie missed", langs, err)
	}
	if _, err := ocr.New(ocr.Config{Path: have, Langs: "eng"}).Available(t.Context()); err != nil {
		t.Errorf("English only: got %v", err)
	}
	var none *ocr.Tesseract
	if _, err := none.Available(t.Context()); !errors.Is(err, ocr.ErrUnavailable) {
		t.Errorf("none: got %v, want ErrUnavailable", err)
	}
}

// model is a Vision that answers one thing.
type model struct {
	text string
	err  error
}

func (m model) ReadImage(context.Context, string, []byte) (string, error) { return m.text, m.err }

func TestEyes(t *testing.T) {
	down := errors.New("model: off")
	tess := ocr.New(ocr.Config{Path: program(t, "echo MA_LOI")})
	gone := ocr.New(ocr.Config{Path: "/nonexistent"})
	code := func(s string) bool { return strings.Contains(s, "_") }
	for _, tc := range []struct {
		name     string
		eyes     *ocr.Reader
		text, by string
		want     error
	}{
		{"model", &ocr.Reader{Model: model{"A_B", nil}, Tesseract: tess, Found: code}, "A_B", ocr.ByModel, nil},
		{"model down", &ocr.Reader{Model: model{"", down}, Tesseract: tess, Found: code}, "MA_LOI", ocr.ByTesseract, nil},
		{"model finds nothing", &ocr.Reader{Model: model{"chữ", nil}, Tesseract: tess, Found: code}, "MA_LOI", ocr.ByTesseract, nil},
		{"model finds nothing, no tesseract", &ocr.Reader{Model: model{"chữ", nil}, Tesseract: gone, Found: code}, "chữ", ocr.ByModel, nil},
		{"tesseract", &ocr.Reader{Tesseract: tess}, "MA_LOI", ocr.ByTesseract, nil},
		{"model alone, down", &ocr.Reader{Model: model{"", down}}, "", ocr.ByModel, down},
		{"both down", &ocr.Reader{Model: model{"", down}, Tesseract: gone}, "", "", ocr.ErrUnavailable},
		{"nothing", &ocr.Reader{}, "", "", ocr.ErrNoReader},
		{"nil", nil, "", "", ocr.ErrNoReader},
	} {
		text, by, err := tc.eyes.Read(t.Context(), "u", blank(t, 100, 40))
		if text != tc.text || by != tc.by || !errors.Is(err, tc.want) || (err != nil) != (tc.want != nil) {
			t.Errorf("%s: got %q by %q, %v; want %q by %q, %v", tc.name, text, by, err, tc.text, tc.by, tc.want)
		}
	}
	if _, _, err := (&ocr.Reader{Model: model{"A_B", nil}}).Read(t.Context(), "u", bomb(60000, 60000)); !errors.Is(err, ocr.ErrImage) {
		t.Errorf("a bomb: got %v, want it kept from the model", err)
	}
}
